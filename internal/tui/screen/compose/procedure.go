package compose

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newEntry is what a contact point writes for the partner in a silence procedure.
func newEntry(desk *secretariat.Desk, n asem.Number, kind procedure.Kind) (target, error) {
	if err := desk.MayEnter(n, kind); err != nil {
		return target{}, err
	}
	view, err := desk.Procedure(n)
	if err != nil {
		return target{}, err
	}
	word, place := secretariat.EntryWord(kind), secretariat.EntryIn(n, kind)
	question := fmt.Sprintf("Enter this %s for your partner? It is told to all and cannot be taken back.", kind)
	if kind.Breaks() {
		question = fmt.Sprintf("Break the silence on %s by this %s? It is told to all and cannot be taken back.", document.Cited(view.Symbol, view.Label), kind)
	}
	return target{
		place: place, crumbs: []string{"Procedures", n.String(), word}, words: fmt.Sprintf("%s in procedure %s on %s", word, n, document.Cited(view.Symbol, view.Label)),
		sends: "enter", begun: secretariat.Draft{Place: place}, question: asking(question),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.Enter(d.Token, procedure.Enter{Number: n, Is: kind, Text: d.Text})
		},
		sent:   func(secretariat.Posted) string { return fmt.Sprintf("%s is entered in %s.", word, n) },
		arrive: func(n asem.Number) screen.Place { return screen.Procedure{Number: n} },
	}, nil
}
