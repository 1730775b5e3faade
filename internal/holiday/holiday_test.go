package holiday

import (
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
)

// TestWarning, and the holidays of some days.
func TestWarning(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		partners []asem.Code
		day      string
		want     string
	}{
		{[]asem.Code{"DE"}, "2026-12-25", "That is Weihnachtstag in DE: think of who must read it before."},
		{[]asem.Code{"FR"}, "2026-07-14", "That is Fête Nationale in FR: think of who must read it before."},
		{[]asem.Code{"FR"}, "2026-07-15", ""},
		{[]asem.Code{"JP"}, "2026-01-01", "That is New Year's Day in JP: think of who must read it before."},
		{[]asem.Code{"VN", "FR"}, "2026-07-14", "That is Fête Nationale in FR: think of who must read it before."},
		{[]asem.Code{"VN"}, "2026-12-24", ""},
		{[]asem.Code{"VN"}, "2026-12-26", "That is a Saturday: think of who must read it before."},
		{[]asem.Code{"VN", "JP"}, "2026-12-27", "That is a Sunday: think of who must read it before."},
		{nil, "2026-12-28", ""},
		{[]asem.Code{"NZ"}, "2027-02-06", "That is Waitangi Day in NZ: think of who must read it before."},
	} {
		if got := (*Book)(nil).Warning(day(c.day), c.partners...); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.partners, c.day, got, c.want)
		}
	}
	var days []string
	for _, h := range (*Book)(nil).During("DE", day("2026-12-24"), day("2027-01-02")) {
		days = append(days, h.Day.Format(time.DateOnly)+" "+h.Name)
	}
	if want := []string{"2026-12-25 Weihnachtstag", "2026-12-26 Zweiter Weihnachtsfeiertag", "2027-01-01 Neujahrstag"}; !slices.Equal(days, want) {
		t.Errorf("%q, want %q", days, want)
	}
	for code := range known {
		if _, err := asem.ParseCode(string(code)); err != nil {
			t.Errorf("%s is no partner's code", code)
		}
	}
}
