package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Search remembers what is looked for in a list.
type Search struct{ Words string }

// Bindings are the keys that find words. label asks for them; find goes to the next
// row that has them, or the one before.
func (s *Search) Bindings(seat *Seat, label string, find func(back bool) tea.Cmd) []Binding {
	sought := func() string {
		if s.Words == "" {
			return "Nothing was looked for yet: / does."
		}
		return ""
	}
	return []Binding{
		{Key: Keys("find words in this list", "/"), Do: func() tea.Cmd {
			seat.Nav.Prompt(Prompt{Label: label, Done: func(words string) tea.Cmd {
				if s.Words = words; words == "" {
					return nil
				}
				return find(false)
			}})
			return nil
		}},
		{Key: Keys("the next match", "n"), Dead: sought, Do: func() tea.Cmd { return find(false) }},
		{Key: Keys("the match before", "N"), Dead: sought, Do: func() tea.Cmd { return find(true) }},
	}
}

// Matches says whether a text has the words that are looked for, whatever their case.
func (s *Search) Matches(text string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(s.Words))
}
