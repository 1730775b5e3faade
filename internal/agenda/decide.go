package agenda

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds of a meeting.
const (
	MaxDays     = 31
	MaxAhead    = 10 * 366 * 24 * time.Hour
	MaxPlace    = 80  // characters
	MaxReason   = 400 // characters
	MaxClusters = 8
)

// MayCall is nil, or why a delegate does not call a meeting of that host.
func MayCall(s State, host asem.Code, by asem.Login) error {
	d, _ := s.Delegate(by)
	if err := roster.Can(d, roster.Write, ""); err != nil {
		return err
	}
	if d.Holds(roster.Coordinator) || host == d.Partner && d.Holds(roster.ContactPoint) {
		return nil
	}
	return fault.New(fault.Refused, "Meetings are called by coordinators, and by the contact points of the partner that hosts one.").
		Then("Ask your contact point: `ssh HOST delegates --role contact-point` names them.")
}

// MayChair is nil, or why a delegate does not keep the meeting: delegates of the host and
// coordinators do.
func MayChair(s State, m Meeting, by asem.Login) error {
	d, _ := s.Delegate(by)
	switch {
	case m.Cancelled != "":
		return fault.New(fault.Conflict, "%s was called off: %s", m.Number, m.Cancelled)
	case m.Host == d.Partner || d.Holds(roster.Coordinator):
		return roster.Can(d, roster.Write, "")
	}
	return fault.New(fault.Refused, "%s is hosted by %s: its delegates and the coordinators keep it.", m.Number, m.Host).Then("Write to %s.", m.Host)
}

func chaired(s State, n asem.Number, by asem.Login) (Meeting, error) {
	m, err := found(s, n)
	if err != nil {
		return m, err
	}
	return m, MayChair(s, m, by)
}

// Decide calls the meeting.
func (a Call) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, _ := s.Delegate(o.By)
	f := Called{Number: s.NextNumber(), Is: a.Is, Title: a.Title, Host: a.Host, Place: a.Place, First: a.First, Last: a.Last, Zone: a.Zone,
		Clusters: a.Clusters, Author: roster.AuthorOf(s, o.By)}
	if f.Host == "" {
		f.Host = d.Partner
	}
	if f.Last.IsZero() {
		f.Last = f.First
	}
	if !slices.Contains(Kinds(), a.Is) {
		return rule.Ruling{}, fault.New(fault.Usage, "%q is no kind of meeting.", string(a.Is)).Then("They are %s.", kindNames())
	}
	if err := MayCall(s, f.Host, o.By); err != nil {
		return rule.Ruling{}, err
	}
	said := arrangement{Title: &f.Title, Place: &f.Place, Zone: &f.Zone, Host: f.Host, First: &f.First, Last: &f.Last, Clusters: &f.Clusters}
	if err := said.check(s); err != nil {
		return rule.Ruling{}, err
	}
	if f.Last.Before(o.At.AddDate(0, 0, -1)) || f.First.After(o.At.Add(MaxAhead)) {
		return rule.Ruling{}, fault.New(fault.Usage, "The days, %s, have passed, or are more than ten years ahead.", DayWords(f.First, f.Last)).Then("Give days to come.")
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	f.Digest, f.Bytes = rule.DigestOf(text), len(text)
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: f.Number, Version: InvitationText, Body: text}}}, nil
}

func kindNames() string {
	var codes []asem.Code
	for _, k := range Kinds() {
		codes = append(codes, asem.Code(k))
	}
	return asem.Listed(codes)
}

// An arrangement is what is said of a meeting, cleaned in place by check.
type arrangement struct {
	Title, Place, Zone *string
	Host               asem.Code
	First, Last        *time.Time
	Clusters           *[]asem.ClusterID
}

func (a arrangement) check(s State) (err error) {
	if *a.Title, err = rule.Title("meeting", *a.Title); err != nil {
		return err
	}
	if *a.Place, err = rule.Line("place", *a.Place, MaxPlace); err != nil {
		return err
	}
	*a.First, *a.Last = midnight(*a.First), midnight(*a.Last)
	*a.Clusters = slices.Compact(slices.Sorted(slices.Values(*a.Clusters)))
	_, known := s.Partner(a.Host)
	switch {
	case *a.Place == "":
		return fault.New(fault.Usage, "A meeting needs a place.").Then("Name the city.")
	case !known:
		return fault.New(fault.NotFound, "There is no partner %q.", string(a.Host)).Then("`partners` lists them.")
	case a.First.IsZero():
		return fault.New(fault.Usage, "A meeting needs a day.").Then("Give the first day, and the last if there are several.")
	case a.Last.Before(*a.First):
		return fault.New(fault.Usage, "The last day, %s, is before the first.", a.Last.Format(time.DateOnly))
	case a.Last.Sub(*a.First) >= MaxDays*24*time.Hour:
		return fault.New(fault.Usage, "A meeting takes %d days at most.", MaxDays)
	case len(*a.Clusters) > MaxClusters:
		return fault.New(fault.Usage, "%d clusters are more than %d.", len(*a.Clusters), MaxClusters)
	case *a.Zone == "" || len(*a.Zone) > MaxPlace || plain.Line(*a.Zone) != *a.Zone:
		return NoZone(*a.Zone)
	}
	return clustered(s, *a.Clusters)
}

func clustered(s State, clusters []asem.ClusterID) error {
	for _, c := range clusters {
		if !slices.ContainsFunc(s.Clusters(), func(known forum.Cluster) bool { return known.ID == c }) {
			return fault.New(fault.NotFound, "There is no cluster %q.", string(c)).Then("`clusters` lists them.")
		}
	}
	return nil
}

func clip(s string) string { return plain.Cut(plain.Line(s), 60) }

func midnight(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(24 * time.Hour)
}

// NoZone refuses the name of a time zone. Which there are the rules do not know: that
// differs from machine to machine, and whoever serves asks before.
func NoZone(name string) error {
	return fault.New(fault.Usage, "%q is no time zone.", clip(name)).Then("Name that of the place, as in Asia/Tokyo or Europe/Helsinki.")
}

// DayWords name the days of a meeting: 3 Dec 2026, 3-5 Dec 2026, 30 Nov - 2 Dec 2026.
func DayWords(first, last time.Time) string {
	switch {
	case first.Equal(last):
		return first.Format("2 Jan 2006")
	case first.Year() != last.Year():
		return first.Format("2 Jan 2006 - ") + last.Format("2 Jan 2006")
	case first.Month() != last.Month():
		return first.Format("2 Jan - ") + last.Format("2 Jan 2006")
	}
	return first.Format("2-") + last.Format("2 Jan 2006")
}

// Decide changes what is said of the meeting. What changes nothing is no fact.
func (a Rearrange) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := chaired(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	f := Rearranged{Number: m.Number, Title: m.Title, Host: m.Host, Place: m.Place, First: m.First, Last: m.Last, Zone: m.Zone, Clusters: m.Clusters}
	put(&f.Title, a.Title)
	put(&f.Host, a.Host)
	put(&f.Place, a.Place)
	put(&f.First, a.First)
	put(&f.Last, a.Last)
	put(&f.Zone, a.Zone)
	put(&f.Clusters, a.Clusters)
	if a.First != nil && a.Last == nil { // it moves as a whole
		f.Last = f.First.Add(m.Last.Sub(m.First))
	}
	said := arrangement{Title: &f.Title, Place: &f.Place, Zone: &f.Zone, Host: f.Host, First: &f.First, Last: &f.Last, Clusters: &f.Clusters}
	if err := said.check(s); err != nil {
		return rule.Ruling{}, err
	}
	if f.Title == m.Title && f.Host == m.Host && f.Place == m.Place && f.First.Equal(m.First) && f.Last.Equal(m.Last) && f.Zone == m.Zone && slices.Equal(f.Clusters, m.Clusters) {
		return rule.Ruling{}, nil
	}
	m.First, m.Last = f.First, f.Last
	moved, err := m.moved(a.Starts)
	return rule.Ruling{Facts: append([]rule.Fact{f}, moved...)}, err
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// Decide calls the meeting off.
func (a CallOff) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := chaired(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	why, err := rule.Line("reason", a.Reason, MaxReason)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case why == "":
		return rule.Ruling{}, fault.New(fault.Usage, "A meeting that is called off needs a reason, which all see.").Then("Say why in one line.")
	}
	return rule.Ruling{Facts: []rule.Fact{CalledOff{Number: m.Number, Reason: why}}}, nil
}

// Bounds of a delegation.
const (
	MaxMembers = 60
	MaxName    = 80 // characters
)

// MayRegister is nil, or why a contact point cannot register a delegation now.
func MayRegister(s State, m Meeting, by asem.Login, now time.Time) error {
	d, _ := s.Delegate(by)
	if err := roster.Can(d, roster.Acknowledge, ""); err != nil {
		return err
	}
	switch {
	case m.Cancelled != "":
		return fault.New(fault.Conflict, "%s was called off: %s", m.Number, m.Cancelled)
	case now.After(m.Last.AddDate(0, 0, 2)):
		return fault.New(fault.Conflict, "%s is over.", m.Number)
	}
	return nil
}

// Decide registers the delegation, or withdraws it.
func (a Register) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := found(s, a.Number)
	if err == nil {
		err = MayRegister(s, m, o.By, o.At)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	f := Registered{Number: m.Number, Partner: d.Partner}
	if f.Head, err = rule.Line("name", a.Head, MaxName); err != nil {
		return rule.Ruling{}, err
	}
	for _, member := range a.Members {
		name, err := rule.Line("name", member, MaxName)
		if err != nil {
			return rule.Ruling{}, err
		}
		if name != "" {
			f.Members = append(f.Members, name)
		}
	}
	before, there := m.Delegation(d.Partner)
	switch {
	case f.Head == "" && len(f.Members) > 0:
		return rule.Ruling{}, fault.New(fault.Usage, "A delegation has a head.").Then("Name who leads it.")
	case len(f.Members) > MaxMembers:
		return rule.Ruling{}, fault.New(fault.Usage, "%d members are more than %d.", len(f.Members), MaxMembers)
	case f.Head == "" && !there:
		return rule.Ruling{}, fault.New(fault.Conflict, "%s has registered no delegation.", d.Partner).Then("Name who leads it to register one.")
	case there && before.Head == f.Head && slices.Equal(before.Members, f.Members):
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{f}}, nil
}

// MaxSummaries bounds how often a summary is written anew.
const MaxSummaries = 100

// MaySummarise is nil, or why a delegate writes no summary of the meeting now.
func MaySummarise(s State, m Meeting, by asem.Login, now time.Time) error {
	if err := MayChair(s, m, by); err != nil {
		return err
	}
	if now.Before(m.First) {
		return fault.New(fault.Conflict, "%s begins on %s only.", m.Number, m.First.Format(time.DateOnly)).Then("What is to be said before stands in the agenda.")
	}
	return nil
}

// Decide writes the summary. Every version is kept.
func (a Summarise) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := found(s, a.Number)
	if err == nil {
		err = MaySummarise(s, m, o.By, o.At)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case len(m.Texts) > MaxSummaries:
		return rule.Ruling{}, fault.New(fault.Refused, "The summary was written %d times, as often as it can be.", MaxSummaries)
	case m.Summary() > 0 && m.Texts[m.Summary()-1] == rule.DigestOf(text):
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{Summarised{Number: m.Number, Digest: rule.DigestOf(text), Bytes: len(text)}},
		Texts: []rule.Text{{Number: m.Number, Version: len(m.Texts) + 1, Body: text}}}, nil
}

// Years is how many years a work programme is for.
const Years = 2

// Decide sets the programme.
func (a Set) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	f := Programmed{Number: a.Number, From: a.From, To: a.From + Years - 1, Author: roster.AuthorOf(s, o.By)}
	version := 1
	other, taken := s.ProgrammeFrom(a.From)
	if a.Number != 0 {
		p, ok := s.Programme(a.Number)
		if !ok {
			return rule.Ruling{}, NoProgramme(a.Number)
		}
		version, f.Author = len(p.Digests)+1, p.Author
	} else {
		f.Number = s.NextNumber()
	}
	var err error
	if f.Title, err = rule.Title("work programme", a.Title); err != nil {
		return rule.Ruling{}, err
	}
	f.Clusters = slices.Compact(slices.Sorted(slices.Values(a.Clusters)))
	text, err := rule.Words(a.Text)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case a.From < 1996 || a.From > o.At.Year()+10:
		return rule.Ruling{}, fault.New(fault.Usage, "A work programme begins between 1996 and %d, not in %d.", o.At.Year()+10, a.From)
	case taken && other.Number != f.Number:
		return rule.Ruling{}, fault.New(fault.Conflict, "The work programme from %d is %s.", a.From, other.Number).Then("Set that one anew: --number %d.", uint64(other.Number))
	case len(f.Clusters) == 0 || len(f.Clusters) > MaxClusters:
		return rule.Ruling{}, fault.New(fault.Usage, "A work programme has 1 to %d priority clusters.", MaxClusters).Then("`clusters` lists them.")
	case version > MaxSummaries:
		return rule.Ruling{}, fault.New(fault.Refused, "It was set %d times, as often as it can be.", MaxSummaries)
	}
	if err := clustered(s, f.Clusters); err != nil {
		return rule.Ruling{}, err
	}
	f.Digest, f.Bytes = rule.DigestOf(text), len(text)
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: f.Number, Version: version, Body: text}}}, nil
}
