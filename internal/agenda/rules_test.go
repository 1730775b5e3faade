package agenda

import (
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

func day(n int) time.Time { return time.Date(2026, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

func TestDayWords(t *testing.T) {
	for want, days := range map[string][2]time.Time{
		"30 Dec 2026": {day(0), day(0)}, "30-31 Dec 2026": {day(0), day(1)}, "30 Dec 2026 - 2 Jan 2027": {day(0), day(3)}, "30 Nov - 2 Dec 2026": {day(-30), day(-28)},
	} {
		if got := DayWords(days[0], days[1]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestClashes: a day in common, of two that stand; nothing clashes with itself.
func TestClashes(t *testing.T) {
	m := Meeting{Number: 1, First: day(2), Last: day(4)}
	for _, c := range []struct {
		other Meeting
		want  bool
	}{
		{Meeting{Number: 2, First: day(4), Last: day(6)}, true},
		{Meeting{Number: 2, First: day(0), Last: day(2)}, true},
		{Meeting{Number: 2, First: day(3), Last: day(3)}, true},
		{Meeting{Number: 2, First: day(5), Last: day(6)}, false},
		{Meeting{Number: 2, First: day(0), Last: day(1)}, false},
		{Meeting{Number: 2, First: day(3), Last: day(3), Cancelled: "Held by video"}, false},
		{Meeting{Number: 1, First: day(3), Last: day(3)}, false},
	} {
		if got := m.Clashes(c.other); got != c.want || c.other.Clashes(m) != c.want {
			t.Errorf("%+v: %t", c.other, got)
		}
	}
}

// TestPlaceOfAnItem: items keep their numbers, and go where they are told.
func TestPlaceOfAnItem(t *testing.T) {
	m := Meeting{Number: 1, Items: []Item{{No: 3}, {No: 1}, {No: 2}}, Given: 3}
	for _, c := range []struct {
		a      Itemise
		no, at int
	}{
		{Itemise{}, 4, 3}, {Itemise{Before: -1}, 4, 3}, {Itemise{Before: 3}, 4, 0}, {Itemise{Before: 2}, 4, 2},
		{Itemise{No: 3}, 3, 0}, {Itemise{No: 3, Before: -1}, 3, 2}, {Itemise{No: 3, Before: 2}, 3, 1}, {Itemise{No: 2, Before: 3}, 2, 0}, {Itemise{No: 1, Before: 1}, 1, 1},
	} {
		if item, at, err := c.a.item(m); err != nil || item.No != c.no || at != c.at {
			t.Errorf("%+v: item %d at %d, %v; want %d at %d", c.a, item.No, at, err, c.no, c.at)
		}
	}
	for _, a := range []Itemise{{No: 9}, {Before: 9}, {No: 1, Before: 9}} {
		if _, _, err := a.item(m); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%+v: %v", a, err)
		}
	}
	m.Items = make([]Item, MaxItems)
	if _, _, err := (Itemise{}).item(m); fault.KindOf(err) != fault.Refused {
		t.Errorf("one more than there can be: %v", err)
	}
}

// TestItemsMoveAlong, and none is left on a day without a meeting.
func TestItemsMoveAlong(t *testing.T) {
	nine := day(0).Add(9 * time.Hour)
	m := Meeting{First: day(10), Last: day(11), Items: []Item{{No: 1, Start: nine}, {No: 2}, {No: 3, Start: day(10).Add(9 * time.Hour)}}}
	facts, err := m.moved([]Start{{No: 1, At: nine.AddDate(0, 0, 10)}, {No: 2, At: nine}})
	if err != nil || len(facts) != 1 {
		t.Fatalf("%v, %v", facts, err)
	}
	if f := facts[0].(Itemised); f.Item.No != 1 || f.At != 0 || !f.Item.Start.Equal(day(10).Add(9*time.Hour)) {
		t.Errorf("%+v", f)
	}
	if _, err := m.moved(nil); fault.KindOf(err) != fault.Conflict {
		t.Errorf("one that would be left behind: %v", err)
	}
	if !slices.EqualFunc(m.Items, []int{1, 2, 3}, func(i Item, no int) bool { return i.No == no }) {
		t.Errorf("the meeting itself has changed: %+v", m.Items)
	}
}
