package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) reply() *cobra.Command {
	var token string
	cmd := &cobra.Command{
		Use:   "reply NUMBER [--id TOKEN] < TEXT",
		Short: "Answer a post, or a letter",
		Long: `Answers a post with the text from standard input, and tells the number of the
answer. Whether you may is asked before the text is read. To quote, begin with
what read --quoted gives. A letter is answered to who wrote it, as by letter reply.

With --id, a token of your own making, sending twice posts once.`,
		Example: "reply 4211 < answer.txt\nreply 4211 --id answer-1 --json < answer.txt",
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			switch to, err := e.desk.Find(n.String()); {
			case err == nil && to.Kind == secretariat.KindLetter:
				return e.answerLetter(cmd.Context(), n, false, letterOptions{token: token})
			case err == nil && to.Kind != secretariat.KindPost:
				return fault.New(fault.Refused, "%s is a %s, which is not answered.", n, to.Kind).
					Then("Write a letter to who wrote it: ssh HOST help letter send")
			}
			return e.answerPost(cmd.Context(), n, token)
		},
	}
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) answerPost(ctx context.Context, n asem.Number, token string) error {
	if err := e.desk.MayReply(n); err != nil {
		return err
	}
	text, err := e.text(ctx, e.giving("reply %d", n))
	if err != nil {
		return err
	}
	w := written{place: secretariat.ReplyTo(n), token: e.tokenOr(token), text: text}
	posted, err := e.desk.Reply(w.token, forum.Reply{To: n, Text: text})
	return e.sent(w, posted, err)
}
