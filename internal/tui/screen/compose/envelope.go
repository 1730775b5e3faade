package compose

import (
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// An envelope is what there is to say of what is written besides title and text, as it
// was typed, by the names of the fields.
type envelope struct {
	values map[string]string
	edits  int  // how often it was changed
	asked  bool // the first field was asked for by itself
}

func (e *envelope) set(values map[string]string) {
	e.values = maps.Clone(values)
	if e.values == nil {
		e.values = map[string]string{}
	}
}

// filled are the fields in which something stands; nil for none.
func (e *envelope) filled() map[string]string {
	filled := maps.Clone(e.values)
	maps.DeleteFunc(filled, func(_, v string) bool { return v == "" })
	if len(filled) == 0 {
		return nil
	}
	return filled
}

// mostLines bounds what an envelope takes of the screen.
const mostLines = 3

// lines say what stands in the fields, and of those that are needed that nothing does.
func (e *envelope) lines(fields []secretariat.Field, width int) []string {
	var words []string
	for _, f := range fields {
		switch v := plain.Line(e.values[f.Name]); {
		case v != "":
			words = append(words, f.Label+": "+v)
		case f.Need:
			words = append(words, f.Label+": (^E)")
		case f.Usual != "" && f.Usual != "no":
			words = append(words, f.Label+": "+f.Usual)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	lines := plain.Wrap(strings.Join(words, "   "), width)
	if len(lines) > mostLines {
		lines = append(lines[:mostLines-1:mostLines-1], plain.Cut(lines[mostLines-1], width-3)+" ..")
	}
	return lines
}

// begin asks for the envelope of what was just begun, before its title and text.
func (c *Compose) begin(again bool) tea.Cmd {
	if again || c.envelope.asked || len(c.to.fields) == 0 || c.envelope.filled() != nil {
		return nil
	}
	c.envelope.asked = true
	return c.address()
}

// address asks for one field of the envelope after the other. Esc ends that, and keeps
// what was given so far.
func (c *Compose) address() tea.Cmd {
	c.askField(0)
	return nil
}

// askField asks for a field, and then for the next one; Up and Down go to the others.
func (c *Compose) askField(i int) {
	if i < 0 || i >= len(c.to.fields) {
		return
	}
	f := c.to.fields[i]
	c.seat.Nav.Prompt(screen.Prompt{
		Label: f.Label + ":", Hint: f.About, Start: c.envelope.values[f.Name], Limit: 2000, Complete: f.Complete,
		Check: func(text string) error {
			switch {
			case text == "" && f.Need:
				return fault.New(fault.Usage, "%s is needed.", f.Label).Then("Tab completes; Esc leaves the envelope.")
			case text == "" || f.Check == nil:
				return nil
			}
			return f.Check(text)
		},
		Done: func(text string) tea.Cmd {
			return c.given(f.Name, text, i+1)
		},
		Beside: func(text string, by int) tea.Cmd {
			return c.given(f.Name, text, min(max(i+by, 0), len(c.to.fields)-1))
		},
	})
}

// given takes what was typed for a field, and asks for another one.
func (c *Compose) given(name, text string, next int) tea.Cmd {
	if text != c.envelope.values[name] {
		c.envelope.values[name] = text
		c.envelope.edits++
		c.layOut()
	}
	c.askField(next)
	return c.touched()
}
