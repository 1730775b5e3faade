package contingency

import (
	"testing"
	"time"
)

// TestBefore is what somebody whose term ended goes on reading.
func TestBefore(t *testing.T) {
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	hour := func(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }
	c := Contingency{Log: []Saying{{At: hour(0)}, {At: hour(2)}, {At: hour(4)}}, Ended: hour(6), Report: "ASEM/CON/2026/1"}
	for at, want := range map[int]struct {
		entries int
		open    bool
	}{0: {0, true}, 1: {1, true}, 2: {1, true}, 3: {2, true}, 6: {3, true}, 7: {3, false}} {
		got := c.AsOf(hour(at))
		if len(got.Log) != want.entries || got.Open() != want.open || (got.Report == "") != want.open {
			t.Errorf("at hour %d: %+v", at, got)
		}
	}
	if len(c.Log) != 3 || c.Open() {
		t.Errorf("the contingency itself has changed: %+v", c)
	}
}
