package roster

import (
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

func TestParseOffice(t *testing.T) {
	m := addressed()
	for typed, want := range map[string]Office{
		"coordinator:presidency":       "coordinator:presidency",
		" @Coordinator:Presidency ":    "coordinator:presidency",
		"contact-point:fi":             "contact-point:FI",
		"head-of-mission:fi/new delhi": "head-of-mission:FI/New Delhi",
		"moderator":                    "moderator",
		"moderator:":                   "moderator",
		"moderator:Finance":            "moderator:finance",
	} {
		if got, err := ParseOffice(m, typed); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "coordinator", "contact-point", "contact-point:ZZ", "head-of-mission:FI", "head-of-mission:FI/Nowhere", "moderator:\x1b[2J", "delegate"} {
		if got, err := ParseOffice(m, typed); fault.KindOf(err) != fault.Usage || got != "" || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q is %q, %v", typed, got, err)
		}
	}
}

// Whatever is typed, an office that is read is read again as the same one.
func FuzzParseOffice(f *testing.F) {
	m := addressed()
	for _, o := range CommonOffices() {
		f.Add(string(o))
	}
	for _, typed := range []string{"contact-point:FI", "head-of-mission:FI/Brussels", "moderator:finance", "@:", "moderator:\x00"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		o, err := ParseOffice(m, typed)
		if err != nil {
			return
		}
		if again, err := ParseOffice(m, string(o)); err != nil || again != o {
			t.Errorf("%q is %q, which is %q, %v", typed, o, again, err)
		}
	})
}

// TestPastAddresses: what came in the time of a term goes on reaching who held it, unless
// they have left.
func TestPastAddresses(t *testing.T) {
	from, until := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	d := Delegate{Login: "second.contact", Partner: "FI", Roles: []Role{{Name: ContactPoint}}}
	d = d.With(nil, []Tenure{{Office: "coordinator:presidency", From: from, Until: until}})
	for _, a := range []Address{"@coordinator:presidency", "@coordinators"} {
		for at, want := range map[time.Time]bool{from.Add(-1): false, from: true, until.Add(-1): true, until: false} {
			if got := ReachedThen(a, d, at); got != want {
				t.Errorf("%s at %v: %v", a, at, got)
			}
		}
	}
	if ReachedThen("@asean", d, from) {
		t.Error("an address that is none of the office's")
	}
	d.Left = true
	if d = d.With(nil, nil); ReachedThen("@coordinators", d, from) || len(PastAddresses(d)) != 0 {
		t.Error("who has left goes on reading")
	}
}
