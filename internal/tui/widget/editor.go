package widget

import (
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// Editor is text of many lines that is being typed: a person's paragraphs, wrapped
// into rows, of which a window is shown around the cursor.
//
// It takes text only as package plain cleans it, so that what is typed is what
// will be posted, and it measures as the renderer does. It lays out a paragraph
// when it is looked at and after it was changed, and no other: a key costs what
// its paragraph is long, however long the text.
//
// An Editor refuses what goes beyond its limit, whole characters at a time. It
// holds its text once, and what Undo needs beside it (see undoBytes).
type Editor struct {
	pars   []paragraph // at least one
	cursor spot
	aim    int // column that moving up and down keeps to; -1 where there is none
	single bool
	limit  int // characters where single, else bytes; newlines included
	used   int // of the limit

	width, height int
	top           rowAt // the first row shown
	// Leaps makes the window move by half its height, for screens on which a text
	// shares its rows with another and cannot be scrolled by the terminal.
	Leaps bool

	edits  int // changes so far, undone ones included
	undone undo
}

// A paragraph is text between two newlines.
type paragraph struct {
	text string
	rows []int // the byte with which each row begins; nil until it is laid out
}

// spot is a place in the text, before a byte of a paragraph.
type spot struct{ par, at int }

// rowAt is a row of a paragraph.
type rowAt struct{ par, row int }

// NewEditor makes an empty editor for a text of so many bytes at most.
func NewEditor(bytes int) *Editor { return newEditor(bytes, false) }

// NewTitleEditor makes an empty editor for a title: one paragraph of so many
// characters at most. A newline or tab that is pasted becomes a blank.
func NewTitleEditor(characters int) *Editor { return newEditor(characters, true) }

// usualWidth is the width until the first Resize: a narrow one would lay a long
// text out in very many rows, for nothing.
const usualWidth = 78

func newEditor(limit int, single bool) *Editor {
	return &Editor{pars: make([]paragraph, 1), aim: -1, single: single, limit: limit, width: usualWidth, height: 1}
}

// Set replaces the text, as far as the limit goes, and puts the cursor at its
// beginning. There is nothing to undo then.
func (e *Editor) Set(text string) {
	e.cursor = e.splice(spot{}, e.last(), "")
	e.Insert(text)
	e.cursor, e.top, e.aim = spot{}, rowAt{}, -1
	e.undone = undo{}
}

// Text is what stands in the editor now.
func (e *Editor) Text() string {
	if len(e.pars) == 1 {
		return e.pars[0].text
	}
	var b strings.Builder
	for i, p := range e.pars {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// Edits counts the changes so far. It is the same as before where nothing changed.
func (e *Editor) Edits() int { return e.edits }

// Room is how much the limit leaves: bytes of a text, characters of a title.
func (e *Editor) Room() int { return max(e.limit-e.used, 0) }

// Resize sets the columns and rows to draw in. Rows have at most width columns; the
// cursor may stand one column behind them.
func (e *Editor) Resize(width, height int) {
	if width = max(width, 1); width != e.width {
		e.width = width
		for i := range e.pars {
			e.pars[i].rows = nil
		}
		e.top = e.rowOf(spot{par: min(e.top.par, len(e.pars)-1)})
	}
	e.height = max(height, 1)
	e.scroll()
	e.fill()
}

// Insert puts text at the cursor, cleaned. It says whether the limit had room for
// all of it.
func (e *Editor) Insert(text string) bool {
	text = e.clean(text)
	fits := e.cut(text)
	if fits != "" {
		e.change(e.cursor, e.cursor, fits)
	}
	return len(fits) == len(text)
}

// clean makes text fit to stand behind the cursor. What stands there is its context:
// a mark that is typed by a key of its own sits on the character before it.
func (e *Editor) clean(text string) string {
	var context string
	if begin := e.before(e.cursor); begin.par == e.cursor.par {
		context = e.between(begin, e.cursor)
	}
	const end = "." // without it the end of the text would be trimmed
	cleaned, ok := strings.CutPrefix(plain.Text(context+text+end), context)
	if !ok {
		cleaned = plain.Text(text + end)
	}
	cleaned = strings.TrimSuffix(cleaned, end)
	if e.single {
		cleaned = strings.NewReplacer("\n", " ", "\t", " ").Replace(cleaned)
	}
	return cleaned
}

// cut is as much of text as the limit has room for.
func (e *Editor) cut(text string) string {
	room := e.Room()
	if e.measure(text) <= room {
		return text
	}
	end := 0
	for end < len(text) {
		n, _ := character(text[end:])
		size := e.measure(text[end : end+n])
		if size > room {
			break
		}
		room -= size
		end += n
	}
	return strings.Clone(text[:end]) // the rest of a long paste is not held
}

func (e *Editor) measure(text string) int {
	if e.single {
		return utf8.RuneCountInString(text)
	}
	return len(text)
}

// change replaces what stands between two spots, remembers it for Undo, and puts the
// cursor behind it.
func (e *Editor) change(from, to spot, text string) {
	removed := e.between(from, to)
	if removed == "" && text == "" {
		return
	}
	end := e.splice(from, to, text)
	e.undone.remember(edit{from: from, end: end, removed: removed}, text)
	e.place(end)
}

// place puts the cursor on a spot, or right behind the character that it is in.
func (e *Editor) place(s spot) {
	e.cursor, e.aim = e.settled(s), -1
	e.scroll()
}

// splice replaces what stands between two spots and says where the new text ends.
func (e *Editor) splice(from, to spot, text string) (end spot) {
	e.edits++
	e.used += e.measure(text) - e.measure(e.between(from, to))
	before, after := e.pars[from.par].text[:from.at], e.pars[to.par].text[to.at:]
	if from.par == to.par && !strings.Contains(text, "\n") {
		e.pars[from.par] = paragraph{text: before + text + after}
		return spot{from.par, from.at + len(text)}
	}
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	end = spot{from.par + last, len(lines[last])}
	if last == 0 {
		end.at += from.at
	}
	lines[0] = before + lines[0]
	lines[last] += after
	pars := make([]paragraph, 0, len(e.pars)-(to.par-from.par)+last)
	pars = append(pars, e.pars[:from.par]...)
	for _, l := range lines {
		pars = append(pars, paragraph{text: l})
	}
	e.pars = append(pars, e.pars[to.par+1:]...)
	return end
}

// between is the text between two spots.
func (e *Editor) between(from, to spot) string {
	if from.par == to.par {
		return e.pars[from.par].text[from.at:to.at]
	}
	var b strings.Builder
	b.WriteString(e.pars[from.par].text[from.at:])
	for par := from.par + 1; par < to.par; par++ {
		b.WriteString("\n" + e.pars[par].text)
	}
	b.WriteString("\n" + e.pars[to.par].text[:to.at])
	return b.String()
}

// last is the end of the text.
func (e *Editor) last() spot {
	par := len(e.pars) - 1
	return spot{par, len(e.pars[par].text)}
}
