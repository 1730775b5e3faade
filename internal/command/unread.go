package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) unread() *cobra.Command {
	return &cobra.Command{
		Use:   "unread NUMBER|SYMBOL",
		Short: "Mark a post, a notice, a document as new again",
		Long:  `Marks something as new to you again, to come back to it.`,

		Example: "unread 4211\nunread ASEM/SOM/2026/12",
		Args:    anything,
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := asem.ParseNumber(words[0])
			if err != nil {
				return e.unreadDocument(words)
			}
			to, err := e.desk.Find(n.String())
			switch {
			case err != nil:
				return err
			case to.Kind == secretariat.KindDocument:
				return e.unreadDocument(words)
			case to.Kind != secretariat.KindPost:
				if err := e.desk.MarkNewIn(to.Kind, n); err != nil {
					return err
				}
				switch to.Kind {
				case secretariat.KindLetter:
					return e.confirmLetter(n, "%s is new to you again.", n)
				case secretariat.KindNotice:
					return e.confirmNotice(n, "%s is new to you again.", n)
				}
				return e.recordDone(n, n.String()+" is new to you again.")
			}
			if err := e.desk.MarkNew(n); err != nil {
				return err
			}
			return e.confirm(n, "%s is new to you again.", n)
		},
	}
}

func (e *errand) unreadDocument(words []string) error {
	symbol, _, err := e.desk.ParseSymbol(strings.Join(words, " "))
	if err != nil {
		return err
	}
	doc, err := e.desk.Document(symbol)
	if err != nil {
		return err
	}
	if err := e.desk.MarkNewIn(secretariat.KindDocument, doc.Number); err != nil {
		return err
	}
	return e.confirmDocument(symbol, "%s is new to you again.", symbol)
}
