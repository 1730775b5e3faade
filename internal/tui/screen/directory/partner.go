package directory

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// partner is the screen of one partner and its delegates.
type partner struct {
	seat    *screen.Seat
	area    screen.Area
	partner secretariat.PartnerView
	head    []string // what there is to tell of it
	list    widget.List[secretariat.DelegateView]
}

func newPartner(seat *screen.Seat, code asem.Code) (screen.Screen, error) {
	p := &partner{seat: seat}
	p.list = widget.NewFixed(func(a, b secretariat.DelegateView) bool { return a.Login == b.Login }, nil)
	return p, p.find(code)
}

// find reads the partner.
func (p *partner) find(code asem.Code) error {
	partners, err := p.seat.Desk.Partners()
	for _, view := range partners {
		if view.Code == code {
			p.partner = view
			return nil
		}
	}
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "There is no partner %s.", code).Then("The directory lists them.")
}

// Crumbs name the partner.
func (p *partner) Crumbs() []string { return []string{"Directory", p.partner.Name} }

// Bindings open delegates.
func (p *partner) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the delegate", "enter", "l", "right"), Foot: "open", Dead: p.nobody, Do: p.open},
	}
	return append(bindings, screen.Listing(p.seat, &p.list, nil, nil)...)
}

func (p *partner) nobody() string {
	if p.list.Empty() {
		return fmt.Sprintf("%s has no delegate here yet.", plain.Line(p.partner.Name))
	}
	return ""
}

func (p *partner) open() tea.Cmd {
	d, _ := p.list.Row()
	return p.seat.Nav.Open(screen.Directory{Delegate: d.Login})
}

// Update reads when the screen is shown.
func (p *partner) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		p.area = shown.Area
		p.seat.Nav.Fail(p.find(p.partner.Code))
		p.tell()
		delegates, err := p.seat.Desk.Delegates(secretariat.Selection{Partner: p.partner.Code})
		p.seat.Nav.Fail(err)
		p.list.Resize(shown.Area.Height - len(p.head) - 1)
		p.list.Set(delegates)
	}
	return nil
}

// offices are those that the partner holds, and until when.
func (p *partner) offices() (held []string) {
	views, err := p.seat.Desk.Offices()
	p.seat.Nav.Fail(err)
	for _, v := range views {
		for _, t := range v.Now {
			if t.Holder == roster.Address(p.partner.Code) {
				held = append(held, fmt.Sprintf("%s, %s.", v.Office.Title(), t.Words()))
			}
		}
	}
	return held
}

// tell writes what there is to tell of the partner.
func (p *partner) tell() {
	view := p.partner
	joined := "Partner since " + day(view.Joined)
	if view.Summit != "" {
		joined += ", welcomed at " + view.Summit
	}
	width := p.area.Width - 1
	p.head = []string{
		p.seat.Theme.Strong(plain.Cut(fmt.Sprintf("%s (%s)", view.Name, view.Code), width)),
		plain.Cut(fmt.Sprintf("Region %s, group %s.", view.Region, view.Group), width),
		plain.Cut(joined+".", width),
		plain.Cut(fmt.Sprintf("%s, %d on line.", screen.Count(view.Delegates, "delegate"), view.Online), width),
	}
	for _, held := range p.offices() {
		p.head = append(p.head, plain.Cut(held, width))
	}
	p.head = append(p.head, "")
}

// View draws the partner and the list.
func (p *partner) View() screen.Drawn {
	width := p.area.Width - 1
	login, roles := 0, 0
	if width < narrow {
		login, roles = -1, -1
	}
	columns := widget.Columns{
		{Title: "Delegate"}, {Title: "Login", Width: login}, {Title: "Mission", Width: 12}, {Title: "Here", Width: 4}, {Title: "Roles", Width: roles},
	}.Fit(width - 2)
	rows, cursor := p.list.Draw(width, func(d secretariat.DelegateView, _ int) string {
		here := ""
		if d.Online {
			here = "here"
		}
		return columns.Row(d.Name, string(d.Login), d.Mission, here, d.RoleList())
	})
	lines := append(p.head[:len(p.head):len(p.head)], plain.Cut("  "+columns.Titles(), width))
	if len(rows) == 0 {
		rows = plain.Wrap("  No delegate yet. Whom the partner accredits in the key ring will stand here.", width)
	}
	lines = append(lines, rows...)
	return screen.Drawn{Lines: lines[:min(len(lines), p.area.Height)], Cursor: screen.Point{Y: min(len(p.head)+1+cursor, p.area.Height-1)}}
}
