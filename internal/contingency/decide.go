package contingency

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide declares the event, and posts the flash notice.
func (a Declare) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	title, err := rule.Title("contingency", a.Title)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	if d, _ := s.Delegate(o.By); len(a.Circle) > 0 && !d.Holds(roster.Coordinator) && !roster.ReachesAny(s, a.Circle, d) {
		a.Circle = append(slices.Clone(a.Circle), roster.Address(d.Partner)) // who declares is of the circle
	}
	if err := circle(s, a.Circle); err != nil {
		return rule.Ruling{}, err
	}
	digest, author := rule.DigestOf(text), roster.AuthorOf(s, o.By)
	f := Declared{Number: s.NextNumber(), Title: title, Circle: a.Circle, Author: author, Digest: digest, Bytes: len(text)}
	f.Notice = f.Number + 1
	flash := notice.Posted{Number: f.Notice, Level: notice.Flash, To: a.Circle, Title: title, Author: author, Digest: digest, Bytes: len(text),
		Asked: roster.PartnersAt(s, a.Circle)}
	return rule.Ruling{Facts: []rule.Fact{f, flash}, Texts: []rule.Text{
		{Number: f.Number, Version: 1, Body: text}, {Number: flash.Number, Version: 1, Body: text},
	}}, nil
}

// circle refuses one that is none.
func circle(s State, to []roster.Address) error {
	switch {
	case len(to) == 0:
		return fault.New(fault.Usage, "A contingency needs a circle that it concerns.").Then("Name partners, missions or groups: @asean, JP, FI/Brussels.")
	case len(to) > roster.MaxAddresses:
		return fault.New(fault.Usage, "A circle has %d addresses at most, not %d.", roster.MaxAddresses, len(to)).Then("Name a group.")
	}
	for i, a := range to {
		switch kept, err := roster.ParseAddress(s, string(a)); {
		case err != nil:
			return err
		case kept != a:
			return fault.New(fault.Usage, "The address %q is written %s.", string(a), kept)
		case slices.Contains(to[:i], a):
			return fault.New(fault.Usage, "%s is named twice.", a)
		case a.Form() == roster.ToBoard:
			return fault.New(fault.Usage, "A board is no circle: everybody reads it.").Then("Name partners, missions or groups.")
		}
		if err := notice.Addressable(a); err != nil {
			return err
		}
	}
	return nil
}

// Reads is what a delegate reads of a contingency; ok is false if it does not reach them.
// Who was reached in an office that they have handed over since reads it as it was until the
// end of their term, and nothing later; until is zero for all others.
func Reads(s State, c Contingency, d roster.Delegate) (read Contingency, until time.Time, ok bool) {
	if roster.ReachesAny(s, c.Readers(), d) {
		return c, until, true
	}
	until = roster.ReadUntil(d, func(a roster.Address, t roster.Tenure) bool {
		return slices.Contains(c.Readers(), a) && c.ToldDuring(t)
	})
	return c.AsOf(until), until, !until.IsZero()
}

// ToldDuring says whether there was something new of it in a term.
func (c Contingency) ToldDuring(t roster.Tenure) bool {
	return !c.Open() && t.During(c.Ended) || slices.ContainsFunc(c.Log, func(s Saying) bool { return t.During(s.At) })
}

// AsOf is what it was at a time: its log until then, and open if it ended later.
func (c Contingency) AsOf(at time.Time) Contingency {
	if !c.Ended.Before(at) {
		c.Ended, c.Report = time.Time{}, ""
	}
	later := slices.IndexFunc(c.Log, func(s Saying) bool { return !s.At.Before(at) })
	if later >= 0 {
		c.Log = c.Log[:later]
	}
	return c
}

// reached is a contingency that reaches who acts, and goes on.
func reached(s State, n asem.Number, by asem.Login) (Contingency, error) {
	c, ok := s.Contingency(n)
	d, _ := s.Delegate(by)
	switch {
	case !ok || !roster.ReachesAny(s, c.Readers(), d):
		return c, None(n)
	case !c.Open():
		return c, fault.New(fault.Conflict, "The dialogue %s ended, with the report %s.", n, c.Report).Then("Open a topic on a board, or declare another one.")
	}
	return c, nil
}

// MaySay is nil, or why a delegate adds nothing to the log now.
func MaySay(s State, n asem.Number, by asem.Login) error {
	c, err := reached(s, n, by)
	if err == nil && len(c.Log) >= MaxEntries {
		err = fault.New(fault.Refused, "The log has %d entries, as many as it can have.", len(c.Log)).Then("End the dialogue with a report, and declare another one.")
	}
	if err != nil {
		return err
	}
	d, _ := s.Delegate(by)
	return roster.Can(d, roster.Write, "")
}

// Decide adds to the log.
func (a Say) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MaySay(s, a.Number, o.By); err != nil {
		return rule.Ruling{}, err
	}
	c, _ := s.Contingency(a.Number)
	d, _ := s.Delegate(o.By)
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Said{Number: c.Number, Partner: d.Partner, Digest: rule.DigestOf(text), Bytes: len(text)}},
		Texts: []rule.Text{{Number: c.Number, Version: len(c.Log) + 1, Body: text}}}, nil
}

// MayClose is nil, or why a delegate does not end the dialogue: contact points of the
// partner that declared it do, and coordinators.
func MayClose(s State, n asem.Number, by asem.Login) error {
	c, err := reached(s, n, by)
	if err != nil {
		return err
	}
	d, _ := s.Delegate(by)
	if d.Holds(roster.Coordinator) || d.Partner == c.Author.Partner && d.Holds(roster.ContactPoint) {
		return nil
	}
	return fault.New(fault.Refused, "%s was declared by %s: its contact points end it, and the coordinators.", n, c.Author.Partner).Then("Write to them.")
}

// Decide ends the dialogue, and issues its report.
func (a Close) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MayClose(s, a.Number, o.By); err != nil {
		return rule.Ruling{}, err
	}
	c, _ := s.Contingency(a.Number)
	year, number := o.At.UTC().Year(), s.NextNumber()
	symbol := asem.SymbolOf(Series, year, s.LastSerial(Series, year)+1)
	paper := document.Paper{Series: Series, Title: c.Title, Language: document.Usual, By: []asem.Code{c.Author.Partner}, Files: []document.File{a.File}}
	author := roster.AuthorOf(s, o.By)
	return rule.Ruling{Facts: []rule.Fact{
		Closed{Number: c.Number, Report: symbol},
		document.Drafted{Number: number, Author: author, Paper: paper},
		document.Issued{Number: number, Document: number, Symbol: symbol, Version: document.First, At: o.At, Author: author, Paper: paper, To: c.Circle, Read: true},
	}}, nil
}
