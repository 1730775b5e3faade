package compose

import (
	"errors"
	"maps"
	"math"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// retryAfter is how long a draft that could not be kept waits for the next attempt.
const retryAfter = 30 * time.Second

// A keeper writes what is typed, in the order in which it was typed: two writings
// may be under way, and the older one must not come last. It has the token, since a
// writing may find it used up.
type keeper struct {
	desk *secretariat.Desk

	mu    sync.Mutex // guards what follows
	token string
	kept  int // the newest state that was kept; math.MaxInt once it was posted
}

// begin takes a state for kept under a token; an empty token is replaced.
func (k *keeper) begin(token string, state int) {
	if token == "" {
		token = k.desk.NewToken()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.token, k.kept = token, state
}

// keep keeps a state of the draft unless a newer one is kept already. parted is as
// with save.
func (k *keeper) keep(d secretariat.Draft, state int) (parted, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if state <= k.kept {
		return nil, nil
	}
	if parted, err = k.save(d); err == nil {
		k.kept = state
	}
	return parted, err
}

// save keeps the draft; mu is held. Where another session has sent an earlier state
// of it this one goes on under a token of its own: parted is the fault that told so.
func (k *keeper) save(d secretariat.Draft) (parted, err error) {
	d.Token = k.token
	err = k.desk.SaveDraft(d)
	if fault.KindOf(err) != fault.Conflict {
		return nil, err
	}
	k.token = k.desk.NewToken()
	d.Token = k.token
	return err, k.desk.SaveDraft(d)
}

// send posts the draft. All of it is kept first, under the token it is sent with: if
// the answer never comes it is there to be sent again, and when it comes the desk
// drops the draft that has this token. After that nothing is kept any more: the draft
// is gone, and must not come back. A conflict means that nothing was posted, and
// leaves the draft a new token.
func (k *keeper) send(t target, d secretariat.Draft) (posted secretariat.Posted, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if parted, _ := k.save(d); parted != nil { // another error is told by posting, or was none
		return posted, parted
	}
	d.Token = k.token
	posted, err = t.send(d)
	switch {
	case err == nil:
		k.kept = math.MaxInt
	case fault.KindOf(err) == fault.Conflict:
		k.token = k.desk.NewToken()
		_, _ = k.save(d) // it is kept as it was; only its token is old
	}
	return posted, err
}

// state counts what was changed in envelope, title and text.
func (c *Compose) state() int { return c.envelope.edits + c.title.Edits() + c.text.Edits() }

// unkept says whether something was typed that is not kept.
func (c *Compose) unkept() bool { return c.state() != c.kept }

// draft is what is written now, without the token, which the keeper has.
func (c *Compose) draft() secretariat.Draft {
	return secretariat.Draft{Place: c.to.place, Title: c.title.Text(), Text: c.text.Text(), Base: c.base, Envelope: c.envelope.filled()}
}

// touched has what was typed kept in a while. One timer runs at most.
func (c *Compose) touched() tea.Cmd { return c.keepIn(c.seat.KeepAfter) }

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
	var parted error
	return screen.Work(func() (err error) {
		parted, err = c.keeper.keep(draft, state)
		return err
	}, func(err error) tea.Cmd {
		c.trouble = fault.Sentence(err)
		c.part(parted)
		if err != nil {
			return tea.Batch(c.keepIn(retryAfter), then(err))
		}
		c.kept = max(c.kept, state)
		return then(nil)
	})
}

// part says that what is written here is another text than what was sent.
func (c *Compose) part(why error) {
	var told *fault.Error
	if errors.As(why, &told) {
		c.parted = told.What
	}
}

// nothing more is to be done once it is kept, or not.
func nothing(error) tea.Cmd { return nil }

// reread takes the draft over from another session of the delegate, or another
// composer of this one, where nothing was typed here that is not kept.
func (c *Compose) reread() {
	draft, there, err := c.seat.Desk.Draft(c.to.place)
	if err != nil || !there || c.unkept() || draft.Title == c.title.Text() && draft.Text == c.text.Text() && maps.Equal(draft.Envelope, c.envelope.filled()) {
		return // an error shows when it is kept
	}
	c.fill(draft)
}
