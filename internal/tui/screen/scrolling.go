package screen

import tea "charm.land/bubbletea/v2"

// A Scroller is something that moves by lines and pages: a text.
type Scroller interface {
	Scroll(by int) bool
	Page() int
	Home()
	End()
}

// Scrolling are the bindings that move a text by lines and pages.
func Scrolling(s Scroller) []Binding {
	by := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { s.Scroll(n()); return nil }
	}
	return []Binding{
		{Keys: []string{"j", "down"}, Does: "one line on", Do: by(func() int { return 1 })},
		{Keys: []string{"k", "up"}, Does: "one line back", Do: by(func() int { return -1 })},
		{Keys: []string{"space", "pgdown"}, Does: "one page on", Foot: "page on", Do: by(s.Page)},
		{Keys: []string{"b", "pgup"}, Does: "one page back", Foot: "back a page", Do: by(func() int { return -s.Page() })},
		{Keys: []string{"g", "home"}, Does: "to the beginning", Do: func() tea.Cmd { s.Home(); return nil }},
		{Keys: []string{"G", "end"}, Does: "to the end", Do: func() tea.Cmd { s.End(); return nil }},
	}
}
