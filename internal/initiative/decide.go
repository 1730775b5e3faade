package initiative

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds of an initiative.
const (
	MaxPartners   = 60
	MaxClusters   = 8
	MaxMilestones = 200
	MaxDocuments  = 200
	MaxWritings   = 1000
	MaxNote       = 400 // characters
	MaxEvery      = 60  // months
	MaxAhead      = 10 * 366 * 24 * time.Hour
)

// numberedAfter is a state in which the next number was given away already.
type numberedAfter struct{ State }

func (s numberedAfter) NextNumber() asem.Number { return s.State.NextNumber() + 1 }

// Decide proposes it, and opens its topic.
func (a Propose) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, _ := s.Delegate(o.By)
	leads := a.Leads
	if len(leads) == 0 {
		leads = []asem.Code{d.Partner}
	}
	f := Begun{Number: s.NextNumber(), Facility: a.Facility, Every: a.Every, Author: roster.AuthorOf(s, o.By)}
	var err error
	if f.Title, err = rule.Title("initiative", a.Title); err != nil {
		return rule.Ruling{}, err
	}
	if f.Pillars, f.Clusters, f.Leads, err = placed(s, a.Pillars, a.Clusters, leads); err != nil {
		return rule.Ruling{}, err
	}
	switch {
	case !slices.Contains(f.Leads, d.Partner) && !d.Holds(roster.Coordinator):
		return rule.Ruling{}, fault.New(fault.Refused, "An initiative is proposed by a partner that leads it; you are of %s.", d.Partner).
			Then("Name %s among the leads, or ask a coordinator.", d.Partner)
	case a.Facility != "" && a.Facility != Sectoral && a.Facility != Thematic:
		return rule.Ruling{}, fault.New(fault.Usage, "%q is no kind of dialogue facility.", string(a.Facility)).Then("It is sectoral or thematic.")
	}
	if err := a.Facility.reports(a.Every); err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Aims)
	if err != nil {
		return rule.Ruling{}, err
	}
	aims := Written{Number: f.Number, Form: Aims, Partner: d.Partner, Digest: rule.DigestOf(text), Bytes: len(text)}
	ruling := rule.Ruling{Texts: []rule.Text{{Number: f.Number, Version: 1, Body: text}}}
	if a.Board != "" {
		topic, err := forum.Open{Board: a.Board, Title: f.Title, Text: text}.Decide(numberedAfter{s}, o)
		if err != nil {
			return rule.Ruling{}, err
		}
		f.Board, f.Topic, aims.Post = a.Board, f.Number+1, f.Number+1
		ruling.Facts, ruling.Texts = topic.Facts, append(ruling.Texts, topic.Texts...)
	}
	ruling.Facts = append([]rule.Fact{f, aims}, ruling.Facts...)
	return ruling, nil
}

// placed checks where an initiative belongs, and gives the lists in order.
func placed(s State, pillars []asem.Pillar, clusters []asem.ClusterID, leads []asem.Code) ([]asem.Pillar, []asem.ClusterID, []asem.Code, error) {
	pillars, clusters, leads = sorted(pillars), sorted(clusters), sorted(leads)
	switch {
	case len(pillars) == 0:
		return nil, nil, nil, fault.New(fault.Usage, "An initiative belongs to a pillar at least.").Then("Name political, economic or social-cultural.")
	case len(clusters) > MaxClusters:
		return nil, nil, nil, fault.New(fault.Usage, "%d clusters are more than %d.", len(clusters), MaxClusters)
	case len(leads) > MaxPartners:
		return nil, nil, nil, fault.New(fault.Usage, "%d leads are more than %d.", len(leads), MaxPartners)
	}
	for _, p := range pillars {
		if !slices.Contains(asem.Pillars(), p) {
			return nil, nil, nil, fault.New(fault.Usage, "%q is no pillar.", string(p)).Then("They are political, economic and social-cultural.")
		}
	}
	for _, c := range clusters {
		if !slices.ContainsFunc(s.Clusters(), func(known forum.Cluster) bool { return known.ID == c }) {
			return nil, nil, nil, fault.New(fault.NotFound, "There is no cluster %q.", string(c)).Then("`clusters` lists them.")
		}
	}
	for _, code := range leads {
		if _, ok := s.Partner(code); !ok {
			return nil, nil, nil, fault.New(fault.NotFound, "There is no partner %q.", string(code)).Then("`partners` lists them.")
		}
	}
	return pillars, clusters, leads, nil
}

func sorted[T ~string](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// MayEdit is nil, or why a delegate does not change it: delegates of its leads and
// coordinators do, while it has not ended.
func MayEdit(s State, i Initiative, by asem.Login) error {
	d, _ := s.Delegate(by)
	switch {
	case i.Stage().Over():
		return fault.New(fault.Conflict, "%s is %s.", i.Number, i.Stage()).Then("A coordinator can take it up again: `initiative stage %d under-way`.", uint64(i.Number))
	case i.LeadBy(d.Partner) || d.Holds(roster.Coordinator):
		return roster.Can(d, roster.Write, "")
	}
	refusal := fault.New(fault.Refused, "%s is led by %s: their delegates and the coordinators change it.", i.Number, orNobody(i.Leads))
	if i.SponsoredBy(d.Partner) {
		return refusal.Then("Write to them.")
	}
	return refusal.Then("Write to them, or have your contact point join it: `initiative join %d`.", uint64(i.Number))
}

func orNobody(codes []asem.Code) string {
	if len(codes) == 0 {
		return "nobody"
	}
	return asem.Listed(codes)
}

func editable(s State, n asem.Number, by asem.Login) (Initiative, error) {
	i, err := found(s, n)
	if err != nil {
		return i, err
	}
	return i, MayEdit(s, i, by)
}

// Decide changes what is said of it. What changes nothing is no fact.
func (a Revise) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := editable(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	f := Revised{Number: i.Number, Title: i.Title, Every: i.Every, Pillars: i.Pillars, Clusters: i.Clusters, Leads: i.Leads}
	if a.Title != nil {
		if f.Title, err = rule.Title("initiative", *a.Title); err != nil {
			return rule.Ruling{}, err
		}
	}
	if a.Every != nil {
		f.Every = *a.Every
	}
	put(&f.Pillars, a.Pillars)
	put(&f.Clusters, a.Clusters)
	put(&f.Leads, a.Leads)
	if f.Pillars, f.Clusters, f.Leads, err = placed(s, f.Pillars, f.Clusters, f.Leads); err != nil {
		return rule.Ruling{}, err
	}
	if err := i.Facility.reports(f.Every); err != nil {
		return rule.Ruling{}, err
	}
	if f.Title == i.Title && f.Every == i.Every && slices.Equal(f.Pillars, i.Pillars) && slices.Equal(f.Clusters, i.Clusters) && slices.Equal(f.Leads, i.Leads) {
		return rule.Ruling{}, nil
	}
	i.Leads = f.Leads
	return rule.Ruling{Facts: append([]rule.Fact{f}, i.passedOn()...)}, nil
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// MayJoin is nil, or why a contact point cannot have the partner join, or leave, it.
func MayJoin(s State, i Initiative, on bool, by asem.Login) error {
	d, _ := s.Delegate(by)
	if err := roster.Can(d, roster.Acknowledge, ""); err != nil {
		return err
	}
	switch {
	case i.Stage().Over():
		return fault.New(fault.Conflict, "%s is %s.", i.Number, i.Stage())
	case on && i.SponsoredBy(d.Partner):
		return fault.New(fault.Conflict, "%s leads or co-sponsors %s already.", d.Partner, i.Number)
	case !on && !i.SponsoredBy(d.Partner):
		return fault.New(fault.Conflict, "%s neither leads nor co-sponsors %s.", d.Partner, i.Number)
	case on && len(i.Leads)+len(i.Sponsors) >= MaxPartners:
		return fault.New(fault.Refused, "%s has %d partners, as many as it can have.", i.Number, MaxPartners)
	}
	return nil
}

// Decide makes the partner a co-sponsor, or takes it out of those who lead or co-sponsor.
func (a Join) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := found(s, a.Number)
	if err == nil {
		err = MayJoin(s, i, a.On, o.By)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	joined := rule.Ruling{Facts: []rule.Fact{Joined{Number: i.Number, Partner: d.Partner, On: a.On}}}
	if !a.On {
		i.Leads, i.Sponsors = without(i.Leads, d.Partner), without(i.Sponsors, d.Partner)
		joined.Facts = append(joined.Facts, i.passedOn()...)
	}
	return joined, nil
}

func without(codes []asem.Code, p asem.Code) []asem.Code {
	return slices.DeleteFunc(slices.Clone(codes), func(c asem.Code) bool { return c == p })
}

// steps are the stages to which one leads, each with who may take it: a coordinator, since
// partners endorse by consensus and the coordinators establish it, or whoever leads.
var steps = map[Stage]map[Stage]roster.RoleName{
	Proposed:  {Endorsed: roster.Coordinator, Lapsed: ""},
	Endorsed:  {UnderWay: "", Lapsed: ""},
	UnderWay:  {Concluded: "", Lapsed: ""},
	Concluded: {UnderWay: roster.Coordinator},
	Lapsed:    {Proposed: roster.Coordinator, UnderWay: roster.Coordinator},
}

// Next lists the stages to which it can be brought.
func (s Stage) Next() (list []Stage) {
	for _, to := range Stages() {
		if _, ok := steps[s][to]; ok {
			list = append(list, to)
		}
	}
	return list
}

// MayAdvance is nil, or why a delegate cannot bring it to that stage.
func MayAdvance(s State, i Initiative, to Stage, by asem.Login) error {
	d, _ := s.Delegate(by)
	role, leads := steps[i.Stage()][to]
	_, results := i.Last(Result)
	switch {
	case !slices.Contains(Stages(), to):
		return fault.New(fault.Usage, "%q is no stage.", string(to)).Then("They are proposed, endorsed, under-way, concluded and lapsed.")
	case !leads:
		return fault.New(fault.Conflict, "%s is %s, from which no step leads to %s.", i.Number, i.Stage(), to).Then("It can become %s.", listed(i.Stage().Next()))
	case role != "" && !d.Holds(role):
		return fault.New(fault.Refused, "Coordinators bring an initiative from %s to %s.", i.Stage(), to).Then("Ask a coordinator: `ssh HOST delegates --role coordinator` names them.")
	case role == "" && !i.LeadBy(d.Partner) && !d.Holds(roster.Coordinator):
		return fault.New(fault.Refused, "%s is led by %s: their delegates and the coordinators bring it further.", i.Number, orNobody(i.Leads)).Then("Write to them.")
	case to == Concluded && results == 0:
		return fault.New(fault.Refused, "%s has no result yet, and what is concluded has one.", i.Number).Then("Enter it first: `initiative result %d`.", uint64(i.Number))
	}
	return roster.Can(d, roster.Write, "")
}

func listed(stages []Stage) string {
	words := ""
	for n, s := range stages {
		switch {
		case n > 0 && n == len(stages)-1:
			words += " or "
		case n > 0:
			words += ", "
		}
		words += string(s)
	}
	return words
}

// Decide brings it to the stage.
func (a Advance) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := found(s, a.Number)
	if err == nil {
		err = MayAdvance(s, i, a.Stage, o.By)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	why, err := rule.Line("note", a.Note, MaxNote)
	if err == nil && a.Stage == Lapsed && why == "" {
		err = fault.New(fault.Usage, "What lapses needs a reason, which all see.").Then("Say why in one line: --note.")
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	id, board := i.seat(s, a.Stage)
	return rule.Ruling{Facts: append([]rule.Fact{Staged{Number: i.Number, Stage: a.Stage, Note: why, Board: id}}, board...)}, nil
}
