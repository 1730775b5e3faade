package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
)

func (e *errand) closeBoard() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "close BOARD [--reason REASON]",
		Short: "Coordinators: close a board into the archive",
		Long: `Closes a board whose work is done. It takes no posts any more, stays readable where it
is, is found by search and archive, and can be opened again. The reason is shown to
every reader. Only coordinators may.`,
		Example: `'moderate close finance --reason "The task force has reported."'` + "\nmoderate close finance --reason Reported.",
		Args:    exactly(1),
		RunE:    func(_ *cobra.Command, words []string) error { return e.shut(words[0], true, reason) },
	}
	textOption(cmd, &reason, "reason", "the `REASON`, one line, shown to every reader")
	return cmd
}

func (e *errand) reopenBoard() *cobra.Command {
	return &cobra.Command{
		Use:     "reopen BOARD",
		Short:   "Coordinators: open a closed board again",
		Long:    "Opens a board again that was closed into the archive. Only coordinators may.",
		Example: "moderate reopen finance",
		Args:    exactly(1),
		RunE:    func(_ *cobra.Command, words []string) error { return e.shut(words[0], false, "") },
	}
}

// shut closes a board or opens it again, and says how it is now.
func (e *errand) shut(board string, on bool, reason string) error {
	id := asem.BoardNamed(board)
	if err := e.desk.CloseBoard(id, on, reason); err != nil {
		return err
	}
	b, err := e.desk.Board(id)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(struct {
			Board  asem.BoardID `json:"board"`
			Closed bool         `json:"closed"`
		}{b.ID, b.Closed != nil})
	case b.Closed != nil:
		e.say("%s is closed: it stays readable in the archive.", plain.Line(b.Title))
	default:
		e.say("%s is open.", plain.Line(b.Title))
	}
	return nil
}
