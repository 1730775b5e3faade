package tui

import (
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

// words are the question with the keys that answer it, the usual one in capitals.
func (q *question) words(room int) string {
	keys := " (Y/n) "
	if q.firm {
		keys = " (y/n) "
	}
	return plain.Cut(plain.Line(q.text), room-len(keys)) + keys
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
		text := strings.TrimSpace(p.input.Text())
		if p.Check != nil {
			if err := p.Check(text); err != nil {
				r.Fail(err)
				return nil
			}
		}
		r.prompt = nil
		return p.Done(text)
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
