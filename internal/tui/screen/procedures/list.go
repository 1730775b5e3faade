package procedures

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// List is the screen that lists procedures.
type List struct {
	seat    *screen.Seat
	area    screen.Area
	list    widget.List[row]
	open    bool // only those that are open
	numbers int  // columns of the widest number seen
	search  screen.Search
}

type row struct{ secretariat.ProcedureView }

func (r row) number() asem.Number { return r.Number }

func sameRow(a, b row) bool { return a.Number == b.Number }

// NewList makes the screen. It reads when it is shown.
func NewList(seat *screen.Seat) (screen.Screen, error) {
	l := &List{seat: seat, numbers: 5}
	l.list = widget.NewList(l.page, sameRow)
	return l, nil
}

func (l *List) page(w widget.Want[row]) ([]row, bool, error) {
	page, err := l.seat.Desk.Procedures(l.open, screen.PageOf(w, row.number))
	var rows []row
	for _, p := range page.Rows {
		l.numbers = max(l.numbers, len(p.Number.String()))
		rows = append(rows, row{p})
	}
	return rows, w.More(page.Earlier, page.Follow), err
}

// Crumbs name the place.
func (l *List) Crumbs() []string { return []string{"Procedures"} }

// Explain says what stands here.
func (l *List) Explain() string {
	return "Silence procedures: texts that are adopted at a time unless a partner breaks the silence before. Voices: the partners that have done something, of those that are asked; silence needs no act. Coordinators open them with `procedure open`."
}

// Bindings open one, and leave out those that have ended.
func (l *List) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the procedure", "enter", "l", "right"), Foot: "open", Dead: l.none, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Procedure{Number: l.current().Number})
		}},
		{Key: screen.Keys("list only those that are open or wait for consent, or all", "t"), Foot: "open ones/all", Do: func() tea.Cmd {
			l.open = !l.open
			l.seat.Nav.Fail(l.list.Home())
			return nil
		}},
	}
	bindings = append(bindings, screen.CatchingUpOn(l.seat, secretariat.KindProcedure)...)
	bindings = append(bindings, screen.Listing(l.seat, &l.list, nil, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	return append(bindings, l.search.Bindings(l.seat, "Find a procedure with:", l.find)...)
}

// find goes to the next procedure whose text is called so.
func (l *List) find(back bool) tea.Cmd {
	open, words := l.open, l.search
	return screen.Sought[secretariat.ProcedureView]{
		Page: func(p secretariat.Page) ([]secretariat.ProcedureView, bool, bool, error) {
			page, err := l.seat.Desk.Procedures(open, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(v secretariat.ProcedureView) asem.Number { return v.Number },
		Matches: func(v secretariat.ProcedureView) bool { return words.Matches(string(v.Symbol) + " " + v.Title) },
		Of:      "symbol or title",
		Found: func(v secretariat.ProcedureView) tea.Cmd {
			if r := (row{v}); !l.list.Seek(r) {
				l.seat.Nav.Fail(l.list.Begin(r))
			}
			return nil
		},
	}.Seek(l.seat, l, words.Words, l.current().Number, back)
}

func (l *List) current() secretariat.ProcedureView {
	r, _ := l.list.Row()
	return r.ProcedureView
}

func (l *List) none() string {
	if l.current().Number == 0 {
		return "There is no procedure here."
	}
	return ""
}

// Update reads when the screen is shown, and when one of them has changed.
func (l *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		l.area = msg.Area
		l.list.Resize(msg.Area.Height - 1)
		l.seat.Nav.Fail(l.list.Again())
	case screen.Changed:
		if msg.What.Has(secretariat.KindProcedure) {
			l.seat.Nav.Fail(l.list.Again())
		}
	}
	return nil
}

func columns(width, number int) widget.Columns {
	return widget.Columns{
		{Title: "New", Width: 3, Right: true},
		{Title: "No.", Width: number, Near: true},
		{Title: "Text", Near: true},
		{Title: "Voices", Width: 7, Right: true, Near: true},
		{Title: "State", Width: 9, Near: true},
		{Title: "Until", Width: 16, Near: true},
	}.Fit(width)
}

// View draws the list.
func (l *List) View() screen.Drawn {
	width := l.area.Width - 1
	fitted := columns(width-2, l.numbers)
	rows, cursor := l.list.Draw(width, func(r row, _ int) string { return l.draw(fitted, r) })
	if len(rows) == 0 {
		rows = plain.Wrap("  "+l.empty(), width)
	}
	note := ""
	if jumped := l.seat.Desk.Jumped(); jumped != "" {
		note = "the clock jumped: none is closed"
	}
	return screen.Drawn{Lines: append([]string{"  " + fitted.Titles()}, rows...), Cursor: screen.Point{Y: cursor + 1}, Note: note}
}

func (l *List) empty() string {
	if l.open {
		return "Nothing is under silence; t lists those that have ended."
	}
	return "No silence procedure yet. Texts that coordinators put under silence will stand here."
}

func (l *List) draw(fitted widget.Columns, r row) string {
	fresh := ""
	if r.New {
		fresh = "new"
	}
	until := r.Expires
	if !r.Status.Pending() {
		until = r.Ended
	}
	text := document.Cited(r.Symbol, r.Label) + " " + r.Title
	line := fitted.Row(fresh, r.Number.String(), text, voices(r.Procedure), string(r.Status), until.In(l.seat.Zone).Format("2006-01-02 15:04"))
	if r.New || r.MaySpeak {
		return l.seat.Theme.Strong(line)
	}
	return line
}

func voices(p procedure.Procedure) string {
	return fmt.Sprintf("%d/%d", len(p.Asked)-len(p.Silent()), len(p.Asked))
}
