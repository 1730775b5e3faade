package asem

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
)

//go:embed data/partners.tsv
var partnersTSV string

//go:embed data/helsinki-declaration-2006.txt
var declaration string

// table reads an embedded table: comment lines, one line of headings, rows of
// the same number of columns. The data is compiled in, so a row that does not
// fit is a mistake of the build and panics; a test reads every table.
func table(tsv string, columns int) [][]string {
	var rows [][]string
	heading := true
	for line := range strings.Lines(tsv) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if heading {
			heading = false
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			panic(fmt.Sprintf("asem: embedded table: %d columns instead of %d in %q", len(row), columns, line))
		}
		rows = append(rows, row)
	}
	return rows
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic("asem: embedded table: " + err.Error())
	}
	return t
}
