package documents

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// List is the screen that lists documents.
type List struct {
	seat    *screen.Seat
	area    screen.Area
	scope   secretariat.DocumentScope
	list    widget.List[row]
	symbols int  // columns of the widest symbol seen
	closed  bool // the delegate draws up none
	note    string
	beside  screen.Beside
	search  screen.Search
}

// row is a document with what is shown of it.
type row struct {
	secretariat.DocumentView
	age string
}

func (r row) number() asem.Number { return r.Number }

func sameRow(a, b row) bool { return a.Number == b.Number }

// leastSymbol is the columns of a symbol that a list has room for in any case:
// ASEM/SUMMIT/2006/12. One that is wider moves the columns once, when it comes into sight.
const leastSymbol = 19

// NewList makes the screen. It reads when it is shown.
func NewList(seat *screen.Seat, at screen.Documents) (screen.Screen, error) {
	l := &List{seat: seat, symbols: leastSymbol, scope: secretariat.DocumentScope{Series: at.Series}}
	l.list = widget.NewList(l.page, sameRow)
	return l, nil
}

// page reads a page for the list.
func (l *List) page(w widget.Want[row]) ([]row, bool, error) {
	page, err := l.seat.Desk.Documents(l.scope, screen.PageOf(w, row.number))
	if err != nil {
		return nil, false, err
	}
	now := l.seat.Now()
	rows := make([]row, len(page.Rows))
	for i, v := range page.Rows {
		l.symbols = max(l.symbols, len(v.Symbol))
		rows[i] = row{v, screen.Age(now, v.Newest().At)}
	}
	return rows, w.More(page.Earlier, page.Follow), nil
}

// Crumbs name the place, and the series if one was chosen.
func (l *List) Crumbs() []string {
	crumbs := []string{"Documents"}
	if only := l.scope.String(); only != "" {
		crumbs = append(crumbs, only)
	}
	if l.scope.ToMe {
		crumbs = append(crumbs, "to you")
	}
	return crumbs
}

// Explain says what stands here.
func (l *List) Explain() string {
	return "The documents that reach you, the newest first; of one series by their symbols. Ver.: the version that stands. By: who submits it. The library can be read as files too, with sftp."
}

// Bindings open, choose and draft.
func (l *List) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the document", "enter", "l", "right"), Foot: "open", Dead: l.none, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Document{Symbol: l.current().Symbol})
		}},
		{Key: screen.Keys("list only a series, a pillar, a year, a meeting; nothing typed lists all", "s"), Foot: "only", Do: l.choose},
		{Key: screen.Keys("list only what was circulated to you, or all", "t"), Foot: "to me", Do: l.toggle},
		{Key: screen.Keys("your drafts of documents", "d"), Foot: "drafts", Do: func() tea.Cmd { return l.seat.Nav.Open(screen.Papers{}) }},
		{Key: screen.Keys("write a new document; files come by sftp or `doc draft`", "w"), Foot: screen.Unless(l.closed, "write"),
			Dead: func() string { return fault.Sentence(l.seat.Desk.MayDraftDocument()) }, Do: func() tea.Cmd {
				return l.seat.Nav.Open(screen.Write{At: secretariat.NewDocument})
			}},
	}
	bindings = append(bindings, screen.CatchingUpOn(l.seat, secretariat.KindDocument)...)
	bindings = append(bindings, screen.Listing(l.seat, &l.list, l.moved, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	bindings = append(bindings, l.search.Bindings(l.seat, "Find a document with:", l.find)...)
	return append(bindings,
		screen.Binding{Key: screen.Keys("acknowledge its receipt for your partner", "a"), Dead: l.mayReceive, Do: func() tea.Cmd { return receive(l.seat, l.current().Symbol) }},
		screen.Binding{Key: screen.Keys("mark the document as unread", "u"), Dead: l.none, Do: func() tea.Cmd { return unread(l.seat, l.current()) }})
}

func (l *List) current() secretariat.DocumentView {
	r, _ := l.list.Row()
	return r.DocumentView
}

func (l *List) none() string {
	if l.current().Number == 0 {
		return "There is no document here."
	}
	return ""
}

func (l *List) mayReceive() string {
	if why := l.none(); why != "" {
		return why
	}
	return mayReceive(l.current())
}

// choose asks which documents are to be listed.
func (l *List) choose() tea.Cmd {
	l.seat.Nav.Prompt(screen.Prompt{
		Label: "Only:", Hint: `A series, a pillar or across, a year, new, "a meeting"; nothing for all.`, Start: l.scope.String(),
		Complete: l.seat.Desk.CompleteSeries,
		Check: func(text string) error {
			_, err := l.scope.Narrowed(text)
			return err
		},
		Done: func(text string) tea.Cmd {
			var err error
			l.scope, err = l.scope.Narrowed(text)
			l.seat.Nav.Fail(err)
			l.seat.Nav.Fail(l.list.Home())
			return l.moved()
		},
	})
	return nil
}

func (l *List) toggle() tea.Cmd {
	l.scope.ToMe = !l.scope.ToMe
	l.seat.Nav.Fail(l.list.Home())
	return nil
}

// find goes to the next document whose symbol or title has the words.
func (l *List) find(back bool) tea.Cmd {
	scope, words := l.scope, l.search
	return screen.Sought[secretariat.DocumentView]{
		Page: func(p secretariat.Page) ([]secretariat.DocumentView, bool, bool, error) {
			page, err := l.seat.Desk.Documents(scope, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(v secretariat.DocumentView) asem.Number { return v.Number },
		Matches: func(v secretariat.DocumentView) bool { return words.Matches(string(v.Symbol) + " " + v.Title) },
		Of:      "symbol or title",
		Found: func(v secretariat.DocumentView) tea.Cmd {
			if r := (row{DocumentView: v}); !l.list.Seek(r) {
				l.seat.Nav.Fail(l.list.Begin(r))
			}
			return l.moved()
		},
	}.Seek(l.seat, l, words.Words, l.current().Number, back)
}

// Update reads when the screen is shown, and says when there is more.
func (l *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		l.area = msg.Area
		l.list.Resize(msg.Area.Height - 1)
		l.list.Leaps = msg.Area.Wide()
		l.note, l.closed = "", l.seat.Desk.MayDraftDocument() != nil
		l.seat.Nav.Fail(l.list.Again())
		l.beside.Forget()
		l.beside.Look(l.shelf())
	case screen.Covered:
		l.beside.Forget()
	case screen.Changed:
		l.changed()
	}
	return nil
}

// changed says when something new is not on the screen as it stands.
func (l *List) changed() {
	fresh, err := l.seat.Desk.FreshDocuments(1)
	l.seat.Nav.Fail(err)
	if len(fresh) == 0 {
		return
	}
	stands := slices.ContainsFunc(l.list.Shown(), func(r row) bool { return r.Number == fresh[0].Number && len(r.Versions) == len(fresh[0].Versions) })
	if !stands {
		l.note = "there is more; ^R shows it"
	}
}

// columns of the list. A narrow one leaves out who submits.
func columns(width, symbol int) widget.Columns {
	by := widget.Column{Title: "By", Width: 5, Near: true}
	if width < 60 {
		by = widget.Column{Width: -1}
	}
	return widget.Columns{
		{Title: "New", Width: 3, Right: true},
		{Title: "Symbol", Width: symbol},
		{Title: "Ver.", Width: 6, Near: true},
		{Title: "Title", Near: true},
		by,
		{Title: "Last", Width: screen.AgeWidth, Right: true, Near: true},
	}.Fit(width)
}

// View draws the list.
func (l *List) View() screen.Drawn {
	width := screen.ListWidth(l.area)
	fitted := columns(width-2, l.symbols)
	rows, cursor := l.list.Draw(width, func(r row, _ int) string { return l.draw(fitted, r) })
	if len(rows) == 0 {
		rows = plain.Wrap("  "+l.empty(), width)
	}
	return screen.Drawn{Lines: l.beside.Put(append([]string{"  " + fitted.Titles()}, rows...), l.area), Cursor: screen.Point{Y: cursor + 1}, Note: l.note}
}

func (l *List) empty() string {
	switch {
	case l.scope != (secretariat.DocumentScope{}):
		return "No document like that reaches you. s and t list others."
	case l.closed:
		return "No document reaches you yet. What is circulated to you will stand here."
	}
	return "No document reaches you yet. What is circulated to you will stand here; w writes one."
}

func (l *List) draw(fitted widget.Columns, r row) string {
	fresh := ""
	if r.New {
		fresh = "new"
	}
	line := fitted.Row(fresh, string(r.Symbol), string(r.Current().Label), r.Title, strings.Join(asem.Words(r.By), " "), r.age)
	if r.New {
		return l.seat.Theme.Strong(line)
	}
	return line
}
