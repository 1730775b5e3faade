package compose

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newRecord is a text that makes a record, or goes into one.
func newRecord(desk *secretariat.Desk, at secretariat.Place) (target, error) {
	w, err := dossier.At(desk, at)
	if err != nil {
		return target{}, err
	}
	return target{
		place: at, crumbs: []string{w.Words}, words: w.Words, sends: w.Sends, titled: w.Of != "", of: w.Of, fields: w.Fields, begun: w.Begun,
		question: w.Question, send: w.Send,
		sent:   func(p secretariat.Posted) string { return fmt.Sprintf(w.Said, p.Number) },
		arrive: func(n asem.Number) screen.Place { return screen.Record{Ref: dossier.Ref{Kind: w.Kind, Number: n}} },
	}, nil
}
