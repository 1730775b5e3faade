package secretariat

import (
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
)

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

// MaySummarise is nil, or why the delegate writes no summary of the meeting now.
func (d *Desk) MaySummarise(n asem.Number) error {
	return d.mayMeeting(roster.Write, n, func(s State, m agenda.Meeting) error { return agenda.MaySummarise(s, m, d.login, d.office.now()) })
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
// to another zone, its items move along and keep the hour of the place; else they stay if
// they can, and move along if that leaves none behind on a day without a meeting.
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
	m, zone := v.Meeting, v.Where()
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
	along := int(m.First.Sub(v.First) / (24 * time.Hour))
	if m.Last.Sub(m.First) == span {
		return shifted(v, m, along, zone)
	}
	if starts, err = shifted(v, m, 0, zone); err != nil {
		if moved, failed := shifted(v, m, along, zone); failed == nil {
			return moved, nil
		}
	}
	return starts, err
}

// shifted are the hours of the items so many days later, in the zone of the place; it is
// refused to leave one behind on a day without a meeting.
func shifted(v MeetingView, to agenda.Meeting, days int, zone *time.Location) (starts []agenda.Start, err error) {
	for _, item := range v.Items {
		if item.Start.IsZero() {
			continue
		}
		here := item.Start.In(v.Where())
		at := time.Date(here.Year(), here.Month(), here.Day()+days, here.Hour(), here.Minute(), 0, 0, zone)
		if day := at.Format(time.DateOnly); !to.Last.Before(to.First) && (day < to.First.Format(time.DateOnly) || day > to.Last.Format(time.DateOnly)) {
			return nil, agenda.LeftBehind(item.No, at, to)
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

// A Circulation is the agenda of a meeting as it was circulated.
type Circulation struct {
	Number asem.Number // of the version of the document
	Symbol asem.Symbol
	Label  document.Label
	Left   []asem.Symbol // documents that the delegate reads and the text does not name, since they went to fewer than it
}

// CirculateAgenda issues the agenda of a meeting as a document, or as its next version, to
// everybody or to the addresses.
func (d *Desk) CirculateAgenda(n asem.Number, to []roster.Address) (c Circulation, err error) {
	if err := d.MayChair(n); err != nil {
		return c, err
	}
	var text string
	_, err = d.ask(roster.Write, "", func(s State, me roster.Delegate) error {
		m, ok := s.Meeting(n)
		if !ok {
			return agenda.None(n)
		}
		doc, _ := s.DocumentUnder(m.Agenda)
		goes := to
		if len(goes) == 0 {
			goes = []roster.Address{roster.Everybody}
		}
		text, c.Left = circulatedText(s, m, doc, goes...)
		c.Left = readable(s, me, c.Left)
		return nil
	})
	if err != nil {
		return c, err
	}
	file, release, err := d.office.holdText(agendaName, text)
	if err != nil {
		return c, err
	}
	defer release()
	receipt, err := d.atPace("", agenda.Circulate{Number: n, File: file, To: to}, d.own)
	for _, f := range receipt.Facts {
		if f, ok := f.(document.Issued); ok {
			c.Number, c.Symbol, c.Label = f.Number, f.Symbol, f.Version
		}
	}
	return c, err
}
