package secretariat

import (
	"fmt"
	"slices"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/holiday"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// MeetingView is a meeting as one delegate sees it. Of the documents of its agenda it has
// those that reach the delegate.
type MeetingView struct {
	agenda.Meeting
	New        bool
	MayChair   bool
	MySeat     bool // the delegate's partner has registered a delegation
	Clashes    []agenda.Meeting
	Holidays   []holiday.Day  // of its host
	Unknown    bool           // no holidays of its host are known, only the weekends
	Issued     document.Label // of the agenda, as it was circulated last; empty in lists, and where it was not
	Stale      bool           // the agenda was changed since; false in lists
	Invitation string         // empty in lists
	Summary    string         // empty in lists, and where there is none
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
	if v.Unknown {
		list = append(list, fmt.Sprintf("The holidays of %s are not known here.", v.Host))
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
		view.warn(d.office.holidays, meetingsDuring(s, view.First, view.Last))
		list = view.Warnings()
		return nil
	})
	return list, err
}

// warn finds what speaks against its days, among all meetings that have one of them.
func (v *MeetingView) warn(holidays *holiday.Book, near []agenda.Meeting) {
	for _, other := range near {
		if v.Meeting.Clashes(other) {
			v.Clashes = append(v.Clashes, other)
		}
	}
	v.Holidays, v.Unknown = holidays.During(v.Host, v.First, v.Last), !holidays.Knows(v.Host)
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
		if doc, err := document.Known(s, view.Agenda, me); err == nil {
			text, _ := circulatedText(s, m, doc)
			view.Issued, view.Stale = doc.Current().Label, rule.DigestOf(text) != doc.Current().Files[0].Digest
		}
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
	view.warn(d.office.holidays, near)
	return view
}
