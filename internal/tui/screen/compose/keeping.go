package compose

import (
	"math"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

const (
	keepAfter  = 3 * time.Second  // from the first change that is not kept
	retryAfter = 30 * time.Second // where it could not be kept
)

// A keeper writes what is typed, in the order in which it was typed: two writings
// may be under way, and the older one must not come last.
type keeper struct {
	desk *secretariat.Desk

	mu   sync.Mutex // guards kept
	kept int        // the newest state that was kept; math.MaxInt once it was posted
}

// begin takes a state for kept.
func (k *keeper) begin(state int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = state
}

// keep keeps a state of the draft unless a newer one is kept already.
func (k *keeper) keep(d secretariat.Draft, state int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if state <= k.kept {
		return nil
	}
	if err := k.desk.SaveDraft(d); err != nil {
		return err
	}
	k.kept = state
	return nil
}

// send posts the draft. All of it is kept first, under the token it is sent with: if
// the answer never comes it is there to be sent again, and when it comes the desk
// drops the draft that has this token. After that nothing is kept any more: the draft
// is gone, and must not come back.
func (k *keeper) send(t target, d secretariat.Draft) (secretariat.Posted, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.desk.SaveDraft(d) // where it cannot be kept, posting says why, or does it
	posted, err := post(k.desk, t, d)
	if err == nil {
		k.kept = math.MaxInt
	}
	return posted, err
}

func post(desk *secretariat.Desk, t target, d secretariat.Draft) (secretariat.Posted, error) {
	switch t.kind {
	case topic:
		return desk.Open(d.Token, forum.Open{Board: t.board.ID, Title: d.Title, Text: d.Text})
	case reply:
		return desk.Reply(d.Token, forum.Reply{To: t.number, Text: d.Text})
	}
	return desk.Edit(d.Token, forum.Edit{Number: t.number, Title: d.Title, Text: d.Text, Base: d.Base})
}

// state counts what was changed in title and text.
func (c *Compose) state() int { return c.title.Edits() + c.text.Edits() }

// unkept says whether something was typed that is not kept.
func (c *Compose) unkept() bool { return c.state() != c.kept }

// draft is what is written now.
func (c *Compose) draft() secretariat.Draft {
	return secretariat.Draft{Place: c.to.place, Token: c.token, Title: c.title.Text(), Text: c.text.Text(), Base: c.base}
}

// touched has what was typed kept in a while. One timer runs at most.
func (c *Compose) touched() tea.Cmd { return c.keepIn(keepAfter) }

func (c *Compose) keepIn(wait time.Duration) tea.Cmd {
	if !c.unkept() || c.waiting || c.gone {
		return nil
	}
	c.waiting = true
	return screen.After(wait, func() tea.Cmd {
		c.waiting = false
		if c.gone {
			return nil
		}
		return c.keep(nothing)
	})
}

// keep keeps the draft now, if there is something to keep, and goes on with then.
// The screen may be gone by then.
func (c *Compose) keep(then func(error) tea.Cmd) tea.Cmd {
	if !c.unkept() {
		return then(nil)
	}
	draft, state := c.draft(), c.state()
	return screen.Work(func() error { return c.keeper.keep(draft, state) }, func(err error) tea.Cmd {
		c.trouble = fault.Sentence(err)
		if err != nil {
			return tea.Batch(c.keepIn(retryAfter), then(err))
		}
		c.kept = max(c.kept, state)
		return then(nil)
	})
}

// nothing more is to be done once it is kept, or not.
func nothing(error) tea.Cmd { return nil }

// reread takes the draft over from another session of the delegate, or another
// composer of this one, where nothing was typed here that is not kept.
func (c *Compose) reread() {
	draft, there, err := c.seat.Desk.Draft(c.to.place)
	if err != nil || !there || c.unkept() || draft.Title == c.title.Text() && draft.Text == c.text.Text() {
		return // an error shows when it is kept
	}
	c.fill(draft)
}
