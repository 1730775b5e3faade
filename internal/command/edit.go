package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) edit() *cobra.Command {
	var a forum.Edit
	var token string
	cmd := &cobra.Command{
		Use:   "edit NUMBER [--title TITLE] [--base N] [--id TOKEN] < TEXT",
		Short: "Give a post of yours another version",
		Long: `Replaces the text of a post of yours by that from standard input. The former text
stays readable in the post's history, and the post is new again to its readers.

--title renames the topic, on the post that opened it. --base N refuses, with the
exit code 5, where the post has other than N versions by now.`,
		Example: "read 4211 --text > text.txt\nedit 4211 < text.txt\n" +
			`'edit 4211 --base 1 --title "Agenda, revised"' < text.txt`,
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) (err error) {
			if a.Number, err = numberIn(words[0]); err != nil {
				return err
			}
			if to, err := e.desk.Find(a.Number.String()); err == nil && changes[to.Kind] != "" {
				return fault.New(fault.Refused, "%s is a %s and no post.", a.Number, to.Kind).Then("%s", changes[to.Kind])
			}
			return e.editPost(cmd.Context(), a, token)
		},
	}
	textOption(cmd, &a.Title, "title", "rename the topic to `TITLE`")
	cmd.Flags().IntVar(&a.Base, "base", 0, "the number `N` of versions that you have seen")
	tokenOption(cmd, &token)
	return cmd
}

// changes say how what is no post gets another text.
var changes = map[secretariat.Kind]string{
	secretariat.KindNotice:   "A notice is corrected: ssh HOST help notice correct",
	secretariat.KindLetter:   "A letter that was sent is never changed; send another: ssh HOST help letter send",
	secretariat.KindDocument: "A version that was issued never changes; issue a revision: ssh HOST help doc issue",
	secretariat.KindDraft:    "A draft of a document is changed by its own command: ssh HOST help doc edit",
}

func (e *errand) editPost(ctx context.Context, a forum.Edit, token string) (err error) {
	if err := e.desk.MayEdit(a.Number); err != nil {
		return err
	}
	if a.Title != "" {
		if a.Title, err = forum.Title(a.Title); err != nil {
			return err
		}
	}
	if a.Text, err = e.text(ctx, e.giving("edit %d", a.Number)); err != nil {
		return err
	}
	w := written{place: secretariat.EditOf(a.Number), token: e.tokenOr(token), title: a.Title, text: a.Text, base: a.Base, edit: true}
	posted, err := e.desk.Edit(w.token, a)
	return e.sent(w, posted, err)
}
