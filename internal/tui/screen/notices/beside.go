package notices

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/tui/screen"
)

// moved has the text beside the list follow the cursor.
func (l *List) moved() tea.Cmd { return l.beside.Follow(l.shelf()) }

func (l *List) shelf() screen.Shelf {
	return screen.Shelf{Seat: l.seat, On: l, Area: l.area, At: func() asem.Number { return l.current().Number }, Read: l.glance}
}

// glance is the notice with the cursor, which stays unread.
func (l *List) glance() (screen.Glance, error) {
	v, err := l.seat.Desk.Notice(l.current().Number)
	return screen.Glance{Title: v.Title, About: []string{string(v.Level) + ", " + screen.AuthorOf(v.Author), "To " + asem.Listed(v.To), l.seat.Date(v.Current().At)}, Text: v.Text + v.Withheld}, err
}
