package reader

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// followReference opens what the current post refers to; of several it asks which.
func (r *Reader) followReference() tea.Cmd {
	post, err := r.fresh()
	if err != nil {
		r.seat.Nav.Fail(err)
		return nil
	}
	numbers := references(post)
	switch len(numbers) {
	case 0:
		r.seat.Nav.Say(fmt.Sprintf("%s refers to no other post: a reference is a number like #123.", post.Number))
		return nil
	case 1:
		return r.openNumber(numbers[0])
	}
	r.seat.Nav.Prompt(screen.Prompt{
		Label: "Open " + strings.Join(numbers, " ") + ":",
		Start: numbers[0],
		Complete: func(begin string) []string {
			return slices.DeleteFunc(slices.Clone(numbers), func(n string) bool { return n == begin })
		},
		Check: func(text string) error {
			_, err := asem.ParseNumber(text)
			if err != nil && text != "" {
				return fault.New(fault.Usage, "%q is not a number like #123.", text)
			}
			return nil
		},
		Done: r.openNumber,
	})
	return nil
}

// references are the posts that a text names, and the one that it answers, each once.
func references(p secretariat.PostView) []string {
	var numbers []string
	add := func(n asem.Number) {
		if n != p.Number && !slices.Contains(numbers, n.String()) {
			numbers = append(numbers, n.String())
		}
	}
	for _, ref := range plain.References(p.Text) {
		add(asem.Number(ref.Number))
	}
	if p.ReplyTo != 0 {
		add(p.ReplyTo)
	}
	return numbers
}

func (r *Reader) openNumber(text string) tea.Cmd {
	n, err := asem.ParseNumber(text)
	if err != nil {
		return nil // nothing was typed
	}
	to, err := r.seat.Desk.Find(n.String())
	if err != nil {
		r.seat.Nav.Fail(err)
		return nil
	}
	return r.seat.Nav.Open(screen.At(to))
}
