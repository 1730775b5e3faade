package compose

import (
	"fmt"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/tui/widget"
)

// beside is what is answered or replaced, to look at.
type beside struct {
	lines   widget.Text
	reading bool // it has the keys
}

// forget drops the text; it is read again when it is laid out.
func (b *beside) forget() { b.lines.Set(nil, 1) }

// answered reads what is answered or replaced; nothing for what stands by itself.
func (c *Compose) answered() about {
	if c.to.about == nil {
		return about{}
	}
	a, err := c.to.about()
	c.seat.Nav.Fail(err)
	return a
}

// besideLines lays out what is answered. None where it is not shown.
func (c *Compose) besideLines(a about, width int) []string {
	if c.plan.beside.Height == 0 || a.number == 0 {
		return nil
	}
	head := fmt.Sprintf("%s, %s, %s", a.number, byline(a.author), c.seat.Date(a.at))
	lines := []string{c.seat.Theme.Strong(plain.Cut(plain.Line(head), width)), ""}
	lines = append(lines, plain.Wrap(clip(a.text, rule.MaxText)+a.withheld, width)...)
	if len(a.text) > rule.MaxText {
		lines = append(lines, "", plain.Cut("It is longer than what is shown here.", width))
	}
	return lines
}

// straight says whether each code point of a text takes one column on every
// terminal.
func straight(text string) bool {
	for _, r := range text {
		if r >= utf8.RuneSelf && plain.Width(string(r)) != 1 {
			return false
		}
	}
	return true
}

// look goes to the post beside and back.
func (c *Compose) look() tea.Cmd {
	c.beside.reading = !c.beside.reading
	c.layOut()
	return nil
}

// scroll moves through the post beside, by the keys that move through the text.
func (c *Compose) scroll(key string) tea.Cmd {
	lines := &c.beside.lines
	switch key {
	case "up":
		lines.Scroll(-1)
	case "down":
		lines.Scroll(1)
	case "pgup":
		lines.Scroll(-lines.Page())
	case "pgdown":
		lines.Scroll(lines.Page())
	case "home", "ctrl+home":
		lines.Home()
	case "end", "ctrl+end":
		lines.End()
	default:
		c.seat.Nav.Say("^O goes back to what you write.")
	}
	return nil
}

// quote puts what is answered at the cursor, quoted.
func (c *Compose) quote() tea.Cmd {
	a, err := c.to.about()
	if err != nil {
		c.seat.Nav.Fail(err)
		return nil
	}
	return c.insert(a.quotation())
}
