package roster

import (
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
)

// A Term is an office given to somebody for a time.
type Term struct {
	Office Office     `json:"office"`
	Holder Address    `json:"holder"`         // a delegate, or a partner, whose contact points exercise it
	From   time.Time  `json:"from"`           // midnight UTC
	Until  time.Time  `json:"until,omitzero"` // midnight UTC after the last day; zero for no end
	By     asem.Login `json:"by"`
	At     time.Time  `json:"at"`             // when it was entered
	Began  time.Time  `json:"began,omitzero"` // when it took effect
	Ended  time.Time  `json:"ended,omitzero"` // when it ended, or was cancelled before it began
}

// Runs says whether the term is in effect.
func (t Term) Runs() bool { return !t.Began.IsZero() && t.Ended.IsZero() }

// Ahead says whether the term is still to begin.
func (t Term) Ahead() bool { return t.Began.IsZero() && t.Ended.IsZero() }

// LastDay is the last day of the term; zero for none.
func (t Term) LastDay() time.Time {
	if t.Until.IsZero() {
		return time.Time{}
	}
	return t.Until.AddDate(0, 0, -1)
}

// overlaps says whether two terms have a moment in common.
func (t Term) overlaps(from, until time.Time) bool {
	return (t.Until.IsZero() || from.Before(t.Until)) && (until.IsZero() || t.From.Before(until))
}

// Bounds of terms.
const (
	MaxTermAhead = 10 * 366 * 24 * time.Hour
	MaxTerms     = 5000 // that run or are to begin
)

type (
	// Give gives an office to a holder. From and Until are midnights, Until the one after
	// the last day, or zero.
	Give struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder"`
		From   time.Time `json:"from"`
		Until  time.Time `json:"until,omitzero"`
	}
	// End ends a term, or moves its end to the midnight Until. Holder is empty where the
	// office has one.
	End struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder,omitempty"`
		Until  time.Time `json:"until,omitzero"` // zero for at once
	}
	// Turn has terms begin and end whose time has come.
	Turn struct{}
)

// Kind names the action.
func (Give) Kind() string { return "roster.give" }

// Kind names the action.
func (End) Kind() string { return "roster.end" }

// Kind names the action.
func (Turn) Kind() string { return "roster.turn" }

// Asks: a seat; for which offices is decided by MayGive.
func (Give) Asks() Act { return Read }

// Asks: a seat; for which offices is decided by MayGive.
func (End) Asks() Act { return Read }

// Asks: the server itself.
func (Turn) Asks() Act { return "" }

// MayGive is nil, or why a delegate gives nobody this office. The secretariat enters all
// terms; coordinators those of coordinators, hosts and moderators; contact points those of
// their partner.
func MayGive(d Delegate, o Office) error {
	if err := Can(d, Read, ""); err != nil {
		return err
	}
	switch of := o.Partner(); {
	case d.Holds(Secretariat), of == "" && d.Holds(Coordinator), of != "" && of == d.Partner && d.Holds(ContactPoint):
		return nil
	case of != "":
		return fault.New(fault.Refused, "%s is given by the contact points of %s, and by the secretariat.", o.Title(), of).
			Then("Ask them: `ssh HOST delegates --role contact-point` names them.")
	}
	return fault.New(fault.Refused, "%s is given by coordinators, and by the secretariat.", o.Title()).
		Then("Ask a coordinator: `ssh HOST delegates --role coordinator` names them.")
}

func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// Decide gives the office; a term that begins today takes effect at once.
func (a Give) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, _ := s.Delegate(o.By)
	office, err := ParseOffice(s, string(a.Office))
	if err == nil {
		err = MayGive(d, office)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	holder, err := ParseAddress(s, string(a.Holder))
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case holder.Form() != ToDelegate && holder.Form() != ToPartner:
		return rule.Ruling{}, fault.New(fault.Usage, "An office is held by a delegate or a partner, not by %s.", holder).Then("Name one by login or code.")
	}
	if err := office.fits(s, holder); err != nil {
		return rule.Ruling{}, err
	}
	f := TermGiven{Office: office, Holder: holder, From: midnight(a.From), Until: a.Until}
	if !f.Until.IsZero() {
		f.Until = midnight(f.Until)
	}
	if err := f.timely(s, o.At); err != nil {
		return rule.Ruling{}, err
	}
	facts := []rule.Fact{f}
	if !f.From.After(o.At) {
		facts = append(facts, TermBegun{Office: f.Office, Holder: f.Holder, From: f.From})
	}
	return rule.Ruling{Facts: facts}, nil
}

// timely refuses a time that makes no term, or two holders of a seat.
func (f TermGiven) timely(s State, now time.Time) error {
	switch {
	case f.From.Before(midnight(now)):
		return fault.New(fault.Usage, "The term would begin on %s, which has passed.", day(f.From)).Then("Let it begin today or later.")
	case f.From.After(now.Add(MaxTermAhead)) || f.Until.After(now.Add(MaxTermAhead)):
		return fault.New(fault.Usage, "That is more than ten years ahead.").Then("Give nearer days.")
	case !f.Until.IsZero() && !f.Until.After(f.From):
		return fault.New(fault.Usage, "The term would end before it begins.").Then("Give a last day that is not before the first.")
	}
	open := 0
	for _, t := range s.Terms() {
		if !t.Ended.IsZero() {
			continue
		}
		open++
		if t.Office == f.Office && t.overlaps(f.From, f.Until) && (f.Office.Single() || t.Holder == f.Holder) {
			return fault.New(fault.Conflict, "%s is held by %s %s.", t.Office.Title(), t.Holder, t.Words()).
				Then("Begin the term after that, or end that one first: `office end %s --on DAY`.", t.Office)
		}
	}
	if open >= MaxTerms {
		return fault.New(fault.Refused, "%d terms are open, as many as can be.", open)
	}
	return nil
}

func day(t time.Time) string { return t.Format("2006-01-02") }

// Words say from when to when the term is.
func (t Term) Words() string {
	if t.Until.IsZero() {
		return "from " + day(t.From)
	}
	return "from " + day(t.From) + " to " + day(t.LastDay())
}

// Decide ends the term that runs, or else the next one, of the office.
func (a End) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, _ := s.Delegate(o.By)
	office, err := ParseOffice(s, string(a.Office))
	if err == nil {
		err = MayGive(d, office)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	t, err := ending(s, office, a.Holder)
	if err != nil {
		return rule.Ruling{}, err
	}
	if a.Until.IsZero() {
		return rule.Ruling{Facts: []rule.Fact{TermEnded{Office: t.Office, Holder: t.Holder, From: t.From}}}, nil
	}
	until := midnight(a.Until)
	switch {
	case !until.After(o.At), !until.After(t.From):
		return rule.Ruling{}, fault.New(fault.Usage, "The last day would be %s, which has passed.", day(until.AddDate(0, 0, -1))).Then("Leave the day out to end it at once.")
	case !t.Until.IsZero() && until.After(t.Until):
		return rule.Ruling{}, fault.New(fault.Refused, "The term ends on %s already.", day(t.LastDay())).Then("Give another term after it.")
	case until.Equal(t.Until):
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{TermCut{Office: t.Office, Holder: t.Holder, From: t.From, Until: until}}}, nil
}

// ending is the term that is meant: the one that runs before one that is to begin.
func ending(s State, office Office, holder Address) (Term, error) {
	var open []Term
	for _, t := range s.Terms() {
		if t.Office == office && t.Ended.IsZero() && (holder == "" || strings.EqualFold(string(t.Holder), string(holder))) {
			open = append(open, t)
		}
	}
	slices.SortStableFunc(open, func(x, y Term) int { return x.From.Compare(y.From) })
	switch {
	case len(open) == 0 && holder != "":
		return Term{}, fault.New(fault.NotFound, "%s is not held by %s.", office.Title(), holder).Then("`offices` says who holds what.")
	case len(open) == 0:
		return Term{}, fault.New(fault.NotFound, "Nobody holds the office %s by a term.", office).Then("`offices` says who holds what.")
	case holder == "" && !office.Single() && len(open) > 1:
		return Term{}, fault.New(fault.Usage, "%d terms of that office are open.", len(open)).Then("Name the holder too: `office end %s HOLDER`.", office)
	}
	return open[0], nil
}

// Decide does what is due: terms end before others begin, so that no seat has two holders,
// and in one entry, so that none is empty in between.
func (Turn) Decide(s State, o rule.Occasion) (r rule.Ruling, err error) {
	due := s.DueTerms(o.At)
	for _, t := range due {
		if t.Ahead() && !t.Until.IsZero() && !t.Until.After(o.At) { // all of it passed meanwhile
			r.Facts = append(r.Facts, TermBegun{Office: t.Office, Holder: t.Holder, From: t.From})
		}
		if !t.Until.IsZero() && !t.Until.After(o.At) {
			r.Facts = append(r.Facts, TermEnded{Office: t.Office, Holder: t.Holder, From: t.From})
		}
	}
	for _, t := range due {
		if t.Ahead() && !t.From.After(o.At) && (t.Until.IsZero() || t.Until.After(o.At)) {
			r.Facts = append(r.Facts, TermBegun{Office: t.Office, Holder: t.Holder, From: t.From})
		}
	}
	return r, nil
}

// Succeeds says whether a delegate holds an office now that another one has handed over: what
// that one began in it is the delegate's to go on with. The office is the one in which it was
// begun, or, where that is empty, any that was held at the time.
func Succeeds(s State, by, predecessor asem.Login, in Office, at time.Time) bool {
	before, _ := s.Delegate(predecessor)
	now, _ := s.Delegate(by)
	return slices.ContainsFunc(before.Former, func(t Tenure) bool {
		return (t.Office == in || in == "" && t.During(at)) && slices.Contains(now.Offices, t.Office) && !slices.Contains(before.Offices, t.Office)
	})
}

// PassedOn says whether what a delegate began is somebody else's to go on with, as Succeeds
// has it.
func PassedOn(s State, predecessor asem.Login, in Office, at time.Time) bool {
	before, _ := s.Delegate(predecessor)
	return len(before.Former) > 0 && slices.ContainsFunc(s.Delegates(), func(d Delegate) bool {
		return d.Login != predecessor && !d.Left && Succeeds(s, d.Login, predecessor, in, at)
	})
}

// Predecessors are those who held an office that is the delegate's now, by login.
func Predecessors(s State, d Delegate) (list []asem.Login) {
	if len(d.Offices) == 0 {
		return nil
	}
	for _, before := range s.Delegates() {
		if before.Login != d.Login && slices.ContainsFunc(before.Former, func(t Tenure) bool { return slices.Contains(d.Offices, t.Office) }) {
			list = append(list, before.Login)
		}
	}
	return list
}
