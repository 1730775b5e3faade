package command

import (
	"strings"

	"asem.internal/avs/internal/plain"
)

// A column of a list. Widths are fixed, so that a list can be written as it is
// read, and its pages agree.
type column struct {
	head  string
	width int
	kind  columnKind
}

type columnKind int

const (
	words  columnKind = iota // cut to the width
	name                     // to be typed again, and so never cut
	amount                   // set to the right, never cut
)

// A table is a list in columns, one blank apart.
type table struct {
	e       *errand
	columns []column
	headed  bool
}

// head writes the line above the list, once.
func (t *table) head() {
	if t.headed {
		return
	}
	t.headed = true
	heads := make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i] = c.head
	}
	t.line(heads)
}

// row writes one row, and before the first one the heading.
func (t *table) row(cells ...string) {
	t.head()
	t.line(cells)
}

func (t *table) line(cells []string) {
	var line strings.Builder
	for i, c := range t.columns {
		if i > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(c.cell(cells[i]))
	}
	t.e.say("%s", strings.TrimRight(line.String(), " "))
}

func (c column) cell(s string) string {
	if c.kind == words {
		return plain.Pad(s, c.width)
	}
	s = plain.Line(s)
	blanks := strings.Repeat(" ", max(0, c.width-plain.Width(s)))
	if c.kind == amount {
		return blanks + s
	}
	return s + blanks
}
