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

// Brackets is the screen that lists what stands in square brackets in a version.
type Brackets struct {
	seat  *screen.Seat
	area  screen.Area
	at    screen.Brackets
	text  widget.Text
	lines []string
}

// NewBrackets makes the screen.
func NewBrackets(seat *screen.Seat, at screen.Brackets) (screen.Screen, error) {
	found, err := seat.Desk.Brackets(context.Background(), at.Symbol, at.Version, secretariat.FilePick{})
	if err != nil {
		return nil, err
	}
	return &Brackets{seat: seat, at: at, lines: bracketLines(found)}, nil
}

func bracketLines(found secretariat.VersionBrackets) []string {
	lines := []string{found.Tally.String(), ""}
	for i, b := range found.List {
		words := b.Text
		if !b.Balanced {
			words = "(it is opened and not closed, or closed and not opened)"
		}
		lines = append(lines, fmt.Sprintf("Paragraph %d, line %d: [%s]", b.Paragraph, b.Line, plain.Line(words)))
		if whole := found.Under(i); whole != "" {
			lines = append(lines, "  "+whole, "")
		}
	}
	return lines
}

// Crumbs name the document.
func (b *Brackets) Crumbs() []string {
	return []string{"Documents", document.Cited(b.at.Symbol, b.at.Version), "In brackets"}
}

// Bindings scroll.
func (b *Brackets) Bindings() []screen.Binding { return screen.Scrolling(&b.text) }

// Update lays the lines out anew where the room has changed.
func (b *Brackets) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(screen.Shown); ok {
		b.area = shown.Area
		if _, err := b.seat.Desk.Document(b.at.Symbol); err != nil {
			b.lines = []string{fault.Sentence(err)}
		}
		var lines []string
		for _, l := range b.lines {
			lines = append(lines, plain.Wrap(l, shown.Area.Width-1)...)
		}
		b.text.Set(lines, shown.Area.Height)
	}
	return nil
}

// View draws the lines on the screen.
func (b *Brackets) View() screen.Drawn { return screen.Drawn{Lines: b.text.Window()} }
