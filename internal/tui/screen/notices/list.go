package notices

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// List is the screen that lists notices.
type List struct {
	seat    *screen.Seat
	area    screen.Area
	list    widget.List[row]
	all     bool // expired ones too
	closed  bool // the delegate posts none
	silent  bool // the delegate does not speak for their partner
	numbers int  // columns of the widest number seen
	note    string
	beside  screen.Beside
	search  screen.Search
}

// row is a notice with what is shown of its times.
type row struct {
	secretariat.NoticeView
	age string
}

func (r row) number() asem.Number { return r.Number }

func sameRow(a, b row) bool { return a.Number == b.Number }

// NewList makes the screen. It reads when it is shown.
func NewList(seat *screen.Seat) (screen.Screen, error) {
	l := &List{seat: seat, numbers: 5}
	l.list = widget.NewList(l.page, sameRow)
	return l, nil
}

// page reads a page for the list.
func (l *List) page(w widget.Want[row]) ([]row, bool, error) {
	page, err := l.seat.Desk.Notices(l.scope(), screen.PageOf(w, row.number))
	if err != nil {
		return nil, false, err
	}
	now := l.seat.Now()
	rows := make([]row, len(page.Rows))
	for i, n := range page.Rows {
		l.numbers = max(l.numbers, len(n.Number.String()))
		rows[i] = row{n, screen.Age(now, n.Current().At)}
	}
	return rows, w.More(page.Earlier, page.Follow), nil
}

func (l *List) scope() secretariat.NoticeScope {
	if l.all {
		return secretariat.AllNotices
	}
	return secretariat.CurrentNotices
}

// Crumbs name the place.
func (l *List) Crumbs() []string { return []string{"Notices"} }

// Explain says what stands here.
func (l *List) Explain() string {
	return "The notices that reach you, pinned ones first, then the newest. P: pinned. C: corrected. !: flash, +: priority. Acks: the partners that have acknowledged, of those that were asked; * before it if yours has not. Opening a notice tells nobody."
}

// Bindings open, acknowledge, and post.
func (l *List) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the notice", "enter", "l", "right"), Foot: "open", Dead: l.none, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Notice{Number: l.current().Number})
		}},
		{Key: screen.Keys("acknowledge the notice for your partner", "a"), Foot: screen.Unless(l.silent, "acknowledge"), Dead: l.mayAck, Do: func() tea.Cmd {
			return acknowledge(l.seat, l.current().Notice)
		}},
		{Key: screen.Keys("post a notice", "w"), Foot: screen.Unless(l.closed, "post"), Dead: func() string { return fault.Sentence(l.seat.Desk.MayNotify()) }, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Write{At: secretariat.NewNotice})
		}},
		{Key: screen.Keys("show expired ones too, or leave them out", "t"), Do: l.toggle},
	}
	bindings = append(bindings, screen.CatchingUpOn(l.seat, secretariat.KindNotice)...)
	bindings = append(bindings, screen.Listing(l.seat, &l.list, l.moved, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	bindings = append(bindings, l.search.Bindings(l.seat, "Find a notice with:", l.find)...)
	return append(bindings,
		screen.Binding{Key: screen.Keys("mark the notice as unread", "u"), Dead: l.none, Do: func() tea.Cmd { return unread(l.seat, l.current().Number) }},
		pin(l.seat, l.current, l.none))
}

// find goes to the next notice whose title has the words.
func (l *List) find(back bool) tea.Cmd {
	scope, words := l.scope(), l.search
	return screen.Sought[secretariat.NoticeView]{
		Page: func(p secretariat.Page) ([]secretariat.NoticeView, bool, bool, error) {
			page, err := l.seat.Desk.Notices(scope, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(v secretariat.NoticeView) asem.Number { return v.Number },
		Matches: func(v secretariat.NoticeView) bool { return words.Matches(v.Title) },
		Of:      "title",
		Found: func(v secretariat.NoticeView) tea.Cmd {
			if r := (row{NoticeView: v}); !l.list.Seek(r) {
				l.seat.Nav.Fail(l.list.Begin(r))
			}
			return l.moved()
		},
	}.Seek(l.seat, l, words.Words, l.current().Number, back)
}

func (l *List) current() secretariat.NoticeView {
	r, _ := l.list.Row()
	return r.NoticeView
}

func (l *List) none() string {
	if l.current().Number == 0 {
		return "There is no notice here."
	}
	return ""
}

func (l *List) mayAck() string {
	if why := l.none(); why != "" {
		return why
	}
	return mayAck(l.current())
}

func (l *List) toggle() tea.Cmd {
	l.all = !l.all
	l.seat.Nav.Fail(l.list.Home())
	if l.all {
		l.seat.Nav.Say("Expired notices are listed too.")
	}
	return nil
}

// Update reads when the screen is shown, and counts when something has changed.
func (l *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		l.area = msg.Area
		l.list.Resize(msg.Area.Height - 1)
		l.list.Leaps = msg.Area.Wide()
		l.note, l.closed, l.silent = "", l.seat.Desk.MayNotify() != nil, l.seat.Desk.MayAcknowledge() != nil
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

// changed shows in place how the notices on the screen stand now, and says when there
// are others.
func (l *List) changed() {
	shown := l.list.Shown()
	limit := max(len(shown), 1)
	p := secretariat.Page{Limit: limit}
	page, err := l.seat.Desk.Notices(l.scope(), p)
	if err != nil {
		l.seat.Nav.Fail(err)
		return
	}
	known := map[asem.Number]secretariat.NoticeView{}
	for _, n := range page.Rows {
		known[n.Number] = n
	}
	for i := range shown {
		if n, ok := known[shown[i].Number]; ok {
			shown[i].NoticeView = n
			delete(known, n.Number)
		}
	}
	for _, n := range known {
		if n.New {
			l.note = "there is more; ^R shows it"
		}
	}
}

// columns of the list.
func columns(width, number int) widget.Columns {
	return widget.Columns{
		{Title: "New", Width: 3, Right: true},
		{Title: "", Width: 3, Near: true},
		{Title: "No.", Width: number, Near: true},
		{Title: "Title", Near: true},
		{Title: "By", Width: 3, Near: true},
		{Title: "Acks", Width: 6, Right: true, Near: true},
		{Title: "Last", Width: screen.AgeWidth, Right: true, Near: true},
	}.Fit(width)
}

// View draws the list.
func (l *List) View() screen.Drawn {
	width := screen.ListWidth(l.area)
	fitted := columns(width-2, l.numbers)
	rows, cursor := l.list.Draw(width, func(r row, _ int) string { return l.draw(fitted, r) })
	if len(rows) == 0 {
		words := "  No notice to you. What coordinators and moderators post will stand here"
		if l.closed {
			words += "."
		} else {
			words += "; w posts one."
		}
		rows = plain.Wrap(words, width)
	}
	return screen.Drawn{Lines: l.beside.Put(append([]string{"  " + fitted.Titles()}, rows...), l.area), Cursor: screen.Point{Y: cursor + 1}, Note: l.note}
}

func (l *List) draw(fitted widget.Columns, r row) string {
	fresh := ""
	if r.New {
		fresh = "new"
	}
	line := fitted.Row(fresh, marks(r.NoticeView), r.Number.String(), r.Title, string(r.Author.Partner), acks(r.NoticeView), r.age)
	if r.New || r.Asks && r.Ack == nil {
		return l.seat.Theme.Strong(line)
	}
	return line
}

// marks of a notice: its level, and what was done to it.
func marks(n secretariat.NoticeView) string {
	words := map[notice.Level]string{notice.Flash: "!", notice.Priority: "+"}[n.Level]
	if n.Pinned != 0 {
		words += "P"
	}
	if n.Corrected() {
		words += "C"
	}
	return words
}

func acks(n secretariat.NoticeView) string {
	if len(n.Asked) == 0 {
		return ""
	}
	cell := fmt.Sprintf("%d/%d", len(n.Acks), len(n.Asked))
	if n.Asks && n.Ack == nil {
		return "*" + cell
	}
	return cell
}
