package secretariat

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
)

// A due is something that falls due, and who is told of it when. The steps stand in the
// order of their times; those before the time itself are told ahead.
type due struct {
	key    reminder.Key
	kind   Kind        // of what it is due in
	number asem.Number // 0 for an office
	office roster.Office
	what   string // "Milestone 2 of #4211 Ports: hold the seminar"
	at     time.Time
	moment bool // at is a moment, and not a day of the calendar
	steps  []step
	shown  []roster.Address // who sees it before its first step, of which a letter tells
	each   bool             // each step is told of, and not the last alone: they are several things
}

type step struct {
	name string
	at   time.Time
	to   []roster.Address
}

// Names of the steps. They stand in keys of the record for ever.
const (
	stepAhead = "ahead"
	stepDue   = "due"
	stepLate  = "late"
)

// coordinators are told of what is late.
var coordinators = []roster.Address{"@coordinators"}

// dues lists all that is due or will be, in a fixed order.
func (o *Office) dues(s State, now time.Time) (list []due) {
	for _, i := range s.RunningInitiatives() {
		list = append(list, o.duesOfInitiative(i)...)
	}
	for _, m := range meetingsDuring(s, now.UTC().Truncate(24*time.Hour), now.Add(2*o.limits.Ahead+agenda.MaxDays*24*time.Hour)) {
		list = append(list, o.duesOfMeeting(s, m)...)
	}
	list = append(list, o.duesOfNotices(s)...)
	list = append(list, o.duesOfOffices(s, now)...)
	return append(list, o.duesOfProcedures(s)...)
}

// contactPoints are the addresses of partners' contact points.
func contactPoints(partners ...asem.Code) (list []roster.Address) {
	for _, p := range partners {
		if a := roster.ToContactPoint(p); p != "" && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}

// duesOfInitiative are its milestones and its next report. Who answers is told ahead, the
// leads when it is due, the coordinators when it is late.
func (o *Office) duesOfInitiative(i initiative.Initiative) (list []due) {
	add := func(key, what string, day time.Time, answers []roster.Address) {
		end := day.AddDate(0, 0, 1)
		list = append(list, due{key: reminder.Key(fmt.Sprintf("%s/%d/%s", key, uint64(i.Number), day.Format(time.DateOnly))), kind: KindInitiative, number: i.Number,
			what: fmt.Sprintf("%s %s: %s", i.Number, plain.Line(i.Title), what), at: day,
			steps: []step{{stepAhead, day.Add(-o.limits.Ahead), answers}, {stepDue, end, both(answers, contactPoints(i.Leads...))}, {stepLate, end.Add(o.limits.Late), coordinators}}})
	}
	for _, m := range i.Milestones {
		if m.Due() {
			add(fmt.Sprintf("milestone-%d", m.No), fmt.Sprintf("milestone %d, %s", m.No, plain.Line(m.Title)), m.Day, contactPoints(m.Answers))
		}
	}
	if day := i.ReportDue(o.limits.Reports); !day.IsZero() {
		add("report", "a report", day, contactPoints(i.Leads...))
	}
	return list
}

func both(a, b []roster.Address) []roster.Address {
	for _, to := range b {
		if !slices.Contains(a, to) {
			a = append(slices.Clip(a), to)
		}
	}
	return a
}

// duesOfMeeting are the registration of delegations, of partners that have none yet, and
// the agenda, of the host.
func (o *Office) duesOfMeeting(s State, m agenda.Meeting) (list []due) {
	if m.Cancelled != "" {
		return nil
	}
	name := fmt.Sprintf("%s %s, %s", m.Number, plain.Line(m.Title), agenda.DayWords(m.First, m.Last))
	day := m.First.Format(time.DateOnly)
	if m.Agenda == "" {
		at := m.First.Add(-o.limits.Ahead)
		list = append(list, due{key: reminder.Key(fmt.Sprintf("agenda/%d/%s", uint64(m.Number), day)), kind: KindMeeting, number: m.Number, what: name + ": its agenda", at: at,
			steps: []step{{stepAhead, at.Add(-o.limits.Ahead), contactPoints(m.Host)}, {stepDue, at, contactPoints(m.Host)}, {stepLate, m.First.Add(-o.limits.Ahead / 2), coordinators}}})
	}
	for _, p := range s.Partners() {
		if _, registered := m.Delegation(p.Code); !registered {
			list = append(list, due{key: reminder.Key(fmt.Sprintf("registration/%d/%s/%s", uint64(m.Number), p.Code, day)), kind: KindMeeting, number: m.Number,
				what: name + ": the delegation of " + string(p.Code), at: m.First, steps: []step{{stepAhead, m.First.Add(-o.limits.Ahead), contactPoints(p.Code)}}})
		}
	}
	return list
}

// duesOfNotices are the acknowledgements that are to be given by a time.
func (o *Office) duesOfNotices(s State) (list []due) {
	now := o.now()
	for _, p := range s.Partners() {
		for _, n := range s.Unacknowledged(p.Code, mostUnacknowledged) {
			if n.AckBy.IsZero() || n.Expired(now) {
				continue
			}
			list = append(list, ackDue(n, p.Code, o.limits))
		}
	}
	return list
}

func ackDue(n notice.Notice, p asem.Code, l Limits) due {
	return due{key: reminder.Key(fmt.Sprintf("ack/%d/%s", uint64(n.Number), p)), kind: KindNotice, number: n.Number,
		what: fmt.Sprintf("%s %s: the acknowledgement of %s", n.Number, plain.Line(n.Current().Title), p), at: n.AckBy, moment: true,
		steps: []step{{stepAhead, n.AckBy.Add(-l.Acks), contactPoints(p)}, {stepDue, n.AckBy, contactPoints(p)}, {stepLate, n.AckBy.Add(l.Late), coordinators}}}
}

// passed are the steps for an address whose time has come and that are told: the last, or
// each where they are several things.
func (d due) passed(to roster.Address, now time.Time) (steps []step) {
	for _, s := range d.steps {
		if s.at.After(now) || !slices.Contains(s.to, to) {
			continue
		}
		if !d.each {
			steps = nil
		}
		steps = append(steps, s)
	}
	return steps
}

// addresses are all those that are told of it sooner or later.
func (d due) addresses() (list []roster.Address) {
	for _, s := range d.steps {
		list = both(list, s.to)
	}
	return list
}

// A DueView is something that falls due for a delegate.
type DueView struct {
	Key    reminder.Key
	Kind   Kind
	Number asem.Number   // 0 for an office
	Office roster.Office // empty for what has a number, and for several offices
	What   string
	At     time.Time
	Moment bool // At is a moment, and not a day of the calendar
	Late   bool
	Snooze time.Time // until when the delegate put it off; zero for not
}

// Due lists what falls due for the delegate: what they are, or will be, told of at one of
// their addresses and whose first step has come, the earliest first. What they put off is
// left out unless all is asked for.
func (d *Desk) Due(all bool) (list []DueView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		now := d.office.now()
		mine := roster.Addresses(s, me, nil)
		for _, due := range d.office.duesNow(s) {
			if !due.concerns(mine, now) {
				continue
			}
			until := s.Reminders(due.key).PutOff(d.login)
			if until.After(now) && !all {
				continue
			}
			list = append(list, DueView{Key: due.key, Kind: due.kind, Number: due.number, Office: due.office, What: due.what, At: due.at, Moment: due.moment,
				Late: !now.Before(due.end()), Snooze: until})
		}
		slices.SortStableFunc(list, func(a, b DueView) int { return a.At.Compare(b.At) })
		return nil
	})
	return list, err
}

// end is when it is late: at the second step, or at its time where there is one alone.
func (d due) end() time.Time {
	for _, s := range d.steps {
		if s.name == stepDue {
			return s.at
		}
	}
	return d.at
}

// concerns says whether one of the addresses sees it: a step has come by which it is told.
func (d due) concerns(mine []roster.Address, now time.Time) bool {
	return slices.ContainsFunc(mine, func(a roster.Address) bool { return slices.Contains(d.shown, a) || len(d.passed(a, now)) > 0 })
}

// Snooze puts a reminder off for the delegate, who is reminded again at that time. The key
// may be the number of what it is due in, where that names one alone.
func (d *Desk) Snooze(key string, until time.Time) (DueView, error) {
	list, err := d.Due(true)
	if err != nil {
		return DueView{}, err
	}
	var found []DueView
	number, _ := asem.ParseNumber(key)
	for _, due := range list {
		if string(due.Key) == key || number != 0 && due.Number == number {
			found = append(found, due)
		}
	}
	switch len(found) {
	case 0:
		return DueView{}, noReminder(key)
	case 1:
		_, err = d.atPace("", reminder.Snooze{Key: found[0].Key, Until: until}, nil)
		return found[0], err
	}
	var keys []string
	for _, f := range found {
		keys = append(keys, string(f.Key))
	}
	return DueView{}, severalReminders(key, keys)
}

// duesNow is dues, remembered for a minute unless something changed that they are read from.
// What is remembered is asked of the journal that the view shows: so who did something sees
// it, and an older view leaves nothing behind for newer ones.
func (o *Office) duesNow(s State) []due {
	now := o.now()
	last, _ := s.Last()
	o.dueMutex.Lock()
	defer o.dueMutex.Unlock()
	if !o.dueAt.IsZero() && last < o.dueOf {
		return o.duesByKey(s, now)
	}
	if o.dueAt.IsZero() || now.Sub(o.dueAt).Abs() >= time.Minute || duesChanged(s, o.dueOf, last) {
		o.dueList, o.dueAt = o.duesByKey(s, now), now
	}
	o.dueOf = last
	return o.dueList
}

func (o *Office) duesByKey(s State, now time.Time) []due {
	list := o.dues(s, now)
	slices.SortStableFunc(list, func(a, b due) int { return cmp.Compare(a.key, b.key) })
	return list
}

// mostLookedThrough bounds the entries that are looked through; behind more of them dues are
// read anew, which costs less.
const mostLookedThrough = 200

// duesChanged says whether an entry behind one, up to another, touches what dues are read from.
func duesChanged(s State, from, to uint64) bool {
	if to-from > mostLookedThrough {
		return true
	}
	for n := from + 1; n <= to; n++ {
		e, err := s.Entry(n)
		if err != nil || touchedBy([]journal.Entry{e})&(touch(KindInitiative)|touch(KindMeeting)|touch(KindNotice)|touch(KindProcedure)|touch(KindOffice)) != 0 {
			return true
		}
	}
	return false
}
