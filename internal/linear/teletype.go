package linear

import (
	"math"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// A teletype shows the line that is being typed, on a device that can write,
// step back and begin a new line, and nothing else: the carriage never goes up,
// and there is no way to ask where it is.
type teletype struct {
	columns int    // of a row; 0 where it is not known
	prompt  string // stands before the line
	shown   string // of the line, as it stands there now
}

// begin starts a line behind a prompt, which is written already.
func (t *teletype) begin(columns int, prompt string) {
	t.columns, t.prompt, t.shown = columns, prompt, ""
}

// show gives what must be written so that line stands behind the prompt instead
// of what stands there. What is alike at the beginning stays; the rest is rubbed
// out. A rub-out that would have to climb to the row above cannot be done: then
// prompt and line are written once more on a row of their own.
func (t *teletype) show(line string) string {
	line = drawn(line)
	keep := alike(t.shown, line)
	gone := t.shown[keep:]
	climbs := t.climbs(t.prompt+t.shown[:keep], gone)
	t.shown = line
	if climbs {
		return t.again()
	}
	return strings.Repeat("\b \b", plain.Width(gone)) + line[keep:]
}

// climbs says whether what is to be rubbed out reaches over the edge of a row. At
// the edge itself devices differ in where the carriage stands; that counts as over.
func (t *teletype) climbs(stays, gone string) bool {
	if t.columns <= 0 || gone == "" {
		return false
	}
	before := t.travel(0, stays)
	return before/t.columns != t.travel(before, gone)/t.columns
}

// travel is how many columns the carriage has gone after s, rows on end. What
// finds no room at the end of a row goes to the next one.
func (t *teletype) travel(at int, s string) int {
	for _, r := range s {
		width := plain.Width(string(r))
		if free := t.columns - at%t.columns; width > free {
			at += free
		}
		at += width
	}
	return at
}

// again gives what writes prompt and line on a new row.
func (t *teletype) again() string { return "\n" + t.prompt + t.shown }

// drawn is a line as it is echoed: cleaned like everything that reaches a
// terminal, but with its blanks, and a tab as one blank, so that it can be rubbed out.
func drawn(line string) string { return plain.Cut(line, math.MaxInt) }

// alike is the length of the beginning that two lines share. It ends where what
// is to be rubbed out begins with something that takes a column: a mark alone
// cannot be rubbed out.
func alike(old, line string) int {
	n := 0
	for n < len(old) && n < len(line) && old[n] == line[n] {
		n++
	}
	for n > 0 && n < len(old) {
		if r, _ := utf8.DecodeRuneInString(old[n:]); utf8.RuneStart(old[n]) && plain.Width(string(r)) > 0 {
			break
		}
		n--
	}
	return n
}
