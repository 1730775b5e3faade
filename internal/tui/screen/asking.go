package screen

import tea "charm.land/bubbletea/v2"

// Asking is the key that asks for a query; go takes it. A query that cannot be read
// stays at the prompt with where it stops, and ? alone explains what one may say.
func Asking(seat *Seat, start string, goTo func(query string) tea.Cmd) Binding {
	return Binding{Key: Keys("find in all that you may read", "/"), Foot: "find", Do: func() tea.Cmd {
		seat.Nav.Prompt(Prompt{
			Label: "Find:", Hint: `Words, "phrases", -not, or, from: board: kind: year: ...; ? explains.`, Start: start, Limit: 1000,
			Check: func(query string) error {
				if query == "?" {
					return nil
				}
				return seat.Desk.MaySearch(query)
			},
			Done: func(query string) tea.Cmd {
				switch query {
				case "":
					return nil
				case "?":
					return seat.Nav.Open(Help{Page: "searching"})
				}
				return goTo(query)
			},
		})
		return nil
	}}
}
