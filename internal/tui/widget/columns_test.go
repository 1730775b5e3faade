package widget

import (
	"testing"

	"asem.internal/avs/internal/plain"
)

func TestColumnsStandUnderOneAnother(t *testing.T) {
	c := Columns{{Title: "Title"}, {Title: "Gone", Width: -1}, {Title: "By", Width: 3}, {Title: "Posts", Width: 5, Right: true}}.Fit(30)
	for _, cells := range [][]string{
		{"Short", "x", "FI", "1"},
		{"多边主义多边主义多边主义多边主义", "x", "VN", "12345"},
		{"สำนักเลขาธิการเสมือนของการประชุม", "x", "EU", "123"},
		{"e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301", "x", "XA", "1"},
		{"with a \x1b[31m colour", "x", "XA", "1"},
	} {
		if row := c.Row(cells...); plain.Width(row) != 30 {
			t.Errorf("%q takes %d columns", row, plain.Width(row))
		}
	}
	if got := c.Titles(); got != "Title               By   Posts" {
		t.Errorf("%q", got)
	}
}
