package screen

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Done brings the second half of some work back to the program's goroutine. The
// root calls Then; nobody else needs to know of it.
type Done struct{ Then func() tea.Cmd }

// Work does what may wait for the disk, away from the screen, and then, back on the
// program's goroutine, whatever follows. do must not touch the screen. then may, and
// may find it covered or gone.
func Work(do func() error, then func(error) tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		err := do()
		return Done{Then: func() tea.Cmd { return then(err) }}
	}
}

// Later asks the root to wait before it calls Then on the program's goroutine.
type Later struct {
	Wait time.Duration
	Then func() tea.Cmd
}

// After calls then on the program's goroutine once the time has passed. It cannot
// be taken back: then looks whether it is still wanted.
func After(wait time.Duration, then func() tea.Cmd) tea.Cmd {
	return func() tea.Msg { return Later{wait, then} }
}
