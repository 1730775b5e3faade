package records

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Record is the screen of one.
type Record struct {
	seat   *screen.Seat
	area   screen.Area
	ref    dossier.Ref
	view   dossier.Dossier
	text   widget.Text
	marked int // news that were marked as read
}

// New makes the screen of a record, or says why there is none.
func New(seat *screen.Seat, at screen.Record) (screen.Screen, error) {
	view, err := dossier.Open(seat.Desk, at.Ref)
	return &Record{seat: seat, ref: at.Ref, view: view}, err
}

// titles are those of the lists, for the path.
var titles = map[secretariat.Kind]string{secretariat.KindInitiative: "Initiatives", secretariat.KindMeeting: "Meetings", secretariat.KindProgramme: "Work programmes",
	secretariat.KindContingency: "Contingencies", secretariat.KindOffice: "Offices", secretariat.KindStocktaking: "Initiatives"}

// Crumbs name it.
func (r *Record) Crumbs() []string { return []string{titles[r.ref.Kind], r.view.Crumb()} }

// Follow says whether a place is this record: what was written in it is shown here.
func (r *Record) Follow(p screen.Place) bool {
	at, ok := p.(screen.Record)
	return ok && at.Ref == r.ref
}

// Explain says what stands here.
func (r *Record) Explain() string { return r.view.Explain }

// Bindings lead to what belongs to it, and do what it offers.
func (r *Record) Bindings() []screen.Binding {
	bindings := []screen.Binding{{Key: screen.Keys("go to what belongs to it: documents, discussion, initiatives", "enter", "l", "right"), Foot: screen.Unless(len(r.view.Goes) == 0, "go on"), Dead: r.leadsNowhere, Do: r.goOn}}
	for _, deed := range r.view.Deeds {
		bindings = append(bindings, screen.Binding{Key: screen.Keys(deed.Does, deed.Key), Foot: screen.Unless(deed.Why() != "", deed.Foot), Dead: deed.Why, Do: func() tea.Cmd {
			return begin(r.seat, deed, dossier.Row{})
		}})
	}
	return append(bindings, screen.Reading(&r.text, func() tea.Cmd { return screen.OpenNextNew(r.seat, 0) })...)
}

func (r *Record) leadsNowhere() string {
	if len(r.view.Goes) == 0 {
		return "Nothing belongs to it that one could go to."
	}
	return ""
}

// goOn goes to what belongs to it; of several it asks to which.
func (r *Record) goOn() tea.Cmd {
	if len(r.view.Goes) == 1 {
		return r.goTo(r.view.Goes[0])
	}
	r.seat.Nav.Prompt(screen.Prompt{Label: "Go to:", Hint: strings.Join(r.view.Goes, "  "), Start: r.view.Goes[0],
		Complete: func(text string) []string {
			return slices.DeleteFunc(slices.Clone(r.view.Goes), func(name string) bool { return !strings.HasPrefix(strings.ToLower(name), strings.ToLower(text)) })
		},
		Check: func(text string) error { _, err := r.seat.Desk.Find(text); return err },
		Done:  r.goTo})
	return nil
}

func (r *Record) goTo(name string) tea.Cmd {
	to, err := r.seat.Desk.Find(name)
	if err != nil {
		r.seat.Nav.Fail(err)
		return nil
	}
	return r.seat.Nav.Open(screen.At(to))
}

// Update reads when the screen is shown, and when something of the kind has changed.
func (r *Record) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		r.area = msg.Area
		return r.show()
	case screen.Changed:
		if msg.What.Has(r.ref.Kind) {
			return r.show()
		}
	}
	return nil
}

func (r *Record) show() tea.Cmd {
	view, err := dossier.Open(r.seat.Desk, r.ref)
	if err != nil {
		r.view = dossier.Dossier{Ref: r.ref}
		r.text.Set(plain.Wrap(fault.Sentence(err), r.area.Width-1), r.area.Height)
		return nil
	}
	r.view = view
	r.text.Set(r.layOut(), r.area.Height)
	if !view.New || r.marked == view.News {
		return nil
	}
	r.marked = view.News
	return screen.MarkRead(r.seat, r.ref.Kind, view.Seen())
}

// nameColumn is the columns of the names of facts.
const nameColumn = 13

func (r *Record) layOut() (lines []string) {
	cols := min(r.area.Width-1, screen.Measure)
	for _, l := range r.view.Lines {
		lines = append(lines, r.line(l, cols)...)
	}
	return lines
}

// line lays out one fact, or a text.
func (r *Record) line(l secretariat.RecordLine, cols int) (lines []string) {
	switch {
	case l.Body:
		lines = []string{""}
		if l.Words != "" {
			lines = plain.Wrap(l.Words, cols)
		}
	case l.Name == "":
		indent := l.Words[:len(l.Words)-len(strings.TrimLeft(l.Words, " "))]
		for _, line := range plain.Wrap(plain.Line(l.Words), cols-len(indent)) {
			lines = append(lines, indent+line)
		}
	default:
		name := l.Name
		for _, line := range plain.Wrap(plain.Line(l.Words), cols-nameColumn) {
			lines = append(lines, plain.Pad(name, nameColumn)+line)
			name = ""
		}
	}
	if l.Strong {
		for i := range lines {
			lines[i] = r.seat.Theme.Strong(lines[i])
		}
	}
	return lines
}

// View draws the lines on the screen.
func (r *Record) View() screen.Drawn { return screen.Drawn{Lines: r.text.Window()} }
