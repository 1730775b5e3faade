package documents

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// silence asks until when this version is to be under silence, and why where that needs a
// reason; then it goes there.
func (d *Document) silence() tea.Cmd {
	name, version := document.Cited(d.view.Symbol, d.label), d.version().Number
	d.seat.Nav.Prompt(screen.Prompt{
		Label: "Under silence until:", Hint: name + " is adopted then, unless a partner objects: 2026-12-01T18:00Z, or 5d.",
		Check: func(text string) error {
			_, err := deadline.Parse(text, d.seat.Desk.Now())
			return err
		},
		Done: func(text string) tea.Cmd {
			at, err := deadline.Parse(text, d.seat.Desk.Now())
			if err != nil || text == "" {
				d.seat.Nav.Fail(err)
				return nil
			}
			d.askWhy(version, text, at)
			return nil
		},
	})
	return nil
}

// askWhy asks for the reason, and opens the procedure. What was typed of the time is read once
// more then: 3d are three days from then, and not from before the reason was thought of.
func (d *Document) askWhy(version asem.Number, until string, at time.Time) {
	hint := "A short time, and a text with brackets, need a reason, which all see."
	if warning := d.seat.Desk.DayWarning(at); warning != "" {
		hint = warning + " " + hint
	}
	d.seat.Nav.Prompt(screen.Prompt{Label: "Why:", Limit: procedure.MaxReason, Hint: hint, Done: func(reason string) tea.Cmd {
		var posted secretariat.Posted
		return screen.Work(func() (err error) {
			if at, err = deadline.Parse(until, d.seat.Desk.Now()); err == nil {
				posted, at, err = d.seat.Desk.OpenProcedure("", version, at, reason)
			}
			return err
		}, func(err error) tea.Cmd {
			if err != nil {
				d.seat.Nav.Fail(err)
				return nil
			}
			cmd := d.seat.Nav.Open(screen.Procedure{Number: posted.Number})
			d.seat.Nav.Say(fmt.Sprintf("%s: the silence lasts until %s.", posted.Number, deadline.Show(at, d.seat.Zone)))
			return cmd
		})
	}})
}
