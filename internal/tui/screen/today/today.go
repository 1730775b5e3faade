package today

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Today is the screen.
type Today struct {
	seat *screen.Seat
	area screen.Area
	now  time.Time // of the last reading
	seen time.Time // when the delegate was last here
	list widget.List[row]
	held [][]row // by section, as listed
	note string
}

// New makes the screen. It reads when it is shown.
func New(seat *screen.Seat) (screen.Screen, error) {
	seen, err := seat.Desk.LastSeen()
	return &Today{
		seat: seat, seen: seen,
		list: widget.NewFixed(sameRow, func(r row) bool { return r.place == nil }),
	}, err
}

// sameRow knows a row again by what it opens; headings by what they say.
func sameRow(a, b row) bool {
	if a.place == nil || b.place == nil {
		return a.place == b.place && a.left == b.left
	}
	return a.place == b.place
}

// Crumbs name the place.
func (t *Today) Crumbs() []string { return []string{"Today"} }

// Explain says what stands here.
func (t *Today) Explain() string {
	return "What waits for you: notices to acknowledge, pinned or new; letters, documents and posts that are new; what you began to write; and where you can go.\n\nOf notices, letters and documents the first stand here; 2, 3 and 4 list all, and 1 the boards with nothing new."
}

// Bindings open rows and places.
func (t *Today) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open what the cursor is on", "enter", "l", "right"), Foot: "open", Dead: t.nothingToOpen, Do: t.open},
	}
	bindings = append(bindings, screen.Listing(t.seat, &t.list, nil, t.nextNew)...)
	for _, r := range t.list.Rows() {
		if r.digit != "" {
			bindings = append(bindings, screen.Binding{
				Key: screen.Keys("open: "+r.name, r.digit),
				Do:  func() tea.Cmd { return t.seat.Nav.Open(r.place) },
			})
		}
	}
	bindings = append(bindings, screen.Asking(t.seat, "", func(query string) tea.Cmd { return t.seat.Nav.Open(screen.Archive{Query: query}) }))
	return append(bindings, screen.CatchingUp(t.seat, func() (asem.BoardID, string) { return "", "everything on all boards" })...)
}

func (t *Today) nothingToOpen() string {
	if _, ok := t.list.Row(); !ok {
		return "There is nothing to open here."
	}
	return ""
}

func (t *Today) open() tea.Cmd {
	r, _ := t.list.Row()
	return t.seat.Nav.Open(r.place)
}

func (t *Today) nextNew() tea.Cmd { return screen.OpenNextNew(t.seat, 0) }

// Update reads when the screen is shown, and counts when something has changed.
func (t *Today) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		t.area = msg.Area
		t.list.Resize(msg.Area.Height - 2)
		t.held = t.read(secretariat.Everything)
		t.list.Set(t.rows())
		t.note = ""
	case screen.Changed:
		t.refresh(msg.What)
	}
	return nil
}

// refresh shows new counts in place, and what came where nothing stood. Other rows
// that come or go would move what is being read: then the foot line says that there
// are some.
func (t *Today) refresh(what secretariat.Touched) {
	for i, fresh := range t.read(what) {
		if len(t.held[i]) == 0 || slices.EqualFunc(fresh, t.held[i], sameRow) {
			t.held[i] = fresh
			continue
		}
		t.note = "there is more; ^R shows it"
	}
	t.list.Set(t.rows())
}

// read reads the sections that were touched, and takes the others as they are held.
func (t *Today) read(what secretariat.Touched) [][]row {
	t.now = t.seat.Now()
	var parts [][]row
	for i, s := range t.sections() {
		if i < len(t.held) && s.of != "" && !what.Has(s.of) {
			parts = append(parts, t.held[i])
			continue
		}
		part, err := s.rows()
		t.seat.Nav.Fail(err)
		parts = append(parts, part)
	}
	return parts
}

// rows are those of the sections held, under their titles. An empty section takes one
// row, so that the places have room on a small screen.
func (t *Today) rows() []row {
	var rows []row
	apart := false // the next section has an empty row above it
	for i, s := range t.sections() {
		held := t.held[i]
		if len(held) == 0 && s.empty == "" {
			continue
		}
		if apart || len(held) > 0 && len(rows) > 0 {
			rows = append(rows, row{})
		}
		if apart = len(held) > 0; !apart {
			rows = append(rows, row{left: s.title + ": " + s.empty})
			continue
		}
		rows = append(append(rows, row{left: s.title, title: true}), held...)
	}
	return rows
}

// View draws when it was read, and the rows.
func (t *Today) View() screen.Drawn {
	width := t.area.Width - 1
	lines := []string{plain.Cut(t.greeting(), width), ""}
	rows, cursor := t.list.Draw(width, t.draw)
	return screen.Drawn{Lines: append(lines, rows...), Cursor: screen.Point{Y: cursor + 2}, Note: t.note}
}

func (t *Today) greeting() string {
	today := t.now.Format("Monday 2 January 2006, 15:04 MST")
	if t.seen.IsZero() {
		return today + ". Welcome."
	}
	return fmt.Sprintf("%s. Last here %s.", today, t.seen.In(t.seat.Zone).Format("2 January, 15:04"))
}

// narrow is the width up to which what is about a row takes no more than half of it.
const narrow = 60

func (t *Today) draw(r row, cols int) string {
	if r.title {
		return t.seat.Theme.Strong(plain.Cut(r.left, cols))
	}
	if r.place == nil && r.left != "" {
		return plain.Cut(r.left, cols)
	}
	if r.right == "" {
		return plain.Cut(r.left, cols)
	}
	if r.urgent {
		r.urgent = false
		return t.seat.Theme.Warn(t.draw(r, cols))
	}
	right := plain.Cut(r.right, cols/2)
	if with := r.about + "  " + r.right; r.about != "" && (plain.Width(with) <= cols/2 || cols > narrow && plain.Width(r.left)+2+plain.Width(with) <= cols) {
		right = with
	}
	return plain.Pad(r.left, cols-plain.Width(right)-2) + "  " + right
}
