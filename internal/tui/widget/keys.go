package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An EditorKey is something that an Editor does, and the keys for it as Bubble Tea
// names them. What is typed as text is none: it goes to Insert.
type EditorKey struct {
	Keys []string
	Does string // in words, for the help
	// Do does it and says whether it did anything: at the first row there is no
	// row above.
	Do func(*Editor) bool
}

// EditorKeys are all of them, in the order of the help.
func EditorKeys() []EditorKey {
	return []EditorKey{
		{[]string{"left"}, "one character back", func(e *Editor) bool { return e.move(e.before(e.cursor)) }},
		{[]string{"right"}, "one character on", func(e *Editor) bool { return e.move(e.after(e.cursor)) }},
		{[]string{"ctrl+left", "alt+left", "alt+b"}, "one word back", func(e *Editor) bool { return e.move(e.wordBefore()) }},
		{[]string{"ctrl+right", "alt+right", "alt+f"}, "one word on", func(e *Editor) bool { return e.move(e.wordAfter()) }},
		{[]string{"up"}, "one row up", func(e *Editor) bool { return e.rise(-1) }},
		{[]string{"down"}, "one row down", func(e *Editor) bool { return e.rise(1) }},
		{[]string{"pgup"}, "one page up", func(e *Editor) bool { return e.rise(1 - max(e.height, 2)) }},
		{[]string{"pgdown"}, "one page down", func(e *Editor) bool { return e.rise(max(e.height, 2) - 1) }},
		{[]string{"home", "ctrl+a"}, "to the beginning of the row", func(e *Editor) bool { return e.move(e.begin(e.rowOf(e.cursor))) }},
		{[]string{"end", "ctrl+e"}, "to the end of the row", func(e *Editor) bool { return e.move(e.spotAt(e.rowOf(e.cursor), e.width)) }},
		{[]string{"ctrl+home", "alt+<"}, "to the beginning of the text", func(e *Editor) bool { return e.move(spot{}) }},
		{[]string{"ctrl+end", "alt+>"}, "to the end of the text", func(e *Editor) bool { return e.move(e.last()) }},
		{[]string{"enter", "ctrl+j"}, "begin a new line", func(e *Editor) bool { return !e.single && e.Insert("\n") }},
		{[]string{"tab"}, "insert a tab", func(e *Editor) bool { return !e.single && e.Insert("\t") }},
		{[]string{"backspace", "ctrl+h"}, "take away the character before", func(e *Editor) bool { return e.erase(e.before(e.cursor), e.cursor) }},
		{[]string{"delete", "ctrl+d"}, "take away the character behind", func(e *Editor) bool { return e.erase(e.cursor, e.after(e.cursor)) }},
		{[]string{"ctrl+w", "alt+backspace"}, "take away the word before", func(e *Editor) bool { return e.erase(e.wordBefore(), e.cursor) }},
		{[]string{"ctrl+k"}, "take away what follows in the line; at its end, join the next", func(e *Editor) bool { return e.erase(e.cursor, e.lineEnd()) }},
		{[]string{"ctrl+u"}, "take away what precedes in the line", func(e *Editor) bool { return e.erase(spot{par: e.cursor.par}, e.cursor) }},
		{[]string{"ctrl+z"}, "take the last change back", (*Editor).Undo},
	}
}

// End puts the cursor behind the text.
func (e *Editor) End() { e.place(e.last()) }

// move puts the cursor on a spot and says whether it was elsewhere.
func (e *Editor) move(to spot) bool {
	was := e.cursor
	e.place(to)
	return e.cursor != was
}

// rise moves by rows, down if positive, and keeps to the column in which the first
// of such moves began.
func (e *Editor) rise(by int) bool {
	aim := e.aim
	if aim < 0 {
		aim = e.column(e.cursor)
	}
	to, moved := e.step(e.rowOf(e.cursor), by)
	if moved == 0 {
		return false
	}
	e.place(e.spotAt(to, aim))
	e.aim = aim
	return true
}

// erase takes away what stands between two spots.
func (e *Editor) erase(from, to spot) bool {
	if from == to {
		return false
	}
	e.change(from, to, "")
	return true
}

// lineEnd is the end of the paragraph or, at its end, the beginning of the next.
func (e *Editor) lineEnd() spot {
	if end := len(e.pars[e.cursor.par].text); e.cursor.at < end {
		return spot{e.cursor.par, end}
	}
	return e.after(e.cursor)
}

// wordBefore is the beginning of the word before the cursor; at the beginning of a
// paragraph the end of the one before.
func (e *Editor) wordBefore() spot {
	if e.cursor.at == 0 {
		return e.before(e.cursor)
	}
	text := e.pars[e.cursor.par].text[:e.cursor.at]
	text = strings.TrimRightFunc(text, isBetweenWords)
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		if isBetweenWords(r) {
			break
		}
		text = text[:len(text)-n]
	}
	return e.settled(spot{e.cursor.par, len(text)})
}

// wordAfter is the end of the word behind the cursor; at the end of a paragraph
// the beginning of the next.
func (e *Editor) wordAfter() spot {
	text := e.pars[e.cursor.par].text[e.cursor.at:]
	if text == "" {
		return e.after(e.cursor)
	}
	word := strings.TrimLeftFunc(text, isBetweenWords)
	rest := strings.TrimLeftFunc(word, func(r rune) bool { return !isBetweenWords(r) })
	return e.settled(spot{e.cursor.par, e.cursor.at + len(text) - len(rest)})
}

func isBetweenWords(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.M) && r != '_' && r != '\u200d'
}
