package compose

import (
	"context"
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newDocument draws up a draft of a document.
func newDocument(desk *secretariat.Desk) (target, error) {
	if err := desk.MayDraftDocument(); err != nil {
		return target{}, err
	}
	return target{
		place: secretariat.NewDocument, crumbs: []string{"Documents", "New document"}, words: "New document: a draft that nobody else sees until you issue it",
		sends: "draw up", titled: true, of: "document", fields: desk.Fields(secretariat.NewDocument), begun: secretariat.Draft{Place: secretariat.NewDocument},
		question: asking("Draw up this draft? You issue it among your drafts of documents."),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.WritePaper(context.Background(), d)
		},
		sent:   func(p secretariat.Posted) string { return fmt.Sprintf("Drawn up as draft %s; i issues it.", p.Number) },
		arrive: func(asem.Number) screen.Place { return screen.Papers{} },
	}, nil
}
