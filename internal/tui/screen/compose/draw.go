package compose

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/tui/screen"
)

// plan is where everything stands in the area.
type plan struct {
	head                         int // rows of heading, state and envelope
	titleRows, textTop, textRows int
	width                        int // columns of title and text; the cursor may stand one behind
	beside                       frame
}

// frame is where the post beside stands; one of no height is not shown.
type frame struct {
	screen.Point
	screen.Area
}

const (
	mostWidth = 100 // columns of a text: longer rows are hard to read
	divider   = " | "
)

// layOut divides the area and lays everything out in it.
func (c *Compose) layOut() {
	post := c.answered()
	c.plan = c.planned(post)
	c.title.Resize(c.plan.width-len(c.label()), c.plan.titleRows)
	c.text.Resize(c.plan.width, c.plan.textRows)
	c.text.Leaps = c.plan.beside.X > 0
	c.beside.lines.Set(c.besideLines(post, c.plan.beside.Width), c.plan.beside.Height)
}

// planned divides the area: the heading, the state, the title, the text. The post
// stands in place of title and text, or where there is room beside them: to the
// right. One in a script whose columns terminals disagree about stands below, since
// its rows would be drawn anew with every letter.
func (c *Compose) planned(a about) plan {
	head := len(c.head())
	width, body := c.area.Width-1, max(c.area.Height-head, 1)
	p := plan{head: head, width: min(width-1, mostWidth), textTop: head}
	bottom := c.area.Height
	switch {
	case c.to.about == nil:
	case c.area.Wide() && straight(a.text):
		half := (width - len(divider)) / 2
		p.width = half - 1
		p.beside = frame{screen.Point{X: half + len(divider), Y: head}, screen.Area{Width: width - half - len(divider), Height: body}}
	case c.area.Wide() && body >= 20:
		bottom = head + body/2
		p.beside = frame{screen.Point{Y: bottom + 1}, screen.Area{Width: width, Height: c.area.Height - bottom - 1}}
	case c.beside.reading:
		p.beside = frame{screen.Point{Y: head}, screen.Area{Width: width, Height: body}}
	}
	roomy := c.area.Height >= 14
	if c.to.titled {
		p.titleRows = 1
		if roomy {
			p.titleRows = 2
		}
		p.textTop += p.titleRows
	}
	if roomy {
		p.textTop++ // an empty row above the text
	}
	p.textRows = max(bottom-p.textTop, 1)
	return p
}

// label stands before the title. That of a letter is its subject.
func (c *Compose) label() string {
	if c.to.of == "letter" {
		return "Subject: "
	}
	return "Title: "
}

// head is the heading, the state, and the envelope.
func (c *Compose) head() []string {
	width := c.area.Width - 1
	return append([]string{
		c.seat.Theme.Strong(plain.Cut(plain.Line(c.to.words), width)),
		plain.Cut(c.status(), width),
	}, c.envelope.lines(c.to.fields, width)...)
}

// View draws heading, state, title and text, and the post beside.
func (c *Compose) View() screen.Drawn {
	lines := c.head()
	body, cursor := c.written()
	switch beside := c.plan.beside; {
	case beside.Height == 0:
		lines = append(lines, body...)
	case beside.X > 0:
		lines = append(lines, c.sideBySide(body)...)
	case beside.Y == c.plan.head:
		lines = append(lines, c.beside.lines.Window()...)
	default:
		lines = append(lines, body...)
		for len(lines) < beside.Y {
			lines = append(lines, "")
		}
		lines = append(lines, c.beside.lines.Window()...)
	}
	if c.beside.reading {
		cursor = c.plan.beside.Point
	}
	return screen.Drawn{Lines: lines[:min(len(lines), c.area.Height)], Cursor: cursor}
}

// written draws title and text, and where the cursor is in them.
func (c *Compose) written() (body []string, cursor screen.Point) {
	if c.to.titled {
		rows, x, y := c.title.Draw()
		for i := range c.plan.titleRows {
			line := strings.Repeat(" ", len(c.label()))
			if i == 0 {
				line = c.seat.Theme.Strong(c.label()[:len(c.label())-1]) + " "
			}
			if i < len(rows) {
				line += rows[i]
			}
			body = append(body, strings.TrimRight(line, " "))
		}
		cursor = screen.Point{X: len(c.label()) + x, Y: c.plan.head + y}
	}
	for len(body) < c.plan.textTop-c.plan.head {
		body = append(body, "")
	}
	rows, x, y := c.text.Draw()
	if !c.onTitle {
		cursor = screen.Point{X: x, Y: c.plan.head + len(body) + y}
	}
	return append(body, rows...), cursor
}

// sideBySide puts the post beside to the right of what is written.
func (c *Compose) sideBySide(left []string) []string {
	right := c.beside.lines.Window()
	lines := make([]string, c.plan.beside.Height)
	edge := c.plan.beside.X - len(divider)
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = strings.TrimRight(l+strings.Repeat(" ", max(edge-plain.Width(l), 0))+divider+r, " ")
	}
	return lines
}

// Near a bound the state says how much is left, in steps, so that it changes seldom.
var (
	titleSteps = []int{10, 20, 40}            // characters
	textSteps  = []int{256, 1 << 10, 4 << 10} // bytes
)

// status is the line below the heading: what one has to know now.
func (c *Compose) status() string {
	switch {
	case c.sending:
		return "It is being sent."
	case c.trouble != "":
		return "The draft is not kept. " + c.trouble
	case c.parted != "":
		return c.parted + " What stands here is a draft of its own."
	case c.to.titled && c.title.Room() < titleSteps[len(titleSteps)-1]:
		return left("title", step(c.title.Room(), titleSteps), "characters")
	case c.text.Room() < textSteps[len(textSteps)-1]:
		return left("text", step(c.text.Room(), textSteps), "bytes")
	case c.stale:
		return fmt.Sprintf("%s was edited since this was begun; ^O shows how it stands.", c.to.replaces)
	case !c.resumed.IsZero():
		return fmt.Sprintf("Your draft of %s.", c.seat.Date(c.resumed))
	case c.to.titled:
		return fmt.Sprintf("A title of %d characters at most, a text of %d KiB.", rule.MaxTitle, rule.MaxText>>10)
	}
	return fmt.Sprintf("A text of %d KiB at most.", rule.MaxText>>10)
}

// step is the smallest of the steps that room stays below; 0 where there is none.
func step(room int, steps []int) int {
	for _, s := range steps {
		if room > 0 && room < s {
			return s
		}
	}
	return 0
}

func left(what string, n int, unit string) string {
	if n == 0 {
		return fmt.Sprintf("The %s is full.", what)
	}
	return fmt.Sprintf("There is room for fewer than %d more %s in the %s.", n, unit, what)
}
