package procedure

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds of a procedure.
const (
	MaxAhead   = 366 * 24 * time.Hour
	MaxOpen    = 200 // open at a time: each is looked at every second; as many may wait for consent
	MaxReason  = 400 // characters
	MaxEntries = 400
)

// Series is the one in which decisions are numbered.
const Series asem.Series = "ASEM/DEC"

// Decide puts the version under silence.
func (a Start) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	f, err := a.opened(s, o, 0)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{f}}, nil
}

// MayPropose is nil, or why a delegate proposes no procedure for an initiative: those of its
// leads do.
func MayPropose(s State, n asem.Number, by asem.Login) error {
	i, ok := s.Initiative(n)
	d, _ := s.Delegate(by)
	switch {
	case !ok:
		return initiative.None(n)
	case i.Stage().Over():
		return fault.New(fault.Conflict, "%s is %s.", n, i.Stage())
	case !i.LeadBy(d.Partner):
		return fault.New(fault.Refused, "%s is led by %s: their delegates propose a silence procedure for it.", n, asem.Listed(i.Leads)).Then("Write to them.")
	}
	return roster.Can(d, roster.Write, "")
}

// Decide proposes to put the version under silence.
func (a Propose) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MayPropose(s, a.Initiative, o.By); err != nil {
		return rule.Ruling{}, err
	}
	if len(s.ProposedProcedures()) >= MaxOpen {
		return rule.Ruling{}, fault.New(fault.Refused, "%d procedures wait for a coordinator's consent, as many as can.", MaxOpen).Then("Write to the coordinators.")
	}
	f, err := a.Start.opened(s, o, 0)
	if err != nil {
		return rule.Ruling{}, err
	}
	f.Initiative = a.Initiative
	return rule.Ruling{Facts: []rule.Fact{f}}, nil
}

// MayConsent is nil, or why a coordinator cannot consent now.
func MayConsent(s State, n asem.Number) error {
	p, err := found(s, n)
	if err == nil && p.Status != Proposed {
		err = fault.New(fault.Conflict, "%s waits for no consent: it is %s.", n, p.Status)
	}
	return err
}

// Decide opens what was proposed. Everything is asked once more, since time has passed.
func (a Consent) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MayConsent(s, a.Number); err != nil {
		return rule.Ruling{}, err
	}
	p, _ := s.Procedure(a.Number)
	start := Start{Version: p.Version, Expires: p.Expires, Reason: cmp.Or(a.Reason, p.Reason), Minimum: a.Minimum}
	if !a.Expires.IsZero() {
		start.Expires = a.Expires
	}
	f, err := start.opened(s, o, p.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	consented := Consented{Number: p.Number, Expires: f.Expires, Asked: f.Asked, To: f.To}
	if f.Reason != p.Reason {
		consented.Reason = f.Reason
	}
	return rule.Ruling{Facts: []rule.Fact{consented}}, nil
}

// opened is the fact that the version is put under silence, or, where consents is not 0, that
// the procedure of that number is.
func (a Start) opened(s State, o rule.Occasion, consents asem.Number) (Opened, error) {
	doc, v, err := version(s, a.Version)
	if err != nil {
		return Opened{}, err
	}
	d, _ := s.Delegate(o.By)
	read, ok := document.Reads(s, doc, d)
	if ok {
		_, ok = read.Version(v.Label)
	}
	if !ok {
		return Opened{}, noDocument(a.Version)
	}
	why, err := rule.Line("reason", a.Reason, MaxReason)
	if err != nil {
		return Opened{}, err
	}
	expires := exact(a.Expires)
	if err := a.timely(o.At, expires, why); err != nil {
		return Opened{}, err
	}
	f := Opened{Number: s.NextNumber(), Document: doc.Number, Version: v.Number, Symbol: doc.Symbol, Label: v.Label, Title: v.Title,
		Author: roster.AuthorOf(s, o.By), Expires: expires, Reason: why, To: doc.To(), Asked: roster.PartnersAt(s, doc.To())}
	if err := fit(s, f, doc, v, consents); err != nil {
		return Opened{}, err
	}
	return f, nil
}

// exact is a time to the second, as it is shown and counted.
func exact(at time.Time) time.Time { return at.UTC().Truncate(time.Second) }

func version(s State, n asem.Number) (document.Document, document.Version, error) {
	of, _ := s.DocumentOf(n)
	doc, ok := s.Document(of)
	i := slices.IndexFunc(doc.Versions, func(v document.Version) bool { return v.Number == n })
	if !ok || i < 0 {
		return doc, document.Version{}, noDocument(n)
	}
	return doc, doc.Versions[i], nil
}

func noDocument(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no version of a document numbered %s.", n).Then("`docs` lists the documents; name one by its symbol.")
}

// timely refuses a time that is past, too far, or too soon without a reason.
func (a Start) timely(now, expires time.Time, why string) error {
	switch {
	case !expires.After(now):
		return fault.New(fault.Usage, "The time, %s, has passed.", shown(expires)).Then("Give one that is to come.")
	case expires.After(now.Add(MaxAhead)):
		return fault.New(fault.Usage, "The time, %s, is more than a year ahead.", shown(expires)).Then("Give a nearer one.")
	case expires.Before(now.Add(a.Minimum)) && why == "":
		return fault.New(fault.Refused, "Silence until %s is shorter than %s, the least that partners are given.", shown(expires), hours(a.Minimum)).
			Then("Give a later time, or the reason for a shorter one, which all see.")
	}
	return nil
}

func shown(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05 UTC") }

func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return plural(int(d/time.Hour), "hour")
	}
	return d.String()
}

// fit refuses a text that is not to be put under silence now. Where that is done by consenting
// to a procedure, consents is its number.
func fit(s State, f Opened, doc document.Document, v document.Version, consents asem.Number) error {
	open := s.OpenProcedures()
	already := slices.IndexFunc(open, func(p Procedure) bool { return p.Document == doc.Number })
	proposed := s.ProposedProcedures()
	waits := slices.IndexFunc(proposed, func(p Procedure) bool { return p.Document == doc.Number && p.Number != consents })
	decision, adopted := s.AdoptedAs(v.Number)
	switch {
	case adopted:
		return fault.New(fault.Conflict, "%s was adopted already, as %s.", document.Cited(doc.Symbol, v.Label), decision).Then("Issue a revision, and put that under silence.")
	case doc.Series == Series:
		return fault.New(fault.Conflict, "%s is a decision: it was adopted already.", doc.Symbol).Then("Put another text under silence.")
	case already >= 0:
		return fault.New(fault.Conflict, "%s is under silence already, as %s until %s.", doc.Symbol, open[already].Number, shown(open[already].Expires)).
			Then("Wait for its end, or withdraw it first.")
	case waits >= 0:
		return fault.New(fault.Conflict, "%s is proposed already, as %s by %s.", doc.Symbol, proposed[waits].Number, proposed[waits].Author.Partner).
			Then("Consent to that, or withdraw it first: `procedure consent %d`.", uint64(proposed[waits].Number))
	case len(open) >= MaxOpen:
		return fault.New(fault.Refused, "%d procedures are open, as many as can be.", len(open)).Then("Wait until one has ended.")
	case doc.SupersededBy(v.Label) != "":
		return fault.New(fault.Refused, "%s was replaced by %s.", document.Cited(doc.Symbol, v.Label), document.Cited(doc.Symbol, doc.SupersededBy(v.Label))).
			Then("Put the version that stands under silence.")
	case v.Brackets > 0 && f.Reason == "":
		return fault.New(fault.Refused, "Its text has %s in square brackets, which are not agreed.", plural(v.Brackets, "passage")).
			Then("Issue a version without them, or give a reason, which all see.")
	case len(f.Asked) == 0:
		return fault.New(fault.Refused, "%s reaches no partner.", doc.Symbol).Then("Circulate it first: `doc circulate`.")
	}
	return nil
}

func plural(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}

// running is a procedure that is open and whose time has not come.
func running(s State, n asem.Number, now time.Time) (Procedure, error) {
	p, err := found(s, n)
	switch {
	case err != nil:
		return p, err
	case p.Status == Proposed:
		return p, fault.New(fault.Conflict, "The procedure %s is proposed, and waits for a coordinator's consent.", n).Then("`procedure show %d` says for whom.", uint64(n))
	case p.Status != Open:
		return p, fault.New(fault.Conflict, "The procedure %s was %s on %s.", n, p.Status, shown(p.Ended)).Then("`procedure show %d` says how it ended.", uint64(n))
	case !now.Before(p.Expires):
		return p, fault.New(fault.Conflict, "It is too late: the silence on %s ended at %s.", n, shown(p.Expires)).Then("Write to the coordinators.")
	}
	return p, nil
}

// MayEnter is nil, or why a delegate cannot do something of a kind for the partner now.
func MayEnter(s State, n asem.Number, kind Kind, by asem.Login, now time.Time) error {
	p, err := running(s, n, now)
	if err != nil {
		return err
	}
	d, _ := s.Delegate(by)
	if err := roster.Can(d, roster.Acknowledge, ""); err != nil {
		return err
	}
	before, done := p.Of(d.Partner, kind)
	switch {
	case !slices.Contains(p.Asked, d.Partner):
		return fault.New(fault.Refused, "%s does not ask %s.", n, d.Partner).Then("It asks those to whom the text was circulated when it was opened.")
	case done:
		return fault.New(fault.Conflict, "%s entered the %s for %s at %s.", before.By, kind, d.Partner, shown(before.At)).Then("Each partner has one voice.")
	case len(p.Entries) >= MaxEntries:
		return fault.New(fault.Refused, "%s has %d entries, as many as it can have.", n, len(p.Entries))
	}
	return nil
}

// Decide enters it, for the partner of who acts.
func (a Enter) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if !slices.Contains([]Kind{Objection, Amendment, Statement, Reservation, Association, Acknowledgment}, a.Is) {
		return rule.Ruling{}, fault.New(fault.Usage, "%q is nothing that a partner does in a procedure.", string(a.Is))
	}
	if err := MayEnter(s, a.Number, a.Is, o.By, o.At); err != nil {
		return rule.Ruling{}, err
	}
	p, _ := s.Procedure(a.Number)
	d, _ := s.Delegate(o.By)
	f := Entered{Number: a.Number, Is: a.Is, Partner: d.Partner}
	if !a.Is.Written() {
		return rule.Ruling{Facts: []rule.Fact{f}}, nil
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	f.Digest, f.Bytes = rule.DigestOf(text), len(text)
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: a.Number, Version: len(p.Entries) + 1, Body: text}}}, nil
}

// Decide puts the time off. It is never brought forward.
func (a Extend) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	p, err := running(s, a.Number, o.At)
	if err != nil {
		return rule.Ruling{}, err
	}
	why, err := rule.Line("reason", a.Reason, MaxReason)
	expires := exact(a.Expires)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case !expires.After(p.Expires):
		return rule.Ruling{}, fault.New(fault.Refused, "The silence ends at %s, and %s is not later: it is never shortened.", shown(p.Expires), shown(expires)).
			Then("Give a later time, or withdraw the procedure.")
	case expires.After(o.At.Add(MaxAhead)):
		return rule.Ruling{}, fault.New(fault.Usage, "The time, %s, is more than a year ahead.", shown(expires)).Then("Give a nearer one.")
	}
	return rule.Ruling{Facts: []rule.Fact{Extended{Number: p.Number, Expires: expires, Reason: why}}}, nil
}

// MayWithdraw is nil, or why a delegate cannot take the procedure back now: who opened it
// can, or proposed it, or consented to it; and the coordinators where that delegate has left, or
// opened it as one and coordinates no more.
func MayWithdraw(s State, n asem.Number, by asem.Login, now time.Time) error {
	if p, ok := s.Procedure(n); ok && p.Status == Proposed {
		return mayDrop(s, p, by)
	}
	p, err := running(s, n, now)
	if err != nil {
		return err
	}
	opener, ok := s.Delegate(p.Author.Login)
	d, _ := s.Delegate(by)
	gone := !ok || opener.Left || p.Initiative == 0 && !opener.Holds(roster.Coordinator)
	if by == p.Author.Login || by == p.Consent || gone && d.Holds(roster.Coordinator) {
		return nil
	}
	return fault.New(fault.Refused, "%s opened %s, and takes it back.", p.Author.Login, n).Then("Write to them.")
}

// mayDrop is nil, or why a delegate cannot take back what was proposed: delegates of the
// partner that did can, and the coordinators.
func mayDrop(s State, p Procedure, by asem.Login) error {
	d, _ := s.Delegate(by)
	if d.Partner == p.Author.Partner || d.Holds(roster.Coordinator) {
		return nil
	}
	return fault.New(fault.Refused, "%s was proposed by %s.", p.Number, p.Author.Partner).Then("Write to them.")
}

// Decide takes the procedure back.
func (a Withdraw) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MayWithdraw(s, a.Number, o.By, o.At); err != nil {
		return rule.Ruling{}, err
	}
	why, err := rule.Line("reason", a.Reason, MaxReason)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{WithdrawnBy{Number: a.Number, Reason: why}}}, nil
}
