package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/tui/screen"
)

// maxStack bounds the screens that lie on one another.
const maxStack = 16

// Open puts a place on top.
func (r *Root) Open(p screen.Place) tea.Cmd {
	if _, home := p.(screen.Today); home && len(r.stack) > 0 {
		return r.unwind()
	}
	s, err := r.build(p)
	if err != nil {
		r.Fail(err)
		return nil
	}
	return r.push(s)
}

// Replace puts a place where the top screen is. The first one is never replaced.
func (r *Root) Replace(p screen.Place) tea.Cmd {
	if n := len(r.stack); n > 1 {
		if below, ok := r.stack[n-2].(screen.Follower); ok && below.Follow(p) {
			return r.Back()
		}
	}
	s, err := r.build(p)
	if err != nil {
		r.Fail(err)
		return nil
	}
	if len(r.stack) > 1 {
		gone := r.pop()
		return tea.Sequence(gone, r.push(s))
	}
	return r.push(s)
}

// push shows a screen. What it covers holds its texts no longer; when too many lie
// on one another the oldest above Today goes, since nobody remembers it.
func (r *Root) push(s screen.Screen) tea.Cmd {
	cmds := []tea.Cmd{r.tell(screen.Covered{})}
	if len(r.stack) == maxStack {
		cmds = append(cmds, r.stack[1].Update(screen.Leaving{}))
		r.stack = slices.Delete(r.stack, 1, 2)
	}
	r.stack = append(r.stack, s)
	cmds = append(cmds, s.Update(screen.Shown{Area: r.area()}))
	return tea.Batch(cmds...)
}

// pop takes the top screen away without showing what lay below.
func (r *Root) pop() tea.Cmd {
	gone := r.top()
	r.stack[len(r.stack)-1] = nil // or the array would hold it
	r.stack = r.stack[:len(r.stack)-1]
	return gone.Update(screen.Leaving{})
}

// Back shows the screen below, or asks whether to leave.
func (r *Root) Back() tea.Cmd {
	if len(r.stack) <= 1 {
		r.Ask("Leave the secretariat?", func() tea.Cmd {
			return tea.Sequence(r.leave(), tea.Quit)
		})
		return nil
	}
	gone := r.pop()
	return tea.Batch(gone, r.Again())
}

// unwind goes back to the first screen.
func (r *Root) unwind() tea.Cmd {
	if len(r.stack) == 1 {
		return r.Again()
	}
	var cmds []tea.Cmd
	for len(r.stack) > 1 {
		cmds = append(cmds, r.pop())
	}
	return tea.Batch(append(cmds, r.Again())...)
}

// Again has the top screen read itself afresh.
func (r *Root) Again() tea.Cmd { return r.tell(screen.Shown{Area: r.area(), Again: true}) }

// Shown is the screen that is shown; nil before the session has begun.
func (r *Root) Shown() screen.Screen { return r.top() }

// Top says whether this screen is the one that is shown.
func (r *Root) Top(s screen.Screen) bool { return r.top() == s }
