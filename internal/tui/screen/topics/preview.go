package topics

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/tui/screen"
)

// moved looks at rows that came to the screen, and has the text follow once the cursor
// rests.
func (t *Topics) moved() tea.Cmd {
	t.remark()
	return t.beside.Follow(t.shelf())
}

func (t *Topics) shelf() screen.Shelf {
	return screen.Shelf{Seat: t.seat, On: t, Area: t.area, At: func() asem.Number { return t.current().Number }, Read: t.glance}
}

// glance is what the delegate would read next in the topic with the cursor.
func (t *Topics) glance() (screen.Glance, error) {
	n, err := firstNew(t.seat.Desk, t.current())
	if err != nil {
		return screen.Glance{}, err
	}
	post, err := t.seat.Desk.Post(n)
	head := screen.Heading(t.seat, post)
	return screen.Glance{Title: head.Title, About: []string{head.Author, head.When}, Text: post.Text + post.Withheld}, err
}
