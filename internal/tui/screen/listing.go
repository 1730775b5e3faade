package screen

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/widget"
)

// PageOf is the page of what a Desk lists that a list asks its source for. number is
// that of a row.
func PageOf[R any](w widget.Want[R], number func(R) asem.Number) secretariat.Page {
	p := secretariat.Page{Limit: w.Limit}
	switch {
	case w.From == nil:
		p.Last = w.Back
	case w.With:
		p.At = number(*w.From)
	case w.Back:
		p.After = number(*w.From)
	default:
		p.Before = number(*w.From)
	}
	return p
}

// A Lister is something with rows of which one has the cursor: a widget.List.
type Lister interface {
	Move(by int) error
	Turn(pages int) error
	Home() error
	End() error
	AtEnd() bool
}

// Listing are the bindings that move the cursor through rows. moved follows each of
// them; nil for nothing. Space at the last row does onward: the next unread.
func Listing(seat *Seat, l Lister, moved, onward func() tea.Cmd) []Binding {
	do := func(move func() error) func() tea.Cmd {
		return func() tea.Cmd {
			seat.Nav.Fail(move())
			if moved == nil {
				return nil
			}
			return moved()
		}
	}
	page := do(func() error { return l.Turn(1) })
	return []Binding{
		{Key: Keys("one row down", "j", "down"), Do: do(func() error { return l.Move(1) })},
		{Key: Keys("one row up", "k", "up"), Do: do(func() error { return l.Move(-1) })},
		{Key: Keys("one page on; at the end, the next unread post", "space"), Do: func() tea.Cmd {
			if l.AtEnd() && onward != nil {
				return onward()
			}
			return page()
		}},
		{Key: Keys("one page on", "pgdown"), Do: page},
		{Key: Keys("one page back", "b", "pgup"), Do: do(func() error { return l.Turn(-1) })},
		{Key: Keys("to the first row", "g", "home"), Do: do(l.Home)},
		{Key: Keys("to the last row", "G", "end"), Do: do(l.End)},
	}
}
