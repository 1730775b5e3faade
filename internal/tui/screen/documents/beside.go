package documents

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/tui/screen"
)

// moved has what stands beside the list follow the cursor.
func (l *List) moved() tea.Cmd { return l.beside.Follow(l.shelf()) }

func (l *List) shelf() screen.Shelf {
	return screen.Shelf{Seat: l.seat, On: l, Area: l.area, At: func() asem.Number { return l.current().Number }, Read: l.glance}
}

// glance is what there is to know of the document with the cursor. Its text is not read
// for that: a PDF takes a tenth of a second, and this is asked of each row on the way.
func (l *List) glance() (screen.Glance, error) {
	v, err := l.seat.Desk.Document(l.current().Symbol)
	if err != nil {
		return screen.Glance{}, err
	}
	d := &Document{seat: l.seat, area: l.area, view: v, label: v.Current().Label}
	return screen.Glance{Title: v.Title, About: []string{document.Cited(v.Symbol, d.label)}, Text: strings.Join(d.facts(d.version())[1:], "\n")}, nil
}
