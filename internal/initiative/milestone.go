package initiative

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide sets the milestone, or changes it.
func (a Plan) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := editable(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	f := Planned{Number: i.Number, No: len(i.Milestones) + 1}
	if len(i.Leads) > 0 {
		f.Answers = i.Leads[0]
	}
	if a.No != 0 {
		m, err := i.milestone(a.No)
		if err != nil {
			return rule.Ruling{}, err
		}
		f = Planned{Number: i.Number, No: m.No, Title: m.Title, Day: m.Day, Answers: m.Answers}
	} else if len(i.Milestones) >= MaxMilestones {
		return rule.Ruling{}, fault.New(fault.Refused, "%s has %d milestones, as many as it can have.", i.Number, MaxMilestones)
	}
	before := f
	if a.Title != "" || a.No == 0 {
		if f.Title, err = rule.Title("milestone", a.Title); err != nil {
			return rule.Ruling{}, err
		}
	}
	if !a.Day.IsZero() {
		f.Day = a.Day.UTC().Truncate(24 * time.Hour)
	}
	if a.Answers != "" {
		f.Answers = a.Answers
	}
	switch {
	case f.Day.IsZero():
		return rule.Ruling{}, fault.New(fault.Usage, "A milestone needs a day.").Then("Say --by 2027-03-01.")
	case !f.Day.Equal(before.Day) && f.Day.Before(o.At.Truncate(24*time.Hour)):
		return rule.Ruling{}, fault.New(fault.Usage, "The day, %s, has passed.", f.Day.Format(time.DateOnly)).Then("Give one that is to come.")
	case f.Day.After(o.At.Add(MaxAhead)):
		return rule.Ruling{}, fault.New(fault.Usage, "The day, %s, is more than ten years ahead.", f.Day.Format(time.DateOnly)).Then("Give a nearer one.")
	case !i.SponsoredBy(f.Answers):
		return rule.Ruling{}, fault.New(fault.Refused, "%s neither leads nor co-sponsors %s, and cannot answer for a milestone of it.", orWhom(f.Answers), i.Number).
			Then("Name one of %s.", orNobody(slices.Concat(i.Leads, i.Sponsors)))
	case f == before:
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{f}}, nil
}

// passedOn has the first lead answer for the milestones to come of whoever is no more among
// those who lead or co-sponsor it; nobody is chased for what they have left.
func (i Initiative) passedOn() (facts []rule.Fact) {
	var first asem.Code
	if len(i.Leads) > 0 {
		first = i.Leads[0]
	}
	for _, m := range i.Milestones {
		if m.Due() && m.Answers != first && !i.SponsoredBy(m.Answers) {
			facts = append(facts, Planned{Number: i.Number, No: m.No, Title: m.Title, Day: m.Day, Answers: first})
		}
	}
	return facts
}

func orWhom(p asem.Code) string {
	if p == "" {
		return "Nobody"
	}
	return string(p)
}

func (i Initiative) anyMilestone(no int) (Milestone, error) {
	if no < 1 || no > len(i.Milestones) {
		return Milestone{}, fault.New(fault.NotFound, "%s has no milestone %d.", i.Number, no).Then("`initiative show %d` lists them.", uint64(i.Number))
	}
	return i.Milestones[no-1], nil
}

// milestone is one that is still to be reached.
func (i Initiative) milestone(no int) (Milestone, error) {
	m, err := i.anyMilestone(no)
	reopen := func(err *fault.Error) error {
		return err.Then("Was that a slip? `initiative milestone %d %d --reopen`", uint64(i.Number), no)
	}
	switch {
	case err != nil:
		return m, err
	case m.Reached != nil:
		return m, reopen(fault.New(fault.Conflict, "Milestone %d was reached on %s.", no, m.Reached.Format(time.DateOnly)))
	case m.Dropped:
		return m, reopen(fault.New(fault.Conflict, "Milestone %d was dropped.", no))
	}
	return m, nil
}

// MayReopen is nil, or why a delegate does not have a milestone be reached still. Whose
// partner answers for it takes back that it was reached; what was dropped is taken up again
// by those who edit the initiative.
func MayReopen(s State, i Initiative, no int, by asem.Login) error {
	m, err := i.anyMilestone(no)
	d, _ := s.Delegate(by)
	switch {
	case err != nil:
		return err
	case m.Due():
		return fault.New(fault.Conflict, "Milestone %d is to be reached already.", no)
	case !m.Dropped && m.Answers == d.Partner && !i.Stage().Over():
		return roster.Can(d, roster.Write, "")
	}
	return MayEdit(s, i, by)
}

// Decide has the milestone be reached still.
func (a Reopen) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := found(s, a.Number)
	if err == nil {
		err = MayReopen(s, i, a.No, o.By)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Reopened{Number: i.Number, No: a.No}}}, nil
}

// MayReach is nil, or why a delegate does not say that a milestone was reached: those of
// the partner that answers for it do, and those who edit the initiative.
func MayReach(s State, i Initiative, no int, by asem.Login) error {
	m, err := i.milestone(no)
	if err != nil {
		return err
	}
	d, _ := s.Delegate(by)
	if m.Answers == d.Partner && !i.Stage().Over() {
		return roster.Can(d, roster.Write, "")
	}
	return MayEdit(s, i, by)
}

// Decide ends a milestone. Dropping one is editing, and needs a reason.
func (a Reach) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := found(s, a.Number)
	if err == nil {
		err = MayReach(s, i, a.No, o.By)
	}
	if err == nil && a.Dropped {
		err = MayEdit(s, i, o.By)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	why, err := rule.Line("reason", a.Reason, MaxNote)
	if err == nil && a.Dropped && why == "" {
		err = fault.New(fault.Usage, "A milestone that is dropped needs a reason, which all see.").Then("Say why in one line: --reason.")
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Reached{Number: i.Number, No: a.No, Dropped: a.Dropped, Reason: why}}}, nil
}
