package widget

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/rivo/uniseg"

	"asem.internal/avs/internal/plain"
)

// Input is one line of text that is being typed. The cursor stands between before
// and after.
type Input struct {
	before, after string
	limit         int // characters, at least 1
}

// NewInput starts with a text and the cursor behind it.
func NewInput(start string, limit int) Input {
	in := Input{limit: max(limit, 1)}
	in.Insert(start)
	return in
}

// Text is what stands in the line now.
func (in *Input) Text() string { return in.before + in.after }

// Set replaces the text and puts the cursor behind it.
func (in *Input) Set(text string) {
	in.before, in.after = "", ""
	in.Insert(text)
}

// Insert puts text at the cursor, as far as the limit has room for it. Newlines
// and tabs become blanks; control characters are dropped.
func (in *Input) Insert(text string) {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r >= 0x7F && r <= 0x9F || r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
	room := in.limit - utf8.RuneCountInString(in.before) - utf8.RuneCountInString(in.after)
	for at := range text {
		if room--; room < 0 {
			text = text[:at]
			break
		}
	}
	in.before += text
}

// inputKeys are the keys that do something to a line.
var inputKeys = []struct {
	key key.Binding
	do  func(*Input)
}{
	{bound("one character back", "Left or ^B", "left", "ctrl+b"), func(in *Input) { in.move(len(in.before) - lastCharacter(in.before)) }},
	{bound("one character on", "Right or ^F", "right", "ctrl+f"), func(in *Input) { in.move(len(in.before) + firstCharacter(in.after)) }},
	{bound("to the beginning", "Home or ^A", "home", "ctrl+a"), func(in *Input) { in.move(0) }},
	{bound("to the end", "End or ^E", "end", "ctrl+e"), func(in *Input) { in.move(len(in.before) + len(in.after)) }},
	{bound("take away the character before", "Backspace", "backspace"), func(in *Input) {
		in.before = in.before[:len(in.before)-lastCharacter(in.before)]
	}},
	{bound("take away the character behind", "Del or ^D", "delete", "ctrl+d"), func(in *Input) { in.after = in.after[firstCharacter(in.after):] }},
	{bound("take away what precedes", "^U", "ctrl+u"), func(in *Input) { in.before = "" }},
	{bound("take away what follows", "^K", "ctrl+k"), func(in *Input) { in.after = "" }},
	{bound("take away the word before", "^W", "ctrl+w"), func(in *Input) {
		words := strings.TrimRight(in.before, " ")
		in.before = words[:strings.LastIndexByte(words, ' ')+1]
	}},
}

// Key does what the key does to a line and says whether it does anything.
func (in *Input) Key(k tea.Key) bool {
	for _, b := range inputKeys {
		if key.Matches(k, b.key) {
			b.do(in)
			return true
		}
	}
	if k.Text == "" {
		return false
	}
	in.Insert(k.Text)
	return true
}

func (in *Input) move(to int) {
	all := in.before + in.after
	in.before, in.after = all[:to], all[to:]
}

// Draw gives the part of the line around the cursor that fits into cols columns,
// and the column of the cursor in it.
func (in *Input) Draw(cols int) (line string, cursor int) {
	before := in.before
	for plain.Width(before) >= max(cols, 1) && before != "" {
		before = before[firstCharacter(before):]
	}
	cursor = plain.Width(before)
	after := in.after
	for plain.Width(after) > cols-cursor && after != "" {
		after = after[:len(after)-lastCharacter(after)]
	}
	return before + after, cursor
}

// firstCharacter is how many bytes the first character that a person sees takes.
func firstCharacter(s string) int {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return len(cluster)
}

// lastCharacter is the same for the last one.
func lastCharacter(s string) int {
	n := 0
	for state := -1; s != ""; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		n = len(cluster)
	}
	return n
}
