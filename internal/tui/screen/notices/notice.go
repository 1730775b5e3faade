package notices

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Notice is the screen of one notice.
type Notice struct {
	seat   *screen.Seat
	area   screen.Area
	view   secretariat.NoticeView // without its text
	text   widget.Text
	note   string
	marked bool // it was marked as read
}

// New makes the screen of a notice, or says why there is none.
func New(seat *screen.Seat, at screen.Notice) (screen.Screen, error) {
	n := &Notice{seat: seat}
	var err error
	n.view, err = seat.Desk.Notice(at.Number)
	n.view.Text = ""
	return n, err
}

// Crumbs name the notice among the others.
func (n *Notice) Crumbs() []string {
	return []string{"Notices", n.view.Number.String() + " " + plain.Line(n.view.Title)}
}

// Follow says whether a place is this notice: its new version is shown here.
func (n *Notice) Follow(p screen.Place) bool {
	at, ok := p.(screen.Notice)
	return ok && at.Number == n.view.Number
}

// Explain says what stands here.
func (n *Notice) Explain() string {
	return "A notice. Opening it tells nobody; a contact point acknowledges it for the partner with a, and that is what others see. Below the text its author and the coordinators find who has not."
}

// Bindings read, acknowledge, correct, remind and pin.
func (n *Notice) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("acknowledge it for your partner", "a"), Foot: screen.Unless(!n.view.MayAck, "acknowledge"), Dead: func() string { return mayAck(n.view) }, Do: func() tea.Cmd {
			return acknowledge(n.seat, n.view.Notice)
		}},
		{Key: screen.Keys("correct it, if it is yours", "e"), Foot: screen.Unless(!n.view.MayChase, "correct"), Dead: n.mayChase, Do: func() tea.Cmd {
			return n.seat.Nav.Open(screen.Write{At: secretariat.CorrectionOf(n.view.Number)})
		}},
		{Key: screen.Keys("remind the partners that have not acknowledged it", "!"), Foot: screen.Unless(!n.view.MayChase || len(n.view.Asked) == 0, "remind"), Dead: n.mayRemind, Do: n.remind},
		{Key: screen.Keys("show its versions; ssh keeps a ~ right after Enter to itself", "v", "~"), Dead: n.neverCorrected, Do: func() tea.Cmd {
			return n.seat.Nav.Open(screen.History{Number: n.view.Number})
		}},
		screen.Citing(n.seat, "the notice", n.view.Number.String),
		screen.Releasing(n.seat, "the notice", func() (asem.Number, bool) { return n.view.Number, n.view.Public }),
		{Key: screen.Keys("mark it as unread", "u"), Do: func() tea.Cmd { return unread(n.seat, n.view.Number) }},
		{Key: screen.Keys("copy its text to your clipboard", "y"), Do: n.copy},
	}
	bindings = append(bindings, screen.Reading(&n.text, func() tea.Cmd { return screen.OpenNextNew(n.seat, 0) })...)
	return append(bindings, pin(n.seat, func() secretariat.NoticeView { return n.view }, func() string { return "" }))
}

func (n *Notice) mayChase() string { return fault.Sentence(n.seat.Desk.MayCorrect(n.view.Number)) }

func (n *Notice) mayRemind() string {
	switch why := n.mayChase(); {
	case why != "":
		return why
	case len(n.view.Asked) == 0:
		return "It does not ask to be acknowledged, so there is nobody to remind."
	case len(n.view.Missing()) == 0:
		return "Every partner that it asks has acknowledged it."
	}
	return ""
}

func (n *Notice) neverCorrected() string {
	if n.view.Corrected() {
		return ""
	}
	return fmt.Sprintf("%s was never corrected: this is its only version.", n.view.Number)
}

func (n *Notice) remind() tea.Cmd {
	missing := len(n.view.Missing())
	n.seat.Nav.Ask(fmt.Sprintf("Remind %s of %s?", screen.Count(missing, "partner"), n.view.Number), func() tea.Cmd {
		return screen.Act(n.seat, func() error { return n.seat.Desk.RemindNotice(n.view.Number) },
			fmt.Sprintf("%s reminded of %s.", screen.Count(missing, "partner"), n.view.Number))
	})
	return nil
}

func (n *Notice) copy() tea.Cmd {
	view, err := n.seat.Desk.Notice(n.view.Number)
	if err != nil {
		n.seat.Nav.Fail(err)
		return nil
	}
	return screen.CopyText(n.seat, view.Number.String(), view.Text, view.Withheld, fmt.Sprintf("notice show %d --text", view.Number))
}

// Update reads when the screen is shown, marks what is shown as read, and says when
// another version stands there.
func (n *Notice) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		n.area = msg.Area
		return n.show()
	case screen.Changed:
		n.changed()
	case screen.Covered:
		n.text.Set(nil, n.area.Height)
	}
	return nil
}

func (n *Notice) show() tea.Cmd {
	view, err := n.seat.Desk.Notice(n.view.Number)
	if err != nil {
		n.lost(err)
		return nil
	}
	lines := n.layOut(view)
	view.Text = ""
	corrected := len(view.Versions) != len(n.view.Versions)
	n.view, n.note = view, ""
	n.text.Set(lines, n.area.Height)
	if !view.New || n.marked && !corrected {
		return nil
	}
	n.marked = true
	return screen.MarkRead(n.seat, secretariat.KindNotice, view.Seen())
}

// changed shows how it is acknowledged now; a correction is not put under the eyes.
func (n *Notice) changed() {
	view, err := n.seat.Desk.Notice(n.view.Number)
	switch {
	case err != nil:
		n.lost(err)
	case len(view.Versions) != len(n.view.Versions):
		n.note = "corrected; ^R shows it"
	default:
		n.text.Set(n.layOut(view), n.area.Height)
		view.Text = ""
		n.view = view
	}
}

// lost shows why there is nothing more to read here.
func (n *Notice) lost(err error) {
	n.view, n.note = secretariat.NoticeView{Notice: notice.Notice{Number: n.view.Number}}, ""
	n.text.Set(plain.Wrap(fault.Sentence(err), n.area.Width-1), n.area.Height)
}

// layOut is the notice in lines: its title, its facts, its text, and who acknowledged.
func (n *Notice) layOut(v secretariat.NoticeView) []string {
	width := n.area.Width - 1
	cols := min(width, screen.Measure)
	lines := plain.Wrap(plain.Line(v.Title), cols)
	for i := range lines {
		lines[i] = n.seat.Theme.Strong(lines[i])
	}
	for _, fact := range n.facts(v) {
		lines = append(lines, plain.Wrap(fact, cols)...)
	}
	if v.MayAck {
		lines = append(lines, n.seat.Theme.Strong("Your partner has not acknowledged it: a does."))
	}
	lines = append(lines, "")
	if v.Withheld != "" {
		lines = append(lines, plain.Wrap("("+v.Withheld+")", cols)...)
	}
	lines = append(lines, plain.Wrap(v.Text, cols)...)
	return append(lines, n.table(v, cols)...)
}

// facts are what there is to know before reading, one to a line.
func (n *Notice) facts(v secretariat.NoticeView) []string {
	facts := []string{
		fmt.Sprintf("%s  %s  %s  %s%s", v.Number, strings.ToUpper(string(v.Level)), screen.AuthorOf(v.Author), n.seat.Date(v.At), pinnedWord(v)),
		"To " + asem.Listed(v.To),
	}
	if v.Public {
		facts = append(facts, "Released to the public")
	}
	if v.Corrected() {
		facts = append(facts, fmt.Sprintf("Version %d, corrected %s; v shows the former", len(v.Versions), n.seat.Date(v.Current().At)))
	}
	if !v.Expires.IsZero() {
		words := "Expires "
		if v.Expired {
			words = "Expired "
		}
		facts = append(facts, words+deadline.Show(v.Expires, n.seat.Zone))
	}
	if len(v.Asked) > 0 {
		words := "To be acknowledged"
		if !v.AckBy.IsZero() {
			words += " by " + deadline.Show(v.AckBy, n.seat.Zone)
		}
		facts = append(facts, fmt.Sprintf("%s; %d of %s did", words, len(v.Acks), screen.Count(len(v.Asked), "partner")))
	}
	switch {
	case v.Ack != nil:
		facts = append(facts, fmt.Sprintf("Acknowledged for %s by %s, %s", v.Ack.Partner, v.Ack.By, n.seat.Date(v.Ack.At)))
	case v.Asks && !v.MayAck:
		facts = append(facts, "Your partner has not acknowledged it: its contact point does")
	}
	return facts
}

func pinnedWord(v secretariat.NoticeView) string {
	if v.Pinned != 0 {
		return "  pinned"
	}
	return ""
}

// table says who acknowledged and who did not, to those whose business it is.
func (n *Notice) table(v secretariat.NoticeView, cols int) []string {
	if !v.MayChase || len(v.Asked) == 0 {
		return nil
	}
	lines := []string{""}
	if missing := v.Missing(); len(missing) > 0 {
		lines = append(lines, plain.Wrap("Not acknowledged yet (! reminds them): "+asem.Listed(missing), cols)...)
	} else {
		lines = append(lines, "Every partner has acknowledged it.")
	}
	for _, at := range v.Reminded {
		lines = append(lines, "Reminded "+n.seat.Date(at))
	}
	for _, a := range v.Acks {
		lines = append(lines, plain.Cut(fmt.Sprintf("%s  %s  %s", a.Partner, a.By, n.seat.Date(a.At)), cols))
	}
	return lines
}

// View draws the lines on the screen.
func (n *Notice) View() screen.Drawn { return screen.Drawn{Lines: n.text.Window(), Note: n.note} }
