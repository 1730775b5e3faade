package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// lull is the least time between two nudges: what is posted shows within a second,
// and a busy hour does not redraw every heading for every post.
const lull = 250 * time.Millisecond

// Farewell tells the root that the session ends, and why. What was typed is kept,
// the sentence is left for the person, and the program quits.
type Farewell struct{ Sentence string }

// Watch nudges the root when something may have changed, and when the desk has
// ended. It returns then, or when ctx ends. nudge must not block.
func Watch(ctx context.Context, desk *secretariat.Desk, nudge func(tea.Msg)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-desk.Ended():
			nudge(Farewell{desk.Why()})
			return
		case <-desk.Changes():
			nudge(screen.Changed{})
		}
		pause := time.NewTimer(lull)
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-desk.Ended():
			pause.Stop()
		case <-pause.C:
		}
	}
}
