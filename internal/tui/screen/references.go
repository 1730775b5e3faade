package screen

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// OpenReference opens what a text refers to by number or symbol, and what else belongs to it; of
// several it asks which. self is what the text is of; a number of 0 is none.
func OpenReference(seat *Seat, self asem.Number, text string, more ...asem.Number) tea.Cmd {
	numbers := references(self, text, more)
	switch len(numbers) {
	case 0:
		seat.Nav.Say(fmt.Sprintf("%s refers to nothing else: a reference is a number like #123 or a symbol.", self))
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
			if text == "" || named(text) {
				return nil
			}
			return fault.New(fault.Usage, "%q is neither a number like #123 nor a symbol.", text)
		},
		Done: func(text string) tea.Cmd { return openNumber(seat, text) },
	})
	return nil
}

// named says whether something is a number or a symbol.
func named(text string) bool {
	_, number := asem.ParseNumber(text)
	_, _, symbol := document.ParseSymbol(text)
	return number == nil || symbol == nil
}

// references are the numbers and symbols that a text names, and the other numbers,
// each once.
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
	for _, ref := range plain.Symbols(text) {
		if !slices.Contains(numbers, ref.Symbol) {
			numbers = append(numbers, ref.Symbol)
		}
	}
	return numbers
}

func openNumber(seat *Seat, text string) tea.Cmd {
	if !named(text) {
		return nil // nothing was typed
	}
	to, err := seat.Desk.Find(text)
	if err != nil {
		seat.Nav.Fail(err)
		return nil
	}
	return seat.Nav.Open(At(to))
}
