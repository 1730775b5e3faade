package boards

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
)

func (b *Boards) mayClose() string {
	if why := b.noBoard(); why != "" {
		return why
	}
	return fault.Sentence(b.seat.Desk.MayClose(b.current().ID))
}

// shut closes the board with a reason, which may be empty, or opens it again.
func (b *Boards) shut() tea.Cmd {
	board := b.current()
	title := plain.Line(board.Title)
	if board.Closed != nil {
		b.seat.Nav.Ask(fmt.Sprintf("Open %s again?", title), func() tea.Cmd {
			return screen.Act(b.seat, func() error { return b.seat.Desk.CloseBoard(board.ID, false, "") }, title+" is open again.")
		})
		return nil
	}
	b.seat.Nav.Prompt(screen.Prompt{
		Label: fmt.Sprintf("Why close %s?", title), Limit: forum.MaxReason,
		Hint: "It stays readable in the archive and takes no posts. Esc leaves it open.",
		Done: func(reason string) tea.Cmd {
			return screen.Act(b.seat, func() error { return b.seat.Desk.CloseBoard(board.ID, true, reason) }, title+" is closed into the archive.")
		},
	})
	return nil
}
