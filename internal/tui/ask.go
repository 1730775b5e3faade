package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// question waits for a yes or a no.
type question struct {
	text string
	yes  func() tea.Cmd
	firm bool // Enter is no yes
}

// Ask puts a question to which Enter is a yes as well. Whatever key is not a yes
// is a no.
func (r *Root) Ask(text string, yes func() tea.Cmd) {
	r.question = &question{text: text, yes: yes}
}

// AskFirmly puts a question about what cannot be undone: only y is a yes.
func (r *Root) AskFirmly(text string, yes func() tea.Cmd) {
	r.question = &question{text: text, yes: yes, firm: true}
}

// lines are the question with the keys that answer it, the usual one in capitals: as
// many lines as it takes, most at most. Whom something goes to must be seen before.
func (q *question) lines(room, most int) []string {
	keys := " (Y/n) "
	if q.firm {
		keys = " (y/n) "
	}
	lines := plain.Wrap(cmp.Or(plain.Line(q.text), "?"), room)
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], lines[most-1]+" "+lines[most])
	}
	last := len(lines) - 1
	if plain.Width(lines[last])+len(keys) > room && len(lines) < most {
		lines, last = append(lines, ""), last+1
		keys = strings.TrimLeft(keys, " ")
	}
	lines[last] = plain.Cut(lines[last], room-len(keys)) + keys
	return lines
}

func (r *Root) answer(k tea.KeyPressMsg) tea.Cmd {
	q := r.question
	r.question = nil
	switch k.String() {
	case "y", "Y":
		return q.yes()
	case "enter":
		if !q.firm {
			return q.yes()
		}
	}
	return nil
}

// promptLimit is the characters of a line for which the prompt sets no limit.
const promptLimit = 200

// prompt is a line being typed.
type prompt struct {
	screen.Prompt
	input   widget.Input
	choices []string // what Tab offers, while it is pressed again
	next    int
}

// Prompt asks for a line of text.
func (r *Root) Prompt(p screen.Prompt) {
	if p.Limit == 0 {
		p.Limit = promptLimit
	}
	r.prompt = &prompt{Prompt: p, input: widget.NewInput(p.Start, p.Limit)}
}

func (r *Root) typed(k tea.KeyPressMsg) tea.Cmd {
	p := r.prompt
	switch k.String() {
	case "esc", "ctrl+c":
		r.prompt = nil
		return nil
	case "enter":
		return r.take(p.Done)
	case "up", "down":
		if p.Beside == nil {
			return nil
		}
		by := 1
		if k.String() == "up" {
			by = -1
		}
		return r.take(func(text string) tea.Cmd { return p.Beside(text, by) })
	case "tab":
		p.complete()
		return nil
	}
	p.choices = nil
	if p.input.Text() == "" && k.String() == "backspace" {
		r.prompt = nil // as in an editor: nothing left to take away
		return nil
	}
	p.input.Key(tea.Key(k))
	return nil
}

// take ends the prompt with what stands in its line, if that is right.
func (r *Root) take(done func(text string) tea.Cmd) tea.Cmd {
	text := strings.TrimSpace(r.prompt.input.Text())
	if r.prompt.Check != nil {
		if err := r.prompt.Check(text); err != nil {
			r.Fail(err)
			return nil
		}
	}
	r.prompt = nil
	return done(text)
}

// complete puts the next of what the text may become in its place.
func (p *prompt) complete() {
	if p.Complete == nil {
		return
	}
	if len(p.choices) == 0 {
		p.choices, p.next = p.Complete(p.input.Text()), 0
	}
	if len(p.choices) > 0 {
		p.input.Set(p.choices[p.next])
		p.next = (p.next + 1) % len(p.choices)
	}
}

// paste puts what is pasted where text is being typed, and nowhere else: to take
// it for keys could do anything.
func (r *Root) paste(msg tea.PasteMsg) tea.Cmd {
	if r.prompt != nil {
		r.prompt.input.Insert(msg.Content)
		return nil
	}
	if t, typing := r.typist(); typing && r.question == nil {
		return t.Update(msg)
	}
	r.Say("There is nothing to paste into here: w writes, r replies.")
	return nil
}
