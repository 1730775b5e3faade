package reader

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// marks are the posts that were shown and are to be marked as read. One commit is
// on its way at a time; what is shown meanwhile waits for the next.
type marks struct {
	due     []secretariat.Seen
	writing bool
	unread  []asem.Number  // those that the delegate wants to stay new
	then    func() tea.Cmd // what waits for the marks to be written
}

func (m *marks) add(p secretariat.PostView) {
	if !slices.Contains(m.unread, p.Number) {
		m.due = append(m.due, p.Seen())
	}
}

// write writes what is due, and then does what waits for it.
func (m *marks) write(r *Reader) tea.Cmd {
	if m.writing {
		return nil
	}
	if len(m.due) == 0 {
		then := m.then
		m.then = nil
		if then != nil {
			return then()
		}
		return nil
	}
	seen := m.due
	m.due, m.writing = nil, true
	return screen.Work(func() error { return r.seat.Desk.MarkRead(seen...) }, func(err error) tea.Cmd {
		m.writing = false
		if err != nil {
			m.then = nil
			r.seat.Nav.Fail(err)
			return nil
		}
		r.seat.Nav.Refresh()
		return m.write(r)
	})
}

// flush writes what is due when nobody is there to hear of it.
func (m *marks) flush(r *Reader) tea.Cmd {
	seen := m.due
	m.due, m.then = nil, nil
	if len(seen) == 0 {
		return nil
	}
	return screen.Work(func() error { return r.seat.Desk.MarkRead(seen...) }, func(err error) tea.Cmd {
		r.seat.Nav.Refresh()
		return nil
	})
}

// onward goes to the next new post anywhere, once all that was shown is marked.
func (r *Reader) onward() tea.Cmd {
	r.marks.then = r.nextNew
	return r.marks.write(r)
}

func (r *Reader) nextNew() tea.Cmd {
	if !r.seat.Nav.Top(r) {
		return nil
	}
	from := r.here().Number
	next, ok, err := r.seat.Desk.NextNew(from)
	switch {
	case err != nil:
		r.seat.Nav.Fail(err)
	case !ok:
		r.seat.Nav.Say("Nothing else is new to you anywhere.")
	case next.Topic != r.topic.Number:
		return r.seat.Nav.Replace(screen.Read{Number: next.Number})
	case next.Number == from && r.holds(next.Seen()):
		r.seat.Nav.Say("Nothing else is new to you; " + from.String() + " has not been shown to its end.")
	default:
		r.seat.Nav.Fail(r.jump(next.Seen()))
		return r.looked()
	}
	return nil
}

// jump goes to a post of this topic. One that is not held, or was posted or edited
// since the thread was read, has it read afresh.
func (r *Reader) jump(to secretariat.Seen) error {
	if r.note != "" || !r.holds(to) {
		r.drop()
		r.note = ""
	}
	return r.goTo(to.Number)
}

// holds says whether the post is held, in this version.
func (r *Reader) holds(p secretariat.Seen) bool {
	at := r.window.find(p.Number)
	return at >= 0 && r.posts[at].Seen() == p
}

// markNew marks the current post as unread and leaves it so.
func (r *Reader) markNew() tea.Cmd {
	n := r.here().Number
	r.marks.unread = append(r.marks.unread, n)
	r.marks.due = slices.DeleteFunc(r.marks.due, func(d secretariat.Seen) bool { return d.Number == n })
	return screen.Act(r.seat, func() error { return r.seat.Desk.MarkNew(n) }, n.String()+" is new to you again.")
}

// fresh is a post of the topic with its text.
func (r *Reader) fresh() (secretariat.PostView, error) { return r.seat.Desk.Post(r.here().Number) }
