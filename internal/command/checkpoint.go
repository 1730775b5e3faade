package command

import "github.com/spf13/cobra"

func (e *errand) checkpoint() *cobra.Command {
	return &cobra.Command{
		Use:   "checkpoint",
		Short: "The newest signed checkpoint of the record, to keep",
		Long: `Prints the newest signed checkpoint of the record. Whoever keeps one can have it
proved later that nothing before it was rewritten; see help record.`,
		Example: "checkpoint > checkpoint-today.txt",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			signed, err := e.desk.Checkpoint()
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Checkpoint string `json:"checkpoint"`
				}{string(signed)})
			}
			_, err = e.out.Write(signed)
			return err
		},
	}
}
