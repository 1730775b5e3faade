package letters

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Letter is the screen of one letter.
type Letter struct {
	seat   *screen.Seat
	area   screen.Area
	view   secretariat.LetterView // without its text
	text   widget.Text
	closed bool // the delegate answers no letters
}

// New makes the screen of a letter, or says why there is none.
func New(seat *screen.Seat, at screen.Letter) (screen.Screen, error) {
	l := &Letter{seat: seat}
	var err error
	l.view, err = seat.Desk.Letter(at.Number)
	l.view.Text = ""
	return l, err
}

// Crumbs name the letter.
func (l *Letter) Crumbs() []string {
	return []string{"Letters", l.view.Number.String() + " " + plain.Line(l.view.Subject)}
}

// Explain says what stands here.
func (l *Letter) Explain() string {
	return "A letter. It is read by whom it was sent to, by whoever holds an office or mission that it was sent to, and by nobody else. J and K go through the exchange that it belongs to."
}

// Bindings read, answer, pass on and file.
func (l *Letter) Bindings() []screen.Binding {
	n := l.view.Number
	mayWrite := func() string { return fault.Sentence(l.seat.Desk.MayCorrespond()) }
	write := func(at secretariat.Place, quote bool) func() tea.Cmd {
		return func() tea.Cmd { return l.seat.Nav.Open(screen.Write{At: at, Quote: quote}) }
	}
	bindings := []screen.Binding{
		{Key: screen.Keys("reply to its sender", "r"), Foot: screen.Unless(l.closed, "reply"), Dead: mayWrite, Do: write(secretariat.AnswerTo(n, false), false)},
		{Key: screen.Keys("reply to its sender, quoting it", "R"), Dead: mayWrite, Do: write(secretariat.AnswerTo(n, false), true)},
		{Key: screen.Keys("reply to all", "A"), Foot: screen.Unless(l.closed, "reply to all"), Dead: mayWrite, Do: write(secretariat.AnswerTo(n, true), false)},
		{Key: screen.Keys("forward it", "f"), Foot: screen.Unless(l.closed, "forward"), Dead: mayWrite, Do: write(secretariat.ForwardOf(n), false)},
		{Key: screen.Keys("the next letter of the exchange", "J"), Do: func() tea.Cmd { return l.step(secretariat.Page{Before: n, Limit: 1}) }},
		{Key: screen.Keys("the letter before it in the exchange", "K"), Do: func() tea.Cmd { return l.step(secretariat.Page{After: n, Limit: 1}) }},
		{Key: screen.Keys("follow a reference like #123 in the letter", "enter", "l", "right"), Do: l.follow},
		screen.Citing(l.seat, "the letter", n.String),
		{Key: screen.Keys("mark it as unread", "u"), Do: func() tea.Cmd { return unread(l.seat, l.view) }},
		{Key: screen.Keys("copy its text to your clipboard", "y"), Do: l.copy},
	}
	bindings = append(bindings, screen.Reading(&l.text, func() tea.Cmd { return screen.OpenNextNew(l.seat, 0) })...)
	return append(bindings, filing(l.seat, func() secretariat.LetterView { return l.view }, func() string { return "" })...)
}

// step goes to another letter of the exchange.
func (l *Letter) step(p secretariat.Page) tea.Cmd {
	page, err := l.seat.Desk.Exchange(l.view.Number, p)
	switch {
	case err != nil:
		l.seat.Nav.Fail(err)
	case len(page.Rows) == 0 && p.Before != 0:
		l.seat.Nav.Say("This is the last letter of the exchange.")
	case len(page.Rows) == 0:
		l.seat.Nav.Say("This is the first letter of the exchange that you can read.")
	default:
		return l.seat.Nav.Replace(screen.Letter{Number: page.Rows[0].Number})
	}
	return nil
}

// follow opens what the letter refers to.
func (l *Letter) follow() tea.Cmd {
	view, err := l.seat.Desk.Letter(l.view.Number)
	if err != nil {
		l.seat.Nav.Fail(err)
		return nil
	}
	return screen.OpenReference(l.seat, view.Number, view.Text, view.ReplyTo, view.Forward)
}

func (l *Letter) copy() tea.Cmd {
	view, err := l.seat.Desk.Letter(l.view.Number)
	if err != nil {
		l.seat.Nav.Fail(err)
		return nil
	}
	return screen.CopyText(l.seat, view.Number.String(), view.Text, view.Withheld, fmt.Sprintf("letter show %d --text", view.Number))
}

// Update reads when the screen is shown, marks the letter as read, and closes it where it
// reaches the delegate no more.
func (l *Letter) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		l.area = msg.Area
		l.closed = l.seat.Desk.MayCorrespond() != nil
		return l.show()
	case screen.Changed:
		if _, err := l.seat.Desk.Letter(l.view.Number); err != nil {
			l.lost(err)
		}
	case screen.Covered:
		l.text.Set(nil, l.area.Height)
	}
	return nil
}

func (l *Letter) show() tea.Cmd {
	view, err := l.seat.Desk.Letter(l.view.Number)
	if err != nil {
		l.lost(err)
		return nil
	}
	lines := l.layOut(view)
	view.Text = ""
	l.view = view
	l.text.Set(lines, l.area.Height)
	if !view.New {
		return nil
	}
	return screen.MarkRead(l.seat, secretariat.KindLetter, view.Seen())
}

// lost shows why there is nothing more to read here, and forgets what it was about.
func (l *Letter) lost(err error) {
	l.view.Subject = ""
	l.text.Set(plain.Wrap(fault.Sentence(err), l.area.Width-1), l.area.Height)
}

// layOut is the letter in lines: its subject, its facts, its text and its files.
func (l *Letter) layOut(v secretariat.LetterView) []string {
	cols := min(l.area.Width-1, screen.Measure)
	lines := plain.Wrap(plain.Line(v.Subject), cols)
	for i := range lines {
		lines[i] = l.seat.Theme.Strong(lines[i])
	}
	for _, fact := range l.facts(v) {
		lines = append(lines, plain.Wrap(plain.Line(fact), cols)...)
	}
	lines = append(lines, "")
	if v.Withheld != "" {
		lines = append(lines, plain.Wrap("("+v.Withheld+")", cols)...)
	}
	lines = append(lines, plain.Wrap(v.Text, cols)...)
	for i, f := range v.Files {
		lines = append(lines, plain.Cut(fmt.Sprintf("[file %d: %s, %s; `letter save %d %d` fetches it]", i+1, plain.Line(f.Name), screen.Count(int(f.Bytes), "byte"), v.Number, i+1), cols))
	}
	return lines
}

// facts are what there is to know before reading, one to a line.
func (l *Letter) facts(v secretariat.LetterView) []string {
	facts := []string{
		fmt.Sprintf("%s, %s, %s", v.Number, screen.AuthorOf(v.From), l.seat.Date(v.At)),
		"To " + asem.Listed(v.To),
	}
	if len(v.Cc) > 0 {
		facts = append(facts, "Copy to "+asem.Listed(v.Cc))
	}
	switch {
	case v.ReplyTo != 0:
		facts = append(facts, "In answer to "+v.ReplyTo.String()+"; K goes there")
	case v.Forward != 0:
		facts = append(facts, "Passes on "+v.Forward.String())
	}
	if v.Folder == secretariat.FolderKept || v.Folder == secretariat.FolderRemoved {
		facts = append(facts, "You "+string(v.Folder)+" it")
	}
	return facts
}

// View draws the lines on the screen.
func (l *Letter) View() screen.Drawn { return screen.Drawn{Lines: l.text.Window()} }
