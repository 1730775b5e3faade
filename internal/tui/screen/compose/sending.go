package compose

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// ask asks whether to send what is written, or says what it lacks.
func (c *Compose) ask() tea.Cmd {
	if err := c.lacks(); err != nil {
		c.seat.Nav.Fail(err)
		return nil
	}
	c.seat.Nav.Ask(c.to.question(), c.send)
	return nil
}

// lacks is what the rules of the forum will say of title and text, known already.
func (c *Compose) lacks() error {
	if c.to.titled {
		if _, err := forum.Title(c.title.Text()); err != nil {
			return err
		}
	}
	_, err := rule.Words(c.text.Text())
	return err
}

// send posts what is written. Until the answer is there nothing is typed.
func (c *Compose) send() tea.Cmd {
	c.sending = true
	draft := c.draft()
	var posted secretariat.Posted
	return screen.Work(func() (err error) {
		posted, err = c.keeper.send(c.to, draft)
		return err
	}, func(err error) tea.Cmd {
		c.sending = false
		if err != nil {
			return c.refused(err)
		}
		c.posted, c.result = posted.Number, c.to.result(posted)
		c.seat.Nav.Refresh()
		if !c.seat.Nav.Top(c) {
			c.seat.Nav.Say(c.result)
			return nil
		}
		return c.arrive()
	})
}

// result says what became of it.
func (t target) result(p secretariat.Posted) string {
	switch {
	case t.kind == version && p.Already:
		return fmt.Sprintf("%s is as it was.", p.Number)
	case t.kind == version:
		return fmt.Sprintf("%s has its new version.", p.Number)
	case p.Already:
		return fmt.Sprintf("It was posted before, as %s.", p.Number)
	}
	return fmt.Sprintf("Posted as %s.", p.Number)
}

// arrive leaves the composer for what was posted.
func (c *Compose) arrive() tea.Cmd {
	cmd := c.seat.Nav.Replace(screen.Read{Number: c.posted})
	if c.seat.Nav.Top(c) { // it was hidden in the same moment: the root has said so
		return c.seat.Nav.Back()
	}
	c.seat.Nav.Say(c.result)
	return cmd
}

// refused keeps the text, says why it was not posted, and clears the way where a
// second attempt could only be refused again.
func (c *Compose) refused(err error) tea.Cmd {
	c.seat.Nav.Fail(err)
	if fault.KindOf(err) == fault.Conflict {
		c.settle(err)
	}
	return c.keep(nothing)
}

// settle deals with a conflict: an edit begins from the version that came between,
// which stands beside it now; what was sent before, in another state, can be sent as
// it stands here too, for the keeper has a new token for it.
func (c *Compose) settle(conflict error) {
	if c.to.kind == version {
		post, err := c.seat.Desk.Post(c.to.number)
		if err == nil && len(post.Versions) != c.base {
			c.base, c.stale = len(post.Versions), true
			c.layOut()
			c.seat.Nav.Say(fmt.Sprintf("%s was edited meanwhile. ^O shows how it stands; ^X again puts this text in its place.", c.to.number))
			return
		}
	}
	c.part(conflict)
	c.seat.Nav.Say(c.parted + " ^X again posts what stands here as well.")
}
