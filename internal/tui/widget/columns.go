package widget

import (
	"strings"

	"asem.internal/avs/internal/plain"
)

// Column is one column of a table. One with Width 0 takes what the others leave.
type Column struct {
	Title string
	Width int
	Right bool // stands at the right edge of its column: numbers
}

// Columns lay out rows whose cells stand under one another, two blanks apart.
type Columns []Column

const between = 2

// Fit gives each column without width its share of cols columns.
func (c Columns) Fit(cols int) Columns {
	fitted := append(Columns(nil), c...)
	free := cols - between*(len(c)-1)
	open := 0
	for _, col := range c {
		free -= col.Width
		if col.Width == 0 {
			open++
		}
	}
	for i := range fitted {
		if fitted[i].Width == 0 {
			fitted[i].Width = max(free/open, 1)
			free -= fitted[i].Width
			open--
		}
	}
	return fitted
}

// Row writes cells into fitted columns. A cell too wide is cut; blanks at the end
// of the row are left out, since they cost bytes.
func (c Columns) Row(cells ...string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString("  ")
		}
		if c[i].Right {
			b.WriteString(plain.PadLeft(cell, c[i].Width))
		} else {
			b.WriteString(plain.Pad(cell, c[i].Width))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Titles are the columns' headings as a row.
func (c Columns) Titles() string {
	cells := make([]string, len(c))
	for i, col := range c {
		cells[i] = col.Title
	}
	return c.Row(cells...)
}
