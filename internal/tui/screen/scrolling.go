package screen

import tea "charm.land/bubbletea/v2"

// A Scroller is something that moves by lines and pages: a text.
type Scroller interface {
	Scroll(by int) bool
	Page() int
	Home()
	End()
}

// Reading are the bindings that move a text by lines and pages, and at its end go
// onward: to what is unread elsewhere.
func Reading(s interface {
	Scroller
	AtEnd() bool
}, onward func() tea.Cmd) []Binding {
	on := Binding{Key: Keys("one page on; at the end, the next unread anywhere", "space"), Foot: "more", Do: func() tea.Cmd {
		if s.AtEnd() {
			return onward()
		}
		s.Scroll(s.Page())
		return nil
	}}
	return append([]Binding{on}, scrolling(s, "", "", "pgdown")...)
}

// Scrolling are the bindings that move a text by lines and pages.
func Scrolling(s Scroller) []Binding {
	return scrolling(s, "page on", "back a page", "space", "pgdown")
}

// scrolling binds the keys, with the words for the foot line.
func scrolling(s Scroller, on, back string, onKeys ...string) []Binding {
	by := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { s.Scroll(n()); return nil }
	}
	return []Binding{
		{Key: Keys("one line on", "j", "down"), Do: by(func() int { return 1 })},
		{Key: Keys("one line back", "k", "up"), Do: by(func() int { return -1 })},
		{Key: Keys("one page on", onKeys...), Foot: on, Do: by(s.Page)},
		{Key: Keys("one page back", "b", "pgup"), Foot: back, Do: by(func() int { return -s.Page() })},
		{Key: Keys("to the beginning", "g", "home"), Do: func() tea.Cmd { s.Home(); return nil }},
		{Key: Keys("to the end", "G", "end"), Do: func() tea.Cmd { s.End(); return nil }},
	}
}
