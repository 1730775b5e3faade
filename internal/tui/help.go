package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// help explains the keys of one screen, from their bindings. Why a key is dead is
// asked when help is asked for: a screen that is covered knows no more.
type help struct {
	about    []string // the crumbs of the screen that is explained
	sections []explained
	theme    screen.Theme
	text     widget.Text
}

type explained struct {
	title string
	keys  []explanation
}

type explanation struct{ label, does string }

func newHelp(r *Root) *help {
	h := &help{theme: r.seat.Theme}
	var own []screen.Binding
	if top := r.top(); top != nil {
		h.about, own = top.Crumbs(), top.Bindings()
	}
	var others []screen.Binding
	for _, b := range r.bindings() {
		if !shadowed(own, b) {
			others = append(others, b)
		}
	}
	h.sections = []explained{{"Keys here", explain(own)}, {"Keys everywhere", explain(others)}}
	return h
}

// explain says what bindings do, and why they do not now. A reason that several
// share is given once.
func explain(bindings []screen.Binding) []explanation {
	var keys []explanation
	last := ""
	for _, b := range bindings {
		does := b.Does
		if why := b.Why(); why != "" && why == last {
			does += " (not now, for the same reason)"
		} else if why != "" {
			does += " (not now: " + why + ")"
			last = why
		}
		keys = append(keys, explanation{b.Label(), does})
	}
	return keys
}

// Crumbs say what is explained.
func (h *help) Crumbs() []string { return append(h.about[:len(h.about):len(h.about)], "Help") }

// Bindings scroll.
func (h *help) Bindings() []screen.Binding { return screen.Scrolling(&h.text) }

// Update lays the text out anew where the room has changed.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		h.text.Set(h.lines(shown.Area.Width-1), shown.Area.Height)
	}
	return nil
}

// View draws the window of the text.
func (h *help) View() screen.Drawn { return screen.Drawn{Lines: h.text.Window()} }

// keyColumn is the room for the keys of a binding.
const keyColumn = 22

func (h *help) lines(width int) []string {
	var lines []string
	for i, s := range h.sections {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, h.theme.Strong(s.title))
		for _, k := range s.keys {
			label := plain.Pad(k.label, keyColumn)
			for _, line := range plain.Wrap(k.does, max(width-keyColumn-3, 10)) {
				lines = append(lines, "  "+label+" "+line)
				label = strings.Repeat(" ", keyColumn)
			}
		}
	}
	return lines
}
