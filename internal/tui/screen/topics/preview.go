package topics

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
)

// rest is how long the cursor stays on a topic before its text is shown: a key held
// down costs marks and not texts.
const rest = 400 * time.Millisecond

// preview is the text beside the list.
type preview struct {
	topic   asem.Number // whose text it is; 0 for none
	lines   []string
	waiting bool // the cursor moved, and rest is not over yet
}

func (p *preview) forget() { p.topic, p.lines = 0, nil }

func (p *preview) window(height int) []string { return p.lines[:min(height, len(p.lines))] }

// moved looks at rows that came to the screen, and has the text follow once the cursor
// rests. One timer runs at most.
func (t *Topics) moved() tea.Cmd {
	t.remark()
	if !t.area.Wide() || t.beside.waiting {
		return nil
	}
	t.beside.waiting = true
	aim := t.current().Number
	return screen.After(rest, func() tea.Cmd {
		t.beside.waiting = false
		if t.current().Number != aim {
			return t.moved()
		}
		if t.seat.Nav.Top(t) {
			t.look()
		}
		return nil
	})
}

// look reads the text of the topic with the cursor. Nothing is marked as read: the
// text is looked at, not opened.
func (t *Topics) look() {
	topic := t.current()
	if !t.area.Wide() || topic.Number == 0 || topic.Number == t.beside.topic {
		return
	}
	n, err := firstNew(t.seat.Desk, topic)
	if err != nil {
		t.seat.Nav.Fail(err)
		return
	}
	post, err := t.seat.Desk.Post(n)
	if err != nil {
		t.seat.Nav.Fail(err)
		return
	}
	t.beside.topic = topic.Number
	t.beside.lines = t.layOut(screen.Heading(t.seat, post), post.Text+post.Withheld)
}

// layOut wraps title and text beside the list and keeps what there is room for.
func (t *Topics) layOut(head screen.PostHeading, text string) []string {
	cols := t.area.Width - t.listWidth() - len(divider) - 1
	lines := plain.Wrap(plain.Line(head.Title), cols)
	for i := range lines {
		lines[i] = t.seat.Theme.Strong(lines[i])
	}
	lines = append(lines, plain.Cut(head.Author, cols), plain.Cut(head.When, cols), "")
	// A text of which a page is shown need not be wrapped whole.
	if most := 8 * cols * t.area.Height; len(text) > most {
		text = text[:most]
	}
	lines = append(lines, plain.Wrap(text, cols)...)
	kept := make([]string, min(len(lines), t.area.Height))
	for i := range kept {
		kept[i] = strings.Clone(lines[i]) // a line may be part of the whole text
	}
	return kept
}
