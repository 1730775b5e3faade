package command

import (
	"github.com/spf13/cobra"
)

func (e *errand) reindex() *cobra.Command {
	return &cobra.Command{
		Use:   "reindex",
		Short: "Secretariat: make the search index anew",
		Long: `Makes the search index anew from the record, while everything else goes on, and says
how far it is. Until it is done, searches find a part. It is never needed after a
crash: then the index catches up by itself. Only the secretariat may.`,
		Example: "reindex",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := e.desk.Reindex(); err != nil {
				return err
			}
			var entries uint64
			told := -1
			err := e.desk.Indexed(cmd.Context(), func(done, total uint64) {
				entries = total
				if percent := int(done * 100 / max(total, 1)); percent/10 != told && !e.asJSON {
					told = percent / 10
					e.note("%d %%, entry %d of %d", percent, done, total)
				}
			})
			switch {
			case err != nil:
				return err
			case e.asJSON:
				return e.answer(struct {
					Entries uint64 `json:"entries"`
				}{entries})
			}
			e.say("The index was made anew: %d entries were read.", entries)
			return nil
		},
	}
}
