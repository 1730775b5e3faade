package document

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// mine is a draft that the actor goes on with. Another's is not told from one that never was;
// one that passed on with an office its author reads still, and changes no more.
func mine(s State, number asem.Number, by asem.Login) (Draft, error) {
	d, ok := s.DocumentDraft(number)
	if !ok || !Holds(s, d, by) {
		return Draft{}, NoDraft(number)
	}
	if d.Author.Login == by && roster.PassedOn(s, by, d.Paper.Office, d.At) {
		return Draft{}, fault.New(fault.Refused, "Draft %s was written in an office that you have handed over, and passed on with it.", number).
			Then("Who holds the office goes on with it; `doc read %d` shows it to you.", uint64(number))
	}
	return d, nil
}

// Holds says whether a draft is read by a delegate: its author, and of one who wrote it in an
// office and has handed that over, their successor. Once a successor has changed it, its author
// reads the copy that they were left, and no more of it.
func Holds(s State, d Draft, by asem.Login) bool {
	if roster.Succeeds(s, by, d.Author.Login, d.Paper.Office, d.At) {
		return true
	}
	return d.Author.Login == by && !(d.Taken && roster.PassedOn(s, by, d.Paper.Office, d.At))
}

// passedTo is the paper of a draft as a delegate goes on with it. Of one that passed on left
// is, the first time, the fact by which its author keeps a copy of it as it was; and where it
// was to be submitted by the author's partner alone it is by the delegate's.
func (d Draft) passedTo(s State, by asem.Login) (p Paper, left []rule.Fact) {
	p = d.Paper
	if d.Author.Login == by {
		return p, nil
	}
	me, _ := s.Delegate(by)
	if d.Taken {
		if len(p.By) == 1 && p.By[0] != me.Partner {
			p.By = []asem.Code{me.Partner} // it was the holder's before, and passed on again
		}
		return p, nil
	}
	kept := d.Paper
	kept.Office = Own
	if slices.Equal(p.By, []asem.Code{d.Author.Partner}) {
		p.By = nil // for the delegate's own
		if me.Partner != "" {
			p.By = []asem.Code{me.Partner}
		}
	}
	return p, []rule.Fact{Drafted{Number: s.NextNumber(), Author: d.Author, Paper: kept}}
}

// NoDraft is the answer where a delegate has no draft of that number.
func NoDraft(number asem.Number) error {
	return fault.New(fault.NotFound, "You have no draft %s.", number).Then("`doc drafts` lists yours; what is issued never changes.")
}
