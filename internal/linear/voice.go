package linear

import (
	"bufio"
	"fmt"

	"asem.internal/avs/internal/plain"
)

// A voice says things. It alone writes what is said: cleaned, one fact a
// line, texts wrapped between words where the width is known, and in one piece for each turn of the talk.
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
	return &voice{out: bufio.NewWriter(t.Out), window: window}
}

// fact says one thing, on one line however long it is: a device that reads line by
// line reads all of it. One that shows lines breaks it at its own edge.
func (v *voice) fact(format string, args ...any) {
	said := plain.Line(fmt.Sprintf(format, args...))
	v.write(said + "\n")
	v.lines++
	if columns, _ := v.window(); columns > 0 {
		v.lines += max(plain.Width(said)-1, 0) / columns
	}
}

// line says one line of a text as it stands, wrapped.
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
