package topics

import (
	"strconv"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// columns of the list. The marks are P for pinned and L for locked. A narrow list
// does without the number and the replies.
func columns(width, number int) widget.Columns {
	numbers, replies := widget.Column{Title: "No.", Width: number, Near: true}, widget.Column{Title: "Repl", Width: 4, Right: true, Near: true}
	if width < narrow {
		numbers, replies = widget.Column{Width: -1}, widget.Column{Width: -1}
	}
	return widget.Columns{
		{Title: "New", Width: 3, Right: true},
		{Title: "", Width: 2, Near: true},
		numbers,
		{Title: "Title", Near: true},
		{Title: "By", Width: 3, Near: true},
		replies,
		{Title: "Last", Width: screen.AgeWidth, Right: true, Near: true},
	}.Fit(width)
}

// narrow is the width below which a list leaves columns out.
const narrow = 60

// View draws the list, and the text beside it where there is room.
func (t *Topics) View() screen.Drawn {
	width := screen.ListWidth(t.area)
	fitted := columns(width-2, t.numbers)
	rows, cursor := t.list.Draw(width, func(r row, _ int) string { return t.draw(fitted, r) })
	if len(rows) == 0 {
		rows = plain.Wrap("  "+t.empty(), width)
	}
	lines := append(t.above(width), "  "+fitted.Titles())
	top := len(lines)
	lines = append(lines, rows...)
	return screen.Drawn{Lines: t.beside.Put(lines, t.area), Cursor: screen.Point{Y: cursor + top}, Note: t.note}
}

func (t *Topics) empty() string {
	if t.board.Closed != nil {
		return "Nothing was ever written here."
	}
	if t.board.Archive {
		return "No topic yet. What the secretariat brings into this archive will stand here."
	}
	words := "No topic yet. What is written on " + plain.Line(t.board.Title) + " will stand here"
	if t.closed {
		return words + "."
	}
	return words + "; w writes the first one."
}

func (t *Topics) draw(fitted widget.Columns, r row) string {
	fresh, marks := "", ""
	switch {
	case r.New > 99:
		fresh = "99+"
	case r.New > 0:
		fresh = strconv.Itoa(r.New)
	}
	if r.Pinned {
		marks += "P"
	}
	if r.Locked {
		marks += "L"
	}
	by := string(r.Author.Partner)
	if by == "" {
		by = "ext" // an external author of something imported
	}
	line := fitted.Row(fresh, marks, r.Number.String(), r.Title, by, strconv.Itoa(r.Posts-1), r.age)
	if r.New > 0 {
		return t.seat.Theme.Strong(line)
	}
	return line
}
