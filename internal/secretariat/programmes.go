package secretariat

import (
	"cmp"
	"slices"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
)

// ProgrammeView is a work programme with what carries it, drawn from the records.
type ProgrammeView struct {
	agenda.Programme
	New         bool
	Text        string
	Initiatives []InitiativeView // of its clusters, that went on in its years
	Meetings    []agenda.Meeting // of its years, of its clusters or above all clusters
}

// Seen names what was shown of it.
func (v ProgrammeView) Seen() Seen { return Seen{Number: v.Number, Version: v.Programme.News} }

// Programmes lists the work programmes, the latest first, without what carries them.
func (d *Desk) Programmes() (list []ProgrammeView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindProgramme)
		for _, p := range s.Programmes() {
			list = append(list, ProgrammeView{Programme: p, New: tray.isNew(p.Number)})
		}
		return nil
	})
	return list, err
}

// Programme is one of them, with what carries it.
func (d *Desk) Programme(n asem.Number) (view ProgrammeView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		p, ok := s.Programme(n)
		if !ok {
			return agenda.NoProgramme(n)
		}
		view = ProgrammeView{Programme: p, New: d.office.tray(s, me, KindProgramme).isNew(n), Text: textOr(s, n, len(p.Digests))}
		for _, i := range d.allInitiatives(s, me) {
			if shares(i.Clusters, p.Clusters) && (during(i.Initiative, p.From) || during(i.Initiative, p.To)) {
				view.Initiatives = append(view.Initiatives, i)
			}
		}
		for _, m := range meetingsDuring(s, yearsFrom(p.From), yearsFrom(p.To+1).AddDate(0, 0, -1)) {
			if m.Cancelled == "" && (shares(m.Clusters, p.Clusters) || len(m.Clusters) == 0) {
				view.Meetings = append(view.Meetings, m)
			}
		}
		return nil
	})
	return view, err
}

func yearsFrom(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

func shares(a, b []asem.ClusterID) bool {
	return slices.ContainsFunc(a, func(c asem.ClusterID) bool { return slices.Contains(b, c) })
}

// allInitiatives reads all there are, the oldest first: for documents that are drawn from
// all of them, and not for screens.
func (d *Desk) allInitiatives(s State, me roster.Delegate) (list []InitiativeView) {
	tray := d.office.tray(s, me, KindInitiative)
	for r := (Range{Limit: MaxLimit}); ; {
		numbers, more := tray.page(r, nil)
		for _, n := range numbers {
			i, _ := s.Initiative(n)
			list = append(list, d.initiativeView(s, me, i, tray.isNew(n)))
		}
		if !more || len(numbers) == 0 {
			break
		}
		r.From = numbers[len(numbers)-1]
	}
	slices.SortFunc(list, func(a, b InitiativeView) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

// SetProgramme sets a work programme, or the one with a number anew.
func (d *Desk) SetProgramme(token string, a agenda.Set) (Posted, error) {
	place := NewProgramme
	if a.Number != 0 {
		place = WritingIn("programme-of", a.Number)
	}
	return d.write(token, a, place)
}

// MaySetProgramme is nil, or why the delegate sets no work programme.
func (d *Desk) MaySetProgramme() error {
	_, err := d.ask(roster.SetProgrammes, "", nil)
	return err
}
