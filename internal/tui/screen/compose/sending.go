package compose

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
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
	question, err := c.to.question(c.draft())
	if err != nil {
		c.seat.Nav.Fail(err)
		return nil
	}
	c.seat.Nav.Ask(question, c.send)
	return nil
}

// lacks is what the rules will say of title and text, known already.
func (c *Compose) lacks() error {
	if c.to.titled {
		if _, err := rule.Title(c.to.of, c.title.Text()); err != nil {
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
		c.posted, c.result = posted.Number, c.to.sent(posted)
		c.seat.Nav.Refresh()
		if !c.seat.Nav.Top(c) {
			c.seat.Nav.Say(c.result)
			return nil
		}
		return c.arrive()
	})
}

// arrive leaves the composer for what was posted.
func (c *Compose) arrive() tea.Cmd {
	cmd := c.seat.Nav.Replace(c.to.arrive(c.posted))
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
	if c.to.replaces != 0 {
		now, err := c.to.about()
		if err == nil && now.versions != c.base {
			c.base, c.stale = now.versions, true
			c.layOut()
			c.seat.Nav.Say(fmt.Sprintf("%s was edited meanwhile. ^O shows how it stands; ^X again puts this text in its place.", now.number))
			return
		}
	}
	c.part(conflict)
	c.seat.Nav.Say(c.parted + " ^X again posts what stands here as well.")
}
