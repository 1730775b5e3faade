package agenda

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Kind is the kind of a meeting.
type Kind string

// The kinds. The series of the agenda and its papers is that of the kind.
const (
	Summit   Kind = "summit"
	FMM      Kind = "fmm"
	SOM      Kind = "som"
	SOMTI    Kind = "somti"
	EMM      Kind = "emm"
	FinMM    Kind = "finmm"
	Sectoral Kind = "sectoral"
	Other    Kind = "other"
)

// Kinds lists them, the highest first.
func Kinds() []Kind { return []Kind{Summit, FMM, SOM, SOMTI, EMM, FinMM, Sectoral, Other} }

var kindTitles = map[Kind]string{
	Summit: "Summit", FMM: "Foreign Ministers' Meeting", SOM: "Senior Officials' Meeting",
	SOMTI: "Senior Officials' Meeting on Trade and Investment", EMM: "Economic Ministers' Meeting",
	FinMM: "Finance Ministers' Meeting", Sectoral: "Sectoral meeting", Other: "Meeting",
}

// Title names the kind for a person.
func (k Kind) Title() string { return kindTitles[k] }

var kindSeries = map[Kind]asem.Series{
	Summit: asem.SummitSeries, FMM: "ASEM/FMM", SOM: "ASEM/SOM", SOMTI: "ASEM/SOMTI", EMM: "ASEM/EMM", FinMM: "ASEM/FINMM",
}

// Series is the one in which the agenda of such a meeting is issued.
func (k Kind) Series() asem.Series {
	if s, ok := kindSeries[k]; ok {
		return s
	}
	return MeetingSeries
}

// MeetingSeries is that of meetings that have none of their own.
const MeetingSeries asem.Series = "ASEM/MTG"

// An Item is a point of the agenda.
type Item struct {
	No        int           `json:"no"` // by which it is named, for ever; its place is that in the list
	Title     string        `json:"title"`
	Note      string        `json:"note,omitempty"` // the annotation
	Start     time.Time     `json:"start,omitzero"` // UTC; zero for an item without an hour
	Minutes   int           `json:"minutes,omitempty"`
	Documents []asem.Symbol `json:"documents,omitempty"`
	About     []asem.Number `json:"about,omitempty"` // initiatives
}

// A Delegation is whom a partner sends.
type Delegation struct {
	Partner asem.Code  `json:"partner"`
	Head    string     `json:"head"`
	Members []string   `json:"members,omitempty"`
	By      asem.Login `json:"by"`
	At      time.Time  `json:"at"`
}

// A Meeting is one of them.
type Meeting struct {
	Number      asem.Number      `json:"number"`
	Kind        Kind             `json:"kind"`
	Title       string           `json:"title"`
	Host        asem.Code        `json:"host"`
	Place       string           `json:"place"`
	First       time.Time        `json:"first"` // midnight UTC of the first day
	Last        time.Time        `json:"last"`  // of the last
	Zone        string           `json:"zone"`  // of the place, by its name: Asia/Tokyo
	Clusters    []asem.ClusterID `json:"clusters,omitempty"`
	Author      roster.Author    `json:"author"`
	At          time.Time        `json:"at"`
	Changed     time.Time        `json:"changed"`
	Sequence    int              `json:"sequence"`            // rises with each change
	Cancelled   string           `json:"cancelled,omitempty"` // why; empty while it stands
	Items       []Item           `json:"items,omitempty"`
	Given       int              `json:"given,omitempty"`  // the highest No ever given
	Gone        []Item           `json:"gone,omitempty"`   // that had an hour and have none now, or were taken out, with the last one
	Agenda      asem.Symbol      `json:"agenda,omitempty"` // of the document by which it was circulated last
	Delegations []Delegation     `json:"delegations,omitempty"`
	Texts       []rule.Digest    `json:"texts"` // the invitation, and the versions of the chair's summary
	News        int              `json:"news"`
}

// InvitationText is the version under which the text of the invitation is kept. The chair's
// summary is the last one behind it.
const InvitationText = 1

// Summary is the version under which the summary is kept, as it stands; 0 for none yet.
func (m Meeting) Summary() int {
	if len(m.Texts) <= InvitationText {
		return 0
	}
	return len(m.Texts)
}

// Delegation is that of a partner; ok is false where it registered none.
func (m Meeting) Delegation(p asem.Code) (d Delegation, ok bool) {
	i := slices.IndexFunc(m.Delegations, func(d Delegation) bool { return d.Partner == p })
	if i < 0 {
		return Delegation{}, false
	}
	return m.Delegations[i], true
}

// Item is the one with a number, and its place from 0; -1 for none.
func (m Meeting) Item(no int) (Item, int) {
	i := slices.IndexFunc(m.Items, func(i Item) bool { return i.No == no })
	if i < 0 {
		return Item{}, -1
	}
	return m.Items[i], i
}

// Keep notes of an item that changes, or is taken out, where it had an hour and has none now:
// calendars hold it still and must be told. now is the zero item for one that is taken out.
func (m *Meeting) Keep(before, now Item) {
	m.Gone = slices.DeleteFunc(slices.Clone(m.Gone), func(i Item) bool { return i.No == before.No })
	if !before.Start.IsZero() && now.Start.IsZero() {
		m.Gone = append(m.Gone, Item{No: before.No, Title: before.Title, Start: before.Start, Minutes: before.Minutes})
	}
	m.Gone = m.Gone[max(0, len(m.Gone)-MaxItems):]
}

// Days is how many days it takes.
func (m Meeting) Days() int { return int(m.Last.Sub(m.First)/(24*time.Hour)) + 1 }

// Clashes says whether two meetings that stand have a day in common.
func (m Meeting) Clashes(other Meeting) bool {
	return m.Number != other.Number && m.Cancelled == "" && other.Cancelled == "" && !m.First.After(other.Last) && !other.First.After(m.Last)
}

// A Programme is a work programme of two years.
type Programme struct {
	Number   asem.Number      `json:"number"`
	Title    string           `json:"title"`
	From     int              `json:"from"` // the first year
	To       int              `json:"to"`   // the last
	Clusters []asem.ClusterID `json:"clusters"`
	Author   roster.Author    `json:"author"`
	At       time.Time        `json:"at"`
	Changed  time.Time        `json:"changed"`
	Digests  []rule.Digest    `json:"digests"` // of its versions
	News     int              `json:"news"`
}
