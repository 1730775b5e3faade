package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) catchup() *cobra.Command {
	var undo bool
	cmd := &cobra.Command{
		Use:   "catchup [BOARD | notices | letters | documents | ... | --undo]",
		Short: "Mark all as read, on a board, on all, or of a kind",
		Long: `Marks everything as read on one board, or on all of them; or all notices, letters,
documents, procedures, initiatives, meetings, programmes or contingencies, which boards
leave alone. What is to be acknowledged stays so. --undo takes
the last catching up back: what it marked is new again, and what was read since with it.`,
		Example: "catchup finance\ncatchup letters\ncatchup\ncatchup --undo",
		Args:    between(0, 1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if undo && len(words) > 0 {
				return misused(cmd, "The last catching up is taken back as a whole, on every board that it touched.")
			}
			if undo {
				return e.undoCatchUp()
			}
			what := strings.ToLower(strings.Join(words, ""))
			if kind, ok := trays[what]; ok {
				return e.tellCaughtUp(e.desk.CatchUpOn(kind))
			}
			return e.tellCaughtUp(e.desk.CatchUp(asem.BoardNamed(what)))
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "take the last catching up back")
	return cmd
}

// trays are what can be caught up with besides boards, by the words for it.
var trays = map[string]secretariat.Kind{
	"notices": secretariat.KindNotice, "letters": secretariat.KindLetter, "documents": secretariat.KindDocument, "docs": secretariat.KindDocument,
	"procedures": secretariat.KindProcedure, "initiatives": secretariat.KindInitiative, "meetings": secretariat.KindMeeting, "programmes": secretariat.KindProgramme,
	"contingencies": secretariat.KindContingency,
}

type caughtUp struct {
	Posts     int `json:"posts"`
	Boards    int `json:"boards"`
	Notices   int `json:"notices"`
	Letters   int `json:"letters"`
	Documents int `json:"documents"`
	Records   int `json:"records"`
}

func (e *errand) tellCaughtUp(caught secretariat.CaughtUp, err error) error {
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(caughtUp(caught))
	case !caught.Any():
		e.say("Nothing was new, so nothing was marked.")
	default:
		e.say("%s no longer new to you.\nTake it back: %s", withVerb(caught), e.ssh("catchup --undo"))
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
	case !back.Any():
		e.say("The last catching up is taken back; nothing of it is new to you any more.")
		return nil
	}
	e.say("%s new to you again.", withVerb(back))
	return nil
}

// withVerb is "1 post on 1 board is" or "12 posts on 3 boards and 1 letter are".
func withVerb(c secretariat.CaughtUp) string {
	if c.One() {
		return c.Words() + " is"
	}
	return c.Words() + " are"
}
