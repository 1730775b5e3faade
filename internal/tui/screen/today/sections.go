package today

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// A section is a part of the screen.
type section struct {
	title string
	of    secretariat.Kind // what its rows are of; empty for what is the delegate's own
	empty string           // what stands there when there is nothing, and which key makes something; empty to leave the section out
	rows  func() ([]row, error)
}

// A row is a heading, a sentence or something to open.
type row struct {
	left, right string
	about       string       // before right, where there is room for it
	place       screen.Place // nil for what cannot be opened
	digit, name string       // the key that opens it from anywhere on this screen, and what that is
	title       bool
	urgent      bool // a flash notice that waits
}

func (t *Today) sections() []section {
	return []section{
		{title: "Notices", of: secretariat.KindNotice, empty: "nothing new, nothing to acknowledge; 2 lists them.", rows: t.notices},
		{title: "Falls due; . goes to the next", of: secretariat.KindReminder, rows: t.dues},
		{title: "Under silence", of: secretariat.KindProcedure, rows: t.silences},
		{title: "Letters", of: secretariat.KindLetter, empty: "nothing new; 3 lists them, w there writes one.", rows: t.letters},
		{title: "Coordination", rows: t.records},
		{title: "Next meetings", of: secretariat.KindMeeting, rows: t.meetings},
		{title: "Documents", of: secretariat.KindDocument, empty: "nothing new; 4 lists them.", rows: t.documents},
		{title: "New to you", of: secretariat.KindPost, empty: "nothing. What others post will stand here by board; Tab goes to it.", rows: t.news},
		{title: "Drafts", empty: "none. What you write and do not send is kept here; w begins one.", rows: t.drafts},
		{title: "Places", rows: t.places},
	}
}

// mostNotices bounds what stands of the notices on this screen.
const mostNotices = 8

// notices are those that are to be acknowledged, those that are pinned, and those that
// are new.
func (t *Today) notices() ([]row, error) {
	open, err := t.seat.Desk.Unacknowledged()
	if err != nil {
		return nil, err
	}
	page, err := t.seat.Desk.Notices(secretariat.CurrentNotices, secretariat.Page{})
	var rows []row
	seen := map[asem.Number]bool{}
	for _, n := range append(open, page.Rows...) {
		if seen[n.Number] || !n.Calls() && !n.New && n.Pinned == 0 || len(rows) == mostNotices {
			continue
		}
		seen[n.Number] = true
		rows = append(rows, row{left: n.Title, about: noticeWords(n), right: plain.PadLeft(screen.Age(t.now, n.Current().At), 9),
			place: screen.Notice{Number: n.Number}, urgent: n.Level == notice.Flash && n.Waits()})
	}
	return rows, err
}

// mostDues bounds what stands of what falls due on this screen.
const mostDues = 5

// dues are the things that fall due for the delegate, the earliest first. What falls due in
// procedures stands with those, under silence.
func (t *Today) dues() ([]row, error) {
	list, err := t.seat.Desk.Due(false)
	list = slices.DeleteFunc(list, func(d secretariat.DueView) bool { return d.Kind == secretariat.KindProcedure })
	var rows []row
	for _, d := range list {
		if len(rows) == mostDues {
			rows = append(rows, row{left: fmt.Sprintf("and %d more", len(list)-mostDues), right: plain.PadLeft("d", 9), place: screen.Records{Of: secretariat.KindReminder}})
			break
		}
		right := d.At.UTC().Format("2 Jan")
		if d.Moment {
			right = d.At.In(t.seat.Zone).Format("2 Jan")
		}
		if d.Late {
			right = "late"
		}
		rows = append(rows, row{left: plain.Line(d.What), right: plain.PadLeft(right, 9), urgent: d.Late, place: screen.AtRef(dossier.Ref{Kind: d.Kind, Number: d.Number, Office: string(d.Office)})})
	}
	return rows, err
}

// mostRecords bounds what stands of the records that are new on this screen.
const mostRecords = 5

// records are those that are new: contingencies, initiatives, meetings, work programmes.
func (t *Today) records() ([]row, error) {
	fresh, err := t.seat.Desk.FreshRecords(mostRecords)
	var rows []row
	for _, r := range fresh {
		rows = append(rows, row{left: r.Title, about: string(r.Kind) + " " + r.Number.String(), right: plain.PadLeft("new", 9),
			place: screen.Record{Ref: dossier.Ref{Kind: r.Kind, Number: r.Number}}, urgent: r.Kind == secretariat.KindContingency})
	}
	return rows, err
}

// What stands of the meetings on this screen: so many, within so long.
const (
	mostMeetings   = 3
	meetingsWithin = 60 * 24 * time.Hour
)

// meetings are the next ones.
func (t *Today) meetings() ([]row, error) {
	list, err := t.seat.Desk.DueMeetings(meetingsWithin)
	var rows []row
	for _, m := range list {
		if m.Cancelled == "" && len(rows) < mostMeetings {
			rows = append(rows, row{left: m.Title, about: plain.Line(m.Place), right: plain.PadLeft(m.First.Format("2 Jan"), 9),
				place: screen.Record{Ref: dossier.Ref{Kind: secretariat.KindMeeting, Number: m.Number}}})
		}
	}
	return rows, err
}

// mostSilences bounds what stands of the open procedures on this screen.
const mostSilences = 5

// silences are the procedures that wait for the delegate's consent, those that are open, the
// one that ends first at the beginning, and those that ended since one looked.
func (t *Today) silences() ([]row, error) {
	pending, err := t.seat.Desk.PendingProcedures()
	if err != nil {
		return nil, err
	}
	due, err := t.duesOf(secretariat.KindProcedure, len(pending) > 0)
	if err != nil {
		return nil, err
	}
	page, err := t.seat.Desk.Procedures(false, secretariat.Page{})
	for _, p := range page.Rows {
		if !p.Status.Pending() && p.New {
			pending = append(pending, p)
		}
	}
	var rows []row
	for _, p := range pending[:min(mostSilences, len(pending))] {
		about, right := t.silenceWords(p, due[p.Number])
		rows = append(rows, row{left: document.Cited(p.Symbol, p.Label) + " " + p.Title, about: about, right: plain.PadLeft(right, 9),
			place: screen.Procedure{Number: p.Number}, urgent: due[p.Number]})
	}
	return rows, err
}

// duesOf says in which things of a kind something falls due for the delegate; nothing is read
// where there are none.
func (t *Today) duesOf(k secretariat.Kind, any bool) (map[asem.Number]bool, error) {
	due := map[asem.Number]bool{}
	if !any {
		return due, nil
	}
	list, err := t.seat.Desk.Due(false)
	for _, d := range list {
		due[d.Number] = due[d.Number] || d.Kind == k
	}
	return due, err
}

// silenceWords say how a procedure stands, and how long that lasts or for how long it has.
func (t *Today) silenceWords(p secretariat.ProcedureView, due bool) (about, right string) {
	until := "until " + p.Expires.In(t.seat.Zone).Format("2 Jan 15:04")
	switch {
	case p.Status == procedure.Proposed:
		return "asks for your consent", screen.Age(t.now, p.At)
	case p.Status != procedure.Open:
		return string(p.Status), screen.Age(t.now, p.Ended)
	case due:
		until = "silent, " + until
	}
	return until, left(p.Left(t.now))
}

// left is how long something lasts still, roughly.
func left(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	case d >= time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()))
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}

// mostDocuments bounds what stands of the documents on this screen.
const mostDocuments = 5

// documents are those that are new.
func (t *Today) documents() ([]row, error) {
	fresh, err := t.seat.Desk.FreshDocuments(mostDocuments)
	var rows []row
	for _, d := range fresh {
		rows = append(rows, row{left: d.Title, about: document.Cited(d.Symbol, d.Newest().Label), right: plain.PadLeft(screen.Age(t.now, d.Newest().At), 9),
			place: screen.Document{Symbol: d.Symbol, Version: d.Newest().Label}})
	}
	return rows, err
}

// mostLetters bounds what stands of the letters on this screen.
const mostLetters = 5

// letters are those that are new.
func (t *Today) letters() ([]row, error) {
	page, err := t.seat.Desk.Letters(secretariat.FolderIn, secretariat.Page{})
	var rows []row
	for _, l := range page.Rows {
		if l.New && len(rows) < mostLetters {
			rows = append(rows, row{left: l.Subject, about: screen.ShortOf(l.From), right: plain.PadLeft(screen.Age(t.now, l.At), 9),
				place: screen.Letter{Number: l.Number}})
		}
	}
	return rows, err
}

// noticeWords say in words how a notice stands.
func noticeWords(n secretariat.NoticeView) string {
	var words []string
	if n.Level != notice.Routine {
		words = append(words, string(n.Level))
	}
	if n.MayAck && !n.Expired {
		words = append(words, "to acknowledge")
	}
	if n.Pinned != 0 {
		words = append(words, "pinned")
	}
	if n.New {
		words = append(words, "new")
	}
	return strings.Join(words, ", ")
}

// news are the boards with something new.
func (t *Today) news() ([]row, error) {
	boards, err := t.seat.Desk.Boards()
	var rows []row
	for _, b := range boards {
		if b.New > 0 {
			rows = append(rows, row{
				left: b.Title, about: b.Pillar.Title(), right: plain.PadLeft(strconv.Itoa(b.New)+" new", 9),
				place: screen.Topics{Board: b.ID},
			})
		}
	}
	return rows, err
}

// drafts are offered again.
func (t *Today) drafts() ([]row, error) {
	drafts, err := t.seat.Desk.Drafts()
	var rows []row
	for _, d := range drafts {
		title, err := t.seat.Desk.PlaceTitle(d.Place)
		if err != nil {
			title = string(d.Place) // what it answers is gone; the draft is not
		}
		rows = append(rows, row{
			left: title, right: screen.Age(t.now, d.Saved),
			place: screen.Write{At: d.Place},
		})
	}
	return rows, err
}

// places are those that have a digit.
func (t *Today) places() ([]row, error) {
	places := []struct {
		title, about string
		place        screen.Place
	}{
		{"Boards", "by pillar and by cluster", screen.Boards{}},
		{"Notices", "posted by coordinators and moderators", screen.Notices{}},
		{"Letters", "to you, your partner, your mission, your offices", screen.Letters{}},
		{"Documents", "by symbol, with their versions", screen.Documents{}},
		{"Directory", "partners, delegates, who is here", screen.Directory{}},
		{"Desk", "your keys, preferences and sessions", screen.Desk{}},
		{"Drafts", "written and not sent", screen.Drafts{}},
		{"Archive", "find anything; by year, by month", screen.Archive{}},
		{"Help", "the keys of this place", screen.Help{}},
		{"Procedures", "texts under silence, and how it ended", screen.Procedures{}},
	}
	more := []struct {
		key, title, about string
		place             screen.Place
	}{
		{"i", "Initiatives", "who leads what, and how far it is", screen.Records{Of: secretariat.KindInitiative}},
		{"m", "Meetings", "with their agendas, and the calendar", screen.Records{Of: secretariat.KindMeeting}},
		{"p", "Programmes", "the work programmes, and what carries them", screen.Records{Of: secretariat.KindProgramme}},
		{"d", "Reminders", "what falls due", screen.Records{Of: secretariat.KindReminder}},
		{"x", "Contingencies", "events that were declared to a circle", screen.Records{Of: secretariat.KindContingency}},
		{"o", "Offices", "who holds which, until when", screen.Records{Of: secretariat.KindOffice}},
	}
	var rows []row
	for i, p := range places {
		digit := strconv.Itoa((i + 1) % 10)
		rows = append(rows, row{left: digit + "  " + plain.Pad(p.title, 16) + p.about, place: p.place, digit: digit, name: p.title})
	}
	for _, p := range more {
		rows = append(rows, row{left: p.key + "  " + plain.Pad(p.title, 16) + p.about, place: p.place, digit: p.key, name: p.title})
	}
	return rows, nil
}
