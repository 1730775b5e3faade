package letters

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// List is the screen of one folder.
type List struct {
	seat    *screen.Seat
	area    screen.Area
	folder  secretariat.Folder
	list    widget.List[row]
	closed  bool // the delegate writes no letters
	numbers int  // columns of the widest number seen
	note    string
	beside  screen.Beside
	search  screen.Search
}

// row is a letter with what is shown of it.
type row struct {
	secretariat.LetterView
	who, age string
}

func (r row) number() asem.Number { return r.Number }

func sameRow(a, b row) bool { return a.Number == b.Number }

// NewList makes the screen of a folder; it reads when it is shown.
func NewList(seat *screen.Seat, at screen.Letters) (screen.Screen, error) {
	l := &List{seat: seat, folder: at.Folder, numbers: 5}
	if l.folder == "" {
		l.folder = secretariat.FolderIn
	}
	l.list = widget.NewList(l.page, sameRow)
	return l, nil
}

// page reads a page for the list.
func (l *List) page(w widget.Want[row]) ([]row, bool, error) {
	page, err := l.seat.Desk.Letters(l.folder, screen.PageOf(w, row.number))
	if err != nil {
		return nil, false, err
	}
	now := l.seat.Now()
	rows := make([]row, len(page.Rows))
	for i, view := range page.Rows {
		l.numbers = max(l.numbers, len(view.Number.String()))
		rows[i] = row{view, l.who(view), screen.Age(now, view.At)}
	}
	return rows, w.More(page.Earlier, page.Follow), nil
}

// who is what tells letters of a folder apart: the sender, or whom one wrote to.
func (l *List) who(v secretariat.LetterView) string {
	if v.Mine {
		return "to " + asem.Listed(v.To)
	}
	return screen.ShortOf(v.From)
}

// titles of the folders.
var titles = map[secretariat.Folder]string{
	secretariat.FolderIn: "In", secretariat.FolderSent: "Sent", secretariat.FolderKept: "Kept", secretariat.FolderRemoved: "Removed",
}

// Crumbs name the folder.
func (l *List) Crumbs() []string { return []string{"Letters", titles[l.folder]} }

// Explain says what stands here.
func (l *List) Explain() string {
	return "Your letters, the newest first, a folder at a time: in, sent, kept, removed. What you keep or remove is so for you alone. A letter to an office or a mission is read by whoever holds it now. F: it brings files."
}

// Bindings open, write, answer and file.
func (l *List) Bindings() []screen.Binding {
	mayWrite := func() string { return fault.Sentence(l.seat.Desk.MayCorrespond()) }
	bindings := []screen.Binding{
		{Key: screen.Keys("open the letter", "enter", "l", "right"), Foot: "open", Dead: l.none, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Letter{Number: l.current().Number})
		}},
		{Key: screen.Keys("write a letter", "w"), Foot: screen.Unless(l.closed, "write"), Dead: mayWrite, Do: func() tea.Cmd {
			return l.seat.Nav.Open(screen.Write{At: secretariat.NewLetter})
		}},
		{Key: screen.Keys("the next folder: in, sent, kept, removed", "f"), Foot: "next folder", Do: func() tea.Cmd { return l.turn(1) }},
		{Key: screen.Keys("the folder before", "F"), Do: func() tea.Cmd { return l.turn(-1) }},
	}
	bindings = append(bindings, screen.CatchingUpOn(l.seat, secretariat.KindLetter)...)
	bindings = append(bindings, screen.Listing(l.seat, &l.list, l.moved, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	bindings = append(bindings, l.search.Bindings(l.seat, "Find a letter with:", l.find)...)
	bindings = append(bindings, filing(l.seat, l.current, l.none)...)
	return append(bindings, screen.Binding{Key: screen.Keys("mark the letter as unread", "u"), Dead: l.none, Do: func() tea.Cmd { return unread(l.seat, l.current()) }})
}

func (l *List) current() secretariat.LetterView {
	r, _ := l.list.Row()
	return r.LetterView
}

func (l *List) none() string {
	if l.current().Number == 0 {
		return "There is no letter here."
	}
	return ""
}

// turn goes to another folder, round at the ends.
func (l *List) turn(by int) tea.Cmd {
	folders := secretariat.Folders()
	at := slices.Index(folders, l.folder)
	l.folder = folders[(at+by+len(folders))%len(folders)]
	l.seat.Nav.Fail(l.list.Home())
	return nil
}

// find goes to the next letter of the folder whose subject or sender has the words.
func (l *List) find(back bool) tea.Cmd {
	folder, words := l.folder, l.search
	return screen.Sought[secretariat.LetterView]{
		Page: func(p secretariat.Page) ([]secretariat.LetterView, bool, bool, error) {
			page, err := l.seat.Desk.Letters(folder, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(v secretariat.LetterView) asem.Number { return v.Number },
		Matches: func(v secretariat.LetterView) bool { return words.Matches(v.Subject + " " + l.who(v)) },
		Of:      "subject or sender",
		Found: func(v secretariat.LetterView) tea.Cmd {
			if r := (row{LetterView: v}); !l.list.Seek(r) {
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
		l.note, l.closed = "", l.seat.Desk.MayCorrespond() != nil
		l.seat.Nav.Fail(l.list.Again())
		l.beside.Forget()
		l.beside.Look(l.shelf())
	case screen.Covered:
		l.beside.Forget()
	case screen.Changed:
		page, err := l.seat.Desk.Letters(l.folder, secretariat.Page{Limit: 1})
		l.seat.Nav.Fail(err)
		if shown := l.list.Shown(); len(page.Rows) > 0 && page.Rows[0].New && (len(shown) == 0 || page.Rows[0].Number > shown[0].Number) {
			l.note = "there is more; ^R shows it"
		}
	}
	return nil
}

// columns of the list.
func columns(width, number int) widget.Columns {
	who := 24
	if width < 60 {
		who = 12
	}
	return widget.Columns{
		{Title: "New", Width: 3, Right: true},
		{Title: "", Width: 1, Near: true},
		{Title: "No.", Width: number, Near: true},
		{Title: "From or to", Width: who},
		{Title: "Subject"},
		{Title: "Sent", Width: screen.AgeWidth, Right: true, Near: true},
	}.Fit(width)
}

// View draws the list.
func (l *List) View() screen.Drawn {
	width := screen.ListWidth(l.area)
	fitted := columns(width-2, l.numbers)
	rows, cursor := l.list.Draw(width, func(r row, _ int) string { return l.draw(fitted, r) })
	if len(rows) == 0 {
		rows = plain.Wrap("  "+l.empty(), width)
	}
	return screen.Drawn{Lines: l.beside.Put(append([]string{"  " + fitted.Titles()}, rows...), l.area), Cursor: screen.Point{Y: cursor + 1}, Note: l.note}
}

func (l *List) empty() string {
	switch l.folder {
	case secretariat.FolderSent:
		return "You sent no letter yet; w writes one. f shows the other folders."
	case secretariat.FolderKept:
		return "You kept no letter; * on a letter keeps it. f shows the other folders."
	case secretariat.FolderRemoved:
		return "You removed no letter; D on a letter removes it. f shows the other folders."
	}
	if l.closed {
		return "No letter to you, your partner, your mission or your offices yet."
	}
	return "No letter to you, your partner, your mission or your offices yet; w writes one."
}

func (l *List) draw(fitted widget.Columns, r row) string {
	fresh, files := "", ""
	if r.New {
		fresh = "new"
	}
	if len(r.Files) > 0 {
		files = "F"
	}
	line := fitted.Row(fresh, files, r.Number.String(), r.who, r.Subject, r.age)
	if r.New {
		return l.seat.Theme.Strong(line)
	}
	return line
}
