package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/secretariat"
)

func (e *errand) unread() *cobra.Command {
	return &cobra.Command{
		Use:   "unread NUMBER",
		Short: "Mark a post as new again",
		Long:  `Marks a post as new to you again, to come back to it.`,

		Example: "unread 4211",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			to, err := e.desk.Find(n.String())
			switch {
			case err != nil:
				return err
			case to.Kind != secretariat.KindPost:
				if err := e.desk.Shelve(to.Kind, false, n); err != nil {
					return err
				}
				if to.Kind == secretariat.KindLetter {
					return e.confirmLetter(n, "%s is new to you again.", n)
				}
				return e.confirmNotice(n, "%s is new to you again.", n)
			}
			if err := e.desk.MarkNew(n); err != nil {
				return err
			}
			return e.confirm(n, "%s is new to you again.", n)
		},
	}
}
