package procedure

import (
	"testing"
	"time"
)

// TestDueReminder: each comes once, of several that were missed the last, and none that the
// procedure was opened too late for.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (reminders).
func TestDueReminder(t *testing.T) {
	opened := time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)
	p := Procedure{At: opened, Expires: opened.Add(100 * time.Hour)}
	for _, c := range []struct {
		before   []int
		left     time.Duration
		reminded []int
		want     int
	}{
		{[]int{48, 24, 2}, 49 * time.Hour, nil, 0},
		{[]int{48, 24, 2}, 48 * time.Hour, nil, 48},
		{[]int{48, 24, 2}, 47 * time.Hour, []int{48}, 0},
		{[]int{48, 24, 2}, time.Hour, []int{48}, 2},
		{[]int{48, 24, 2}, 0, []int{48}, 0},
		{[]int{101, 72}, 99 * time.Hour, nil, 0},
		{[]int{101, 72}, 71 * time.Hour, nil, 72},
		{nil, time.Hour, nil, 0},
	} {
		p.Reminded = c.reminded
		if got := p.DueReminder(p.Expires.Add(-c.left), c.before); got != c.want {
			t.Errorf("%v, %s left, %v sent: %d, want %d", c.before, c.left, c.reminded, got, c.want)
		}
	}
}
