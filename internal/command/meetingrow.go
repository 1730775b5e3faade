package command

import (
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// holidayRow is a holiday of the host.
type holidayRow struct {
	Day  string `json:"day"`
	Name string `json:"name"`
}

type meetingRow struct {
	Number    asem.Number      `json:"number"`
	Kind      agenda.Kind      `json:"kind"`
	Title     string           `json:"title"`
	Host      asem.Code        `json:"host"`
	Place     string           `json:"place"`
	First     string           `json:"first"`
	Last      string           `json:"last"`
	Zone      string           `json:"zone"`
	Clusters  []asem.ClusterID `json:"clusters"`
	Cancelled string           `json:"cancelled"`
	Clashes   []asem.Number    `json:"clashes"`
	Holidays  []holidayRow     `json:"holidays"`
	New       bool             `json:"new"`
}

func meetingRowOf(v secretariat.MeetingView) meetingRow {
	row := meetingRow{v.Number, v.Kind, plain.Line(v.Title), v.Host, plain.Line(v.Place), v.First.Format(time.DateOnly), v.Last.Format(time.DateOnly), v.Zone,
		orEmpty(v.Clusters), plain.Line(v.Cancelled), []asem.Number{}, []holidayRow{}, v.New}
	for _, other := range v.Clashes {
		row.Clashes = append(row.Clashes, other.Number)
	}
	for _, h := range v.Holidays {
		row.Holidays = append(row.Holidays, holidayRow{h.Day.Format(time.DateOnly), h.Name})
	}
	return row
}

type itemRow struct {
	No        int           `json:"no"`
	Title     string        `json:"title"`
	Note      string        `json:"note"`
	Start     *time.Time    `json:"start"`
	Minutes   int           `json:"minutes"`
	Documents []asem.Symbol `json:"documents"`
	About     []asem.Number `json:"about"`
}

type delegationRow struct {
	Partner asem.Code  `json:"partner"`
	Head    string     `json:"head"`
	Members []string   `json:"members"`
	By      asem.Login `json:"by"`
	At      time.Time  `json:"at"`
}

type meetingShown struct {
	meetingRow
	By          asem.Login      `json:"by"`
	At          time.Time       `json:"at"`
	Sequence    int             `json:"sequence"`
	Agenda      *asem.Symbol    `json:"agenda"`
	Issued      *document.Label `json:"agendaVersion"`
	Stale       bool            `json:"agendaChanged"`
	Items       []itemRow       `json:"items"`
	Delegations []delegationRow `json:"delegations"`
	Invitation  string          `json:"invitation"`
	Summary     *string         `json:"summary"`
}

func meetingShownOf(v secretariat.MeetingView) meetingShown {
	shown := meetingShown{meetingRow: meetingRowOf(v), By: v.Author.Login, At: v.At.UTC(), Sequence: v.Sequence, Items: []itemRow{}, Delegations: []delegationRow{}, Invitation: v.Invitation}
	if v.Agenda != "" {
		shown.Agenda, shown.Issued, shown.Stale = &v.Agenda, &v.Issued, v.Stale
	}
	if v.Summary != "" {
		shown.Summary = &v.Summary
	}
	for _, i := range v.Items {
		row := itemRow{i.No, plain.Line(i.Title), plain.Line(i.Note), nil, i.Minutes, orEmpty(i.Documents), orEmpty(i.About)}
		if !i.Start.IsZero() {
			at := i.Start.UTC()
			row.Start = &at
		}
		shown.Items = append(shown.Items, row)
	}
	for _, d := range v.Delegations {
		shown.Delegations = append(shown.Delegations, delegationRow{d.Partner, plain.Line(d.Head), orEmpty(d.Members), d.By, d.At.UTC()})
	}
	return shown
}
