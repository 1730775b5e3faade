package secretariat

import (
	"fmt"
	"strings"
	"time"

	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
)

// neverHeld is the key of the offices that nobody has held yet. They are one thing to do, in
// as many steps. A new installation has them all: they are shown from the first day, and told
// by letter once there was time to give them.
const neverHeld reminder.Key = "office/never"

// duesOfOffices are those that are empty, or will be soon.
func (o *Office) duesOfOffices(s State, now time.Time) (list []due) {
	never := due{key: neverHeld, kind: KindOffice, at: founded(s, now).Add(o.limits.Ahead), each: true, shown: coordinators}
	var titles []string
	for _, v := range roster.Vacancies(s, now, o.limits.Terms) {
		if !v.Since.IsZero() {
			list = append(list, o.dueOfVacancy(v))
			continue
		}
		never.office = v.Office
		titles = append(titles, v.Office.Title())
		never.steps = append(never.steps, step{string(v.Office), never.at, coordinators})
	}
	if len(titles) == 0 {
		return list
	}
	if len(titles) > 1 {
		never.office = "" // the list of offices shows which
	}
	never.what = "Offices that nobody has held yet: " + strings.Join(titles, "; ")
	return append(list, never)
}

func (o *Office) dueOfVacancy(v roster.Vacancy) due {
	at := v.Since.UTC().Truncate(24 * time.Hour)
	return due{key: reminder.Key(fmt.Sprintf("office/%s/%s", v.Office, at.Format(time.DateOnly))), kind: KindOffice, office: v.Office,
		what: v.Office.Title() + ": " + strings.TrimSuffix(v.Why, "."), at: at,
		steps: []step{{stepAhead, at.Add(-o.limits.Terms), coordinators}, {stepDue, at, coordinators}}}
}

// founded is the day on which the installation began.
func founded(s State, now time.Time) time.Time {
	if first, err := s.Entry(1); err == nil {
		now = first.At
	}
	return now.UTC().Truncate(24 * time.Hour)
}
