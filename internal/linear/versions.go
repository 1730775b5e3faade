package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
)

// newVersions lists the versions of a document.
func newVersions(s *session, symbol asem.Symbol) place {
	l := &list{s: s, title: "Versions of " + string(symbol), picks: "reads that version", empty: "It has no versions."}
	l.fetch = paged(func() ([]row, error) {
		doc, err := s.desk.Document(symbol)
		var rows []row
		for _, v := range doc.Versions {
			label := v.Label
			superseded := ""
			if by := doc.SupersededBy(label); by != "" {
				superseded = "superseded by " + string(by)
			}
			rows = append(rows, row{words: join(versionName(label), v.Title, "issued "+s.moment(v.At), "by "+byline(v.Issued), superseded), open: func() error {
				if err := s.back(); err != nil {
					return err
				}
				s.goToDocument(symbol, label)
				return nil
			}})
		}
		return rows, err
	})
	return l
}

// than names the version with which one is compared.
func than(l document.Label) string {
	if l == document.First {
		return "the first issue"
	}
	return string(l)
}

func versionName(l document.Label) string {
	if l == document.First {
		return "First issue"
	}
	return string(l)
}
