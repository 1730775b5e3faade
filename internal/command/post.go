package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) post() *cobra.Command {
	var title, token string
	cmd := &cobra.Command{
		Use:   "post BOARD --title TITLE [--id TOKEN] < TEXT",
		Short: "Open a topic on a board",
		Long: `Opens a topic with the text from standard input as its first post, and answers
with its number. Whether you may is asked before the text is read. The title may
be of several words: all that stand between --title and the next option.

With --id, a token of your own making, sending twice posts once: the second
answer is that of the first. A line that broke is then no reason to wonder.`,
		Example: `'post finance --title "Agenda of the next meeting"' < agenda.txt` + "\n" +
			"post finance --title Agenda --id agenda-1 --json < agenda.txt",
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if !cmd.Flags().Changed("title") {
				return misused(cmd, "A topic needs a title.")
			}
			return e.openTopic(cmd.Context(), asem.BoardNamed(words[0]), title, token)
		},
	}
	textOption(cmd, &title, "title", "the topic's `TITLE`, one line")
	tokenOption(cmd, &token)
	return cmd
}

func tokenOption(cmd *cobra.Command, token *string) {
	cmd.Flags().StringVar(token, "id", "", "a `TOKEN` by which sending twice posts once")
}

func (e *errand) openTopic(ctx context.Context, board asem.BoardID, title, token string) error {
	if err := e.desk.MayOpen(board); err != nil {
		return err
	}
	title, err := forum.Title(title)
	if err != nil {
		return err
	}
	text, err := e.text(ctx, e.giving("'post %s --title \"TITLE\"'", board))
	if err != nil {
		return err
	}
	w := written{place: secretariat.OnBoard(board), token: e.tokenOr(token), title: title, text: text}
	posted, err := e.desk.Open(w.token, forum.Open{Board: board, Title: title, Text: text})
	return e.sent(w, posted, err)
}
