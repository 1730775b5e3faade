package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
)

func (e *errand) next() *cobra.Command {
	var how reading
	cmd := &cobra.Command{
		Use:   "next [--keep-new]",
		Short: "Read the next post that is new to you",
		Long: `Shows the next post that is new to you, board by board, and marks it as read.
Where nothing is new it says so and ends with the exit code 4, so that a script
can read all that is new.`,
		Example: "next\nnext --json",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			p, ok, err := e.desk.NextNew(0)
			if err != nil {
				return err
			}
			if !ok {
				return fault.New(fault.NotFound, "Nothing is new to you.").Then("What there is to read: `ssh HOST boards`.")
			}
			return e.readPost(p.Number, how)
		},
	}
	cmd.Flags().BoolVar(&how.keepNew, "keep-new", false, "do not mark it as read")
	return cmd
}
