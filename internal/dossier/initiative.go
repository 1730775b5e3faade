package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func initiatives(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindInitiative, Title: "Initiatives",
		Explain: "The collection of initiatives and dialogue facilities: who leads each, how far it is, and those that need attention, in bold: a late milestone, a report that is due, no lead.",
		Empty:   "No initiative is like that. Delegates propose them for the partner that leads; they will stand here.",
		Narrows: "a pillar, a cluster, a partner that leads, a stage, a year, the words attention, facility or mine, as in: economic FI under-way",
		Columns: []Column{{"New", 3, true}, {"No.", 6, true}, {"Initiative", 0, false}, {"Leads", 11, false}, {"Stage", 9, false}, {"Mil.", 5, true}},
		Page: func(narrowed string, p secretariat.Page) (Page, error) {
			scope, err := ScopeOf(desk, narrowed)
			if err != nil {
				return Page{}, err
			}
			found, err := desk.Initiatives(scope, p)
			page := Page{Earlier: found.Earlier, Follow: found.Follow}
			for _, v := range found.Rows {
				page.Rows = append(page.Rows, initiativeRow(v))
			}
			return page, err
		},
		Narrow: func(words string) error { _, err := ScopeOf(desk, words); return err },
		Deeds:  []Deed{{Key: "w", Does: "propose an initiative or a dialogue facility", Foot: "propose", Dead: desk.MayPropose, Write: secretariat.NewInitiative}, stocktaking(desk)},
	}
}

func initiativeRow(v secretariat.InitiativeView) Row {
	reached, planned := 0, 0
	for _, m := range v.Milestones {
		if !m.Dropped {
			planned++
		}
		if m.Reached != nil {
			reached++
		}
	}
	milestones := ""
	if planned > 0 {
		milestones = fmt.Sprintf("%d/%d", reached, planned)
	}
	said := []string{v.Number.String() + " " + plain.Line(v.Title), "led by " + orNobody(v.Leads), secretariat.StageWords(v.Stage())}
	if planned > 0 {
		said = append(said, fmt.Sprintf("%d of %d milestones reached", reached, planned))
	}
	if v.New {
		said = append(said, "new")
	}
	said = append(said, v.Wants...)
	return Row{Ref: Ref{Kind: secretariat.KindInitiative, Number: v.Number}, Key: v.Number, New: v.New, Strong: len(v.Wants) > 0,
		Cells: []string{fresh(v.New), v.Number.String(), plain.Line(v.Title), orNobody(v.Leads), secretariat.StageWords(v.Stage()), milestones}, Words: strings.Join(said, ", ")}
}

func fresh(isNew bool) string {
	if isNew {
		return "new"
	}
	return ""
}

func orNobody(codes []asem.Code) string {
	if len(codes) == 0 {
		return "nobody"
	}
	return asem.Listed(codes)
}

// ScopeOf reads by what the collection is narrowed: each word is a pillar, a cluster, a
// partner, a stage, a year, attention, facility or mine.
func ScopeOf(desk *secretariat.Desk, text string) (scope secretariat.InitiativeScope, err error) {
	clusters, err := desk.Clusters()
	if err != nil {
		return scope, err
	}
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		word := strings.ToLower(w)
		year, noYear := strconv.Atoi(word)
		code, noCode := asem.ParseCode(strings.ToUpper(word))
		switch {
		case slices.Contains(asem.Pillars(), asem.Pillar(word)):
			scope.Pillar = asem.Pillar(word)
		case slices.Contains(initiative.Stages(), initiative.Stage(word)):
			scope.Stage = initiative.Stage(word)
		case word == "attention":
			scope.Attention = true
		case word == "facility":
			scope.Facility = true
		case word == "mine":
			me, err := desk.Identity()
			if err != nil {
				return scope, err
			}
			scope.Partner = me.Partner
		case noYear == nil && year > 1995 && year < 2200:
			scope.Year = year
		case slices.ContainsFunc(clusters, func(c forum.Cluster) bool { return string(c.ID) == word }):
			scope.Cluster = asem.ClusterID(word)
		case noCode == nil:
			scope.Lead = code
		default:
			return scope, fault.New(fault.Usage, "%q is no pillar, cluster, partner, stage or year.", plain.Cut(plain.Line(w), 40)).
				Then("Narrow by words like economic, FI, under-way, 2026, attention, facility, mine.")
		}
	}
	return scope, nil
}

func openInitiative(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	v, err := desk.Initiative(ref.Number)
	if err != nil {
		return Dossier{}, err
	}
	record, err := desk.Record(ref.Kind, ref.Number)
	d := Dossier{Ref: ref, Record: record,
		Explain: "An initiative: who leads and co-sponsors it, its aims, milestones, reports and results. Delegates of the leads and the coordinators change it; those of co-sponsors report on it; contact points join.",
		Deeds:   initiativeDeeds(desk, v)}
	if v.Standing != "" {
		d.Goes = append(d.Goes, string(v.Standing))
	}
	if v.Topic != 0 {
		d.Goes = append(d.Goes, v.Topic.String())
	}
	for _, n := range v.Agendas {
		d.Goes = append(d.Goes, n.String())
	}
	for _, c := range v.Documents {
		d.Goes = append(d.Goes, string(c.Symbol))
	}
	return d, err
}

func initiativeDeeds(desk *secretariat.Desk, v secretariat.InitiativeView) []Deed {
	n := v.Number
	edit := func() error { return desk.MayEditInitiative(n) }
	write := func(form initiative.Form) func() error {
		return func() error { return desk.MayWriteInitiative(n, form) }
	}
	return []Deed{
		{Key: "w", Does: "leads and co-sponsors: write a report", Foot: "report", Dead: write(initiative.Report), Write: secretariat.WritingIn("report", n)},
		{Key: "R", Does: "leads and co-sponsors: enter a result, which goes onto the board too", Dead: write(initiative.Result), Write: secretariat.WritingIn("result", n)},
		{Key: "e", Does: "leads: write the aims anew", Dead: write(initiative.Aims), Write: secretariat.WritingIn("aims", n)},
		joining(desk, v),
		{Key: "S", Does: "leads and coordinators: bring it to another stage", Foot: "stage", Dead: func() error { return desk.MayAdvanceInitiative(n) }, Fields: stageFields(v),
			Do: func(_ Row, values map[string]string) (string, error) {
				to := initiative.Stage(values["stage"])
				err := desk.ActOnInitiative(initiative.Advance{Number: n, Stage: to, Note: values["note"]})
				return strings.TrimSpace(fmt.Sprintf("%s is %s. %s", n, secretariat.StageWords(to), LeftOver(v, to))), err
			}},
		{Key: "m", Does: "leads: set a milestone", Foot: "milestone", Dead: edit, Fields: milestoneFields(desk, true), Makes: planning(desk, v)},
		{Key: "M", Does: "leads: put a milestone off, or change it", Dead: edit, Fields: append([]secretariat.Field{milestoneNo(v)}, milestoneFields(desk, false)...), Makes: planning(desk, v)},
		{Key: "a", Does: "who answers: say that a milestone was reached", Foot: "reached", Dead: func() error { return desk.MayReachMilestone(n) }, Fields: []secretariat.Field{milestoneNo(v)}, Values: firstDue(v), Makes: reaching(desk, v, false)},
		{Key: "x", Does: "leads: drop a milestone", Dead: edit, Fields: []secretariat.Field{milestoneNo(v), {Name: "reason", Label: "Why", About: "the reason, which all see", Need: true}}, Makes: reaching(desk, v, true)},
		{Key: "O", Does: "who answers: a milestone is to be reached after all", Dead: func() error { return desk.MayReopenMilestone(n) }, Fields: []secretariat.Field{overNo(v)}, Makes: reopening(desk, v)},
		{Key: "D", Does: "leads: put a document with it, or take it away", Dead: edit, Fields: []secretariat.Field{{Name: "symbol", Label: "Document", About: "a symbol like ASEM/SOM/2026/1; one that goes with it is taken away", Need: true}, partField()},
			Do: func(_ Row, values map[string]string) (string, error) {
				symbol, err := asem.ParseSymbol(values["symbol"])
				if err != nil {
					return "", fault.New(fault.Usage, "%v.", err)
				}
				cited, place := v.Cites(symbol)
				as := initiative.Part(values["as"])
				on := place < 0 || as != "" && as != cited.As
				said := map[bool]string{true: "goes with it", false: "goes with it no more"}[on]
				return fmt.Sprintf("%s %s.", symbol, said), desk.ActOnInitiative(initiative.Cite{Number: n, Symbol: symbol, As: as, On: on})
			}},
		proposing(desk, v),
		{Key: "E", Does: "leads: change title, pillars, clusters or leads", Dead: edit, Fields: revisable(desk, v), Values: map[string]string{
			"title": v.Title, "pillar": strings.Join(asem.Words(v.Pillars), ", "), "cluster": strings.Join(asem.Words(v.Clusters), ", "),
			"lead": strings.Join(asem.Words(v.Leads), ", "), "every": strconv.Itoa(v.Every)},
			Do: revising(desk, v)},
	}
}

// LeftOver says of an initiative that comes to an end which milestones were not reached; empty
// for none, and for other stages.
func LeftOver(v secretariat.InitiativeView, to initiative.Stage) string {
	left := numbersOf(v, true)
	if !to.Over() || len(left) == 0 {
		return ""
	}
	return "Not reached: milestone " + strings.Join(left, ", ") + "."
}

// joining has the partner join, or leave.
func joining(desk *secretariat.Desk, v secretariat.InitiativeView) Deed {
	n, on := v.Number, !v.Mine
	does, foot, question, said := "contact points: have your partner join it as co-sponsor", "join", "Have your partner join as co-sponsor?", "Your partner co-sponsors %s."
	if !on {
		does, foot, question, said = "contact points: have your partner leave it", "", "Have your partner leave it?", "Your partner has left %s."
	}
	return Deed{Key: "J", Does: does, Foot: foot, Dead: func() error { return desk.MayJoinInitiative(n, on) }, Question: question,
		Do: func(Row, map[string]string) (string, error) {
			return fmt.Sprintf(said, n), desk.ActOnInitiative(initiative.Join{Number: n, On: on})
		}}
}

// proposing proposes to put a document under silence.
func proposing(desk *secretariat.Desk, v secretariat.InitiativeView) Deed {
	return Deed{Key: "Z", Does: "leads: propose to put a document under silence, to which a coordinator consents", Dead: func() error { return desk.MayProposeProcedure(v.Number) },
		Fields: []secretariat.Field{
			{Name: "symbol", Label: "Document", About: "a symbol like ASEM/SOM/2026/1, with its version or without", Need: true, Check: func(text string) error { _, err := desk.Find(text); return err }},
			{Name: "expires", Label: "Until", About: "a time like 2026-12-01T18:00Z, or 5d", Need: true, Check: func(text string) error { _, err := deadline.Parse(text, desk.Now()); return err }},
			{Name: "reason", Label: "Why", About: "a reason, where the time is short or the text has brackets"},
		},
		Do: func(_ Row, values map[string]string) (string, error) {
			to, err := desk.Find(values["symbol"])
			if err != nil {
				return "", err
			}
			at, err := deadline.Parse(values["expires"], desk.Now())
			if err != nil {
				return "", err
			}
			posted, at, err := desk.ProposeProcedure("", v.Number, to.Number, at, values["reason"])
			return fmt.Sprintf("Procedure %s: silence until %s is proposed.", posted.Number, deadline.Show(at, desk.Now().Location())), err
		}}
}

// partField asks what a document is to an initiative.
func partField() secretariat.Field {
	parts := asem.Words(initiative.Parts())
	return secretariat.Field{Name: "as", Label: "As", About: strings.Join(parts, ", ") + "; empty for any other", Check: among(parts), Complete: beginning(parts)}
}

func stageFields(v secretariat.InitiativeView) []secretariat.Field {
	var next []string
	for _, s := range v.Stage().Next() {
		next = append(next, string(s))
	}
	return []secretariat.Field{
		{Name: "stage", Label: "Stage", About: strings.Join(next, ", "), Need: true, Check: among(next), Complete: beginning(next)},
		{Name: "note", Label: "Note", About: "a line that goes with it, which all see; what lapses needs one"},
	}
}

// among refuses what is not one of these words.
func among(list []string) func(string) error {
	return func(text string) error {
		switch {
		case slices.Contains(list, text):
			return nil
		case len(list) == 0:
			return fault.New(fault.Usage, "%q is none: there is none yet.", plain.Cut(plain.Line(text), 40))
		}
		return fault.New(fault.Usage, "%q is not one of %s.", plain.Cut(plain.Line(text), 40), strings.Join(list, ", "))
	}
}

func beginning(list []string) func(string) []string {
	return func(text string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return !strings.HasPrefix(w, strings.ToLower(text)) })
	}
}

func revisable(desk *secretariat.Desk, v secretariat.InitiativeView) []secretariat.Field {
	fields := []secretariat.Field{{Name: "title", Label: "Title", About: "what it is called", Need: true}}
	for _, f := range desk.Fields(secretariat.NewInitiative) {
		if f.Name == "pillar" || f.Name == "cluster" || f.Name == "lead" || f.Name == "every" && v.Facility != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

func revising(desk *secretariat.Desk, v secretariat.InitiativeView) func(Row, map[string]string) (string, error) {
	return func(_ Row, values map[string]string) (string, error) {
		title := values["title"]
		pillars, err := secretariat.PillarsIn(values["pillar"])
		if err != nil {
			return "", err
		}
		leads, err := secretariat.CodesIn(values["lead"])
		if err != nil {
			return "", err
		}
		clusters := secretariat.ClustersIn(values["cluster"])
		a := initiative.Revise{Number: v.Number, Title: &title, Pillars: &pillars, Clusters: &clusters, Leads: &leads}
		if v.Facility != "" {
			every, _ := strconv.Atoi(values["every"]) // the field was checked
			a.Every = &every
		}
		return fmt.Sprintf("%s is changed.", v.Number), desk.ActOnInitiative(a)
	}
}
