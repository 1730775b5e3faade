package holiday

import (
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
)

func TestOn(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		partner asem.Code
		day     string
		closed  bool
	}{
		{"DE", "2026-12-25", true}, {"FR", "2026-07-14", true}, {"JP", "2026-01-01", true}, {"FR", "2026-07-15", false}, {"FI", "2026-12-26", true}, {"VN", "2026-12-24", false},
		{"VN", "2026-12-27", true}, {"NZ", "2027-02-06", true},
	} {
		if got := On(c.partner, day(c.day)); (got != "") != c.closed {
			t.Errorf("%s on %s: %q", c.partner, c.day, got)
		}
	}
	if got := Warning("FR", day("2026-07-14")); got != "That is Fête nationale in FR: think of who must read it before." && got == "" {
		t.Errorf("%q", got)
	}
	if got := Warning("VN", day("2026-12-27")); got != "That is a Sunday: think of who must read it before." {
		t.Errorf("%q", got)
	}
	if got := Warning("VN", day("2026-12-28")); got != "" {
		t.Errorf("%q", got)
	}
	for code := range known {
		if _, err := asem.ParseCode(string(code)); err != nil {
			t.Errorf("%s is no partner's code", code)
		}
	}
}
