package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/holiday"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// MeetingView is a meeting as one delegate sees it. Of the documents of its agenda it has
// those that reach the delegate.
type MeetingView struct {
	agenda.Meeting
	New        bool
	MayChair   bool
	MySeat     bool // the delegate's partner has registered a delegation
	Clashes    []agenda.Meeting
	Holidays   []holiday.Day // of its host
	Invitation string        // empty in lists
	Summary    string        // empty in lists, and where there is none
}

// Seen names what was shown of it.
func (v MeetingView) Seen() Seen { return Seen{Number: v.Number, Version: v.Meeting.News} }

// Warnings say in sentences what speaks against its days.
func (v MeetingView) Warnings() (list []string) {
	for _, other := range v.Clashes {
		list = append(list, fmt.Sprintf("It clashes with %s, %s.", other.Number, plain.Line(other.Title)))
	}
	for _, h := range v.Holidays {
		list = append(list, fmt.Sprintf("%s is %s in %s.", h.Day.Format("2 Jan 2006"), h.Name, v.Host))
	}
	return list
}

// MeetingWarnings are those of a meeting that is to be called.
func (d *Desk) MeetingWarnings(a agenda.Call) (list []string, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		view := MeetingView{Meeting: agenda.Meeting{First: a.First, Last: a.Last, Host: a.Host}}
		if view.Last.IsZero() {
			view.Last = view.First
		}
		if view.Host == "" {
			view.Host = me.Partner
		}
		view.warn(meetingsDuring(s, view.First, view.Last))
		list = view.Warnings()
		return nil
	})
	return list, err
}

// warn finds what speaks against its days, among all meetings that have one of them.
func (v *MeetingView) warn(near []agenda.Meeting) {
	for _, other := range near {
		if v.Meeting.Clashes(other) {
			v.Clashes = append(v.Clashes, other)
		}
	}
	v.Holidays = holiday.During(v.Host, v.First, v.Last)
}

// Where is the time zone of the place.
func (v MeetingView) Where() *time.Location { return zoneOr(v.Zone) }

func zoneOr(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC // the name was known to the machine that took it
	}
	return zone
}

// MeetingScope narrows the meetings; the zero scope takes all.
type MeetingScope struct {
	Kind    agenda.Kind
	Host    asem.Code
	Cluster asem.ClusterID
}

func (c MeetingScope) takes(m agenda.Meeting) bool {
	return (c.Kind == "" || m.Kind == c.Kind) && (c.Host == "" || m.Host == c.Host) && (c.Cluster == "" || slices.Contains(m.Clusters, c.Cluster))
}

// MeetingPage is a page of meetings in the order of the calendar.
type MeetingPage struct {
	Rows            []MeetingView
	Earlier, Follow bool
}

// Meetings lists the meetings of a scope in the order of their days. A page that begins
// nowhere begins with the first meeting that is not over.
func (d *Desk) Meetings(scope MeetingScope, p Page) (page MeetingPage, err error) {
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		list, more, earlier := d.calendar(s, span, scope)
		page.Earlier, page.Follow = edges(span, more, earlier)
		page.Rows = d.meetingViews(s, me, list)
		return nil
	})
	return page, err
}

// calendar is a page of meetings. earlier says whether some stand on the other side of
// where the page begins.
func (d *Desk) calendar(s State, span Range, scope MeetingScope) (list []agenda.Meeting, more, earlier bool) {
	read := s.Calendar
	if span.From == 0 && !span.Backward {
		today := d.office.now().UTC().Truncate(24 * time.Hour)
		from := today.AddDate(0, 0, -agenda.MaxDays)
		read = func(r Range) ([]agenda.Meeting, bool) { return s.CalendarFrom(from, r) }
		before, _ := s.CalendarFrom(from, Range{Backward: true, Limit: 1})
		earlier = len(before) > 0
		skipped := func(m agenda.Meeting) bool { return !scope.takes(m) || m.Last.Before(today) && skip(&earlier) }
		list, more = siftedMeetings(span, read, s.Calendar, skipped)
		return list, more, earlier
	}
	list, more = siftedMeetings(span, read, s.Calendar, func(m agenda.Meeting) bool { return !scope.takes(m) })
	return list, more, span.From != 0
}

// skip notes that something stands before the page.
func skip(earlier *bool) bool { *earlier = true; return true }

// siftedMeetings is a page of the calendar without what skip says.
func siftedMeetings(span Range, first, on func(Range) ([]agenda.Meeting, bool), skip func(agenda.Meeting) bool) (page []agenda.Meeting, more bool) {
	for read, at := first, span; ; read = on {
		batch, follow := read(at)
		if span.Backward {
			slices.Reverse(batch)
		}
		for _, m := range batch {
			switch {
			case skip(m):
			case len(page) == span.Limit:
				return orderedMeetings(page, span.Backward), true
			default:
				page = append(page, m)
			}
		}
		if !follow || len(batch) == 0 {
			return orderedMeetings(page, span.Backward), false
		}
		at.From, at.Inclusive = batch[len(batch)-1].Number, false
	}
}

func orderedMeetings(page []agenda.Meeting, backward bool) []agenda.Meeting {
	if backward {
		slices.Reverse(page)
	}
	return page
}

// MeetingsDuring lists the meetings that have a day between two, in the order of their days.
func (d *Desk) MeetingsDuring(first, last time.Time) (list []MeetingView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		list = d.meetingViews(s, me, meetingsDuring(s, first, last))
		return nil
	})
	return list, err
}

// meetingsAtOnce bounds one reading of the calendar.
const meetingsAtOnce = 200

func meetingsDuring(s State, first, last time.Time) (list []agenda.Meeting) {
	page, more := s.CalendarFrom(first.AddDate(0, 0, -agenda.MaxDays), Range{Limit: meetingsAtOnce})
	for {
		for _, m := range page {
			if m.First.After(last) {
				return list
			}
			if !m.Last.Before(first) {
				list = append(list, m)
			}
		}
		if !more {
			return list
		}
		page, more = s.Calendar(Range{From: page[len(page)-1].Number, Limit: meetingsAtOnce})
	}
}

// Meeting is one of them, with its texts. Reading it marks nothing.
func (d *Desk) Meeting(n asem.Number) (view MeetingView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		m, ok := s.Meeting(n)
		if !ok {
			return agenda.None(n)
		}
		view = d.meetingViews(s, me, []agenda.Meeting{m})[0]
		view.Invitation = textOr(s, n, agenda.InvitationText)
		if m.Summary() > 0 {
			view.Summary = textOr(s, n, m.Summary())
		}
		return nil
	})
	return view, err
}

// meetingViews are meetings as the delegate sees them. Those near them are read once.
func (d *Desk) meetingViews(s State, me roster.Delegate, list []agenda.Meeting) []MeetingView {
	if len(list) == 0 {
		return nil
	}
	first, last := list[0].First, list[0].Last
	for _, m := range list {
		if m.First.Before(first) {
			first = m.First
		}
		if m.Last.After(last) {
			last = m.Last
		}
	}
	near, tray := meetingsDuring(s, first, last), d.office.tray(s, me, KindMeeting)
	views := make([]MeetingView, len(list))
	for i, m := range list {
		views[i] = d.meetingView(s, me, m, near)
		views[i].New = tray.isNew(m.Number)
	}
	return views
}

func (d *Desk) meetingView(s State, me roster.Delegate, m agenda.Meeting, near []agenda.Meeting) MeetingView {
	m.Items = slices.Clone(m.Items)
	for i := range m.Items {
		m.Items[i].Documents = readable(s, me, m.Items[i].Documents)
	}
	if m.Agenda != "" && !reads(s, me, m.Agenda) {
		m.Agenda = ""
	}
	_, seat := m.Delegation(me.Partner)
	view := MeetingView{Meeting: m, MayChair: agenda.MayChair(s, m, d.login) == nil, MySeat: seat}
	view.warn(near)
	return view
}

// MayCallMeeting is nil, or why the delegate calls no meeting.
func (d *Desk) MayCallMeeting() error {
	_, err := d.ask(roster.Write, "", func(s State, me roster.Delegate) error { return agenda.MayCall(s, me.Partner, d.login) })
	return err
}

func (d *Desk) mayMeeting(act roster.Act, n asem.Number, rule func(State, agenda.Meeting) error) error {
	_, err := d.ask(act, "", func(s State, _ roster.Delegate) error {
		m, ok := s.Meeting(n)
		if !ok {
			return agenda.None(n)
		}
		return rule(s, m)
	})
	return err
}

// MayChair is nil, or why the delegate does not keep the meeting now.
func (d *Desk) MayChair(n asem.Number) error {
	return d.mayMeeting(roster.Write, n, func(s State, m agenda.Meeting) error { return agenda.MayChair(s, m, d.login) })
}

// MayRegister is nil, or why the delegate registers no delegation now.
func (d *Desk) MayRegister(n asem.Number) error {
	return d.mayMeeting(roster.Acknowledge, n, func(s State, m agenda.Meeting) error { return agenda.MayRegister(s, m, d.login, d.office.now()) })
}

// CallMeeting calls a meeting; the token makes sending twice call one.
func (d *Desk) CallMeeting(token string, a agenda.Call) (Posted, error) {
	if err := knownZone(a.Zone); err != nil {
		return Posted{}, err
	}
	return d.write(token, a, NewMeeting)
}

// knownZone refuses the name of a zone that this machine does not know.
func knownZone(name string) error {
	if name == "" || name == "Local" || len(name) > agenda.MaxPlace {
		return agenda.NoZone(name)
	}
	if _, err := time.LoadLocation(name); err != nil {
		return agenda.NoZone(name)
	}
	return nil
}

// Rearrange changes what is said of a meeting. Where it moves as a whole, to other days or
// to another zone, its items move along and keep the hour of the place; else they stay, and
// it is refused to leave one behind on a day without a meeting.
func (d *Desk) Rearrange(a agenda.Rearrange) error {
	if a.Zone != nil {
		if err := knownZone(*a.Zone); err != nil {
			return err
		}
	}
	v, err := d.Meeting(a.Number)
	if err == nil {
		a.Starts, err = startsOf(v, a)
	}
	if err != nil {
		return err
	}
	return d.ActOnMeeting(a)
}

// startsOf are the hours at which items begin once the meeting was rearranged.
func startsOf(v MeetingView, a agenda.Rearrange) (starts []agenda.Start, err error) {
	m, zone, days := v.Meeting, v.Where(), 0
	if a.Zone != nil {
		zone = zoneOr(*a.Zone)
	}
	span := m.Last.Sub(m.First)
	if a.First != nil {
		m.First, m.Last = *a.First, a.First.Add(span)
	}
	if a.Last != nil {
		m.Last = *a.Last
	}
	if m.Last.Sub(m.First) == span {
		days = int(m.First.Sub(v.First) / (24 * time.Hour))
	}
	for _, item := range m.Items {
		if item.Start.IsZero() {
			continue
		}
		here := item.Start.In(v.Where())
		at := time.Date(here.Year(), here.Month(), here.Day()+days, here.Hour(), here.Minute(), 0, 0, zone)
		if day := at.Format(time.DateOnly); !m.Last.Before(m.First) && (day < m.First.Format(time.DateOnly) || day > m.Last.Format(time.DateOnly)) {
			return nil, agenda.LeftBehind(item.No, at, m)
		}
		starts = append(starts, agenda.Start{No: item.No, At: at})
	}
	return starts, nil
}

// ActOnMeeting does something with a meeting that is no text.
func (d *Desk) ActOnMeeting(a agenda.Action) error {
	_, err := d.atPace("", a, d.own)
	return err
}

// Itemise adds a point to the agenda, or changes one, and answers its number.
func (d *Desk) Itemise(a agenda.Itemise) (no int, err error) {
	receipt, err := d.atPace("", a, d.own)
	for _, f := range receipt.Facts {
		if f, ok := f.(agenda.Itemised); ok {
			return f.Item.No, err
		}
	}
	return a.No, err
}

// Summarise writes the chair's summary. The draft of it is dropped with it.
func (d *Desk) Summarise(token string, a agenda.Summarise) (Posted, error) {
	posted, err := d.write(token, a, WritingIn("summary", a.Number))
	posted.Number, posted.Kind = a.Number, KindMeeting
	return posted, err
}

// agendaName is the file in which an agenda is circulated.
const agendaName = "agenda.txt"

// CirculateAgenda issues the agenda of a meeting as a document, or as its next version, to
// everybody or to the addresses. It answers the symbol and the version.
func (d *Desk) CirculateAgenda(n asem.Number, to []roster.Address) (symbol asem.Symbol, label document.Label, err error) {
	if err := d.MayChair(n); err != nil {
		return "", "", err
	}
	view, err := d.Meeting(n)
	if err != nil {
		return "", "", err
	}
	file, release, err := d.office.holdText(agendaName, AgendaText(view))
	if err != nil {
		return "", "", err
	}
	defer release()
	receipt, err := d.atPace("", agenda.Circulate{Number: n, File: file, To: to}, d.own)
	for _, f := range receipt.Facts {
		if f, ok := f.(document.Issued); ok {
			symbol, label = f.Symbol, f.Version
		}
	}
	return symbol, label, err
}

// AgendaText is the annotated agenda in writing. Times are those of the place.
func AgendaText(v MeetingView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s, %s\n\nANNOTATED AGENDA\n", v.Title, v.Kind.Title(), v.Place, agenda.DayWords(v.First, v.Last))
	if slices.ContainsFunc(v.Items, func(i agenda.Item) bool { return !i.Start.IsZero() }) {
		fmt.Fprintf(&b, "Times are those of %s.\n", v.Zone)
	}
	for n, i := range v.Items {
		fmt.Fprintf(&b, "\n%d. %s\n", n+1, plain.Line(i.Title))
		if hours := ItemHours(i, v.Where()); hours != "" {
			fmt.Fprintf(&b, "   %s\n", hours)
		}
		if i.Note != "" {
			fmt.Fprintf(&b, "   %s\n", strings.Join(plain.Wrap(plain.Line(i.Note), 72), "\n   "))
		}
		for _, symbol := range i.Documents {
			fmt.Fprintf(&b, "   Document: %s\n", symbol)
		}
		for _, about := range i.About {
			fmt.Fprintf(&b, "   Initiative: %s\n", about)
		}
	}
	return b.String()
}

// ItemHours say from when to when an item is, in a zone; empty for one without an hour.
func ItemHours(i agenda.Item, zone *time.Location) string {
	if i.Start.IsZero() {
		return ""
	}
	begin := i.Start.In(zone)
	end := begin.Add(time.Duration(i.Minutes) * time.Minute)
	return begin.Format("Mon 2 Jan 15:04") + "-" + end.Format("15:04")
}
