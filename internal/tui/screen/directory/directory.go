package directory

import (
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// New makes the screen of a delegate, of a partner, or of all partners, as the place
// says. It refuses one that is not there.
func New(seat *screen.Seat, at screen.Directory) (screen.Screen, error) {
	switch {
	case at.Delegate != "":
		return newDelegate(seat, at.Delegate)
	case at.Partner != "":
		return newPartner(seat, at.Partner)
	}
	d := &Directory{seat: seat}
	d.partners = widget.NewFixed(func(a, b secretariat.PartnerView) bool { return a.Code == b.Code }, nil)
	d.online = widget.NewFixed(func(a, b secretariat.Presence) bool { return a.Login == b.Login }, nil)
	return d, nil
}

// Directory is the screen of the partners, or of who is on line.
type Directory struct {
	seat     *screen.Seat
	area     screen.Area
	here     bool // who is on line stands there, not the partners
	partners widget.List[secretariat.PartnerView]
	online   widget.List[secretariat.Presence]
	at       time.Time // of the reading
}

// Crumbs name the place.
func (d *Directory) Crumbs() []string {
	if d.here {
		return []string{"Directory", "On line"}
	}
	return []string{"Directory"}
}

// Bindings open partners and delegates.
func (d *Directory) Bindings() []screen.Binding {
	var list screen.Lister = &d.partners
	if d.here {
		list = &d.online
	}
	bindings := []screen.Binding{
		{Key: screen.Keys("open the partner or delegate", "enter", "l", "right"), Foot: "open", Dead: d.nobody, Do: d.open},
		{Key: screen.Keys("the offices: who holds each, until when", "O"), Foot: "offices", Do: func() tea.Cmd { return d.seat.Nav.Open(screen.Records{Of: secretariat.KindOffice}) }},
		{Key: screen.Keys("list who is on line instead of the partners, and back", "o"), Foot: "on line/partners", Do: d.toggle},
	}
	return append(bindings, screen.Listing(d.seat, list, nil, nil)...)
}

func (d *Directory) nobody() string {
	if _, ok := d.online.Row(); d.here && !ok {
		return "Nobody is on line."
	}
	if _, ok := d.partners.Row(); !d.here && !ok {
		return "There are no partners yet: founding the installation admits them."
	}
	return ""
}

func (d *Directory) open() tea.Cmd {
	if d.here {
		p, _ := d.online.Row()
		return d.seat.Nav.Open(screen.Directory{Delegate: p.Login})
	}
	p, _ := d.partners.Row()
	return d.seat.Nav.Open(screen.Directory{Partner: p.Code})
}

func (d *Directory) toggle() tea.Cmd {
	d.here = !d.here
	d.read()
	return nil
}

// Update reads when the screen is shown.
func (d *Directory) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		d.area = shown.Area
		d.partners.Resize(shown.Area.Height - 2)
		d.online.Resize(shown.Area.Height - 2)
		d.read()
	}
	return nil
}

func (d *Directory) read() {
	d.at = d.seat.Now()
	partners, err := d.seat.Desk.Partners()
	d.seat.Nav.Fail(err)
	d.partners.Set(partners)
	online, err := d.seat.Desk.Online()
	d.seat.Nav.Fail(err)
	d.online.Set(online)
}

// View draws how many there are, and the list.
func (d *Directory) View() screen.Drawn {
	width := d.area.Width - 1
	titles, rows, cursor := d.drawPartners(width)
	if d.here {
		titles, rows, cursor = d.drawOnline(width)
	}
	lines := []string{plain.Cut(d.summary(), width), plain.Cut("  "+titles, width)}
	lines = append(lines, rows...)
	return screen.Drawn{Lines: lines[:min(len(lines), d.area.Height)], Cursor: screen.Point{Y: cursor + 2}}
}

// summary counts the house.
func (d *Directory) summary() string {
	delegates := 0
	for _, p := range d.partners.Rows() {
		delegates += p.Delegates
	}
	return fmt.Sprintf("%s, %s, %d on line at %s.", screen.Count(len(d.partners.Rows()), "partner"),
		screen.Count(delegates, "delegate"), len(d.online.Rows()), d.at.Format("15:04"))
}

// narrow is the width below which the lists leave columns out.
const narrow = 64

func (d *Directory) drawPartners(width int) (titles string, rows []string, cursor int) {
	group, since := 11, 11
	if width < narrow {
		group, since = -1, -1
	}
	columns := widget.Columns{
		{Title: "", Width: 2}, {Title: "Partner"}, {Title: "Region", Width: 6}, {Title: "Group", Width: group},
		{Title: "Since", Width: since, Right: true}, {Title: "Delegates", Width: 9, Right: true}, {Title: "Here", Width: 4, Right: true},
	}.Fit(width - 2)
	rows, cursor = d.partners.Draw(width, func(p secretariat.PartnerView, _ int) string {
		return columns.Row(string(p.Code), p.Name, string(p.Region), p.Group, day(p.Joined), some(p.Delegates), some(p.Online))
	})
	if len(rows) == 0 {
		rows = []string{plain.Cut("  The partners will stand here once the installation is founded.", width)}
	}
	return columns.Titles(), rows, cursor
}

func (d *Directory) drawOnline(width int) (titles string, rows []string, cursor int) {
	login, mission := 0, 16
	if width < narrow {
		login, mission = -1, -1
	}
	columns := widget.Columns{
		{Title: "", Width: 2}, {Title: "Delegate"}, {Title: "Login", Width: login}, {Title: "Mission", Width: mission}, {Title: "Since", Width: 9, Right: true},
	}.Fit(width - 2)
	rows, cursor = d.online.Draw(width, func(p secretariat.Presence, _ int) string {
		return columns.Row(string(p.Partner), p.Name, string(p.Login), p.Mission, screen.Age(d.at, p.Since))
	})
	if len(rows) == 0 {
		rows = []string{plain.Cut("  Nobody is on line. Whoever comes in will stand here.", width)}
	}
	return columns.Titles(), rows, cursor
}

// day is when a partner joined: a day of the calendar, which has no zone.
func day(at time.Time) string { return at.UTC().Format("2 Jan 2006") }

// some is a number, or nothing for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
