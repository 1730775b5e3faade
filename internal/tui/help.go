package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/manual"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// help explains the keys of one screen, from their bindings, or is a page of the
// manual. Why a key is dead is asked when help is asked for: a screen that is covered
// knows no more.
type help struct {
	root     *Root
	crumbs   []string
	about    string // what stands before the sections
	sections []explained
	text     widget.Text
}

type explained struct {
	title string
	keys  []explanation
}

type explanation struct{ label, does string }

func newHelp(r *Root) *help {
	h := &help{root: r}
	var own []screen.Binding
	if top := r.top(); top != nil {
		h.crumbs, own = top.Crumbs(), top.Bindings()
		if e, ok := top.(screen.Explainer); ok {
			h.about = e.Explain()
		}
	}
	h.crumbs = append(h.crumbs[:len(h.crumbs):len(h.crumbs)], "Help")
	var others []screen.Binding
	for _, b := range r.bindings() {
		if !shadowed(own, b) {
			others = append(others, b)
		}
	}
	h.sections = []explained{{"Keys here", explain(own)}, {"Keys everywhere", explain(others)}, {"More to read", pages()}}
	return h
}

// newPage is a page of the manual.
func newPage(r *Root, name string) (screen.Screen, error) {
	page, ok := manual.Find(name)
	if !ok {
		return nil, fault.New(fault.NotFound, "The manual has no page %q.", name).Then("? lists its pages.")
	}
	return &help{root: r, crumbs: []string{"Manual", page.Title}, about: page.Text}, nil
}

// explain says what bindings do, and why they do not now. A reason that several
// share is given once.
func explain(bindings []screen.Binding) []explanation {
	var keys []explanation
	last := ""
	for _, b := range bindings {
		does := b.Does()
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

// pages are those of the manual, by what opens them.
func pages() []explanation {
	var list []explanation
	for _, page := range manual.Topics() {
		list = append(list, explanation{":" + page.Name, page.Title})
	}
	return list
}

// Crumbs say what is explained.
func (h *help) Crumbs() []string { return h.crumbs }

// Bindings scroll. What asked for help takes it away again.
func (h *help) Bindings() []screen.Binding {
	return append(screen.Scrolling(&h.text), screen.Binding{Key: screen.Keys("back to the place that is explained", "?"), Do: h.root.Back})
}

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

// row is one of the rows, empty behind the last.
func row(rows []string, i int) string {
	if i >= len(rows) {
		return ""
	}
	return rows[i]
}

func (h *help) lines(width int) []string {
	lines := plain.Wrap(h.about, width)
	for _, s := range h.sections {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, h.root.seat.Theme.Strong(s.title))
		for _, k := range s.keys {
			labels, does := plain.Wrap(k.label, keyColumn), plain.Wrap(k.does, max(width-keyColumn-3, 10))
			for i := range max(len(labels), len(does)) {
				line := "  " + plain.Pad(row(labels, i), keyColumn) + " " + row(does, i)
				lines = append(lines, strings.TrimRight(line, " "))
			}
		}
	}
	return lines
}
