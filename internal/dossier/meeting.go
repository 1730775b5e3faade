package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func meetings(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindMeeting, Title: "Meetings",
		Explain: "The meetings in the order of their days, from today on; those that are over stand above. In bold those that clash with another one.",
		Empty:   "No meeting is to come. Coordinators and contact points of a host call them; they will stand here.",
		Narrows: "a kind, a host, a cluster, as in: som FI",
		Columns: []Column{{"New", 3, true}, {"No.", 6, true}, {"When", 21, false}, {"Meeting", 0, false}, {"Where", 14, false}, {"Host", 4, false}},
		Page: func(narrowed string, p secretariat.Page) (Page, error) {
			scope, err := MeetingScopeOf(desk, narrowed)
			if err != nil {
				return Page{}, err
			}
			found, err := desk.Meetings(scope, p)
			page := Page{Earlier: found.Earlier, Follow: found.Follow}
			for _, v := range found.Rows {
				page.Rows = append(page.Rows, meetingRow(v))
			}
			return page, err
		},
		Narrow: func(words string) error { _, err := MeetingScopeOf(desk, words); return err },
		Deeds:  []Deed{{Key: "w", Does: "call a meeting", Foot: "call", Dead: desk.MayCallMeeting, Write: secretariat.NewMeeting}},
	}
}

// MeetingRows are meetings as rows of a list.
func MeetingRows(list []secretariat.MeetingView) (rows []Row) {
	for _, v := range list {
		rows = append(rows, meetingRow(v))
	}
	return rows
}

func meetingRow(v secretariat.MeetingView) Row {
	when, title := agenda.DayWords(v.First, v.Last), plain.Line(v.Title)
	said := []string{v.Number.String() + " " + title, when, plain.Line(v.Place), "hosted by " + string(v.Host)}
	if v.Cancelled != "" {
		title = "[called off] " + title
		said = append(said, "called off")
	}
	for _, other := range v.Clashes {
		said = append(said, "clashes with "+other.Number.String())
	}
	if v.New {
		said = append(said, "new")
	}
	return Row{Ref: Ref{Kind: secretariat.KindMeeting, Number: v.Number}, Key: v.Number, New: v.New, Strong: len(v.Clashes) > 0,
		Cells: []string{fresh(v.New), v.Number.String(), when, title, plain.Line(v.Place), string(v.Host)}, Words: strings.Join(said, ", ")}
}

// MeetingScopeOf reads by what the meetings are narrowed: each word is a kind, a host or a
// cluster.
func MeetingScopeOf(desk *secretariat.Desk, text string) (scope secretariat.MeetingScope, err error) {
	clusters, err := desk.Clusters()
	if err != nil {
		return scope, err
	}
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		word := strings.ToLower(w)
		code, noCode := asem.ParseCode(strings.ToUpper(word))
		switch {
		case slices.Contains(agenda.Kinds(), agenda.Kind(word)):
			scope.Kind = agenda.Kind(word)
		case slices.ContainsFunc(clusters, func(c forum.Cluster) bool { return string(c.ID) == word }):
			scope.Cluster = asem.ClusterID(word)
		case noCode == nil:
			scope.Host = code
		default:
			return scope, fault.New(fault.Usage, "%q is no kind of meeting, host or cluster.", plain.Cut(plain.Line(w), 40)).Then("Narrow by words like som, FI.")
		}
	}
	return scope, nil
}

func openMeeting(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	v, err := desk.Meeting(ref.Number)
	if err != nil {
		return Dossier{}, err
	}
	record, err := desk.Record(ref.Kind, ref.Number)
	d := Dossier{Ref: ref, Record: record, Deeds: meetingDeeds(desk, v),
		Explain: "A meeting: its days and place, its agenda, the delegations, the invitation and the chair's summary. Delegates of the host and the coordinators keep it; contact points register their delegations. Items are named by the number in brackets."}
	if v.Agenda != "" {
		d.Goes = append(d.Goes, string(v.Agenda))
	}
	for _, i := range v.Items {
		d.Goes = append(d.Goes, asem.Words(i.Documents)...)
		for _, n := range i.About {
			d.Goes = append(d.Goes, n.String())
		}
	}
	slices.Sort(d.Goes)
	d.Goes = slices.Compact(d.Goes)
	return d, err
}

func meetingDeeds(desk *secretariat.Desk, v secretariat.MeetingView) []Deed {
	n := v.Number
	chair := func() error { return desk.MayChair(n) }
	mine, _ := seatOf(desk, v)
	return []Deed{
		{Key: "a", Does: "contact points: register your delegation, or withdraw it by an empty head", Foot: "register", Dead: func() error { return desk.MayRegister(n) },
			Fields: []secretariat.Field{
				{Name: "head", Label: "Head of delegation", About: "the name; empty withdraws the delegation"},
				{Name: "members", Label: "Members", About: "names, with semicolons between"},
			}, Values: map[string]string{"head": mine.Head, "members": strings.Join(mine.Members, "; ")},
			Do: func(_ Row, values map[string]string) (string, error) {
				said := "Your delegation is registered."
				if values["head"] == "" {
					said = "Your delegation is withdrawn."
				}
				return said, desk.ActOnMeeting(agenda.Register{Number: n, Head: values["head"], Members: NamesIn(values["members"])})
			}},
		{Key: "i", Does: "host and coordinators: add an item to the agenda", Foot: "item", Dead: chair, Fields: itemFields(v, false), Makes: itemising(desk, v)},
		{Key: "I", Does: "host and coordinators: change an item, or move it", Dead: chair, Fields: itemFields(v, true), Makes: itemising(desk, v)},
		{Key: "x", Does: "host and coordinators: take an item out", Dead: chair, Fields: []secretariat.Field{itemNo(v, "no", "Item", true)},
			Makes: func(values map[string]string) (int, string, error) {
				no, _ := strconv.Atoi(values["no"]) // the field was checked
				return no, fmt.Sprintf("Item %d is taken out.", no), desk.ActOnMeeting(agenda.Strike{Number: n, No: no})
			}},
		{Key: "C", Does: "host and coordinators: circulate the agenda as a document, or its next version", Foot: "circulate", Dead: chair,
			Fields: []secretariat.Field{{Name: "to", Label: "To", About: "@all, a group, partners; empty for all, or for those to whom it went before", Check: func(text string) error { _, err := desk.CircleIn(text); return err }}},
			Do: func(_ Row, values map[string]string) (string, error) {
				to, err := desk.CircleIn(values["to"])
				if err != nil {
					return "", err
				}
				c, err := desk.CirculateAgenda(n, to)
				return CirculatedWords(c), err
			}},
		{Key: "S", Does: "host and coordinators: write the chair's summary", Dead: func() error { return desk.MaySummarise(n) }, Write: secretariat.WritingIn("summary", n)},
		{Key: "E", Does: "host and coordinators: change title, place, host, days, zone or clusters", Dead: chair, Fields: rearrangeable(desk), Values: map[string]string{
			"title": v.Title, "place": v.Place, "host": string(v.Host), "first": v.First.Format(time.DateOnly), "last": v.Last.Format(time.DateOnly),
			"zone": v.Zone, "cluster": strings.Join(asem.Words(v.Clusters), ", ")}, Do: rearranging(desk, v)},
		{Key: "X", Does: "host and coordinators: call the meeting off", Dead: chair, Fields: []secretariat.Field{{Name: "reason", Label: "Why", About: "the reason, which all see", Need: true}},
			Question: "Call the meeting off? All are told, and it cannot be taken back.",
			Do: func(_ Row, values map[string]string) (string, error) {
				return fmt.Sprintf("%s is called off.", n), desk.ActOnMeeting(agenda.CallOff{Number: n, Reason: values["reason"]})
			}},
	}
}

// CirculatedWords say how an agenda was circulated, and what is not in it.
func CirculatedWords(c secretariat.Circulation) string {
	said := "The agenda is circulated as " + document.Cited(c.Symbol, c.Label) + "."
	if len(c.Left) > 0 {
		said += " It does not name " + strings.Join(asem.Words(c.Left), ", ") + ", which went to fewer."
	}
	return said
}

func seatOf(desk *secretariat.Desk, v secretariat.MeetingView) (agenda.Delegation, bool) {
	me, err := desk.Identity()
	if err != nil {
		return agenda.Delegation{}, false
	}
	return v.Delegation(me.Partner)
}

// NamesIn are the names between semicolons.
func NamesIn(text string) (names []string) {
	for name := range strings.SplitSeq(text, ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func rearrangeable(desk *secretariat.Desk) []secretariat.Field {
	fields := []secretariat.Field{{Name: "title", Label: "Title", About: "what it is called", Need: true}}
	for _, f := range desk.Fields(secretariat.NewMeeting) {
		if f.Name == "last" {
			f.About = "a day; empty to move the meeting as it is"
		}
		if f.Name != "kind" {
			fields = append(fields, f)
		}
	}
	return fields
}

func rearranging(desk *secretariat.Desk, v secretariat.MeetingView) func(Row, map[string]string) (string, error) {
	return func(_ Row, values map[string]string) (string, error) {
		a, err := desk.CallOf(withKind(values, v.Kind))
		if err != nil {
			return "", err
		}
		title := values["title"]
		r := agenda.Rearrange{Number: v.Number, Title: &title, Place: &a.Place, First: &a.First, Zone: &a.Zone, Clusters: &a.Clusters}
		if !a.Last.IsZero() {
			r.Last = &a.Last
		}
		if a.Host != "" {
			r.Host = &a.Host
		}
		if err := desk.Rearrange(r); err != nil {
			return "", err
		}
		now, err := desk.Meeting(v.Number)
		return strings.Join(append([]string{fmt.Sprintf("%s is changed.", v.Number)}, now.Warnings()...), " "), err
	}
}

func withKind(values map[string]string, k agenda.Kind) map[string]string {
	with := map[string]string{"kind": string(k)}
	for name, value := range values {
		with[name] = value
	}
	return with
}
