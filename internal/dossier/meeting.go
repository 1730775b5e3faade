package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
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

func itemNo(v secretariat.MeetingView, name, label string, need bool) secretariat.Field {
	var list []string
	for _, i := range v.Items {
		list = append(list, strconv.Itoa(i.No))
	}
	return secretariat.Field{Name: name, Label: label, About: "its number in brackets: " + strings.Join(list, ", "), Need: need, Check: among(list)}
}

func itemFields(v secretariat.MeetingView, change bool) []secretariat.Field {
	about := ""
	var fields []secretariat.Field
	if change {
		fields, about = append(fields, itemNo(v, "no", "Item", true)), "; empty leaves it, - takes it away"
	}
	before := itemNo(v, "before", "Before item", false)
	before.About = "before the item of that number, or end; empty for the usual place"
	before.Check = func(text string) error {
		if text == "end" {
			return nil
		}
		return itemNo(v, "", "", false).Check(text)
	}
	return append(fields,
		secretariat.Field{Name: "title", Label: "Title", About: "what it is about" + about, Need: !change},
		secretariat.Field{Name: "start", Label: "Hour", About: "when it begins, at the place, as in 2027-03-01 09:30; empty for none" + about, Check: func(text string) error { _, err := HourIn(v, text); return err }},
		secretariat.Field{Name: "minutes", Label: "Minutes", About: "how long it takes" + about, Check: isNumber},
		secretariat.Field{Name: "documents", Label: "Documents", About: "symbols, with commas between" + about, Check: func(text string) error { _, err := SymbolsIn(text); return err }},
		secretariat.Field{Name: "about", Label: "Initiatives", About: "numbers, with commas between" + about, Check: func(text string) error { _, err := NumbersIn(text); return err }},
		secretariat.Field{Name: "note", Label: "Annotation", About: "a paragraph that explains it" + about},
		before)
}

func isNumber(text string) error {
	if _, err := strconv.Atoi(text); err != nil && text != "-" {
		return fault.New(fault.Usage, "%q is no number.", plain.Cut(plain.Line(text), 40))
	}
	return nil
}

// HourIn reads an hour in the zone of the place of a meeting; on a day of its own where the
// meeting takes one.
func HourIn(v secretariat.MeetingView, text string) (time.Time, error) {
	if text == "" || text == "-" {
		return time.Time{}, nil
	}
	hour, err := time.Parse("15:04", text)
	switch {
	case err == nil && v.Days() > 1:
		return time.Time{}, fault.New(fault.Usage, "The meeting takes %d days: on which of them is that?", v.Days()).Then("Write %s %s, or another day.", v.First.Format(time.DateOnly), text)
	case err == nil:
		text = v.First.Format(time.DateOnly) + " " + hour.Format("15:04")
	}
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return time.Time{}, fault.New(fault.Usage, "%s is a day: at which hour does it begin?", text).Then("Write %s 09:30.", text)
	}
	at, err := deadline.Parse(text, v.First.In(v.Where()))
	if err != nil {
		return at, err
	}
	if day := at.In(v.Where()).Format(time.DateOnly); day < v.First.Format(time.DateOnly) || day > v.Last.Format(time.DateOnly) {
		return at, fault.New(fault.Usage, "On %s there is no meeting: it is on %s.", day, agenda.DayWords(v.First, v.Last)).Then("Give an hour of these days, in %s.", v.Zone)
	}
	return at, nil
}

// SymbolsIn reads symbols of documents.
func SymbolsIn(text string) (list []asem.Symbol, err error) {
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if w == "-" {
			return []asem.Symbol{}, nil
		}
		symbol, err := asem.ParseSymbol(w)
		if err != nil {
			return nil, fault.New(fault.Usage, "%v.", err)
		}
		list = append(list, symbol)
	}
	return list, nil
}

// NumbersIn reads numbers of initiatives.
func NumbersIn(text string) (list []asem.Number, err error) {
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if w == "-" {
			return []asem.Number{}, nil
		}
		n, err := asem.ParseNumber(w)
		if err != nil {
			return nil, fault.New(fault.Usage, "%v.", err)
		}
		list = append(list, n)
	}
	return list, nil
}

// ItemOf reads what was typed of an item; what is empty is left as it is.
func ItemOf(v secretariat.MeetingView, values map[string]string) (a agenda.Itemise, err error) {
	a.Number = v.Number
	a.No, _ = strconv.Atoi(values["no"]) // nothing, or checked
	text := func(name string, to **string) {
		if said := values[name]; said == "-" {
			*to = new(string)
		} else if said != "" {
			*to = &said
		}
	}
	text("title", &a.Title)
	text("note", &a.Note)
	if values["start"] != "" {
		at, err := HourIn(v, values["start"])
		if err != nil {
			return a, err
		}
		a.Start = &at
	}
	if values["minutes"] != "" {
		minutes, _ := strconv.Atoi(values["minutes"]) // - is none
		a.Minutes = &minutes
	}
	if values["documents"] != "" {
		list, err := SymbolsIn(values["documents"])
		if err != nil {
			return a, err
		}
		a.Documents = &list
	}
	if values["about"] != "" {
		list, err := NumbersIn(values["about"])
		if err != nil {
			return a, err
		}
		a.About = &list
	}
	switch values["before"] {
	case "":
	case "end":
		a.Before = -1
	default:
		if a.Before, err = strconv.Atoi(values["before"]); err != nil {
			return a, fault.New(fault.Usage, "%q is no number of an item.", plain.Cut(plain.Line(values["before"]), 40))
		}
	}
	return a, nil
}

func itemising(desk *secretariat.Desk, v secretariat.MeetingView) func(map[string]string) (int, string, error) {
	return func(values map[string]string) (no int, said string, err error) {
		a, err := ItemOf(v, values)
		if err != nil {
			return 0, "", err
		}
		no, err = desk.Itemise(a)
		if a.No != 0 {
			return no, fmt.Sprintf("Item %d is changed.", no), err
		}
		return no, fmt.Sprintf("Item %d is added.", no), err
	}
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
