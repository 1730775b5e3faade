package secretariat

import (
	"cmp"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// InitiativeView is an initiative, or a dialogue facility, as one delegate sees it. Of its
// documents it has those that reach the delegate.
type InitiativeView struct {
	initiative.Initiative
	New     bool
	Wants   []string // why it needs attention, in words
	Mine    bool     // the delegate's partner leads or co-sponsors it
	MayEdit bool
	Texts   []string      // of the writings, in their order; empty in lists
	Agendas []asem.Number // of the meetings on whose agenda it stands; empty in lists
}

// Seen names what was shown of it.
func (v InitiativeView) Seen() Seen { return Seen{Number: v.Number, Version: v.Initiative.News} }

// InitiativeScope narrows the collection; the zero scope takes all.
type InitiativeScope struct {
	Pillar    asem.Pillar
	Cluster   asem.ClusterID
	Lead      asem.Code
	Partner   asem.Code // leads or co-sponsors it
	Stage     initiative.Stage
	Year      int  // in which it was proposed, or went on
	Attention bool // only those that need it
	Facility  bool // only dialogue facilities
}

func (c InitiativeScope) takes(i initiative.Initiative, wants []string) bool {
	return (c.Pillar == "" || slices.Contains(i.Pillars, c.Pillar)) && (c.Cluster == "" || slices.Contains(i.Clusters, c.Cluster)) &&
		(c.Lead == "" || i.LeadBy(c.Lead)) && (c.Partner == "" || i.SponsoredBy(c.Partner)) && (c.Stage == "" || i.Stage() == c.Stage) &&
		(c.Year == 0 || during(i, c.Year)) && (!c.Attention || len(wants) > 0) && (!c.Facility || i.Facility != "")
}

// running says whether it takes only what has not ended, which is little among all there was.
func (c InitiativeScope) running() bool { return c.Attention || c.Stage != "" && !c.Stage.Over() }

// during says whether an initiative went on in a year.
func during(i initiative.Initiative, year int) bool {
	return i.At.UTC().Year() <= year && (!i.Stage().Over() || i.Since().UTC().Year() >= year)
}

// InitiativePage is a page of initiatives, the newest first.
type InitiativePage struct {
	Rows            []InitiativeView
	Earlier, Follow bool
}

// Initiatives lists the initiatives and dialogue facilities of a scope, the newest number
// first.
func (d *Desk) Initiatives(scope InitiativeScope, p Page) (page InitiativePage, err error) {
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindInitiative)
		skip := func(n asem.Number) bool {
			i, _ := s.Initiative(n)
			return !scope.takes(i, d.wants(i))
		}
		list := tray.merged
		if scope.running() {
			list = runningInitiatives(s)
		}
		numbers, more := sifted(span, list, skip)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			i, _ := s.Initiative(n)
			page.Rows = append(page.Rows, d.initiativeView(s, me, i, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// runningInitiatives lists those that have not ended, as a tray lists what lies in it.
func runningInitiatives(s State) func(Range) ([]asem.Number, bool) {
	running := s.RunningInitiatives()
	return func(r Range) (batch []asem.Number, more bool) {
		for place := range running {
			n := running[place].Number // the lowest first
			if !r.Backward {
				n = running[len(running)-1-place].Number
			}
			within := r.From == 0 || n == r.From && r.Inclusive || n != r.From && (n > r.From) == r.Backward
			switch {
			case !within:
			case len(batch) == r.Limit:
				return batch, true
			default:
				batch = append(batch, n)
			}
		}
		return batch, false
	}
}

func (d *Desk) wants(i initiative.Initiative) []string {
	return i.Wants(d.office.now(), d.office.limits.Reports)
}

// Initiative is one of them, with its texts. Reading it marks nothing.
func (d *Desk) Initiative(n asem.Number) (view InitiativeView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		i, ok := s.Initiative(n)
		if !ok {
			return initiative.None(n)
		}
		view = d.initiativeView(s, me, i, d.office.tray(s, me, KindInitiative).isNew(n))
		view.Agendas = s.DiscussedIn(n)
		for place := range i.Writings {
			view.Texts = append(view.Texts, textOr(s, n, place+1))
		}
		return nil
	})
	return view, err
}

// textOr is a text of a record, or what stands where it cannot be read.
func textOr(s State, n asem.Number, version int) string {
	text, err := s.Text(n, version)
	if err != nil {
		return damagedText
	}
	return text
}

func (d *Desk) initiativeView(s State, me roster.Delegate, i initiative.Initiative, isNew bool) InitiativeView {
	i.Documents = slices.DeleteFunc(slices.Clone(i.Documents), func(c initiative.Citation) bool { return !reads(s, me, c.Symbol) })
	slices.SortStableFunc(i.Documents, func(a, b initiative.Citation) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return InitiativeView{Initiative: i, New: isNew, Wants: d.wants(i), Mine: i.SponsoredBy(me.Partner), MayEdit: initiative.MayEdit(s, i, d.login) == nil}
}

// rankOf is where a document stands among those of an initiative: what was written before it
// was carried out first, what is nothing of that last.
func rankOf(c initiative.Citation) int {
	if rank := slices.Index(initiative.Parts(), c.As); rank >= 0 {
		return rank
	}
	return len(initiative.Parts())
}

// reads says whether there is a document of that symbol that reaches the delegate.
func reads(s State, me roster.Delegate, symbol asem.Symbol) bool {
	_, err := document.Known(s, symbol, me)
	return err == nil
}

// readable are those of some documents that reach the delegate.
func readable(s State, me roster.Delegate, symbols []asem.Symbol) (list []asem.Symbol) {
	for _, symbol := range symbols {
		if reads(s, me, symbol) {
			list = append(list, symbol)
		}
	}
	return list
}

// ProposeInitiative proposes one; the token makes sending twice propose once.
func (d *Desk) ProposeInitiative(token string, a initiative.Propose) (Posted, error) {
	return d.write(token, a, NewInitiative)
}

// WriteInitiative adds a text to an initiative. The draft of it is dropped with it.
func (d *Desk) WriteInitiative(token string, a initiative.Write) (Posted, error) {
	return d.write(token, a, WritingIn(string(a.Form), a.Number))
}

// ActOnInitiative does something with an initiative that is no text.
func (d *Desk) ActOnInitiative(a initiative.Action) error {
	_, err := d.atPace("", a, d.own)
	return err
}

// PlanMilestone sets a milestone, or changes one, and answers its number.
func (d *Desk) PlanMilestone(a initiative.Plan) (no int, err error) {
	receipt, err := d.atPace("", a, d.own)
	for _, f := range receipt.Facts {
		if f, ok := f.(initiative.Planned); ok {
			return f.No, err
		}
	}
	return a.No, err
}

// mayInitiative is nil, or why the delegate cannot do with an initiative what the rule is
// asked about.
func (d *Desk) mayInitiative(act roster.Act, n asem.Number, rule func(State, initiative.Initiative) error) error {
	_, err := d.ask(act, "", func(s State, _ roster.Delegate) error {
		i, ok := s.Initiative(n)
		if !ok {
			return initiative.None(n)
		}
		return rule(s, i)
	})
	return err
}

// MayPropose is nil, or why the delegate proposes no initiative.
func (d *Desk) MayPropose() error {
	_, err := d.ask(roster.Write, "", nil)
	return err
}

// MayEditInitiative is nil, or why the delegate cannot change it now.
func (d *Desk) MayEditInitiative(n asem.Number) error {
	return d.mayInitiative(roster.Write, n, func(s State, i initiative.Initiative) error { return initiative.MayEdit(s, i, d.login) })
}

// MayWriteInitiative is nil, or why the delegate cannot write in that form now.
func (d *Desk) MayWriteInitiative(n asem.Number, form initiative.Form) error {
	return d.mayInitiative(roster.Write, n, func(s State, i initiative.Initiative) error { return initiative.MayWrite(s, i, form, d.login) })
}

// MayJoinInitiative is nil, or why the delegate's partner cannot join it now, or leave it.
func (d *Desk) MayJoinInitiative(n asem.Number, on bool) error {
	return d.mayInitiative(roster.Acknowledge, n, func(s State, i initiative.Initiative) error { return initiative.MayJoin(s, i, on, d.login) })
}

// MayAdvanceInitiative is nil, or why the delegate cannot bring it to any other stage now.
func (d *Desk) MayAdvanceInitiative(n asem.Number) error {
	return d.mayInitiative(roster.Write, n, func(s State, i initiative.Initiative) (err error) {
		for _, to := range i.Stage().Next() {
			if err = initiative.MayAdvance(s, i, to, d.login); err == nil {
				return nil
			}
		}
		return err
	})
}

// MayReachMilestone is nil, or why the delegate says of no milestone that it was reached.
func (d *Desk) MayReachMilestone(n asem.Number) error {
	return d.mayInitiative(roster.Write, n, func(s State, i initiative.Initiative) (err error) {
		err = initiative.MayEdit(s, i, d.login)
		for _, m := range i.Milestones {
			if m.Due() && initiative.MayReach(s, i, m.No, d.login) == nil {
				return nil
			}
		}
		return err
	})
}

// MayReopenMilestone is nil, or why the delegate cannot have any be reached still.
func (d *Desk) MayReopenMilestone(n asem.Number) error {
	return d.mayInitiative(roster.Write, n, func(s State, i initiative.Initiative) (err error) {
		err = initiative.MayEdit(s, i, d.login)
		for _, m := range i.Milestones {
			if !m.Due() && initiative.MayReopen(s, i, m.No, d.login) == nil {
				return nil
			}
		}
		return err
	})
}

// StageWords name a stage for a person.
func StageWords(s initiative.Stage) string { return strings.ReplaceAll(string(s), "-", " ") }

// PartWords name what a document is to an initiative.
func PartWords(p initiative.Part) string {
	switch p {
	case "":
		return "Document"
	case initiative.Draft:
		return "Programme"
	}
	return firstUpper(string(p))
}

// FacilityWords name what an initiative is.
func FacilityWords(f initiative.Facility) string {
	switch f {
	case initiative.Sectoral:
		return "Sectoral Dialogue Facility"
	case initiative.Thematic:
		return "Thematic Dialogue Facility"
	}
	return "Initiative"
}

// saysWriting says whether a text is what a fact of a record brought.
func saysWriting(f rule.Fact, said rule.Digest) bool {
	digest, ok := writingOf(f)
	return ok && digest == said
}
