package widget

import (
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// tabStop is the distance of tab stops, in columns, as package plain draws them.
const tabStop = 8

// bell is how far from the margin a word no longer begins on a row, as on a
// typewriter: past the bell the word is finished, and the next one begins a row. A
// word that was begun thus never moves while it is typed, which is what keeps a
// letter at the end of a row as cheap as any other. Only a longer word is divided.
const bell = 16

// onlyRow is shared by all paragraphs of one row; nobody writes to it.
var onlyRow = []int{0}[:1:1]

// rowsOf says with which bytes the rows of a paragraph begin. Blanks at the end of
// a row stay there, whether they are seen or not.
func rowsOf(text string, width int) []int {
	full := width - min(bell, width/4)
	rows := onlyRow
	column, behindBlank := 0, false
	for at := 0; at < len(text); {
		n, cols, blank := measured(text[at:], column)
		if !blank && column > 0 && (column+cols > width || behindBlank && column >= full) {
			rows = append(rows, at)
			column = 0
		}
		column += cols
		behindBlank = blank
		at += n
	}
	return rows
}

// measured is how many bytes the first character of s takes, and how many columns
// in this column of its row; s is not empty.
func measured(s string, column int) (n, cols int, blank bool) {
	n, cols = character(s)
	if n > 1 || s[0] != ' ' && s[0] != '\t' {
		return n, cols, false
	}
	if s[0] == '\t' {
		cols = tabStop - column%tabStop
	}
	return n, cols, true
}

// A character has at most so many columns and bytes. A chain that joins more is
// divided at its code points, as package plain does it.
const (
	maxCharacter      = 16
	maxCharacterBytes = 256
)

// character is how many bytes the first character of s takes, and how many columns.
// s is not empty.
func character(s string) (n, cols int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, plain.Width(s[:1])
	}
	n = firstCharacter(s[:min(len(s), maxCharacterBytes)])
	if cols = plain.Width(s[:n]); n < maxCharacterBytes && cols <= maxCharacter {
		return n, cols
	}
	_, n = utf8.DecodeRuneInString(s)
	for n < len(s) {
		_, more := utf8.DecodeRuneInString(s[n:])
		if plain.Width(s[n:n+more]) > 0 {
			break
		}
		n += more
	}
	return n, plain.Width(s[:n])
}

// rows are where the rows of a paragraph begin.
func (e *Editor) rows(par int) []int {
	p := &e.pars[par]
	if p.rows == nil {
		p.rows = rowsOf(p.text, e.width)
	}
	return p.rows
}

// rowOf is the row on which a spot is shown.
func (e *Editor) rowOf(s spot) rowAt {
	rows := e.rows(s.par)
	row := len(rows) - 1
	for row > 0 && rows[row] > s.at {
		row--
	}
	return rowAt{s.par, row}
}

// begin is the first spot of a row.
func (e *Editor) begin(r rowAt) spot { return spot{r.par, e.rows(r.par)[r.row]} }

// end is the byte behind the last one of a row.
func (e *Editor) end(r rowAt) int {
	if rows := e.rows(r.par); r.row+1 < len(rows) {
		return rows[r.row+1]
	}
	return len(e.pars[r.par].text)
}

// step is the row so many rows on, or back if negative, and how many there were.
func (e *Editor) step(r rowAt, by int) (to rowAt, done int) {
	for ; by > done; done++ {
		switch {
		case r.row+1 < len(e.rows(r.par)):
			r.row++
		case r.par+1 < len(e.pars):
			r = rowAt{r.par + 1, 0}
		default:
			return r, done
		}
	}
	for ; by < done; done-- {
		switch {
		case r.row > 0:
			r.row--
		case r.par > 0:
			r = rowAt{r.par - 1, len(e.rows(r.par-1)) - 1}
		default:
			return r, done
		}
	}
	return r, done
}

// column is where a spot stands in its row. Blanks behind the margin are not seen,
// and the cursor waits there for the next word.
func (e *Editor) column(s spot) int {
	column := 0
	for at := e.begin(e.rowOf(s)).at; at < s.at; {
		n, cols, _ := measured(e.pars[s.par].text[at:], column)
		column += cols
		at += n
	}
	return min(column, e.width)
}

// spotAt is the spot of a row that is nearest before a column.
func (e *Editor) spotAt(r rowAt, column int) spot {
	s := e.begin(r)
	end := e.end(r)
	if r.row+1 < len(e.rows(r.par)) {
		end = e.before(spot{r.par, end}).at // behind it the next row begins
	}
	for used := 0; s.at < end; {
		n, cols, _ := measured(e.pars[s.par].text[s.at:], used)
		if used += cols; used > column {
			break
		}
		s.at += n
	}
	return s
}

// before is the spot one character back; at the beginning it is the beginning.
func (e *Editor) before(s spot) spot {
	switch {
	case s.at == 0 && s.par == 0:
		return s
	case s.at == 0:
		return spot{s.par - 1, len(e.pars[s.par-1].text)}
	}
	text := e.pars[s.par].text
	at := e.begin(e.rowOf(spot{s.par, s.at - 1})).at
	for {
		n, _ := character(text[at:])
		if at+n >= s.at {
			return spot{s.par, at}
		}
		at += n
	}
}

// after is the spot one character on; at the end it is the end.
func (e *Editor) after(s spot) spot {
	text := e.pars[s.par].text
	switch {
	case s.at < len(text):
		n, _ := character(text[s.at:])
		return spot{s.par, s.at + n}
	case s.par+1 < len(e.pars):
		return spot{s.par + 1, 0}
	}
	return s
}

// settled is the spot, or the one behind the character that it is in: what was
// removed may have let two characters become one.
func (e *Editor) settled(s spot) spot {
	if s.at == 0 {
		return s
	}
	back := e.before(s)
	if back.par != s.par {
		return s
	}
	return e.after(back)
}

// scroll brings the cursor into the window. The row above stays as long as it can.
func (e *Editor) scroll() {
	e.top.par = min(e.top.par, len(e.pars)-1)
	e.top.row = min(e.top.row, len(e.rows(e.top.par))-1)
	at, leap := e.rowOf(e.cursor), 0
	if e.Leaps {
		leap = e.height / 2
	}
	if at.par < e.top.par || at.par == e.top.par && at.row < e.top.row {
		e.top, _ = e.step(at, -leap)
		return
	}
	shown := e.top
	for range e.height - 1 {
		if shown == at {
			return
		}
		shown, _ = e.step(shown, 1)
	}
	if shown != at {
		e.top, _ = e.step(at, leap+1-e.height)
	}
}

// fill moves the window up where it would show nothing below the text.
func (e *Editor) fill() {
	top, _ := e.step(e.rowOf(e.last()), 1-e.height)
	if top.par < e.top.par || top.par == e.top.par && top.row < e.top.row {
		e.top = top
	}
}

// Draw gives the rows in the window, and where the cursor is in it.
func (e *Editor) Draw() (lines []string, column, line int) {
	at, r := e.rowOf(e.cursor), e.top
	for range e.height {
		if r == at {
			column, line = e.column(e.cursor), len(lines)
		}
		lines = append(lines, e.draw(r))
		next, moved := e.step(r, 1)
		if moved == 0 {
			break
		}
		r = next
	}
	return lines, column, line
}

// draw writes one row. Blanks at its end are left out, since they cost bytes.
func (e *Editor) draw(r rowAt) string {
	text := strings.TrimRight(e.pars[r.par].text[e.begin(r).at:e.end(r)], " \t")
	if !strings.Contains(text, "\t") {
		return text
	}
	var b strings.Builder
	column := 0
	for part := range strings.SplitAfterSeq(text, "\t") {
		words, tabbed := strings.CutSuffix(part, "\t")
		b.WriteString(words)
		column += plain.Width(words)
		if tabbed {
			_, n, _ := measured("\t", column)
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
	}
	return b.String()
}
