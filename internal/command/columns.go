package command

import (
	"strings"

	"asem.internal/avs/internal/plain"
)

// A column of a list. Where nothing is cut it has this width at least, so that pages of
// a list agree and most rows fit into 80 columns; a cell that needs far more runs over.
type column struct {
	head  string
	width int
	kind  columnKind
}

type columnKind int

const (
	words  columnKind = iota // cut where the terminal is too narrow
	name                     // to be typed again, and so never cut
	amount                   // set to the right, never cut
)

// narrowest is the width to which a column is cut down at most.
const narrowest = 6

// A table is a list in columns, one blank apart. It holds back its rows until
// flush, so that on a terminal the columns fit them; the columns of the first flush
// are those of the whole list.
type table struct {
	e       *errand
	columns []column
	widths  []int // set by the first flush
	lines   []tableLine
}

// A tableLine is a row, or what stands between rows.
type tableLine struct {
	cells []string
	text  string
}

// row adds a row, of a cell for each column.
func (t *table) row(cells ...string) {
	for i := range cells {
		cells[i] = plain.Line(cells[i])
	}
	t.lines = append(t.lines, tableLine{cells: cells})
}

// between adds text that stands between rows.
func (t *table) between(text string) { t.lines = append(t.lines, tableLine{text: text}) }

// begun says whether the list has any row yet that was written.
func (t *table) begun() bool { return t.widths != nil }

// flush writes the rows added since, and the heading before the first.
func (t *table) flush() {
	if len(t.lines) == 0 {
		return
	}
	if !t.begun() {
		t.widths = t.fit()
		heads := make([]string, len(t.columns))
		for i, c := range t.columns {
			heads[i] = c.head
		}
		t.write(heads)
	}
	for _, line := range t.lines {
		if line.cells == nil {
			t.e.say("%s", line.text)
			continue
		}
		t.write(line.cells)
	}
	t.lines = nil
}

// fit gives the width of each column: on a terminal what its rows need, and
// together no more than there is.
func (t *table) fit() []int {
	widths := t.needed()
	if t.e.columns == 0 {
		return t.widened(widths)
	}
	over := len(widths) - 1 - t.e.columns
	for _, width := range widths {
		over += width
	}
	for ; over > 0; over-- {
		at := t.widestWords(widths)
		if at < 0 {
			break // the terminal folds what is left
		}
		widths[at]--
	}
	return widths
}

// needed is the width of each column's head and cells.
func (t *table) needed() []int {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = plain.Width(c.head)
		for _, line := range t.lines {
			if line.cells != nil {
				widths[i] = max(widths[i], plain.Width(line.cells[i]))
			}
		}
	}
	return widths
}

// widened are the columns' own widths, and half as much again where a cell needs it: that
// one row with a very long name runs over is better than that all of them do.
func (t *table) widened(needed []int) []int {
	for i, c := range t.columns {
		if needed[i] < c.width || needed[i] > c.width*3/2 {
			needed[i] = c.width
		}
	}
	return needed
}

// widestWords is the column that can best do with less, or -1.
func (t *table) widestWords(widths []int) int {
	at := -1
	for i, c := range t.columns {
		if c.kind == words && widths[i] > narrowest && (at < 0 || widths[i] > widths[at]) {
			at = i
		}
	}
	return at
}

func (t *table) write(cells []string) {
	var line strings.Builder
	for i, c := range t.columns {
		if i > 0 {
			line.WriteByte(' ')
		}
		cell := cells[i]
		if c.kind == words && t.e.columns > 0 {
			cell = plain.Cut(cell, t.widths[i])
		}
		blanks := strings.Repeat(" ", max(0, t.widths[i]-plain.Width(cell)))
		if c.kind == amount {
			cell, blanks = blanks+cell, ""
		}
		line.WriteString(cell + blanks)
	}
	t.e.say("%s", strings.TrimRight(line.String(), " "))
}
