package linear

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"asem.internal/avs/internal/plain"
)

// A voice says things. It alone writes what is said: cleaned, wrapped between
// words where the width is known, and in one piece for each turn of the talk.
type voice struct {
	out    *bufio.Writer
	window func() (columns, rows int)
	lines  int // said since the last prompt
}

func newVoice(t Terminal) *voice {
	window := t.Window
	if window == nil {
		window = func() (int, int) { return 0, 0 }
	}
	return &voice{out: bufio.NewWriter(io.Writer(t.Out)), window: window}
}

// fact says one thing, on one line however long a title in it is.
func (v *voice) fact(format string, args ...any) { v.line(plain.Line(fmt.Sprintf(format, args...))) }

// line says one line of a text as it stands.
func (v *voice) line(line string) {
	columns, _ := v.window()
	rows := []string{plain.Text(line)}
	if columns > 1 {
		// The last column stays free: devices differ in what they do at the edge.
		rows = plain.Wrap(line, columns-1)
	}
	if len(rows) == 0 {
		rows = []string{""}
	}
	for _, row := range rows {
		v.write(row + "\n")
	}
	v.lines += len(rows)
}

// write writes what is clean already. An error stays in the buffer, and comes out
// of flush.
func (v *voice) write(s string) { _, _ = v.out.WriteString(s) }

func (v *voice) flush() error { return v.out.Flush() }

// full says whether as much was said as there is room for since the last prompt.
func (v *voice) full() bool {
	_, rows := v.window()
	return rows > 0 && v.lines >= max(leastRows, rows-2)
}

// page is how many rows of a list are said at once.
func (v *voice) page() int {
	_, rows := v.window()
	if rows <= 0 {
		return usualPage
	}
	return min(max(leastRows, rows-4), mostRows)
}

// Bounds of a page of a list.
const (
	leastRows = 5
	usualPage = 20
	mostRows  = 50
)

// join makes one sentence of what there is to say, leaving out what is empty.
func join(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

// count writes a number with its word: no posts, 1 post, 2 posts.
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + many
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// some is count, but nothing at all where there is none.
func some(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return count(n, one, many)
}

// when gives the words if it is so.
func when(so bool, words string) string {
	if so {
		return words
	}
	return ""
}
