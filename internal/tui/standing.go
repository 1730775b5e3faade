package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/tui/screen"
)

// changed refreshes what stands around the screen and tells the screen. A delegate who
// stands elsewhere than before, in another mission or without an office, is shown the
// screen afresh: what reaches them no more does not stay before their eyes.
func (r *Root) changed(c screen.Changed) tea.Cmd {
	before := r.me
	r.refresh(c.What)
	if len(r.stack) > 0 && !standsSame(before, r.me) {
		return tea.Batch(r.ring(), r.Again())
	}
	return tea.Batch(r.ring(), r.tell(c))
}

// standsSame says whether the same things reach a delegate.
func standsSame(a, b roster.Delegate) bool {
	return a.Partner == b.Partner && a.Mission == b.Mission && a.Left == b.Left && slices.Equal(a.Roles, b.Roles) && slices.Equal(a.Offices, b.Offices)
}
