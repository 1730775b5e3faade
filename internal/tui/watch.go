package tui

import (
	"context"
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// lull is about how long a change waits until it is shown: half of it to one and a
// half, so that what is posted shows within a second, and a busy hour does not redraw
// every heading for every post.
const lull = 400 * time.Millisecond

// Farewell tells the root that the session ends, and why. What was typed is kept,
// the sentence is left for the person, and the program quits.
type Farewell struct{ Sentence string }

// Alarm tells the root that a flash notice may have come: that alone is shown at once.
type Alarm struct{}

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
		case <-desk.Alerts():
			nudge(Alarm{})
		case <-desk.Changes():
			// Not all at once: a thousand screens that draw in the same moment would keep
			// every key stroke waiting. The timer runs only after a change.
			linger(ctx, desk, nudge, time.NewTimer(lull/2+rand.N(lull)))
		}
	}
}

// linger shows what changed after a pause, and a flash notice that comes meanwhile at
// once.
func linger(ctx context.Context, desk *secretariat.Desk, nudge func(tea.Msg), pause *time.Timer) {
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-desk.Ended():
			return
		case <-desk.Alerts():
			nudge(Alarm{})
		case <-pause.C:
			show(desk, nudge)
			return
		}
	}
}

// show has the root show what changed, and what came meanwhile with it.
func show(desk *secretariat.Desk, nudge func(tea.Msg)) {
	select {
	case <-desk.Changes():
	default:
	}
	nudge(screen.Changed{What: desk.Touched()})
}
