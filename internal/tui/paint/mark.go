package paint

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// A list's mark moves from one row to another with the cursor: two characters
// change, both in the first column. The library erases the beginnings of such rows,
// 15 bytes for what takes 5, and held keys at 9,600 bit/s feel the difference.

// The mark of the row that the keys are about.
const mark = ">"

// markMoved gives the bytes that take the mark and the cursor from one row to
// another; nil where anything else differs.
func markMoved(was, now string, from, to uv.Position) []byte {
	if from.X != 0 || to.X != 0 || from.Y == to.Y {
		return nil
	}
	for y := 0; was != "" || now != ""; y++ {
		var oldRow, newRow string
		oldRow, was, _ = strings.Cut(was, "\n")
		newRow, now, _ = strings.Cut(now, "\n")
		switch {
		case y == from.Y && mark+rest(newRow, " ") == oldRow && newRow != oldRow:
		case y == to.Y && mark+rest(oldRow, " ") == newRow && newRow != oldRow:
		case y != from.Y && y != to.Y && oldRow == newRow:
		default:
			return nil
		}
	}
	out := " " + way(from.Y, to.Y) + mark + "\r"
	return []byte(out)
}

// rest is a row without its beginning, or what no row is.
func rest(row, beginning string) string {
	if r, ok := strings.CutPrefix(row, beginning); ok {
		return r
	}
	return "\n"
}

// way takes the cursor from the second column of a row to the first of another.
func way(from, to int) string {
	switch to {
	case from + 1:
		return "\r\n"
	case from - 1:
		return "\r" + ansi.ReverseIndex
	}
	return ansi.CursorPosition(1, to+1)
}
