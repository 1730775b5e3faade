package desk

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// preferences are the settings, each with what it is now.
func (d *Desk) preferences() []row {
	p, err := d.seat.Desk.Preferences()
	d.seat.Nav.Fail(err)
	return []row{
		heading("Preferences"),
		{id: "zone", cells: []string{"Time zone", d.seat.Zone.String() + d.seat.Now().Format(", where it is 15:04")}, does: d.promptZone},
		{id: "colours", cells: []string{"Colours", choice(p.NoColour, "none", "as the terminal has them")}, does: func() tea.Cmd {
			return d.set(func(p *secretariat.Preferences) { p.NoColour = !p.NoColour },
				choice(p.NoColour, "Colours as the terminal has them.", "No colours, from now on."))
		}},
		{id: "linear", cells: []string{"At login", choice(p.Linear, "the linear mode, one line a fact", "these screens, where the terminal can")}, does: func() tea.Cmd {
			return d.set(func(p *secretariat.Preferences) { p.Linear = !p.Linear },
				choice(p.Linear, "The next login begins with these screens.", "The next login begins in the linear mode, for screen readers and plain lines."))
		}},
	}
}

func choice(so bool, yes, no string) string {
	if so {
		return yes
	}
	return no
}

// set changes a preference and says what that means.
func (d *Desk) set(change func(*secretariat.Preferences), sentence string) tea.Cmd {
	return screen.Act(d.seat, func() error {
		p, err := d.seat.Desk.Preferences()
		if err != nil {
			return err
		}
		change(&p)
		return d.seat.Desk.SetPreferences(p)
	}, sentence)
}

func (d *Desk) promptZone() tea.Cmd {
	d.seat.Nav.Prompt(screen.Prompt{
		Label: "Time zone, like Asia/Jakarta:", Complete: zonesLike,
		Check: func(name string) error {
			_, err := zoneOf(name)
			return err
		},
		Done: func(name string) tea.Cmd {
			zone, err := zoneOf(name)
			if err != nil || zone == "" {
				d.seat.Nav.Fail(err)
				return nil
			}
			return d.set(func(p *secretariat.Preferences) { p.Zone = zone }, "Times are those of "+zone+" from now on.")
		},
	})
	return nil
}

// zoneOf is the time zone of a name, or of the one capital that begins so; empty for
// an empty name.
func zoneOf(name string) (string, error) {
	name = plain.Line(name)
	if _, err := time.LoadLocation(name); err == nil || name == "" {
		return name, nil
	}
	if like := zonesLike(name); len(like) == 1 {
		return like[0], nil
	}
	return "", fault.New(fault.Usage, "%q is not a time zone.", plain.Cut(name, 40)).Then("Name one of the IANA data base, like Europe/Helsinki; Tab offers some.")
}

// zonesLike lists the time zones of the partners' capitals that begin so, or whose
// city does. Any other of the IANA data base can be typed.
func zonesLike(begin string) []string {
	begin = strings.ToLower(strings.TrimSpace(begin))
	var found []string
	for _, zone := range capitals {
		_, city, _ := strings.Cut(zone, "/")
		if strings.HasPrefix(strings.ToLower(zone), begin) || strings.HasPrefix(strings.ToLower(city), begin) {
			found = append(found, zone)
		}
	}
	return found
}

// capitals are the zones in which the partners' capitals lie. A test loads each of
// them. Source: IANA time zone data base, zone1970.tab and backward.
var capitals = []string{
	"Asia/Almaty", "Asia/Bangkok", "Asia/Brunei", "Asia/Dhaka", "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Karachi",
	"Asia/Kolkata", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Nicosia", "Asia/Phnom_Penh", "Asia/Seoul", "Asia/Shanghai",
	"Asia/Singapore", "Asia/Tokyo", "Asia/Ulaanbaatar", "Asia/Vientiane", "Asia/Yangon", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
	"Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Lisbon", "Europe/Ljubljana",
	"Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Moscow", "Europe/Oslo", "Europe/Paris",
	"Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn", "Europe/Vienna",
	"Europe/Vilnius", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich", "Pacific/Auckland", "UTC",
}
