package drafts

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Drafts is the screen.
type Drafts struct {
	seat  *screen.Seat
	area  screen.Area
	shelf widget.Shelf[row]
	read  secretariat.Place // whose text is shown
}

// row is a draft without its text.
type row struct {
	place              secretariat.Place
	where, title, size string
	age                string
}

func sameRow(a, b row) bool { return a.place == b.place }

// New makes the screen. It reads when it is shown.
func New(seat *screen.Seat) (screen.Screen, error) {
	return &Drafts{seat: seat, shelf: widget.NewShelf(sameRow)}, nil
}

// Crumbs name the place.
func (d *Drafts) Crumbs() []string { return []string{"Drafts"} }

// Bindings go on with a draft, read it, drop it.
func (d *Drafts) Bindings() []screen.Binding {
	return []screen.Binding{
		{Key: screen.Keys("write on at the draft", "enter", "l", "right"), Foot: "write on", Dead: d.none, Do: d.open},
		{Key: screen.Keys("read the draft; then, one page of it on", "space", "pgdown"), Foot: "read", Dead: d.none, Do: d.look},
		{Key: screen.Keys("one page of the text back", "b", "pgup"), Do: func() tea.Cmd {
			d.shelf.Text.Scroll(-d.shelf.Text.Page())
			return nil
		}},
		{Key: screen.Keys("drop the draft, for good; asks first", "-", "delete"), Foot: "drop", Dead: d.none, Do: d.askDrop},
		{Key: screen.Keys("copy the text of the draft to your clipboard", "y"), Foot: "copy", Dead: d.none, Do: d.copy},
		{Key: screen.Keys("one row down", "j", "down"), Do: func() tea.Cmd { return d.move(1) }},
		{Key: screen.Keys("one row up", "k", "up"), Do: func() tea.Cmd { return d.move(-1) }},
	}
}

func (d *Drafts) none() string {
	if d.shelf.Empty() {
		return "There is no draft. What you write and do not send is kept here."
	}
	return ""
}

func (d *Drafts) move(by int) tea.Cmd {
	d.seat.Nav.Fail(d.shelf.Move(by))
	return nil
}

// Update reads the list when the screen is shown.
func (d *Drafts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		d.area = msg.Area
		d.list()
	case screen.Covered:
		d.shelf.Read(nil)
	}
	return nil
}

// list reads the drafts, and lays the one that is being read out again.
func (d *Drafts) list() {
	drafts, err := d.seat.Desk.Drafts()
	d.seat.Nav.Fail(err)
	now := d.seat.Now()
	rows := make([]row, len(drafts))
	var read []string
	for i, draft := range drafts {
		where, err := d.seat.Desk.PlaceTitle(draft.Place)
		if err != nil {
			where = string(draft.Place) // what it answers is gone; the draft is not
		}
		rows[i] = row{
			place: draft.Place, where: where, title: titleOf(draft),
			size: screen.Count(len(draft.Text), "byte"), age: screen.Age(now, draft.Saved),
		}
		if draft.Place == d.read {
			read = d.layOut(draft)
		}
	}
	d.shelf.Fill(rows, d.area.Height-1)
	d.shelf.Read(read)
}

// titleOf is the title of a draft or the first words of its text.
func titleOf(draft secretariat.Draft) string {
	if draft.Title != "" {
		return draft.Title
	}
	for line := range strings.Lines(draft.Text) {
		if line := plain.Line(line); line != "" {
			return line
		}
	}
	return ""
}

func (d *Drafts) layOut(draft secretariat.Draft) []string {
	cols := d.area.Width - 1
	head := "Kept " + d.seat.Date(draft.Saved)
	if draft.Title != "" {
		head += ": " + plain.Line(draft.Title)
	}
	var lines []string
	for _, line := range plain.Wrap(head, cols) {
		lines = append(lines, d.seat.Theme.Strong(line))
	}
	lines = append(lines, "")
	return append(lines, plain.Wrap(draft.Text, cols)...)
}

// current reads the draft with the cursor. One that was sent or dropped meanwhile
// leaves the list.
func (d *Drafts) current() (secretariat.Draft, bool) {
	r, ok := d.shelf.Row()
	if !ok {
		return secretariat.Draft{}, false
	}
	draft, there, err := d.seat.Desk.Draft(r.place)
	d.seat.Nav.Fail(err)
	if err == nil && !there {
		d.seat.Nav.Say("This draft is gone: it was sent or dropped meanwhile.")
		d.list()
	}
	return draft, there
}

func (d *Drafts) open() tea.Cmd {
	draft, ok := d.current()
	if !ok {
		return nil
	}
	return d.seat.Nav.Open(screen.Write{At: draft.Place})
}

// look shows the text of the draft with the cursor, or the next page of it.
func (d *Drafts) look() tea.Cmd {
	if r, _ := d.shelf.Row(); r.place == d.read {
		d.shelf.Text.Scroll(d.shelf.Text.Page())
		return nil
	}
	if draft, ok := d.current(); ok {
		d.read = draft.Place
		d.shelf.Read(d.layOut(draft))
	}
	return nil
}

func (d *Drafts) askDrop() tea.Cmd {
	r, _ := d.shelf.Row()
	d.seat.Nav.AskFirmly(fmt.Sprintf("Drop the draft of %s for good?", plain.Line(r.where)), func() tea.Cmd {
		return screen.Act(d.seat, func() error { return d.seat.Desk.DropDraft(r.place) }, "The draft is dropped.")
	})
	return nil
}

func (d *Drafts) copy() tea.Cmd {
	draft, ok := d.current()
	switch {
	case !ok:
		return nil
	case len(draft.Text) > paint.MaxCopy:
		d.seat.Nav.Say("This draft is too long for a clipboard.")
		return nil
	}
	d.seat.Nav.Say("The draft is on your clipboard, if your terminal takes it.")
	return paint.Copy(draft.Text)
}

// narrow is the width below which the list leaves columns out.
const narrow = 64

// columns of the list.
func columns(width int) widget.Columns {
	where, title, size := 30, 0, 11
	if width < narrow {
		where, title, size = 0, -1, -1
	}
	return widget.Columns{
		{Title: "Where", Width: where},
		{Title: "Title, or how it begins", Width: title},
		{Title: "Size", Width: size, Right: true},
		{Title: "Kept", Width: screen.AgeWidth, Right: true},
	}.Fit(width)
}

// View draws the list with the text below it.
func (d *Drafts) View() screen.Drawn {
	width := d.area.Width - 1
	if d.shelf.Empty() {
		lines := plain.Wrap("No draft. What you write and do not send is kept here; w on a board begins a topic, r on a post a reply.", width)
		return screen.Drawn{Lines: lines}
	}
	fitted := columns(width - 2)
	rows, cursor := d.shelf.Draw(width, func(r row, _ int) string { return fitted.Row(r.where, r.title, r.size, r.age) })
	lines := append([]string{plain.Cut("  "+fitted.Titles(), width)}, rows...)
	return screen.Drawn{Lines: lines[:min(len(lines), d.area.Height)], Cursor: screen.Point{Y: cursor + 1}}
}
