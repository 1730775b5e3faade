package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
)

func (e *errand) next() *cobra.Command {
	var how reading
	cmd := &cobra.Command{
		Use:   "next [--keep-new]",
		Short: "Read what is new to you next",
		Long: `Shows what is new to you next and marks it as read: posts, board by board, then
notices, letters and documents. Where nothing is new it says so and ends with the exit code 4, so that a script
can read all that is new.`,
		Example: "next\nnext --json",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, ok, err := e.desk.NextNew(0)
			switch {
			case err != nil:
				return err
			case ok:
				return e.readPost(p.Number, how)
			}
			to, ok, err := e.desk.NextInTrays()
			switch {
			case err != nil:
				return err
			case !ok:
				return fault.New(fault.NotFound, "Nothing is new to you.").Then("What there is to read: `ssh HOST boards`.")
			}
			return e.readAny(cmd.Context(), to, paging{}, how)
		},
	}
	cmd.Flags().BoolVar(&how.keepNew, "keep-new", false, "do not mark it as read")
	return cmd
}
