// Package deadline reads the dates and times that people give for something to come,
// and writes them so that nobody is a time zone late.
package deadline

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/fault"
)

// Forms says in words what Parse reads, for help and refusals.
const Forms = "2026-12-01, '2026-12-01 18:00', 2026-12-01T18:00:00Z, or from now 72h, 3d, 2w"

// forms are those of a moment: whether one says its zone, and whether it says a day alone.
var forms = []struct {
	layout     string
	zoned, day bool
}{
	{layout: time.RFC3339, zoned: true}, {layout: "2006-01-02T15:04Z07:00", zoned: true},
	{layout: "2006-01-02 15:04"}, {layout: "2006-01-02T15:04"}, {layout: time.DateOnly, day: true},
}

// Parse reads a time to come as a person gives it, in the zone of now: a date, with or
// without the time, or how long from now. A date alone is the end of that day, its last
// minute. An hour that the clocks skip is refused. Empty text is the zero time: none. The
// answer is in UTC, in whole minutes but for a time that was given to the second.
func Parse(text string, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	for _, f := range forms {
		at, err := time.ParseInLocation(f.layout, text, now.Location())
		if err != nil {
			continue
		}
		if !f.zoned && text != at.Format(f.layout) {
			return time.Time{}, skipped(text, at)
		}
		if f.day {
			at = time.Date(at.Year(), at.Month(), at.Day(), 23, 59, 0, 0, at.Location())
		}
		return at.UTC(), nil
	}
	if ahead, ok := span(strings.TrimPrefix(text, "+")); ok {
		at := now.Add(ahead).UTC()
		if whole := at.Truncate(time.Minute); whole.Before(at) {
			return whole.Add(time.Minute), nil // 72h are 72 hours at the least
		}
		return at, nil
	}
	return time.Time{}, fault.New(fault.Usage, "%q is not a date or a time.", text).Then("Write one like %s.", Forms)
}

// skipped refuses an hour that is none: the clocks of the zone are put forward over it.
func skipped(text string, at time.Time) error {
	return fault.New(fault.Usage, "There is no %s: clocks are put forward over that hour.", text).Then("Give another one, as %s.", at.Format("15:04"))
}

// farthest bounds how far ahead a span reaches, in days: it must not overflow.
const farthest = 10 * 366

// span reads a number of minutes, hours, days or weeks.
func span(text string) (time.Duration, bool) {
	if text == "" {
		return 0, false
	}
	unit, ok := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[text[len(text)-1]]
	n, err := strconv.ParseUint(text[:len(text)-1], 10, 32)
	if !ok || err != nil || n == 0 || time.Duration(n) > farthest*24*time.Hour/unit {
		return 0, false
	}
	return time.Duration(n) * unit, true
}

// Show writes a deadline in UTC, and behind it in the zones of its readers where those are
// others: 1 Dec 2026 16:00 UTC (18:00 EET, 2 Dec 01:00 KST). The zero time is "none".
func Show(at time.Time, zones ...*time.Location) string {
	if at.IsZero() {
		return "none"
	}
	utc, clock := at.UTC(), "15:04"
	if utc.Second() != 0 {
		clock = "15:04:05"
	}
	var there []string
	for _, zone := range zones {
		here := at.In(zone)
		if _, offset := here.Zone(); offset == 0 {
			continue
		}
		form := "2 Jan " + clock + " MST"
		if utc.Day() == here.Day() {
			form = clock + " MST"
		}
		if words := here.Format(form); !slices.Contains(there, words) {
			there = append(there, words)
		}
	}
	words := utc.Format("2 Jan 2006 "+clock) + " UTC"
	if len(there) == 0 {
		return words
	}
	return words + " (" + strings.Join(there, ", ") + ")"
}

// Day reads a day as a person gives it: a date, today, or how many days or weeks from now.
// It is a day of the calendar, which has no zone: the answer is its midnight in UTC. Empty
// text is the zero time: none.
func Day(text string, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	switch strings.ToLower(text) {
	case "":
		return time.Time{}, nil
	case "today":
		return today, nil
	}
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, nil
	}
	ahead, ok := span(strings.TrimPrefix(text, "+"))
	if !ok || ahead%(24*time.Hour) != 0 {
		return time.Time{}, fault.New(fault.Usage, "%q is not a day.", text).Then("Write one like 2026-12-01, today, or from now 3d, 2w.")
	}
	return today.Add(ahead), nil
}
