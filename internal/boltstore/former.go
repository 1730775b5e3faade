package boltstore

import (
	"slices"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/rule"
)

// completeFormer brings the state of a store that a former version wrote to what a fresh fold
// of its journal gives: it lists the procedures that wait for consent and what was adopted,
// keeps of meetings which items are gone, and of drafts whether somebody else has changed them.
// A store that is new has nothing of that.
func (t *tx) completeFormer() {
	for _, p := range all[procedure.Procedure](t, bProcedures, nil) {
		t.standing(p)
	}
	meetings := map[asem.Number]*agenda.Meeting{}
	t.eachFact(func(e journal.Entry, f rule.Fact) {
		if n, ok := agenda.NumberOf(f); ok {
			arrange(meetings, n, e, f)
		}
		if f, ok := f.(document.Redrafted); ok {
			t.takeDraft(e, f.Number)
		}
	})
	for n, as := range meetings {
		if m, ok := t.Meeting(n); ok && len(as.Gone) > 0 {
			m.Gone = as.Gone
			put(t, bMeetings, number(n), m)
		}
	}
}

// eachFact goes through the facts of the journal, up to the first entry that cannot be read:
// the check of the journal tells of that, and the store is only read.
func (t *tx) eachFact(do func(journal.Entry, rule.Fact)) {
	c := t.bucket(bJournal).Cursor()
	for k, record := c.First(); k != nil; k, record = c.Next() {
		e, err := t.store.codec.DecodeEntry(record)
		if err != nil {
			return
		}
		for _, f := range e.Facts {
			do(e, f)
		}
	}
}

// arrange brings the items of a meeting up to a fact.
func arrange(meetings map[asem.Number]*agenda.Meeting, n asem.Number, e journal.Entry, f rule.Fact) {
	if meetings[n] == nil {
		meetings[n] = &agenda.Meeting{}
	}
	m := meetings[n]
	m.Items = slices.Clone(m.Items)
	changeMeeting(e, m, f)
}

// takeDraft notes that a draft which is there still was changed by somebody else than its author.
func (t *tx) takeDraft(e journal.Entry, n asem.Number) {
	if d, ok := t.DocumentDraft(n); ok && e.Actor != d.Author.Login {
		d.Taken = true
		put(t, bPapers, number(n), d)
	}
}
