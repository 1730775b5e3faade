package boltstore

import (
	"slices"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/procedure"
)

// completeFormer brings the state of a store that a former version wrote to what a fresh fold
// of its journal gives: it lists the procedures that wait for consent, and keeps of meetings
// which items are gone. A store that is new has neither.
func (t *tx) completeFormer() {
	for _, p := range all[procedure.Procedure](t, bProcedures, nil) {
		if p.Status == procedure.Proposed {
			t.standing(p)
		}
	}
	for n, gone := range t.goneItems() {
		m, _ := t.Meeting(n)
		m.Gone = gone
		put(t, bMeetings, number(n), m)
	}
}

// goneItems reads from the journal which items of agendas are gone.
func (t *tx) goneItems() map[asem.Number][]agenda.Item {
	meetings := map[asem.Number]*agenda.Meeting{}
	c := t.bucket(bJournal).Cursor()
	for k, record := c.First(); k != nil; k, record = c.Next() {
		e, err := t.store.codec.DecodeEntry(record)
		if err != nil {
			return nil // the check of the journal says so, and the store is only read
		}
		for _, f := range e.Facts {
			n, ok := agenda.NumberOf(f)
			if !ok {
				continue
			}
			if meetings[n] == nil {
				meetings[n] = &agenda.Meeting{}
			}
			m := meetings[n]
			m.Items = slices.Clone(m.Items)
			changeMeeting(e, m, f)
		}
	}
	gone := map[asem.Number][]agenda.Item{}
	for n, m := range meetings {
		if len(m.Gone) > 0 {
			gone[n] = m.Gone
		}
	}
	return gone
}
