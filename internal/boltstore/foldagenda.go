package boltstore

import (
	"encoding/binary"
	"slices"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Meeting(n asem.Number) (agenda.Meeting, bool) {
	return get[agenda.Meeting](t, bMeetings, number(n))
}

// meetingPlace is where a meeting stands in the calendar.
func meetingPlace(m agenda.Meeting) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, sortable(m.First)), uint64(m.Number))
}

func (t *tx) Calendar(r secretariat.Range) ([]agenda.Meeting, bool) {
	var from []byte
	if m, ok := t.Meeting(r.From); ok {
		from = meetingPlace(m)
	}
	return t.meetings(from, r)
}

func (t *tx) CalendarFrom(day time.Time, r secretariat.Range) ([]agenda.Meeting, bool) {
	r.Inclusive = true
	return t.meetings(binary.BigEndian.AppendUint64(nil, sortable(day)), r)
}

func (t *tx) meetings(from []byte, r secretariat.Range) ([]agenda.Meeting, bool) {
	keys, more := t.page(bCalendar, nil, from, r)
	return records(keys, func(k []byte) (agenda.Meeting, bool) { return t.Meeting(postInPlace(k)) }), more
}

func (t *tx) Programme(n asem.Number) (agenda.Programme, bool) {
	return get[agenda.Programme](t, bProgrammes, number(n))
}

func (t *tx) Programmes() []agenda.Programme {
	list := all[agenda.Programme](t, bProgrammes, nil)
	slices.SortFunc(list, func(a, b agenda.Programme) int { return b.From - a.From })
	return list
}

func (t *tx) ProgrammeFrom(year int) (agenda.Programme, bool) {
	list := t.Programmes()
	i := slices.IndexFunc(list, func(p agenda.Programme) bool { return p.From == year })
	if i < 0 {
		return agenda.Programme{}, false
	}
	return list[i], true
}

// foldAgenda is foldFact for meetings and programmes.
func (t *tx) foldAgenda(e journal.Entry, f rule.Fact) {
	switch f := f.(type) {
	case agenda.Called:
		if !t.takeNumber(f.Number) {
			t.misfit(e, f)
			return
		}
		t.tellMeeting(e, agenda.Meeting{}, agenda.Meeting{
			Number: f.Number, Kind: f.Is, Title: f.Title, Host: f.Host, Place: f.Place, First: millis(f.First), Last: millis(f.Last), Zone: f.Zone,
			Clusters: f.Clusters, Author: f.Author, At: e.At, Sequence: -1, Texts: []rule.Digest{f.Digest},
		})
		return
	case agenda.Programmed:
		t.foldProgrammed(e, f)
		return
	}
	n, known := agenda.NumberOf(f)
	before, there := t.Meeting(n)
	m := before
	m.Items, m.Delegations = slices.Clone(m.Items), slices.Clone(m.Delegations)
	if !known || !there || !changeMeeting(e, &m, f) {
		t.misfit(e, f)
		return
	}
	t.tellMeeting(e, before, m)
}

// tellMeeting writes a meeting, at its place in the calendar, and makes it new to everybody.
func (t *tx) tellMeeting(e journal.Entry, before, m agenda.Meeting) {
	if before.Number != 0 {
		t.remove(bCalendar, meetingPlace(before))
	}
	t.discuss(before, m)
	m.Changed = e.At
	m.News++
	m.Sequence++
	put(t, bMeetings, number(m.Number), m)
	t.putBytes(bCalendar, meetingPlace(m), []byte{})
	t.deliver(secretariat.Box(secretariat.KindMeeting, roster.Everybody), m.Number, e.At)
}

// discuss keeps on which agendas an initiative stands.
func (t *tx) discuss(before, now agenda.Meeting) {
	for _, i := range before.Items {
		for _, n := range i.About {
			t.remove(bDiscussed, append(number(n), number(before.Number)...))
		}
	}
	for _, i := range now.Items {
		for _, n := range i.About {
			t.putBytes(bDiscussed, append(number(n), number(now.Number)...), []byte{})
		}
	}
}

func (t *tx) DiscussedIn(n asem.Number) (meetings []asem.Number) {
	t.each(bDiscussed, number(n), func(k []byte) { meetings = append(meetings, postInPlace(k)) })
	return meetings
}

// changeMeeting brings the record up to a fact; false where that does not fit it.
func changeMeeting(e journal.Entry, m *agenda.Meeting, f rule.Fact) bool {
	switch f := f.(type) {
	case agenda.Rearranged:
		m.Title, m.Host, m.Place, m.First, m.Last, m.Zone, m.Clusters = f.Title, f.Host, f.Place, millis(f.First), millis(f.Last), f.Zone, f.Clusters
	case agenda.CalledOff:
		m.Cancelled = f.Reason
	case agenda.Itemised:
		if old, at := m.Item(f.Item.No); at >= 0 {
			m.Keep(old, f.Item)
			m.Items = slices.Delete(m.Items, at, at+1)
		}
		if f.At < 0 || f.At > len(m.Items) {
			return false
		}
		if !f.Item.Start.IsZero() {
			f.Item.Start = millis(f.Item.Start)
		}
		m.Items = slices.Insert(m.Items, f.At, f.Item)
		m.Given = max(m.Given, f.Item.No)
	case agenda.Struck:
		old, at := m.Item(f.No)
		if at < 0 {
			return false
		}
		m.Keep(old, agenda.Item{})
		m.Items = slices.Delete(m.Items, at, at+1)
	case agenda.Circulated:
		m.Agenda = f.Symbol
	case agenda.Registered:
		m.Delegations = slices.DeleteFunc(m.Delegations, func(d agenda.Delegation) bool { return d.Partner == f.Partner })
		if f.Head != "" {
			m.Delegations = append(m.Delegations, agenda.Delegation{Partner: f.Partner, Head: f.Head, Members: f.Members, By: e.Actor, At: e.At})
			slices.SortFunc(m.Delegations, func(a, b agenda.Delegation) int {
				if a.Partner < b.Partner {
					return -1
				}
				return 1
			})
		}
	case agenda.Summarised:
		m.Texts = append(slices.Clone(m.Texts), f.Digest)
	default:
		return false
	}
	return true
}

func (t *tx) foldProgrammed(e journal.Entry, f agenda.Programmed) {
	p, there := t.Programme(f.Number)
	if !there && !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	if !there {
		p = agenda.Programme{Number: f.Number, Author: f.Author, At: e.At}
	}
	p.Title, p.From, p.To, p.Clusters, p.Changed = f.Title, f.From, f.To, f.Clusters, e.At
	p.Digests = append(p.Digests, f.Digest)
	p.News++
	put(t, bProgrammes, number(p.Number), p)
	t.deliver(secretariat.Box(secretariat.KindProgramme, roster.Everybody), p.Number, e.At)
}
