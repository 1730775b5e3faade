// Package ical writes meetings as an iCalendar file, which calendars of phones and desks
// read and subscribe to.
//
// A meeting is an event of its days, and each item of its agenda that has an hour an event
// of its own, in the time zone of the place, which the file explains as far as its events
// need. The name of an event is the same for ever, and its sequence rises with each change:
// so a calendar replaces what it holds, and takes away what was called off. An item that was
// taken out, or has no hour any more, stays in the file as called off, for the same reason.
//
// Source: RFC 5545.
package ical

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// product names who wrote a file, as the standard asks for.
const product = "-//ASEM Virtual Secretariat//avs//EN"

// A Calendar says what the file needs to know besides the meetings.
type Calendar struct {
	Domain string    // of the installation, behind the names of events
	Now    time.Time // when the file is written
	// SSH is the line by which something is read here, as a person types it.
	SSH func(format string, args ...any) string
}

// maxLine is how many bytes a line has at most. Source: RFC 5545, 3.1.
const maxLine = 75

// Write writes the meetings to a file.
func (c Calendar) Write(w io.Writer, meetings []secretariat.MeetingView) error {
	file := ics.NewCalendar()
	file.SetProductId(product)
	file.SetXWRCalName("ASEM")
	for _, zone := range zonesOf(meetings) {
		file.Components = append(file.Components, zone.component())
	}
	for _, m := range meetings {
		c.meeting(file, m)
		for _, item := range m.Items {
			if !item.Start.IsZero() {
				c.item(file, m, item)
			}
		}
		for _, item := range m.Gone {
			c.item(file, m, item).SetStatus(ics.ObjectStatusCancelled)
		}
	}
	return file.SerializeTo(w, &ics.SerializationConfiguration{MaxLength: maxLine, PropertyMaxLength: maxLine, NewLine: "\r\n"})
}

func (c Calendar) meeting(file *ics.Calendar, m secretariat.MeetingView) {
	e := c.event(file, fmt.Sprintf("meeting-%d", uint64(m.Number)), m)
	e.SetSummary(plain.Line(m.Title))
	e.SetDescription(fmt.Sprintf("%s %s, hosted by %s.\n%s", m.Kind.Title(), m.Number, m.Host, c.SSH("meeting show %d", uint64(m.Number))))
	e.SetProperty(ics.ComponentPropertyDtStart, m.First.Format("20060102"), ics.WithValue("DATE"))
	e.SetProperty(ics.ComponentPropertyDtEnd, m.Last.AddDate(0, 0, 1).Format("20060102"), ics.WithValue("DATE"))
	e.SetTimeTransparency(ics.TransparencyTransparent)
}

func (c Calendar) item(file *ics.Calendar, m secretariat.MeetingView, item agenda.Item) *ics.VEvent {
	e := c.event(file, fmt.Sprintf("meeting-%d-item-%d", uint64(m.Number), item.No), m)
	e.SetSummary(plain.Line(m.Title) + ": " + plain.Line(item.Title))
	var about []string
	if item.Note != "" {
		about = append(about, plain.Line(item.Note))
	}
	for _, symbol := range item.Documents {
		about = append(about, string(symbol))
	}
	if len(about) > 0 {
		e.SetDescription(strings.Join(about, "\n"))
	}
	zone := m.Where()
	begin := item.Start.In(zone)
	e.SetProperty(ics.ComponentPropertyDtStart, begin.Format(local), ics.WithTZID(m.Zone))
	e.SetProperty(ics.ComponentPropertyDtEnd, begin.Add(time.Duration(item.Minutes)*time.Minute).Format(local), ics.WithTZID(m.Zone))
	return e
}

// local is a time of the place in a file.
const local = "20060102T150405"

// event begins an event of a meeting. What was called off stands in the file all the same:
// else a calendar would keep it.
func (c Calendar) event(file *ics.Calendar, name string, m secretariat.MeetingView) *ics.VEvent {
	e := file.AddEvent(name + "@" + c.Domain)
	e.SetDtStampTime(c.Now)
	e.SetCreatedTime(m.At)
	e.SetModifiedAt(m.Changed)
	e.SetSequence(m.Sequence)
	e.SetLocation(plain.Line(m.Place))
	status := ics.ObjectStatusConfirmed
	if m.Cancelled != "" {
		status = ics.ObjectStatusCancelled
	}
	e.SetStatus(status)
	return e
}

// A span is the time for which a file explains a zone.
type span struct {
	name        string
	first, last time.Time
}

// zonesOf are the zones in which something of the meetings has an hour, each with the time
// that is to be explained.
func zonesOf(meetings []secretariat.MeetingView) (spans []span) {
	for _, m := range meetings {
		for _, item := range slices.Concat(m.Items, m.Gone) {
			if item.Start.IsZero() {
				continue
			}
			i := slices.IndexFunc(spans, func(s span) bool { return s.name == m.Zone })
			if i < 0 {
				i, spans = len(spans), append(spans, span{m.Zone, item.Start, item.Start})
			}
			if item.Start.Before(spans[i].first) {
				spans[i].first = item.Start
			}
			if item.Start.After(spans[i].last) {
				spans[i].last = item.Start
			}
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.name, b.name) })
	return spans
}

// component explains the zone: each change of its clock from a year before the first event
// to a year behind the last, as a rule of its own that applies once. So no rule is needed
// that the zone may not have.
func (s span) component() ics.Component {
	zone := ics.NewTimezone(s.name)
	where, err := time.LoadLocation(s.name)
	if err != nil {
		where = time.UTC
	}
	begin := s.first.AddDate(-1, 0, 0).Truncate(24 * time.Hour).In(where)
	end := s.last.AddDate(1, 0, 0)
	_, offset := begin.Zone()
	zone.Components = append(zone.Components, observance(begin, offset))
	for at := begin; ; {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.After(end) {
			return zone
		}
		_, before := at.Zone()
		at = next.In(where)
		zone.Components = append(zone.Components, observance(at, before))
	}
}

// observance is what the clock shows from a time on, and what it showed before.
func observance(at time.Time, before int) ics.Component {
	name, after := at.Zone()
	var base ics.ComponentBase
	// The time stands as the clock showed it just before.
	base.SetProperty(ics.ComponentPropertyDtStart, at.UTC().Add(time.Duration(before)*time.Second).Format(local))
	base.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offsetWords(before))
	base.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offsetWords(after))
	base.SetProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	if at.IsDST() {
		return &ics.Daylight{ComponentBase: base}
	}
	return &ics.Standard{ComponentBase: base}
}

// offsetWords write an offset from UTC: +0530.
func offsetWords(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
