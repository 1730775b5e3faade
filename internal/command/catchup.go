package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) catchup() *cobra.Command {
	var undo bool
	cmd := &cobra.Command{
		Use:   "catchup [BOARD | --undo]",
		Short: "Mark all as read, on one board or everywhere",
		Long: `Marks everything as read, on one board or on all. --undo takes the last catching
up back: what it marked is new again, and what was read since with it.`,
		Example: "catchup finance\ncatchup\ncatchup --undo",
		Args:    between(0, 1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if undo && len(words) > 0 {
				return misused(cmd, "The last catching up is taken back as a whole, on every board that it touched.")
			}
			if undo {
				return e.undoCatchUp()
			}
			var board asem.BoardID
			if len(words) > 0 {
				board = asem.BoardNamed(words[0])
			}
			return e.catchUp(board)
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "take the last catching up back")
	return cmd
}

type caughtUp struct {
	Posts  int `json:"posts"`
	Boards int `json:"boards"`
}

func (e *errand) catchUp(board asem.BoardID) error {
	caught, err := e.desk.CatchUp(board)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(caughtUp(caught))
	case caught.Boards == 0:
		e.say("Nothing was new, so nothing was marked.")
	default:
		e.say("%s no longer new to you.\nTake it back: %s", spread(caught), e.ssh("catchup --undo"))
	}
	return nil
}

func (e *errand) undoCatchUp() error {
	back, err := e.desk.UndoCatchUp()
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(caughtUp(back))
	}
	e.say("%s new to you again.", spread(back))
	return nil
}

// spread is "1 post on 1 board is" or "12 posts on 3 boards are".
func spread(c secretariat.CaughtUp) string {
	verb := "are"
	if c.Posts == 1 {
		verb = "is"
	}
	return count(c.Posts, "post") + " on " + count(c.Boards, "board") + " " + verb
}
