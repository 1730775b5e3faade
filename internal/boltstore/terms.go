package boltstore

import (
	"encoding/binary"
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// termKey is where a term stands: by office, then by its beginning.
func termKey(o roster.Office, from time.Time, holder roster.Address) []byte {
	return append(binary.BigEndian.AppendUint64(prefix(o), sortable(from)), holder...)
}

func keyOfTerm(t roster.Term) []byte { return termKey(t.Office, t.From, t.Holder) }

func (t *tx) Terms() []roster.Term { return all[roster.Term](t, bTerms, nil) }

func (t *tx) Tenures(holder roster.Address) []roster.Tenure {
	list, _ := get[[]roster.Tenure](t, bTenures, []byte(holder))
	return list
}

func (t *tx) DueTerms(now time.Time) (list []roster.Term) {
	c := t.bucket(bTurns).Cursor()
	for k, _ := c.First(); k != nil && binary.BigEndian.Uint64(k) <= sortable(now); k, _ = c.Next() {
		if term, ok := get[roster.Term](t, bTerms, k[8:]); ok && !slices.Contains(list, term) {
			list = append(list, term)
		}
	}
	return list
}

// turnOf is when something is to happen to a term next; zero for nothing.
func turnOf(term roster.Term) time.Time {
	switch {
	case !term.Ended.IsZero():
		return time.Time{}
	case term.Began.IsZero():
		return term.From
	}
	return term.Until
}

// putTerm keeps a term, and when it is to be looked at; before is what it was.
func (t *tx) putTerm(before, now roster.Term) {
	turn := func(term roster.Term) []byte {
		return append(binary.BigEndian.AppendUint64(nil, sortable(turnOf(term))), keyOfTerm(term)...)
	}
	if !turnOf(before).IsZero() {
		t.remove(bTurns, turn(before))
	}
	if !turnOf(now).IsZero() {
		t.putBytes(bTurns, turn(now), []byte{})
	}
	put(t, bTerms, keyOfTerm(now), now)
}

// foldTerm changes a term that must be there and not have ended.
func (t *tx) foldTerm(e journal.Entry, f rule.Fact, key []byte, change func(*roster.Term)) {
	term, ok := get[roster.Term](t, bTerms, key)
	if !ok || !term.Ended.IsZero() {
		t.misfit(e, f)
		return
	}
	before := term
	change(&term)
	t.putTerm(before, term)
}

// foldOffices is foldFact for the terms of offices.
func (t *tx) foldOffices(e journal.Entry, f rule.Fact) {
	switch f := f.(type) {
	case roster.TermGiven:
		t.foldTermGiven(e, f)
	case roster.TermCut:
		t.foldTerm(e, f, termKey(f.Office, f.From, f.Holder), func(term *roster.Term) { term.Until = millis(f.Until) })
	case roster.TermBegun:
		t.foldTerm(e, f, termKey(f.Office, f.From, f.Holder), func(term *roster.Term) {
			term.Began = e.At
			t.putTenures(f.Holder, append(t.Tenures(f.Holder), roster.Tenure{Office: f.Office, From: e.At}))
		})
	case roster.TermEnded:
		t.foldTerm(e, f, termKey(f.Office, f.From, f.Holder), func(term *roster.Term) {
			term.Ended = e.At
			t.endTenure(f.Holder, f.Office, e.At)
		})
	}
}

// foldTermGiven keeps a new term. One that was cancelled may be given again.
func (t *tx) foldTermGiven(e journal.Entry, f roster.TermGiven) {
	term := roster.Term{Office: f.Office, Holder: f.Holder, From: millis(f.From), By: e.Actor, At: e.At}
	if !f.Until.IsZero() {
		term.Until = millis(f.Until)
	}
	if before, ok := get[roster.Term](t, bTerms, keyOfTerm(term)); ok && before.Ended.IsZero() {
		t.misfit(e, f)
		return
	}
	t.putTerm(roster.Term{}, term)
}

func (t *tx) putTenures(holder roster.Address, list []roster.Tenure) {
	put(t, bTenures, []byte(holder), list)
}

func (t *tx) endTenure(holder roster.Address, o roster.Office, at time.Time) {
	list := t.Tenures(holder)
	for i := range list {
		if list[i].Office == o && list[i].Until.IsZero() {
			list[i].Until = at
			t.putTenures(holder, list)
			return
		}
	}
}

// seated is a delegate with the offices that they hold, and held.
func (t *tx) seated(d roster.Delegate) roster.Delegate {
	return d.With(t.Tenures(roster.Address(d.Login)), t.Tenures(roster.Address(d.Partner)))
}

func (t *tx) Delegate(l asem.Login) (roster.Delegate, bool) {
	d, ok := get[roster.Delegate](t, bDelegates, []byte(l))
	return t.seated(d), ok
}

func (t *tx) Delegates() []roster.Delegate {
	list := all[roster.Delegate](t, bDelegates, nil)
	for i := range list {
		list[i] = t.seated(list[i])
	}
	return list
}
