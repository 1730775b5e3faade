package screen

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
)

// Citing is the key that lists what cites something, by its number or symbol.
func Citing(seat *Seat, what string, name func() string) Binding {
	return Binding{Key: Keys("list what cites "+what, "x"), Do: func() tea.Cmd {
		return seat.Nav.Open(Archive{Query: secretariat.Citing(name())})
	}}
}
