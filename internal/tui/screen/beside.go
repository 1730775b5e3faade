package screen

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
)

// rest is how long the cursor stays on a row before its text is shown: a key held down
// costs marks and not texts.
const rest = 400 * time.Millisecond

// The columns of a list, at least, and of the text beside it, at most, where both have
// room.
const (
	leastList = 66
	mostText  = 86
)

// divider stands between a list and the text beside it.
const divider = " | "

// A Glance is what stands beside a list: of the row with the cursor. To look at it marks
// nothing as read.
type Glance struct {
	Title string
	About []string // a line each
	Text  string
}

// Beside is the text beside a list, on a window that has room for both. It follows the
// cursor when that comes to rest.
type Beside struct {
	of      asem.Number // whose text it is; 0 for none
	lines   []string
	waiting bool // the cursor moved, and rest is not over yet
}

// A Shelf is a list beside which a text stands: its own screen, where it is shown, the
// row with the cursor, 0 for none, and how that is read.
type Shelf struct {
	Seat *Seat
	On   Screen
	Area Area
	At   func() asem.Number
	Read func() (Glance, error)
}

// ListWidth is the columns of a list in an area, the text beside it left out.
func ListWidth(a Area) int {
	if !a.Wide() {
		return a.Width - 1
	}
	return max(leastList, a.Width-mostText-len(divider)-1)
}

// Forget has the text read afresh the next time.
func (b *Beside) Forget() { b.of, b.lines = 0, nil }

// Follow has the text follow once the cursor rests. One timer runs at most.
func (b *Beside) Follow(s Shelf) tea.Cmd {
	if !s.Area.Wide() || b.waiting {
		return nil
	}
	b.waiting = true
	aim := s.At()
	return After(rest, func() tea.Cmd {
		b.waiting = false
		if s.At() != aim {
			return b.Follow(s)
		}
		if s.Seat.Nav.Top(s.On) {
			b.Look(s)
		}
		return nil
	})
}

// Look reads the text of the row with the cursor, unless it stands there already.
func (b *Beside) Look(s Shelf) {
	at := s.At()
	if !s.Area.Wide() || at == 0 || at == b.of {
		return
	}
	glance, err := s.Read()
	if err != nil {
		s.Seat.Nav.Fail(err)
		return
	}
	b.of, b.lines = at, glance.layOut(s.Seat, s.Area)
}

// layOut wraps title and text and keeps what there is room for.
func (g Glance) layOut(seat *Seat, area Area) []string {
	cols := area.Width - ListWidth(area) - len(divider) - 1
	lines := plain.Wrap(plain.Line(g.Title), cols)
	for i := range lines {
		lines[i] = seat.Theme.Strong(lines[i])
	}
	for _, about := range g.About {
		lines = append(lines, plain.Cut(plain.Line(about), cols))
	}
	lines = append(lines, "")
	text := g.Text
	// A text of which a page is shown need not be wrapped whole.
	if most := 8 * cols * area.Height; len(text) > most {
		text = text[:most]
	}
	lines = append(lines, plain.Wrap(text, cols)...)
	kept := make([]string, min(len(lines), area.Height))
	for i := range kept {
		kept[i] = strings.Clone(lines[i]) // a line may be part of the whole text
	}
	return kept
}

// Put puts the text to the right of the lines of a list, behind a line between them. On a
// window without room it leaves them as they are.
func (b *Beside) Put(list []string, area Area) []string {
	if !area.Wide() {
		return list
	}
	lines, width := make([]string, area.Height), ListWidth(area)
	for i := range lines {
		var l, r string
		if i < len(list) {
			l = list[i]
		}
		if i < len(b.lines) {
			r = b.lines[i]
		}
		lines[i] = l + strings.Repeat(" ", max(0, width-plain.Width(l))) + divider + r
	}
	return lines
}
