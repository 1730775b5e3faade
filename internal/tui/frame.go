package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
)

// The smallest window that is drawn.
const (
	leastWidth  = 40
	leastHeight = 8
)

// small says whether the window is too small to be drawn.
func (r *Root) small() bool { return r.width < leastWidth || r.height < leastHeight }

// View draws heading, screen and foot line.
func (r *Root) View() tea.View {
	switch {
	case r.farewell != "":
		return r.still(r.farewell)
	case r.top() == nil:
		return tea.NewView("")
	case r.barred != "":
		return r.still(r.barred)
	case r.small():
		leaving := "q leaves."
		if _, typing := r.typist(); typing {
			leaving = "What you type is kept; ^C leaves."
		}
		return r.still(fmt.Sprintf("This window is too small: %d by %d at least. %s", leastWidth, leastHeight, leaving))
	}
	drawn := r.top().View()
	foot, at := r.foot(drawn.Note)
	body := r.height - 1 - len(foot)

	lines := make([]string, 0, r.height)
	lines = append(lines, r.heading())
	for i := range body {
		if i < len(drawn.Lines) {
			lines = append(lines, ansi.TruncateWc(drawn.Lines[i], r.width-1, ""))
		} else {
			lines = append(lines, "")
		}
	}
	lines = append(lines, foot...)
	view := tea.NewView(strings.Join(lines, "\n"))
	cursor := screen.Point{X: drawn.Cursor.X, Y: drawn.Cursor.Y + 1}
	if at >= 0 {
		cursor = screen.Point{X: at, Y: r.height - 1}
	}
	view.Cursor = tea.NewCursor(cursor.X, min(cursor.Y, r.height-1))
	return view
}

// still is a sentence alone on the screen, as much of it as there is room for.
func (r *Root) still(sentence string) tea.View {
	lines := plain.Wrap(sentence, max(r.width-1, 1))
	view := tea.NewView(strings.Join(lines[:min(len(lines), max(r.height, 0))], "\n"))
	view.Cursor = tea.NewCursor(0, 0)
	return view
}

// heading says where one is and what waits. What does not fit is cut from the left
// of the place, so that the nearest part of it stays.
func (r *Root) heading() string {
	right := plain.Cut(r.whoAndNew(r.width/2), r.width/2)
	room := r.width - 1 - plain.Width(right) - 2
	if r.flash.Number != 0 {
		left := r.banner(room)
		return r.seat.Theme.Warn(left) + strings.Repeat(" ", room-plain.Width(left)+2) + right
	}
	crumbs := append([]string{"AVS"}, r.top().Crumbs()...)
	left := trail(crumbs, room)
	return r.seat.Theme.Strong(left) + strings.Repeat(" ", room-plain.Width(left)+2) + right
}

// whoAndNew says who sits here and how much waits. Where there is no room for both
// the login goes first: the delegate knows it.
func (r *Root) whoAndNew(room int) string {
	who := fmt.Sprintf("%s %s", r.me.Partner, r.me.Login)
	var words []string
	if n := r.allNew(); n > 0 {
		words = append(words, fmt.Sprintf("%d new", n))
	}
	if r.open > 0 {
		words = append(words, fmt.Sprintf("%d to acknowledge", r.open))
	}
	if len(words) == 0 {
		return who
	}
	waits := strings.Join(words, "  ")
	if plain.Width(who)+3+len(waits) > room {
		who = string(r.me.Partner)
	}
	return who + "   " + waits
}

// allNew is how much is new to the delegate, of all kinds.
func (r *Root) allNew() (n int) {
	for _, of := range r.waiting {
		n += of
	}
	return n
}

// trail joins crumbs, leaving out the widest places for ".." where room is short.
func trail(crumbs []string, room int) string {
	for i := range crumbs {
		crumbs[i] = plain.Line(crumbs[i])
	}
	for first := 0; first < len(crumbs); first++ {
		s := strings.Join(crumbs[first:], " > ")
		if first > 0 {
			s = ".. > " + s
		}
		if plain.Width(s) <= room || first == len(crumbs)-1 {
			return plain.Cut(s, room)
		}
	}
	return ""
}

// foot is the last line or two, and the column of the cursor in the last one if it
// belongs there, else -1.
func (r *Root) foot(note string) (lines []string, cursor int) {
	room := r.width - 1 // never the last column: it leaves a wrap pending
	switch {
	case r.question != nil:
		lines = r.question.lines(room, r.height/2)
		at := plain.Width(lines[len(lines)-1])
		for i := range lines {
			lines[i] = r.seat.Theme.Strong(lines[i])
		}
		return lines, at
	case r.prompt != nil:
		label := plain.Cut(r.prompt.Label, room/2) + " "
		line, at := r.prompt.input.Draw(room - plain.Width(label))
		switch {
		case r.notice != "":
			lines = r.told("", room)
		case r.prompt.Hint != "":
			lines = inTwo(plain.Line(r.prompt.Hint), room, room)
		}
		return append(lines, r.seat.Theme.Strong(label)+line), plain.Width(label) + at
	case r.notice != "":
		return r.told(note, room), -1
	}
	return []string{r.legend(note, room)}, -1
}

// told is the notice in a line or two, with the screen's note at the right of the
// last: what came meanwhile is not hidden by what was said before.
func (r *Root) told(note string, room int) []string {
	note = plain.Cut(note, room/2)
	last := room
	if note != "" {
		last -= plain.Width(note) + 2
	}
	lines := inTwo(plain.Line(r.notice), room, last)
	for i := range lines {
		if i == len(lines)-1 && note != "" {
			lines[i] = r.seat.Theme.Warn(lines[i]) + strings.Repeat(" ", last-plain.Width(lines[i])+2) + r.seat.Theme.Strong(note)
			continue
		}
		lines[i] = r.seat.Theme.Warn(lines[i])
	}
	return lines
}

// inTwo is a sentence in a line or two, of which the last has less room; what is longer is
// cut.
func inTwo(sentence string, room, last int) []string {
	lines := plain.Wrap(sentence, last)
	if len(lines) < 2 {
		return lines
	}
	lines = plain.Wrap(sentence, room)
	return []string{lines[0], plain.Cut(strings.Join(lines[1:], " "), last)}
}

// legend lists the keys that have a word for the foot line, the screen's first, and
// the screen's note at its right. It is the same whether a key is dead or not. What
// does not fit is left out; the key that explains all of them always stands last.
func (r *Root) legend(note string, room int) string {
	note = plain.Cut(note, room/2)
	if note != "" {
		room -= plain.Width(note) + 2
	}
	words, last := r.footWords()
	var s string
	for _, word := range words {
		if plain.Width(s)+plain.Width(word)+2+plain.Width(last) > room {
			break
		}
		s += word + "  "
	}
	s = plain.Cut(strings.TrimRight(s+last, " "), room)
	if note == "" {
		return s
	}
	return plain.Pad(s, room) + "  " + r.seat.Theme.Strong(note)
}

// footWords are the keys of the foot line with their words, and the one that explains
// the others; it is empty where no key does.
func (r *Root) footWords() (words []string, last string) {
	own := r.top().Bindings()
	all := own
	if _, typing := r.typist(); !typing {
		all = append(own[:len(own):len(own)], r.bindings()...)
	}
	for i, b := range all {
		if b.Foot == "" || i >= len(own) && shadowed(own, b) {
			continue
		}
		word := screen.KeyName(string(b.First())) + " " + b.Foot
		if b.Has("?") || b.Has("ctrl+g") {
			last = word
			continue
		}
		words = append(words, word)
	}
	return words, last
}

// shadowed says whether a screen has the first key of a binding for itself.
func shadowed(own []screen.Binding, b screen.Binding) bool {
	_, is := find(own, b.First())
	return is
}
