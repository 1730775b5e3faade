package command

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

type milestoneRow struct {
	No      int        `json:"no"`
	Title   string     `json:"title"`
	Day     string     `json:"day"`
	Answers asem.Code  `json:"answers"`
	Reached *time.Time `json:"reached"`
	Dropped bool       `json:"dropped"`
	Late    bool       `json:"late"`
}

type initiativeRow struct {
	Number     asem.Number      `json:"number"`
	Title      string           `json:"title"`
	Facility   string           `json:"facility"`
	Stage      initiative.Stage `json:"stage"`
	Since      time.Time        `json:"since"`
	Pillars    []asem.Pillar    `json:"pillars"`
	Clusters   []asem.ClusterID `json:"clusters"`
	Leads      []asem.Code      `json:"leads"`
	Sponsors   []asem.Code      `json:"sponsors"`
	Milestones []milestoneRow   `json:"milestones"`
	Attention  []string         `json:"attention"`
	New        bool             `json:"new"`
}

func initiativeRowOf(v secretariat.InitiativeView) initiativeRow {
	row := initiativeRow{v.Number, plain.Line(v.Title), string(v.Facility), "", time.Time{}, orEmpty(v.Pillars), orEmpty(v.Clusters), orEmpty(v.Leads), orEmpty(v.Sponsors), []milestoneRow{}, orEmpty(v.Wants), v.New}
	if len(v.Steps) > 0 {
		row.Stage, row.Since = v.Stage(), v.Since().UTC()
	}
	for _, m := range v.Milestones {
		reached := m.Reached
		if reached != nil {
			at := reached.UTC()
			reached = &at
		}
		row.Milestones = append(row.Milestones, milestoneRow{m.No, plain.Line(m.Title), m.Day.Format(time.DateOnly), m.Answers, reached, m.Dropped, isLate(v, m.No)})
	}
	return row
}

// isLate says whether a milestone is among what the initiative wants.
func isLate(v secretariat.InitiativeView, no int) bool {
	for _, why := range v.Wants {
		if why == initiative.LateWords(no) {
			return true
		}
	}
	return false
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type writingRow struct {
	Form    initiative.Form `json:"form"`
	Title   string          `json:"title"`
	By      asem.Login      `json:"by"`
	Partner asem.Code       `json:"partner"`
	At      time.Time       `json:"at"`
	Text    string          `json:"text"`
	Post    *asem.Number    `json:"post"`
}

type stepRow struct {
	Stage initiative.Stage `json:"stage"`
	By    asem.Login       `json:"by"`
	At    time.Time        `json:"at"`
	Note  string           `json:"note"`
}

// citationRow is a document, and what it is to the initiative; empty for any other.
type citationRow struct {
	Symbol asem.Symbol     `json:"symbol"`
	As     initiative.Part `json:"as"`
}

type initiativeShown struct {
	initiativeRow
	Kind      string        `json:"kind"`
	By        asem.Login    `json:"by"`
	At        time.Time     `json:"at"`
	Every     int           `json:"every"`
	Board     asem.BoardID  `json:"board"`
	Topic     *asem.Number  `json:"topic"`
	Documents []citationRow `json:"documents"`
	Meetings  []asem.Number `json:"meetings"`
	Writings  []writingRow  `json:"writings"`
	Stages    []stepRow     `json:"stages"`
}

func initiativeShownOf(v secretariat.InitiativeView) initiativeShown {
	shown := initiativeShown{initiativeRow: initiativeRowOf(v), Kind: string(secretariat.KindInitiative), By: v.Author.Login, At: v.At.UTC(), Every: v.Every,
		Board: v.Board, Topic: orNull(v.Topic), Documents: []citationRow{}, Meetings: orEmpty(v.Agendas), Writings: []writingRow{}, Stages: []stepRow{}}
	for _, c := range v.Documents {
		shown.Documents = append(shown.Documents, citationRow(c))
	}
	for i, w := range v.Writings {
		shown.Writings = append(shown.Writings, writingRow{w.Form, plain.Line(w.Title), w.By, w.Partner, w.At.UTC(), v.Texts[i], orNull(w.Post)})
	}
	for _, s := range v.Steps {
		shown.Stages = append(shown.Stages, stepRow{s.Stage, s.By, s.At.UTC(), plain.Line(s.Note)})
	}
	return shown
}

func orNull(n asem.Number) *asem.Number {
	if n == 0 {
		return nil
	}
	return &n
}
