package screen

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// OpenReference opens what a text refers to by number, and what else belongs to it; of
// several it asks which. self is what the text is of; a number of 0 is none.
func OpenReference(seat *Seat, self asem.Number, text string, more ...asem.Number) tea.Cmd {
	numbers := references(self, text, more)
	switch len(numbers) {
	case 0:
		seat.Nav.Say(fmt.Sprintf("%s refers to nothing else: a reference is a number like #123.", self))
		return nil
	case 1:
		return openNumber(seat, numbers[0])
	}
	seat.Nav.Prompt(Prompt{
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
		Done: func(text string) tea.Cmd { return openNumber(seat, text) },
	})
	return nil
}

// references are the numbers that a text names, and the others, each once.
func references(self asem.Number, text string, more []asem.Number) []string {
	var numbers []string
	add := func(n asem.Number) {
		if n != 0 && n != self && !slices.Contains(numbers, n.String()) {
			numbers = append(numbers, n.String())
		}
	}
	for _, ref := range plain.References(text) {
		add(asem.Number(ref.Number))
	}
	for _, n := range more {
		add(n)
	}
	return numbers
}

func openNumber(seat *Seat, text string) tea.Cmd {
	n, err := asem.ParseNumber(text)
	if err != nil {
		return nil // nothing was typed
	}
	to, err := seat.Desk.Find(n.String())
	if err != nil {
		seat.Nav.Fail(err)
		return nil
	}
	return seat.Nav.Open(At(to))
}
