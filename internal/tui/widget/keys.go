package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
)

// An EditorKey is something that an Editor does, and the keys for it. What is typed
// as text is none: it goes to Insert.
type EditorKey struct {
	Key key.Binding
	// Do does it and says whether it did anything: at the first row there is no
	// row above.
	Do func(*Editor) bool
}

// EditorKeys are all of them, in the order of the help. They are nobody's to change.
func EditorKeys() []EditorKey { return editorKeys }

var editorKeys = []EditorKey{
	{bound("one character back", "Left", "left"), func(e *Editor) bool { return e.move(e.before(e.cursor)) }},
	{bound("one character on", "Right", "right"), func(e *Editor) bool { return e.move(e.after(e.cursor)) }},
	{bound("one word back", "Ctrl/Alt-Left, Alt-b", "ctrl+left", "alt+left", "alt+b"), func(e *Editor) bool { return e.move(e.wordBefore()) }},
	{bound("one word on", "Ctrl/Alt-Right, Alt-f", "ctrl+right", "alt+right", "alt+f"), func(e *Editor) bool { return e.move(e.wordAfter()) }},
	{bound("one row up", "Up", "up"), func(e *Editor) bool { return e.rise(-1) }},
	{bound("one row down", "Down", "down"), func(e *Editor) bool { return e.rise(1) }},
	{bound("one page up", "PgUp", "pgup"), func(e *Editor) bool { return e.rise(1 - max(e.height, 2)) }},
	{bound("one page down", "PgDn", "pgdown"), func(e *Editor) bool { return e.rise(max(e.height, 2) - 1) }},
	{bound("to the beginning of the row", "Home or ^A", "home", "ctrl+a"), func(e *Editor) bool { return e.move(e.begin(e.rowOf(e.cursor))) }},
	{bound("to the end of the row", "End or ^E", "end", "ctrl+e"), func(e *Editor) bool { return e.move(e.spotAt(e.rowOf(e.cursor), e.width)) }},
	{bound("to the beginning of the text", "Ctrl-Home or Alt-<", "ctrl+home", "alt+<"), func(e *Editor) bool { return e.move(spot{}) }},
	{bound("to the end of the text", "Ctrl-End or Alt->", "ctrl+end", "alt+>"), func(e *Editor) bool { return e.move(e.last()) }},
	{bound("begin a new line", "Enter or ^J", "enter", "ctrl+j"), func(e *Editor) bool { return !e.single && e.Insert("\n") }},
	{bound("insert a tab", "Tab", "tab"), func(e *Editor) bool { return !e.single && e.Insert("\t") }},
	{bound("take away the character before", "Backspace or ^H", "backspace", "ctrl+h"), func(e *Editor) bool { return e.erase(e.before(e.cursor), e.cursor) }},
	{bound("take away the character behind", "Del or ^D", "delete", "ctrl+d"), func(e *Editor) bool { return e.erase(e.cursor, e.after(e.cursor)) }},
	{bound("take away the word before", "^W or Alt-Backspace", "ctrl+w", "alt+backspace"), func(e *Editor) bool { return e.erase(e.wordBefore(), e.cursor) }},
	{bound("take away what follows in the line; at its end, join the next", "^K", "ctrl+k"), func(e *Editor) bool { return e.erase(e.cursor, e.lineEnd()) }},
	{bound("take away what precedes in the line", "^U", "ctrl+u"), func(e *Editor) bool { return e.erase(spot{par: e.cursor.par}, e.cursor) }},
	{bound("take the last change back", "^Z", "ctrl+z"), (*Editor).Undo},
}

// bound binds keys to what they do. The label is the keys as people know them, short
// enough for the column that the help has for them.
func bound(does, label string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does))
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
