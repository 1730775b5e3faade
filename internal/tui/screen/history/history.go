package history

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// History is the screen.
type History struct {
	seat   *screen.Seat
	area   screen.Area
	number asem.Number
	crumbs []string
	// versions reads them; the first one comes first.
	versions func(asem.Number) ([]secretariat.VersionView, error)
	shelf    widget.Shelf[row]
	count    int    // of the versions listed
	read     int    // the version whose text is shown; 0 before the first
	note     string // that there is a newer version
}

// row is a version without its text.
type row struct {
	no                int
	when, size, title string
	state             string
}

func sameRow(a, b row) bool { return a.no == b.no }

// New makes the screen of the versions of a post or a notice, or says why there is none.
func New(seat *screen.Seat, at screen.History) (screen.Screen, error) {
	h := &History{seat: seat, number: at.Number, shelf: widget.NewShelf(sameRow)}
	to, err := seat.Desk.Find(at.Number.String())
	if err != nil {
		return nil, err
	}
	what := "Versions of " + at.Number.String()
	if to.Kind == secretariat.KindNotice {
		h.crumbs, h.versions = []string{"Notices", what}, seat.Desk.NoticeHistory
	} else {
		board, err := seat.Desk.Board(to.Board)
		if err != nil {
			return nil, err
		}
		h.crumbs, h.versions = []string{board.Pillar.Title(), board.Title, what}, seat.Desk.History
	}
	versions, err := h.versions(at.Number)
	h.count = len(versions)
	return h, err
}

// Crumbs name the post under its board, or the notice.
func (h *History) Crumbs() []string { return h.crumbs }

// Bindings choose a version and read it.
func (h *History) Bindings() []screen.Binding {
	return []screen.Binding{
		{Key: screen.Keys("read the version with the cursor", "enter", "l", "right"), Foot: "read", Do: h.open},
		{Key: screen.Keys("to an older version", "j", "down"), Do: func() tea.Cmd { return h.move(1) }},
		{Key: screen.Keys("to a newer version", "k", "up"), Do: func() tea.Cmd { return h.move(-1) }},
		{Key: screen.Keys("one page of the text on", "space", "pgdown"), Foot: "page on", Do: func() tea.Cmd { return h.scroll(h.shelf.Text.Page()) }},
		{Key: screen.Keys("one page of the text back", "b", "pgup"), Foot: "page back", Do: func() tea.Cmd { return h.scroll(-h.shelf.Text.Page()) }},
		{Key: screen.Keys("copy the text of the version to your clipboard", "y"), Do: h.copy},
	}
}

func (h *History) move(by int) tea.Cmd {
	h.seat.Nav.Fail(h.shelf.Move(by))
	return nil
}

func (h *History) scroll(by int) tea.Cmd {
	h.shelf.Text.Scroll(by)
	return nil
}

// Update reads the versions when the screen is shown, and says so when there is
// another one.
func (h *History) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		h.area = msg.Area
		h.show()
	case screen.Changed:
		versions, err := h.versions(h.number)
		h.seat.Nav.Fail(err)
		if len(versions) > h.count {
			h.note = "a new version; ^R shows it"
		}
	case screen.Covered:
		h.shelf.Read(nil)
	}
	return nil
}

// show lists the versions, the newest first, and shows the text that is being read.
func (h *History) show() {
	versions, err := h.versions(h.number)
	if err != nil {
		h.seat.Nav.Fail(err)
		h.shelf.Fill(nil, h.area.Height-1)
		return
	}
	h.count = len(versions)
	rows := make([]row, h.count)
	for i, v := range versions {
		rows[i] = h.row(v)
	}
	slices.Reverse(rows)
	h.shelf.Fill(rows, h.area.Height-1)
	h.note = ""
	if h.read == 0 {
		h.read = h.count
	}
	h.lay(versions[h.read-1])
}

func (h *History) row(v secretariat.VersionView) row {
	r := row{no: v.No, when: h.seat.Date(v.At), size: screen.Count(v.Bytes, "byte"), title: v.Title}
	switch {
	case v.Withheld != "":
		r.state = "withheld"
	case v.No == h.count:
		r.state = "as it stands"
	}
	return r
}

// lay shows the text of a version.
func (h *History) lay(v secretariat.VersionView) {
	h.read = v.No
	cols := h.area.Width - 1
	head := fmt.Sprintf("Version %d of %d, %s", v.No, h.count, h.seat.Date(v.At))
	lines := []string{h.seat.Theme.Strong(plain.Cut(head, cols))}
	for _, line := range plain.Wrap(plain.Line(v.Title), cols) {
		lines = append(lines, h.seat.Theme.Strong(line))
	}
	lines = append(lines, "")
	h.shelf.Read(append(lines, plain.Wrap(v.Text+v.Withheld, cols)...))
}

// chosen reads the version with the cursor.
func (h *History) chosen() (v secretariat.VersionView, ok bool) {
	r, ok := h.shelf.Row()
	if !ok {
		return v, false
	}
	versions, err := h.versions(h.number)
	if err != nil || r.no > len(versions) {
		h.seat.Nav.Fail(err)
		return v, false
	}
	return versions[r.no-1], true
}

func (h *History) open() tea.Cmd {
	if v, ok := h.chosen(); ok {
		h.lay(v)
	}
	return nil
}

func (h *History) copy() tea.Cmd {
	v, ok := h.chosen()
	switch {
	case !ok:
		return nil
	case v.Withheld != "":
		h.seat.Nav.Say(v.Withheld)
		return nil
	case len(v.Text) > paint.MaxCopy:
		h.seat.Nav.Say("This version is too long for a clipboard.")
		return nil
	}
	h.seat.Nav.Say(fmt.Sprintf("Version %d is on your clipboard, if your terminal takes it.", v.No))
	return paint.Copy(v.Text)
}

// narrow is the width below which the list leaves columns out.
const narrow = 64

// columns of the list.
func columns(width int) widget.Columns {
	title, state := 0, 12
	if width < narrow {
		title, state = -1, 0
	}
	return widget.Columns{
		{Title: "No", Width: 3, Right: true},
		{Title: "Date", Width: 22},
		{Title: "Size", Width: 12, Right: true},
		{Title: "State", Width: state},
		{Title: "Title", Width: title},
	}.Fit(width)
}

// View draws the list with the text below it.
func (h *History) View() screen.Drawn {
	width := h.area.Width - 1
	fitted := columns(width - 2)
	rows, cursor := h.shelf.Draw(width, func(r row, _ int) string {
		return fitted.Row(fmt.Sprint(r.no), r.when, r.size, r.state, r.title)
	})
	lines := append([]string{plain.Cut("  "+fitted.Titles(), width)}, rows...)
	return screen.Drawn{Lines: lines[:min(len(lines), h.area.Height)], Cursor: screen.Point{Y: cursor + 1}, Note: h.note}
}
