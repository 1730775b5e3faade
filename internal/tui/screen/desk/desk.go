package desk

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Desk is the screen.
type Desk struct {
	seat *screen.Seat
	area screen.Area
	head []string // who sits here
	list widget.List[row]
}

// row is a heading, a fact, or something that Enter changes or tells more of.
type row struct {
	id    string // tells rows apart; empty for headings
	cells []string
	title bool
	key   *roster.Credential
	does  func() tea.Cmd
}

func sameRow(a, b row) bool { return a.id == b.id && (a.id != "" || a.cells[0] == b.cells[0]) }

// New makes the screen. It reads when it is shown.
func New(seat *screen.Seat) (screen.Screen, error) {
	return &Desk{seat: seat, list: widget.NewFixed(sameRow, func(r row) bool { return r.id == "" })}, nil
}

// Crumbs name the place.
func (d *Desk) Crumbs() []string { return []string{"Desk"} }

// Bindings change what the cursor is on, add and revoke keys.
func (d *Desk) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("change the preference, or tell more of the key or session", "enter", "l", "right"), Foot: "change", Dead: d.nothing, Do: func() tea.Cmd {
			r, _ := d.list.Row()
			return r.does()
		}},
		{Key: screen.Keys("add a public key of yours: paste the line of its .pub file", "+"), Foot: "add key", Do: d.promptKey},
		{Key: screen.Keys("revoke the key with the cursor, for good; asks first", "-", "delete"), Foot: "revoke", Dead: d.mayNotRevoke, Do: d.askRevoke},
	}
	return append(bindings, screen.Listing(d.seat, &d.list, nil, nil)...)
}

func (d *Desk) nothing() string {
	if _, ok := d.list.Row(); !ok {
		return "There is nothing to change here."
	}
	return ""
}

// Update reads when the screen is shown and when something has changed: a key may
// have been revoked by the key ring.
func (d *Desk) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		d.area = msg.Area
		d.read()
		d.list.Resize(d.area.Height - len(d.head))
	case screen.Changed:
		d.read()
	}
	return nil
}

func (d *Desk) read() {
	me, err := d.seat.Desk.Identity()
	d.seat.Nav.Fail(err)
	width := d.area.Width - 1
	name := fmt.Sprintf("%s, %s", me.Name, me.Partner)
	if me.Mission != "" {
		name += " " + me.Mission
	}
	d.head = []string{
		d.seat.Theme.Strong(plain.Cut(name, width)),
		plain.Cut("Roles: "+strings.ReplaceAll(me.RoleList(), " ", ", ")+".", width),
		plain.Cut(d.lastHere(), width),
	}
	if d.seat.Desk.HidesTiming() {
		d.head = append(d.head, plain.Cut("Your client sends a packet every 20 ms after each key. Slow line? :slow-lines", width))
	}
	d.head = append(d.head, "")
	rows := append(d.preferences(), d.keys()...)
	d.list.Set(append(rows, d.sessions()...))
}

func (d *Desk) lastHere() string {
	seen, err := d.seat.Desk.LastSeen()
	d.seat.Nav.Fail(err)
	if seen.IsZero() {
		return "This is your first visit."
	}
	return "You were last here on " + d.seat.Date(seen) + "."
}

// heading begins a part of the list.
func heading(title string) row { return row{cells: []string{title}, title: true} }

// keys lists the credentials, those that open the door first.
func (d *Desk) keys() []row {
	keys, err := d.seat.Desk.Keys()
	d.seat.Nav.Fail(err)
	rows := []row{{cells: []string{""}}, heading("Keys")}
	for _, active := range []bool{true, false} {
		for _, k := range keys {
			if k.Active() == active {
				rows = append(rows, d.keyRow(k))
			}
		}
	}
	if len(keys) == 0 {
		rows = append(rows, row{cells: []string{"  No key. + adds one."}})
	}
	return rows
}

func (d *Desk) keyRow(k roster.Credential) row {
	state := ""
	switch {
	case !k.Active():
		state = "revoked"
	case k.Fingerprint == d.seat.Desk.Fingerprint():
		state = "in use now"
	}
	return row{id: k.Fingerprint, key: &k, cells: []string{k.Fingerprint, state, k.Comment}, does: func() tea.Cmd {
		d.seat.Nav.Say(d.describe(k))
		return nil
	}}
}

// sources tell how a key came to be one.
var sources = map[roster.Source]string{
	roster.FromRing:     "Enrolled by the key ring",
	roster.FromDelegate: "Added by you",
	roster.FromFounding: "The first of the installation, enrolled",
}

func (d *Desk) describe(k roster.Credential) string {
	words := fmt.Sprintf("%s on %s", sources[k.Source], d.seat.Date(k.Enrolled))
	if k.Comment != "" {
		words += fmt.Sprintf(", with the comment %q", plain.Line(k.Comment))
	}
	if k.Revoked != nil {
		by := "by the key ring, which no longer held it"
		if k.RevokedBy != "" {
			by = "by " + string(k.RevokedBy)
		}
		words += fmt.Sprintf("; revoked on %s %s", d.seat.Date(*k.Revoked), by)
	}
	return words + "."
}

// keyLimit bounds the line of a public key: RSA of 16,384 bits takes 2,800.
const keyLimit = 16 << 10

func (d *Desk) promptKey() tea.Cmd {
	d.seat.Nav.Prompt(screen.Prompt{Label: "Public key, as in id_ed25519.pub:", Limit: keyLimit, Done: func(line string) tea.Cmd {
		if line == "" {
			return nil
		}
		if strings.Contains(line, "PRIVATE KEY") {
			d.seat.Nav.Say("That is a private key. It was not kept, but it has left your machine: make a new pair with ssh-keygen, and paste the line of the .pub file.")
			return nil
		}
		var fingerprint string
		return screen.Work(func() (err error) {
			fingerprint, err = d.seat.Desk.AddKey(line)
			return err
		}, func(err error) tea.Cmd {
			cmd := d.seat.Nav.Again()
			d.seat.Nav.Say(fmt.Sprintf("%s is a key of yours now, and opens the door.", fingerprint))
			d.seat.Nav.Fail(err)
			return cmd
		})
	}})
	return nil
}

// chosen is the key with the cursor; nil where it is on something else.
func (d *Desk) chosen() *roster.Credential {
	r, _ := d.list.Row()
	return r.key
}

func (d *Desk) mayNotRevoke() string {
	switch k := d.chosen(); {
	case k == nil:
		return "- revokes a key: go to one first."
	case !k.Active():
		return "This key is revoked already."
	case k.Fingerprint == d.seat.Desk.Fingerprint():
		return fault.Sentence(fault.New(fault.Refused, "You came in with this key, so it cannot be revoked from here.").
			Then("Come in with another of your keys, or ask your operator."))
	}
	return ""
}

func (d *Desk) askRevoke() tea.Cmd {
	k := d.chosen()
	d.seat.Nav.AskFirmly(fmt.Sprintf("Revoke %s for good?", k.Fingerprint), func() tea.Cmd {
		return screen.Act(d.seat, func() error {
			_, err := d.seat.Desk.RevokeKey(k.Fingerprint)
			return err
		}, "The key is revoked, and opens the door no more.")
	})
	return nil
}

// sessions lists the open sessions, the oldest first.
func (d *Desk) sessions() []row {
	sessions, err := d.seat.Desk.Sessions()
	d.seat.Nav.Fail(err)
	rows := []row{{cells: []string{" "}}, heading("Sessions")}
	for i, s := range sessions {
		here := ""
		if s.Here {
			here = "this one"
		}
		rows = append(rows, row{id: fmt.Sprintf("session %d", i), cells: []string{"since " + d.seat.Date(s.Since), "from " + s.From, here, s.Client},
			does: func() tea.Cmd {
				d.seat.Nav.Say(fmt.Sprintf("It came in with %s.", s.Fingerprint))
				return nil
			}})
	}
	return rows
}

// View draws who sits here and the list.
func (d *Desk) View() screen.Drawn {
	width := d.area.Width - 1
	rows, cursor := d.list.Draw(width, d.draw)
	lines := append(d.head[:len(d.head):len(d.head)], rows...)
	return screen.Drawn{
		Lines:  lines[:min(len(lines), d.area.Height)],
		Cursor: screen.Point{Y: min(len(d.head)+cursor, d.area.Height-1)},
	}
}

// Columns of the parts of the list.
var (
	keyColumns     = widget.Columns{{Width: 50}, {Width: 10}, {}}
	sessionColumns = widget.Columns{{Width: 27}, {Width: 20}, {Width: 8}, {}}
	settingColumns = widget.Columns{{Width: 14}, {}}
)

func (d *Desk) draw(r row, cols int) string {
	switch {
	case r.title:
		return d.seat.Theme.Strong(plain.Cut(r.cells[0], cols))
	case r.id == "":
		return plain.Cut(r.cells[0], cols)
	}
	columns := map[int]widget.Columns{2: settingColumns, 3: keyColumns, 4: sessionColumns}[len(r.cells)]
	return plain.Cut(columns.Fit(cols).Row(r.cells...), cols)
}
