package documents

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Difference is the screen of what changed between two versions.
type Difference struct {
	seat  *screen.Seat
	area  screen.Area
	at    screen.Difference
	text  widget.Text
	asked int
}

// NewDifference makes the screen; it compares when it is shown.
func NewDifference(seat *screen.Seat, at screen.Difference) (screen.Screen, error) {
	_, err := seat.Desk.Document(at.Symbol)
	return &Difference{seat: seat, at: at}, err
}

// Crumbs name the versions that are compared.
func (d *Difference) Crumbs() []string {
	return []string{"Documents", string(d.at.Symbol), fmt.Sprintf("%s against %s", d.at.New, d.at.Old)}
}

// Explain says what stands here.
func (d *Difference) Explain() string {
	return "What changed between two versions, by paragraph and by word: [-removed-] and {+added+}. Paragraphs that are the same are counted."
}

// Bindings scroll.
func (d *Difference) Bindings() []screen.Binding { return screen.Scrolling(&d.text) }

// Update compares when the screen is shown, away from it: two long texts take a while.
func (d *Difference) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		d.area = msg.Area
		return d.show()
	case screen.Covered:
		d.asked++
		d.text.Set(nil, d.area.Height)
	}
	return nil
}

func (d *Difference) show() tea.Cmd {
	width, at := min(d.area.Width-1, screen.Measure), d.at
	d.text.Set([]string{"The versions are being compared."}, d.area.Height)
	d.asked++
	asked := d.asked
	var lines []string
	return screen.Work(func() error {
		c, err := d.seat.Desk.CompareVersions(context.Background(), at.Symbol, at.Old, at.New, "")
		if err == nil {
			lines = comparison(c, width)
		}
		return err
	}, func(err error) tea.Cmd {
		if asked != d.asked {
			return nil
		}
		if err != nil {
			lines = plain.Wrap(fault.Sentence(err), width)
		}
		d.text.Set(lines, d.area.Height)
		return nil
	})
}

// comparison is the difference in lines, as many as are laid out.
func comparison(c secretariat.Comparison, width int) []string {
	head := plain.Wrap(fmt.Sprintf("From %s to %s: %s.", document.Cited(c.Old.Document.Symbol, c.Old.Version.Label), document.Cited(c.New.Document.Symbol, c.New.Version.Label), c.Summary()), width)
	lines := append(append(head, ""), c.Lines(width)...)
	if len(lines) > mostLines {
		lines = append(lines[:mostLines:mostLines], "(There is more: `doc diff` gives all of it.)")
	}
	return lines
}

// mostLines bounds what is laid out of a difference.
const mostLines = 20_000

// View draws the lines on the screen.
func (d *Difference) View() screen.Drawn { return screen.Drawn{Lines: d.text.Window()} }
