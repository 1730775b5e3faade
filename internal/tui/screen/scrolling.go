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
		{Key: Keys("one line on", "j", "down"), Do: by(func() int { return 1 })},
		{Key: Keys("one line back", "k", "up"), Do: by(func() int { return -1 })},
		{Key: Keys("one page on", "space", "pgdown"), Foot: "page on", Do: by(s.Page)},
		{Key: Keys("one page back", "b", "pgup"), Foot: "back a page", Do: by(func() int { return -s.Page() })},
		{Key: Keys("to the beginning", "g", "home"), Do: func() tea.Cmd { s.Home(); return nil }},
		{Key: Keys("to the end", "G", "end"), Do: func() tea.Cmd { s.End(); return nil }},
	}
}
