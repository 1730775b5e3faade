package widget

import (
	"strings"

	"asem.internal/avs/internal/plain"
)

// Column is one column of a table. One with Width 0 takes what the others leave;
// one with a negative Width is left out.
type Column struct {
	Title string
	Width int
	Right bool // stands at the right edge of its column: numbers
	Near  bool // one blank before it is enough
}

// Columns lay out rows whose cells stand under one another, two blanks apart.
type Columns []Column

// gap is what stands before a column that is not the first.
func (c Column) gap() string {
	if c.Near {
		return " "
	}
	return "  "
}

// Fit gives each column without width its share of cols columns.
func (c Columns) Fit(cols int) Columns {
	fitted := append(Columns(nil), c...)
	free, open, first := cols, 0, true
	for _, col := range c {
		switch {
		case col.Width < 0:
			continue
		case col.Width == 0:
			open++
		}
		if free -= col.Width; !first {
			free -= len(col.gap())
		}
		first = false
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
		if c[i].Width < 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(c[i].gap())
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
