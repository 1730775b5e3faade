package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/ical"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) agenda() *cobra.Command {
	var month, year, kind string
	var ics bool
	cmd := &cobra.Command{
		Use: "agenda [--month YYYY-MM] [--year YYYY] [--ics]", Short: "The calendar of meetings: a month, a year, or as iCalendar",
		Long: `Shows the meetings of this month, of another one or of a year. With --ics it is an
iCalendar file of the meetings from a year ago on, or of that month or year, to which
calendars can subscribe: events keep their names, and a change takes the next sequence.`,
		Example: "agenda\nagenda --year 2027\nagenda --ics > asem.ics", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.showAgenda(cmd, month, year, kind, ics) },
	}
	cmd.Flags().StringVar(&month, "month", "", "the `MONTH`, as in 2027-03")
	cmd.Flags().StringVar(&year, "year", "", "the `YEAR`, as in 2027")
	cmd.Flags().StringVar(&kind, "kind", "", "only meetings of that `KIND`")
	cmd.Flags().BoolVar(&ics, "ics", false, "as an iCalendar file")
	return cmd
}

// showAgenda shows a month, or a year.
func (e *errand) showAgenda(cmd *cobra.Command, month, year, kind string, ics bool) error {
	if _, err := dossier.MeetingsBy(e.desk, dossier.Option{Name: "kind", Word: kind}); err != nil {
		return err
	}
	kind = strings.ToLower(kind)
	now := e.desk.Now()
	first, last := secretariat.MonthOf(now.Year(), now.Month())
	switch {
	case month != "" && year != "":
		return misused(cmd, "A month or a year, and not both.")
	case month != "":
		at, err := time.Parse("2006-01", month)
		if err != nil {
			return misused(cmd, "%q is no month: write it like 2027-03.", clip(month))
		}
		first, last = secretariat.MonthOf(at.Year(), at.Month())
	case year != "":
		from, to, err := dossier.YearsIn(year)
		if err != nil {
			return err
		}
		first, last = time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(to, 12, 31, 0, 0, 0, 0, time.UTC)
	case ics:
		first, last = now.AddDate(-1, 0, 0), now.AddDate(10, 0, 0)
	}
	list, err := e.desk.MeetingsDuring(first, last)
	if err != nil {
		return err
	}
	list = ofKind(list, agenda.Kind(kind))
	switch {
	case ics:
		return e.calendarFile(list)
	case e.asJSON:
		rows := make([]meetingRow, len(list))
		for i, v := range list {
			rows[i] = meetingRowOf(v)
		}
		return answerAll(e, rows)
	case year != "":
		for y := first.Year(); y <= last.Year(); y++ {
			e.sayLines(secretariat.YearLines(y, list))
		}
	default:
		e.sayLines(secretariat.MonthLines(first.Year(), first.Month(), list))
		if err := e.sayNext(last.AddDate(0, 0, 1), kind); err != nil {
			return err
		}
	}
	e.say("\nRead one: %s", e.ssh("meeting show NUMBER"))
	return nil
}

// sayNext says which meetings come from a day on.
func (e *errand) sayNext(from time.Time, kind string) error {
	list, err := e.desk.MeetingsDuring(from, from.AddDate(2, 0, 0))
	list = slices.DeleteFunc(ofKind(list, agenda.Kind(kind)), func(v secretariat.MeetingView) bool { return v.First.Before(from) }) // it stands above
	if err != nil || len(list) == 0 {
		return err
	}
	e.say("\nThen:")
	e.sayLines(secretariat.MeetingLines(list[:min(len(list), nextMeetings)], ""))
	return nil
}

func ofKind(list []secretariat.MeetingView, kind agenda.Kind) (of []secretariat.MeetingView) {
	for _, v := range list {
		if kind == "" || v.Kind == kind {
			of = append(of, v)
		}
	}
	return of
}

func (e *errand) sayLines(lines []string) {
	for _, line := range lines {
		e.say("%s", line)
	}
}

// calendarFile writes meetings as an iCalendar file.
func (e *errand) calendarFile(list []secretariat.MeetingView) error {
	return ical.Calendar{Domain: string(e.house.Domain), Now: e.desk.Now(), SSH: e.ssh}.Write(e.out, list)
}
