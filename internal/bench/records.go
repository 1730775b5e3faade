package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
)

// How many initiatives are under way at a time, and meetings to come, however many there
// were before.
const (
	underWay = 60
	toCome   = 40
)

// records measures how the lists of initiatives and meetings stay as the years go by: what
// ended is kept, and stands in the same lists.
func records(_ context.Context, b *bench) error {
	var desks []*secretariat.Desk
	for _, ended := range []int{b.plan.ended, 0} {
		folder := filepath.Join(b.folder, fmt.Sprintf("records-%d", ended))
		if err := found(folder, b.people); err != nil {
			return err
		}
		o, err := openOffice(folder, false)
		if err != nil {
			return err
		}
		defer o.close()
		desk, err := o.Desk(secretariat.Visitor{Login: b.people.coordinator.login, From: "127.0.0.1", Client: "bench"})
		if err != nil {
			return err
		}
		defer desk.Close()
		if err := b.coordinate(o, desk, ended); err != nil {
			return err
		}
		desks = append(desks, desk)
	}
	for _, d := range desks {
		if err := readAll(d); err != nil {
			return err
		}
	}
	for _, q := range recordQuestions() {
		ask := func(d *secretariat.Desk) func(int) (spread, error) {
			return func(n int) (spread, error) { return repeated(n, func() error { return q.ask(d) }) }
		}
		old, young, err := inTurn(asked, ask(desks[0]), ask(desks[1]))
		if err != nil {
			return fmt.Errorf("%s: %w", q.what, err)
		}
		b.table.add(row{what: fmt.Sprintf("%s, %s that ended", q.what, grouped(int64(b.plan.ended))),
			value: elapsed(old.at(50)), floor: elapsed(young.at(50)), goal: timesFloor(grownRatio)})
	}
	b.table.note("floors: the same where none has ended yet, in turn with these")
	return nil
}

// coordinate has everybody in turn propose as many initiatives as ended, and those that are
// under way, and a coordinator call the meetings to come.
func (b *bench) coordinate(o *office, coordinator *secretariat.Desk, ended int) error {
	leads, err := o.desks(b.people)
	if err != nil {
		return err
	}
	defer closeAll(leads)
	for n := range ended + underWay {
		desk := leads[n%len(leads)]
		p, err := desk.ProposeInitiative("", initiative.Propose{Title: fmt.Sprintf("Initiative %d", n), Pillars: []asem.Pillar{asem.Economic}, Aims: "Aims."})
		if err != nil {
			return err
		}
		acts := []initiative.Action{initiative.Plan{Number: p.Number, Title: "Seminar", Day: time.Now().AddDate(0, 0, 10)}}
		if n < ended {
			acts = append(acts, initiative.Advance{Number: p.Number, Stage: initiative.Lapsed, Note: "It ended."})
		}
		for _, a := range acts {
			if err := desk.ActOnInitiative(a); err != nil {
				return err
			}
		}
	}
	for n := range toCome {
		day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 3+2*n)
		if _, err := coordinator.CallMeeting("", agenda.Call{Is: agenda.SOM, Title: "Senior officials", Place: "Helsinki", Zone: "Europe/Helsinki", First: day, Last: day, Text: "You are invited."}); err != nil {
			return err
		}
	}
	return nil
}

// readAll marks all records as read but one, which is new.
func readAll(desk *secretariat.Desk) error {
	for _, k := range []secretariat.Kind{secretariat.KindInitiative, secretariat.KindMeeting} {
		if _, err := desk.CatchUpOn(k); err != nil {
			return err
		}
	}
	page, err := desk.Initiatives(secretariat.InitiativeScope{}, secretariat.Page{Limit: 1})
	if err != nil {
		return err
	}
	return desk.MarkNewIn(secretariat.KindInitiative, page.Rows[0].Number)
}

func recordQuestions() []question {
	initiatives := func(scope secretariat.InitiativeScope) func(*secretariat.Desk) error {
		return func(d *secretariat.Desk) error { _, err := d.Initiatives(scope, secretariat.Page{}); return err }
	}
	return []question{
		{"initiatives, the first page", initiatives(secretariat.InitiativeScope{})},
		{"initiatives that are proposed", initiatives(secretariat.InitiativeScope{Stage: initiative.Proposed})},
		{"initiatives that need attention", initiatives(secretariat.InitiativeScope{Attention: true})},
		{"what falls due", func(d *secretariat.Desk) error { _, err := d.Due(false); return err }},
		{"meetings, the first page", func(d *secretariat.Desk) error {
			_, err := d.Meetings(secretariat.MeetingScope{}, secretariat.Page{})
			return err
		}},
		{"the next record that is new", func(d *secretariat.Desk) error { _, err := d.FreshRecords(1); return err }},
	}
}
