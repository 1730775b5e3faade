package secretariat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// words are what stands between commas or blanks.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
}

// PillarsIn reads the names of pillars, or unambiguous beginnings of them.
func PillarsIn(text string) (list []asem.Pillar, err error) {
	for _, w := range words(text) {
		i := slices.IndexFunc(asem.Pillars(), func(p asem.Pillar) bool { return strings.HasPrefix(string(p), strings.ToLower(w)) })
		if i < 0 {
			return nil, fault.New(fault.Usage, "%q is no pillar.", plain.Cut(w, 40)).Then("They are political, economic and social-cultural.")
		}
		list = append(list, asem.Pillars()[i])
	}
	return list, nil
}

// CodesIn reads codes of partners in any case.
func CodesIn(text string) (list []asem.Code, err error) {
	for _, w := range words(text) {
		code, err := asem.ParseCode(w)
		if err != nil {
			return nil, fault.New(fault.Usage, "%q is not the code of a partner.", plain.Cut(w, 40)).Then("`partners` lists the codes.")
		}
		list = append(list, code)
	}
	return list, nil
}

// ClustersIn reads names of clusters.
func ClustersIn(text string) (list []asem.ClusterID) {
	for _, w := range words(text) {
		list = append(list, asem.ClusterID(strings.ToLower(w)))
	}
	return list
}

func (d *Desk) clusterField() Field {
	names := func() (list []string) {
		clusters, err := d.Clusters()
		if err != nil {
			return nil
		}
		for _, c := range clusters {
			list = append(list, string(c.ID))
		}
		return list
	}
	return Field{Name: "cluster", Label: "Clusters", About: "clusters, with commas between; empty for none", Check: func(text string) error {
		for _, c := range ClustersIn(text) {
			if !slices.Contains(names(), string(c)) {
				return fault.New(fault.NotFound, "There is no cluster %q.", plain.Cut(string(c), 40)).Then("`clusters` lists them.")
			}
		}
		return nil
	}, Complete: func(text string) []string { return completeLast(text, names()) }}
}

// completeLast completes the last word of several.
func completeLast(text string, among []string) (list []string) {
	cut := strings.LastIndexAny(text, ", ") + 1
	for _, w := range among {
		if strings.HasPrefix(w, strings.ToLower(text[cut:])) {
			list = append(list, text[:cut]+w)
		}
	}
	return list
}

func pillarField(need bool) Field {
	var names []string
	for _, p := range asem.Pillars() {
		names = append(names, string(p))
	}
	return Field{Name: "pillar", Label: "Pillars", About: "political, economic, social-cultural, with commas between", Need: need,
		Check: func(text string) error { _, err := PillarsIn(text); return err }, Complete: func(text string) []string { return completeLast(text, names) }}
}

func (d *Desk) partnerField(name, label, about string) Field {
	return Field{Name: name, Label: label, About: about, Check: func(text string) error { _, err := CodesIn(text); return err }}
}

func (d *Desk) dayField(name, label, about string, need bool) Field {
	return Field{Name: name, Label: label, About: about, Need: need, Check: func(text string) error { _, err := deadline.Day(text, d.Now().UTC()); return err }}
}

func numberField(name, label, about string) Field {
	return Field{Name: name, Label: label, About: about, Check: func(text string) error { _, err := strconv.Atoi(text); return noNumber(text, err) }}
}

func noNumber(text string, err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Usage, "%q is no number.", plain.Cut(plain.Line(text), 40))
}

func (d *Desk) boardNames() (list []string) {
	boards, err := d.Boards()
	if err != nil {
		return nil
	}
	for _, b := range boards {
		if !b.InArchive() {
			list = append(list, string(b.ID))
		}
	}
	return list
}

// initiativeFields are those of a proposal.
func (d *Desk) initiativeFields() []Field {
	facilities := []string{string(initiative.Sectoral), string(initiative.Thematic)}
	return []Field{
		pillarField(true), d.clusterField(),
		d.partnerField("lead", "Leads", "partners by code, with commas between; empty for your own"),
		{Name: "board", Label: "Discussed on", About: "a board, on which a topic is opened; empty for none", Check: func(text string) error { return d.MayOpen(asem.BoardID(strings.ToLower(text))) },
			Complete: func(text string) []string { return completeLast(text, d.boardNames()) }},
		{Name: "facility", Label: "Dialogue facility", About: "sectoral or thematic, if it is one; empty for an initiative", Check: oneOf(facilities), Complete: beginning(facilities)},
		numberField("every", "Months between reports", "a number, of a dialogue facility alone"),
	}
}

// ProposalOf reads the envelope of a proposal, without its title and aims. The fault names
// the field that is wrong.
func (d *Desk) ProposalOf(envelope map[string]string) (a initiative.Propose, err error) {
	if err = CheckFields(d.initiativeFields(), envelope); err != nil {
		return a, err
	}
	if a.Pillars, err = PillarsIn(envelope["pillar"]); err != nil {
		return a, err
	}
	if a.Leads, err = CodesIn(envelope["lead"]); err != nil {
		return a, err
	}
	a.Clusters, a.Board = ClustersIn(envelope["cluster"]), asem.BoardID(strings.ToLower(strings.TrimSpace(envelope["board"])))
	a.Facility = initiative.Facility(strings.TrimSpace(envelope["facility"]))
	a.Every = atoi(envelope["every"])
	return a, nil
}

// atoi is a number that was checked before; 0 for nothing.
func atoi(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}

// meetingFields are those of a meeting that is called; Change are those of one that is
// rearranged.
func (d *Desk) meetingFields() []Field {
	kinds := make([]string, 0, len(agenda.Kinds()))
	for _, k := range agenda.Kinds() {
		kinds = append(kinds, string(k))
	}
	return []Field{
		{Name: "kind", Label: "Kind", About: strings.Join(kinds, ", "), Need: true, Check: oneOf(kinds), Complete: beginning(kinds)},
		{Name: "place", Label: "Place", About: "the city", Need: true},
		d.partnerField("host", "Host", "a partner by code; empty for your own"),
		d.dayField("first", "First day", "a day like 2027-03-01", true),
		d.dayField("last", "Last day", "a day; empty for a meeting of one day", false),
		{Name: "zone", Label: "Time zone", About: "that of the place, like Asia/Tokyo or Europe/Helsinki", Need: true, Check: knownZone},
		d.clusterField(),
	}
}

// CallOf reads the envelope of a meeting, without its title and invitation. The fault names
// the field that is wrong.
func (d *Desk) CallOf(envelope map[string]string) (a agenda.Call, err error) {
	if err = CheckFields(d.meetingFields(), envelope); err != nil {
		return a, err
	}
	get := func(name string) string { return strings.TrimSpace(envelope[name]) }
	hosts, err := CodesIn(get("host"))
	if err != nil {
		return a, err
	}
	if len(hosts) > 0 {
		a.Host = hosts[0]
	}
	a.Is, a.Place, a.Zone, a.Clusters = agenda.Kind(strings.ToLower(get("kind"))), get("place"), get("zone"), ClustersIn(get("cluster"))
	if a.First, err = deadline.Day(get("first"), d.Now().UTC()); err != nil {
		return a, err
	}
	a.Last, err = deadline.Day(get("last"), d.Now().UTC())
	return a, err
}

// programmeFields are those of a work programme.
func (d *Desk) programmeFields() []Field {
	clusters := d.clusterField()
	clusters.Need, clusters.Label, clusters.About = true, "Priority clusters", "clusters, with commas between"
	return []Field{
		{Name: "from", Label: "First year", About: fmt.Sprintf("a year like %d; it is for two", d.Now().Year()), Need: true, Check: func(text string) error { _, err := strconv.Atoi(text); return noNumber(text, err) }},
		clusters,
	}
}

// ProgrammeOf reads the envelope of a work programme, without its title and text.
func (d *Desk) ProgrammeOf(envelope map[string]string) (a agenda.Set, err error) {
	if err = CheckFields(d.programmeFields(), envelope); err != nil {
		return a, err
	}
	return agenda.Set{From: atoi(envelope["from"]), Clusters: ClustersIn(envelope["cluster"])}, nil
}

// contingencyFields are those of an event that is declared.
func (d *Desk) contingencyFields() []Field {
	return []Field{{Name: "to", Label: "Circle", About: "whom it concerns: @all, a group, partners, missions, with commas between", Need: true,
		Check: d.checkNotified, Complete: d.completeNotified}}
}

// DeclarationOf reads the envelope of a contingency, without its title and text.
func (d *Desk) DeclarationOf(envelope map[string]string) (a contingency.Declare, err error) {
	if err = CheckFields(d.contingencyFields(), envelope); err != nil {
		return a, err
	}
	a.Circle, err = d.Resolve(envelope["to"])
	return a, err
}

// CircleIn reads addresses to which something is circulated.
func (d *Desk) CircleIn(text string) ([]roster.Address, error) {
	list, err := d.Resolve(text)
	for _, a := range list {
		if err == nil {
			err = notice.Addressable(a)
		}
	}
	return list, err
}
