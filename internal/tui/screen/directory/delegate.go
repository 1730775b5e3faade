package directory

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// delegate is the screen of one delegate, also of one who has left.
type delegate struct {
	seat *screen.Seat
	area screen.Area
	view secretariat.DelegateView
	text widget.Text
}

func newDelegate(seat *screen.Seat, login asem.Login) (screen.Screen, error) {
	view, err := seat.Desk.Delegate(login)
	return &delegate{seat: seat, view: view}, err
}

// Crumbs name the delegate under the partner.
func (d *delegate) Crumbs() []string {
	return []string{"Directory", string(d.view.Partner), d.view.Name}
}

// Bindings lead to the partner.
func (d *delegate) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the partner", "enter", "l"), Foot: "partner", Do: func() tea.Cmd {
			return d.seat.Nav.Open(screen.Directory{Partner: d.view.Partner})
		}},
		{Key: screen.Keys("what the delegate wrote", "a"), Foot: "archive", Do: func() tea.Cmd {
			return d.seat.Nav.Open(screen.Archive{Query: "from:" + string(d.view.Login) + " -kind:person"})
		}},
	}
	return append(bindings, screen.Scrolling(&d.text)...)
}

// Update reads when the screen is shown.
func (d *delegate) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		d.area = shown.Area
		view, err := d.seat.Desk.Delegate(d.view.Login)
		if err == nil {
			d.view = view
		}
		d.seat.Nav.Fail(err)
		d.text.Set(d.lines(), d.area.Height)
	}
	return nil
}

func (d *delegate) lines() []string {
	width := d.area.Width - 1
	v := d.view
	lines := []string{d.seat.Theme.Strong(plain.Cut(v.Name, width)), ""}
	fact := func(name, value string) {
		for i, line := range plain.Wrap(value, max(width-factColumn, 1)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, plain.Pad(name, factColumn)+line)
		}
	}
	fact("Login", string(v.Login))
	fact("Partner", d.partner())
	if v.Mission != "" {
		fact("Mission", plain.Line(v.Mission))
	}
	fact("Accredited", d.seat.Date(v.Since))
	fact("State", state(v))
	for i, r := range v.EveryRole() {
		name := "Roles"
		if i > 0 {
			name = ""
		}
		fact(name, fmt.Sprintf("%s: %s.", r, duties[r.Name]))
	}
	for _, o := range v.Offices {
		fact("Office", o.Title()+".")
	}
	return lines
}

// factColumn is the columns of the names of facts.
const factColumn = 12

// partner names the partner of the delegate, by its code alone where it is not known.
func (d *delegate) partner() string {
	partners, err := d.seat.Desk.Partners()
	d.seat.Nav.Fail(err)
	for _, p := range partners {
		if p.Code == d.view.Partner {
			return fmt.Sprintf("%s (%s)", p.Name, p.Code)
		}
	}
	return string(d.view.Partner)
}

func state(v secretariat.DelegateView) string {
	switch {
	case v.Left:
		return "accredited no longer"
	case v.Online:
		return "on line now"
	}
	return "not on line"
}

// duties tell what each role may do. Package roster decides it.
var duties = map[roster.RoleName]string{
	roster.Observer:     "reads",
	roster.Ordinary:     "reads and writes",
	roster.ContactPoint: "reads and writes, and speaks for the partner",
	roster.Coordinator:  "reads and writes, and coordinates",
	roster.Moderator:    "pins, moves, locks and hides",
	roster.Secretariat:  "operates the system, and has no voice in substance",
}

// View draws the facts.
func (d *delegate) View() screen.Drawn { return screen.Drawn{Lines: d.text.Window()} }
