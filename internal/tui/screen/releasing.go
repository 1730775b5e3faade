package screen

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
)

// Releasing is the key with which a coordinator releases something to the public, or
// withdraws it. current gives its number and whether it is public now.
func Releasing(seat *Seat, what string, current func() (n asem.Number, public bool)) Binding {
	return Binding{Key: Keys("coordinators: release "+what+" to the public, or withdraw it", "P"),
		Dead: func() string { return fault.Sentence(seat.Desk.MayRelease()) },
		Do: func() tea.Cmd {
			n, public := current()
			if public {
				promptWithdrawal(seat, n)
				return nil
			}
			seat.Nav.AskFirmly(fmt.Sprintf("Release %s to the public, for everybody to read?", n), func() tea.Cmd {
				return Act(seat, func() error { return seat.Desk.Release(n, false) }, fmt.Sprintf("%s is released to the public.", n))
			})
			return nil
		}}
}

func promptWithdrawal(seat *Seat, n asem.Number) {
	seat.Nav.Prompt(Prompt{
		Label: fmt.Sprintf("Why withdraw %s?", n), Limit: forum.MaxReason,
		Hint: "The public is told that it was withdrawn, delegates also why. Esc leaves it.",
		Done: func(reason string) tea.Cmd {
			return Act(seat, func() error { return seat.Desk.Withdraw(n, false, reason) }, fmt.Sprintf("%s is withdrawn from the public.", n))
		},
	})
}
