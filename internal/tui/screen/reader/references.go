package reader

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/tui/screen"
)

// followReference opens what the current post refers to; of several it asks which.
func (r *Reader) followReference() tea.Cmd {
	post, err := r.fresh()
	if err != nil {
		r.seat.Nav.Fail(err)
		return nil
	}
	return screen.OpenReference(r.seat, post.Number, post.Text, post.ReplyTo)
}
