package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/plain"
)

// dayColumns is the width of a day in the grid of a month: seven of them fit 80 columns.
const dayColumns = 11

// MonthLines are a month as a grid of its weeks, each day with the numbers of its meetings,
// and the meetings themselves below; at most 78 columns wide.
func MonthLines(year int, month time.Month, meetings []MeetingView) []string {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	lines := []string{first.Format("January 2006"), ""}
	var heads strings.Builder
	for _, day := range []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		heads.WriteString(plain.Pad(day, dayColumns))
	}
	lines = append(lines, strings.TrimRight(heads.String(), " "))
	monday := first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
	for week := monday; week.Before(first.AddDate(0, 1, 0)); week = week.AddDate(0, 0, 7) {
		lines = append(lines, weekLines(week, month, meetings)...)
	}
	lines = append(lines, "")
	return append(lines, MeetingLines(meetings, "No meeting in this month.")...)
}

// weekLines are a week: the days, and as many lines of numbers as its fullest day needs.
func weekLines(monday time.Time, month time.Month, meetings []MeetingView) []string {
	var cells [7][]string
	rows := 1
	for i := range cells {
		day := monday.AddDate(0, 0, i)
		if day.Month() != month {
			continue
		}
		cells[i] = []string{day.Format("_2")}
		for _, m := range meetings {
			if !day.Before(m.First) && !day.After(m.Last) {
				cells[i] = append(cells[i], meetingMark(m))
			}
		}
		rows = max(rows, len(cells[i]))
	}
	lines := make([]string, rows)
	for row := range rows {
		var b strings.Builder
		for _, cell := range cells {
			text := ""
			if row < len(cell) {
				text = cell[row]
			}
			b.WriteString(plain.Pad(text, dayColumns))
		}
		lines[row] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// meetingMark names a meeting in a grid; one that clashes with another has a mark.
func meetingMark(m MeetingView) string {
	mark := m.Number.String()
	if m.Cancelled != "" {
		return mark + " off"
	}
	if len(m.Clashes) > 0 {
		mark += " !"
	}
	return mark
}

// YearLines are a year: under each month its meetings.
func YearLines(year int, meetings []MeetingView) []string {
	lines := []string{fmt.Sprint(year)}
	for month := time.January; month <= time.December; month++ {
		first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		var of []MeetingView
		for _, m := range meetings {
			if m.First.Before(first.AddDate(0, 1, 0)) && !m.Last.Before(first) {
				of = append(of, m)
			}
		}
		if len(of) == 0 {
			lines = append(lines, plain.Pad(first.Format("January"), dayColumns)+"-")
			continue
		}
		lines = append(append(lines, first.Format("January")), MeetingLines(of, "")...)
	}
	return lines
}

// MeetingLines are meetings, a line each, with the clashes among them and the holidays of the
// host; none says that there is none.
func MeetingLines(meetings []MeetingView, none string) (lines []string) {
	for _, m := range meetings {
		line := fmt.Sprintf("  %-7s %-21s %s, %s (%s)", m.Number, agenda.DayWords(m.First, m.Last), plain.Line(m.Title), plain.Line(m.Place), m.Host)
		if m.Cancelled != "" {
			line += " - called off"
		}
		lines = append(lines, line)
		if len(m.Clashes) > 0 {
			lines = append(lines, "          ! clashes with "+clashWords(m.Clashes))
		}
		for _, h := range m.Holidays {
			lines = append(lines, plain.Cut(fmt.Sprintf("          ! %s: %s in %s", h.Day.Format("2 Jan"), h.Name, m.Host), 78))
		}
	}
	if len(lines) == 0 {
		return []string{"  " + none}
	}
	return lines
}

func clashWords(meetings []agenda.Meeting) string {
	numbers := make([]string, len(meetings))
	for i, m := range meetings {
		numbers[i] = m.Number.String()
	}
	slices.Sort(numbers)
	return strings.Join(numbers, ", ")
}

// MonthOf is the month's first and last day.
func MonthOf(year int, month time.Month) (first, last time.Time) {
	first = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, 1, -1)
}

// DueMeetings are the meetings that begin within a time from now, or go on, as Today shows
// them.
func (d *Desk) DueMeetings(within time.Duration) ([]MeetingView, error) {
	today := d.office.now().UTC().Truncate(24 * time.Hour)
	return d.MeetingsDuring(today, today.Add(within))
}
