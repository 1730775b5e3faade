package records

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// List is the screen that lists the records of a kind.
type List struct {
	seat   *screen.Seat
	area   screen.Area
	index  dossier.Index
	list   widget.List[dossier.Row]
	narrow string // to what the list is narrowed; empty for all
	search screen.Search
}

func same(a, b dossier.Row) bool { return a.Ref == b.Ref && a.Name == b.Name }

// NewList makes the screen. It reads when it is shown.
func NewList(seat *screen.Seat, at screen.Records) (screen.Screen, error) {
	index, err := dossier.List(seat.Desk, at.Of)
	l := &List{seat: seat, index: index}
	l.list = widget.NewList(l.page, same)
	return l, err
}

func (l *List) page(w widget.Want[dossier.Row]) ([]dossier.Row, bool, error) {
	page, err := l.index.Page(l.narrow, screen.PageOf(w, func(r dossier.Row) asem.Number { return r.Key }))
	return page.Rows, w.More(page.Earlier, page.Follow), err
}

// Crumbs name the place, and to what it is narrowed.
func (l *List) Crumbs() []string {
	if l.narrow != "" {
		return []string{l.index.Title, l.narrow}
	}
	return []string{l.index.Title}
}

// Explain says what stands here.
func (l *List) Explain() string { return l.index.Explain }

// Bindings open a record, narrow the list, and do what the list offers.
func (l *List) Bindings() []screen.Binding {
	bindings := []screen.Binding{{Key: screen.Keys("open it", "enter", "l", "right"), Foot: "open", Dead: l.none, Do: func() tea.Cmd {
		return l.seat.Nav.Open(screen.AtRef(l.current().Ref))
	}}}
	if l.index.Narrow != nil {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("narrow the list: "+l.index.Narrows, "f"), Foot: "narrow", Do: l.askNarrow})
	}
	if l.index.Of == secretariat.KindMeeting {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("the calendar of a month or a year", "v"), Foot: "calendar", Do: func() tea.Cmd { return l.seat.Nav.Open(screen.Calendar{}) }})
	}
	for _, deed := range l.index.Deeds {
		dead := deed.Why
		if deed.Key == "z" { // it is done to a row
			dead = l.none
		}
		bindings = append(bindings, screen.Binding{Key: screen.Keys(deed.Does, deed.Key), Foot: deed.Foot, Dead: dead, Do: func() tea.Cmd {
			return begin(l.seat, deed, l.current())
		}})
	}
	bindings = append(bindings, screen.Listing(l.seat, &l.list, nil, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	if slices.Contains(secretariat.RecordKinds(), l.index.Of) {
		bindings = append(bindings, screen.CatchingUpOn(l.seat, l.index.Of)...)
	}
	return append(bindings, l.search.Bindings(l.seat, "Find in the list:", l.find)...)
}

// askNarrow asks to what the list is narrowed; nothing is all.
func (l *List) askNarrow() tea.Cmd {
	l.seat.Nav.Prompt(screen.Prompt{Label: "Only:", Hint: "By " + l.index.Narrows + "; nothing for all.", Start: l.narrow, Check: l.index.Narrow,
		Done: func(words string) tea.Cmd {
			l.narrow = words
			l.seat.Nav.Fail(l.list.Home())
			return nil
		}})
	return nil
}

// find goes to the next row that has the words.
func (l *List) find(back bool) tea.Cmd {
	narrow, words := l.narrow, l.search
	return screen.Sought[dossier.Row]{
		Page: func(p secretariat.Page) ([]dossier.Row, bool, bool, error) {
			page, err := l.index.Page(narrow, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(r dossier.Row) asem.Number { return r.Key },
		Matches: func(r dossier.Row) bool { return words.Matches(strings.Join(r.Cells, " ")) },
		Of:      "row",
		Found: func(r dossier.Row) tea.Cmd {
			if !l.list.Seek(r) {
				l.seat.Nav.Fail(l.list.Begin(r))
			}
			return nil
		},
	}.Seek(l.seat, l, words.Words, l.current().Key, back)
}

func (l *List) current() dossier.Row {
	r, _ := l.list.Row()
	return r
}

func (l *List) none() string {
	if _, ok := l.list.Row(); !ok {
		return "There is nothing here to open."
	}
	return ""
}

// Update reads when the screen is shown, and when something of the kind has changed.
func (l *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		l.area = msg.Area
		l.list.Resize(msg.Area.Height - 1)
		l.seat.Nav.Fail(l.list.Again())
	case screen.Changed:
		if msg.What.Has(l.index.Of) {
			l.seat.Nav.Fail(l.list.Again())
		}
	}
	return nil
}

func (l *List) columns(width int) widget.Columns {
	var columns widget.Columns
	for _, c := range l.index.Columns {
		columns = append(columns, widget.Column{Title: c.Title, Width: c.Width, Right: c.Right, Near: len(columns) > 0})
	}
	return columns.Fit(width)
}

// View draws the list.
func (l *List) View() screen.Drawn {
	width := l.area.Width - 1
	fitted := l.columns(width - 2)
	rows, cursor := l.list.Draw(width, func(r dossier.Row, _ int) string {
		line := fitted.Row(r.Cells...)
		if r.New || r.Strong {
			return l.seat.Theme.Strong(line)
		}
		return line
	})
	if len(rows) == 0 {
		rows = plain.Wrap("  "+l.index.Empty, width)
	}
	return screen.Drawn{Lines: append([]string{"  " + fitted.Titles()}, rows...), Cursor: screen.Point{Y: cursor + 1}}
}

// begin does a deed: it opens the composer, or asks for what there is to say and then does
// it.
func begin(seat *screen.Seat, deed dossier.Deed, on dossier.Row) tea.Cmd {
	if deed.Write != "" {
		return seat.Nav.Open(screen.Write{At: deed.Write})
	}
	d := &doing{seat: seat, deed: deed, on: on, values: map[string]string{}}
	for name, v := range deed.Values {
		d.values[name] = v
	}
	return d.ask(0)
}

// doing is a deed of which the fields are asked for.
type doing struct {
	seat   *screen.Seat
	deed   dossier.Deed
	on     dossier.Row
	values map[string]string
}

// ask asks for a field, and then for the next one; Up and Down go to the others. After the
// last it is done.
func (d *doing) ask(i int) tea.Cmd {
	if i >= len(d.deed.Fields) {
		return d.confirm()
	}
	f := d.deed.Fields[i]
	take := func(text string, next int) tea.Cmd {
		d.values[f.Name] = text
		return d.ask(next)
	}
	d.seat.Nav.Prompt(screen.Prompt{
		Label: f.Label + ":", Hint: f.About, Start: d.values[f.Name], Limit: 2000, Complete: f.Complete,
		Check: func(text string) error {
			switch {
			case text == "" && f.Need:
				return fault.New(fault.Usage, "%s is needed.", f.Label).Then("Esc leaves it all as it is.")
			case text == "" || f.Check == nil:
				return nil
			}
			return f.Check(text)
		},
		Done:   func(text string) tea.Cmd { return take(text, i+1) },
		Beside: func(text string, by int) tea.Cmd { return take(text, min(max(i+by, 0), len(d.deed.Fields)-1)) },
	})
	return nil
}

func (d *doing) confirm() tea.Cmd {
	if d.deed.Leads != nil {
		return d.seat.Nav.Open(screen.Record{Ref: d.deed.Leads(d.values)})
	}
	if d.deed.Question == "" {
		return d.do()
	}
	d.seat.Nav.AskFirmly(d.deed.Question, d.do)
	return nil
}

func (d *doing) do() tea.Cmd {
	said := ""
	return screen.Work(func() (err error) {
		_, said, err = d.deed.Perform(d.on, d.values)
		return err
	}, func(err error) tea.Cmd {
		if err != nil {
			d.seat.Nav.Fail(err)
			return nil
		}
		d.seat.Nav.Say(said)
		d.seat.Nav.Refresh()
		return d.seat.Nav.Again()
	})
}
