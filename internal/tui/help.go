package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// help explains the keys of one screen, from their bindings.
type help struct {
	root  *Root
	about []string // the crumbs of the screen that is explained
	own   []screen.Binding
	text  widget.Text
	area  screen.Area
}

func newHelp(r *Root) *help {
	h := &help{root: r}
	if top := r.top(); top != nil {
		h.about, h.own = top.Crumbs(), top.Bindings()
	}
	return h
}

// Crumbs say what is explained.
func (h *help) Crumbs() []string { return append(h.about[:len(h.about):len(h.about)], "Help") }

// Bindings scroll.
func (h *help) Bindings() []screen.Binding {
	return screen.Scrolling(&h.text)
}

// Update lays the text out anew where the room has changed.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		h.area = shown.Area
		h.text.Set(h.lines(), shown.Area.Height)
	}
	return nil
}

// View draws the window of the text.
func (h *help) View() screen.Drawn { return screen.Drawn{Lines: h.text.Window()} }

func (h *help) lines() []string {
	lines := []string{h.root.seat.Theme.Strong("Keys here")}
	lines = append(lines, h.table(h.own)...)
	var others []screen.Binding
	for _, b := range h.root.bindings() {
		if !shadowed(h.own, b) {
			others = append(others, b)
		}
	}
	lines = append(lines, "", h.root.seat.Theme.Strong("Keys everywhere"))
	return append(lines, h.table(others)...)
}

// keyColumn is the room for the keys of a binding.
const keyColumn = 22

func (h *help) table(bindings []screen.Binding) []string {
	var lines []string
	for _, b := range bindings {
		does := b.Does
		if b.Dead != nil {
			if why := b.Dead(); why != "" {
				does += " (now: " + why + ")"
			}
		}
		label := plain.Pad(b.Label(), keyColumn)
		for i, line := range plain.Wrap(does, max(h.area.Width-keyColumn-4, 10)) {
			if i > 0 {
				label = strings.Repeat(" ", keyColumn)
			}
			lines = append(lines, "  "+label+" "+line)
		}
	}
	return lines
}
