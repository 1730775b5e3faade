package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
)

// lookForFlash counts what the delegate is to acknowledge, and finds the flash notice that the
// delegate has not read yet. It takes the place of the heading on every screen: nothing
// moves, and nothing that is being typed is covered.
func (r *Root) lookForFlash() error {
	open, err := r.seat.Desk.Unacknowledged()
	r.open, r.flash.Number = 0, 0
	for _, n := range open {
		if n.MayAck {
			r.open++
		}
		if r.flash.Number == 0 && n.Level == notice.Flash && n.New {
			r.flash = n
		}
	}
	return err
}

// ring rings the bell once for each version of a flash notice.
func (r *Root) ring() tea.Cmd {
	n, version := r.flash.Number, len(r.flash.Versions)
	if n == 0 || r.rung[n] == version {
		return nil
	}
	if r.rung == nil {
		r.rung = map[asem.Number]int{}
	}
	r.rung[n] = version
	return paint.Bell
}

// alert begins a session with the flash notice that the delegate's partner has still to
// acknowledge, read or not: it stands first at each login.
func (r *Root) alert() tea.Cmd {
	open, err := r.seat.Desk.Unacknowledged()
	if err != nil || len(open) == 0 || open[0].Level != notice.Flash {
		return nil // an error was shown already
	}
	return tea.Batch(r.ring(), r.Open(screen.Notice{Number: open[0].Number}))
}

// banner stands in place of the heading while a flash notice is unread.
func (r *Root) banner(room int) string {
	return plain.Cut(fmt.Sprintf("! FLASH %s %s", r.flash.Number, plain.Line(r.flash.Title)), room)
}
