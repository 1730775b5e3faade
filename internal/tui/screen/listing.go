package screen

import tea "charm.land/bubbletea/v2"

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
		{Keys: []string{"j", "down"}, Does: "one row down", Do: do(func() error { return l.Move(1) })},
		{Keys: []string{"k", "up"}, Does: "one row up", Do: do(func() error { return l.Move(-1) })},
		{Keys: []string{"space"}, Does: "one page on; at the end, the next unread post", Do: func() tea.Cmd {
			if l.AtEnd() && onward != nil {
				return onward()
			}
			return page()
		}},
		{Keys: []string{"pgdown"}, Does: "one page on", Do: page},
		{Keys: []string{"b", "pgup"}, Does: "one page back", Do: do(func() error { return l.Turn(-1) })},
		{Keys: []string{"g", "home"}, Does: "to the first row", Do: do(l.Home)},
		{Keys: []string{"G", "end"}, Does: "to the last row", Do: do(l.End)},
	}
}
