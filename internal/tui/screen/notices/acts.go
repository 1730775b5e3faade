package notices

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// mayAck says why the delegate cannot acknowledge the notice; empty if they can.
func mayAck(n secretariat.NoticeView) string {
	switch {
	case n.MayAck:
		return ""
	case n.Ack != nil:
		return fmt.Sprintf("%s acknowledged it for %s.", n.Ack.By, n.Ack.Partner)
	case n.Asks:
		return "Your partner's contact point acknowledges it."
	case len(n.Asked) > 0:
		return "It does not ask your partner to acknowledge it."
	}
	return "It does not ask to be acknowledged."
}

// acknowledge acknowledges the version that is shown.
func acknowledge(seat *screen.Seat, n notice.Notice) tea.Cmd {
	return screen.Act(seat, func() error { return seat.Desk.Acknowledge(n.Number, len(n.Versions)) },
		fmt.Sprintf("%s is acknowledged for your partner.", n.Number))
}

// unread marks a notice as new again.
func unread(seat *screen.Seat, n asem.Number) tea.Cmd {
	return screen.Act(seat, func() error { return seat.Desk.MarkNewIn(secretariat.KindNotice, n) },
		fmt.Sprintf("%s is new to you again.", n))
}

// pin is the binding that puts a notice on top, or takes it down.
func pin(seat *screen.Seat, current func() secretariat.NoticeView, none func() string) screen.Binding {
	return screen.Binding{Key: screen.Keys("moderators: pin the notice on top of all, or take it down", "_"), Dead: none, Do: func() tea.Cmd {
		n := current()
		sentence := fmt.Sprintf("%s is pinned on top.", n.Number)
		if n.Pinned != 0 {
			sentence = fmt.Sprintf("%s is no longer pinned.", n.Number)
		}
		return screen.Act(seat, func() error { return seat.Desk.PinNotice(n.Number, n.Pinned == 0) }, sentence)
	}}
}
