package linear

import (
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/secretariat"
)

// newDocuments lists the documents that reach the delegate.
func newDocuments(s *session) place {
	var scope secretariat.DocumentScope
	l := &list{s: s, title: "Documents", picks: "reads that document"}
	l.head = func() error {
		which := "All that reach you"
		if scope.ToMe {
			which = "Those circulated to you"
		}
		if only := scope.String(); only != "" {
			which += ", only " + only
		}
		s.fact("%s. F goes to a series, pillar, year or meeting, t to those circulated to you, d to your drafts.", which)
		l.empty = "No such document reaches you. What is circulated to you will stand here."
		return nil
	}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		documents, err := s.desk.Documents(scope, asked)
		p := page{earlier: documents.Earlier, follow: documents.Follow}
		for _, v := range documents.Rows {
			symbol := v.Symbol
			p.rows = append(p.rows, row{number: v.Number, words: s.documentWords(v), open: func() error { s.goToDocument(symbol, ""); return nil }})
		}
		return p, err
	})
	again := func() error {
		if err := l.head(); err != nil {
			return err
		}
		return l.turn(toFirst)
	}
	l.own = []offer{
		s.catchUpOn(secretariat.KindDocument),
		{key: "w", dead: s.desk.MayDraftDocument, do: func(string) error { return s.writeDocument() }},
		{key: "t", do: func(string) error { scope.ToMe = !scope.ToMe; return again() }},
		{key: "F", do: func(of string) (err error) {
			if scope, err = scope.Narrowed(of); err != nil {
				return err
			}
			return again()
		}},
		{key: "d", do: func(string) error { s.open(newPapers(s)); return nil }},
	}
	return l
}

// documentWords say a document in a list.
func (s *session) documentWords(v secretariat.DocumentView) string {
	current := v.Current()
	return join(document.Cited(v.Symbol, current.Label), v.Title, when(v.New, "new"), s.date(current.At))
}

// writeDocument draws up a document by writing its text.
func (s *session) writeDocument() error {
	return s.writeAt(secretariat.Draft{Place: secretariat.NewDocument})
}

// documentAtAll draws up a draft of a document.
func (s *session) documentAtAll() (target, error) {
	return target{
		of: "document", drafts: true, fields: s.desk.Fields(secretariat.NewDocument),
		reaches: func(secretariat.Draft) (string, error) {
			return "A draft, which nobody else sees until you issue it", nil
		},
		send: func(d secretariat.Draft) (secretariat.Posted, error) { return s.desk.WritePaper(s.ctx, d) },
	}, s.desk.MayDraftDocument()
}
