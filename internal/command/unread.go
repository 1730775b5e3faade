package command

import "github.com/spf13/cobra"

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
			if err := e.desk.MarkNew(n); err != nil {
				return err
			}
			return e.confirm(n, "%s is new to you again.", n)
		},
	}
}
