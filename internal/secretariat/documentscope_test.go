package secretariat_test

import (
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

func TestNarrowed(t *testing.T) {
	for text, want := range map[string]secretariat.DocumentScope{
		"":                                      {ToMe: true},
		"som":                                   {ToMe: true, Series: "ASEM/SOM"},
		`2026 Political "SOM Helsinki" som new`: {ToMe: true, Series: "ASEM/SOM", Pillar: asem.Political, Year: 2026, Meeting: "SOM Helsinki", New: true},
		"across":                                {ToMe: true, NoPillar: true},
	} {
		got, err := secretariat.DocumentScope{ToMe: true, Year: 1999}.Narrowed(text)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if again, err := got.Narrowed(got.String()); err != nil || again != got {
			t.Errorf("%q reads as %+v, %v", got, again, err)
		}
	}
	for _, bad := range []string{`"SOM`, "no/such/series/at/all", "!"} {
		if got, err := (secretariat.DocumentScope{Year: 1999}).Narrowed(bad); fault.KindOf(err) != fault.Usage || got.Year != 1999 {
			t.Errorf("%q: %+v, %v", bad, got, err)
		}
	}
}
