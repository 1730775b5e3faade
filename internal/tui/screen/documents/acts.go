package documents

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// mayReceive says why the delegate cannot acknowledge the receipt; empty if they can.
func mayReceive(v secretariat.DocumentView) string {
	switch {
	case v.MayReceive:
		return ""
	case !v.ToMe:
		return "It was not circulated to your partner."
	}
	return "Its receipt is acknowledged already, or your partner's contact point does that."
}

func receive(seat *screen.Seat, symbol asem.Symbol) tea.Cmd {
	return screen.Act(seat, func() error { return seat.Desk.ReceiveDocument(symbol) },
		fmt.Sprintf("The receipt of %s is acknowledged for your partner.", symbol))
}

// unread marks a document as new again.
func unread(seat *screen.Seat, v secretariat.DocumentView) tea.Cmd {
	return screen.Act(seat, func() error { return seat.Desk.MarkNewIn(secretariat.KindDocument, v.Number) },
		fmt.Sprintf("%s is new to you again.", v.Symbol))
}
