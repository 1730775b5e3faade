package boltstore

import (
	"cmp"
	"encoding/binary"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Procedure(n asem.Number) (procedure.Procedure, bool) {
	return get[procedure.Procedure](t, bProcedures, number(n))
}

func (t *tx) OpenProcedures() (list []procedure.Procedure) {
	t.each(bSilences, nil, func(k []byte) {
		if p, ok := t.Procedure(postInPlace(k)); ok {
			list = append(list, p)
		}
	})
	return list
}

func (t *tx) ProposedProcedures() (list []procedure.Procedure) {
	t.each(bProposed, nil, func(k []byte) {
		if p, ok := t.Procedure(readNumber(k)); ok {
			list = append(list, p)
		}
	})
	return list
}

// silenceKey is where an open procedure stands: the one that ends first at the beginning.
func silenceKey(p procedure.Procedure) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, sortable(p.Expires)), uint64(p.Number))
}

func (t *tx) foldOpened(e journal.Entry, f procedure.Opened) {
	if !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	p := procedure.Procedure{Number: f.Number, Document: f.Document, Version: f.Version, Symbol: f.Symbol, Label: f.Label, Title: f.Title,
		Author: f.Author, At: e.At, Expires: millis(f.Expires), Reason: f.Reason, Asked: f.Asked, To: f.To, Status: procedure.Open, Initiative: f.Initiative}
	if f.Initiative != 0 {
		p.Status = procedure.Proposed
	}
	t.standing(p)
	t.tellOf(e, p)
}

func (t *tx) AdoptedAs(version asem.Number) (asem.Symbol, bool) {
	return get[asem.Symbol](t, bAdopted, number(version))
}

// standing lists a procedure among those that are open, that wait for consent, or by whose end
// a version was adopted.
func (t *tx) standing(p procedure.Procedure) {
	switch p.Status {
	case procedure.Adopted:
		put(t, bAdopted, number(p.Version), p.Decision)
	case procedure.Open:
		t.putBytes(bSilences, silenceKey(p), []byte{})
	case procedure.Proposed:
		t.putBytes(bProposed, number(p.Number), []byte{})
	}
}

// tellOf writes a procedure and makes it new in every box in which it is read.
func (t *tx) tellOf(e journal.Entry, p procedure.Procedure) {
	put(t, bProcedures, number(p.Number), p)
	doc, _ := t.Document(p.Document)
	for _, to := range doc.Readers() {
		t.deliver(secretariat.Box(secretariat.KindProcedure, to), p.Number, e.At)
	}
}

// foldProcedure changes one that must be there and open, and tells of it if that is news.
func (t *tx) foldProcedure(e journal.Entry, f rule.Fact, n asem.Number, news bool, change func(*procedure.Procedure)) {
	p, ok := t.Procedure(n)
	if !ok || !p.Status.Pending() {
		t.misfit(e, f)
		return
	}
	t.remove(bSilences, silenceKey(p))
	t.remove(bProposed, number(p.Number))
	change(&p)
	t.standing(p)
	if news {
		t.tellOf(e, p)
		return
	}
	put(t, bProcedures, number(p.Number), p)
}

// foldSilence is foldFact for procedures.
func (t *tx) foldSilence(e journal.Entry, f rule.Fact) {
	end := func(p *procedure.Procedure, as procedure.Status) { p.Status, p.Ended = as, e.At }
	switch f := f.(type) {
	case procedure.Opened:
		t.foldOpened(e, f)
	case procedure.Consented:
		t.foldProcedure(e, f, f.Number, true, func(p *procedure.Procedure) {
			p.Status, p.Consent, p.At = procedure.Open, e.Actor, e.At
			p.Expires, p.Asked, p.To = f.Expires.UTC().Truncate(time.Second), f.Asked, f.To
			p.Reason = cmp.Or(f.Reason, p.Reason)
		})
	case procedure.Entered:
		t.foldProcedure(e, f, f.Number, f.Is.Written(), func(p *procedure.Procedure) {
			p.Entries = append(p.Entries, procedure.Entry{Kind: f.Is, Partner: f.Partner, By: e.Actor, At: e.At, Digest: f.Digest, Bytes: f.Bytes})
			if f.Is.Breaks() {
				end(p, procedure.Broken)
			}
		})
	case procedure.Extended:
		t.foldProcedure(e, f, f.Number, true, func(p *procedure.Procedure) {
			p.Extensions = append(p.Extensions, procedure.Extension{From: p.Expires, To: millis(f.Expires), By: e.Actor, At: e.At, Reason: f.Reason})
			p.Expires = f.Expires.UTC().Truncate(time.Second)
			p.Reminded = nil // of the new time they are reminded anew
		})
	case procedure.Reminded:
		t.foldProcedure(e, f, f.Number, true, func(p *procedure.Procedure) { p.Reminded = append(p.Reminded, f.Hours) })
	case procedure.WithdrawnBy:
		t.foldProcedure(e, f, f.Number, true, func(p *procedure.Procedure) { end(p, procedure.Withdrawn); p.EndReason = f.Reason })
	case procedure.AdoptedAs:
		t.foldProcedure(e, f, f.Number, true, func(p *procedure.Procedure) { end(p, procedure.Adopted); p.Decision = f.Decision })
	default:
		t.foldRecord(e, f)
	}
}

// foldRecord is foldFact for the rooms whose facts name a record and change it.
func (t *tx) foldRecord(e journal.Entry, f rule.Fact) {
	switch room, _, _ := strings.Cut(f.Kind(), "."); room {
	case "initiative":
		t.foldInitiative(e, f)
	case "agenda":
		t.foldAgenda(e, f)
	case "contingency":
		t.foldContingency(e, f)
	case "reminder":
		t.foldReminder(e, f)
	default:
		t.misfit(e, f)
	}
}
