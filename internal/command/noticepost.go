package command

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// noticeOptions are those of notice post, as they were typed. They are kept in a draft
// under the same names.
type noticeOptions struct {
	level, to, ackBy, expires string
	pin, ack                  bool
}

func (e *errand) postNotice() *cobra.Command {
	var o noticeOptions
	var title, token string
	cmd := &cobra.Command{
		Use:   "post --to ADDRESSES --title TITLE [OPTION ...] < TEXT",
		Short: "Post a notice",
		Long: `Posts a notice with the text from standard input. Addresses are separated by commas:
@all, @asia, @europe, @eu, @non-eu, @asean, @nesa, a partner (FI), a mission
(FI/Brussels), a board (board:finance). A flash notice reaches every open screen at
once and always asks to be acknowledged; so does one with --ack or --ack-by.
A TIME is one like 2026-12-01, 2026-12-01T18:00Z, 72h or 3d.

With --id, a token of your own making, sending twice posts once.`,
		Example: `'notice post --to @all --title "New room"' < text.txt` + "\n" +
			"notice post --to FI,@nesa --ack-by 3d --title Registration < text.txt",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.to == "" || title == "" {
				return misused(cmd, "A notice needs --to and --title.")
			}
			return e.sendNotice(cmd.Context(), o, title, token)
		},
	}
	textOption(cmd, &title, "title", "the notice's `TITLE`, one line")
	cmd.Flags().StringVar(&o.to, "to", "", "the `ADDRESSES` that it goes to, separated by commas")
	cmd.Flags().StringVar(&o.level, "level", string(notice.Routine), "the `LEVEL`: routine, priority or flash")
	cmd.Flags().BoolVar(&o.pin, "pin", false, "pin it on top of all lists")
	cmd.Flags().BoolVar(&o.ack, "ack", false, "ask each partner to acknowledge it")
	cmd.Flags().StringVar(&o.ackBy, "ack-by", "", "ask each partner to acknowledge it by `TIME`")
	cmd.Flags().StringVar(&o.expires, "expires", "", "leave it out of lists from `TIME` on")
	tokenOption(cmd, &token)
	return cmd
}

// sendNotice asks for everything that can be wrong before the text is read.
func (e *errand) sendNotice(ctx context.Context, o noticeOptions, title, token string) error {
	if err := e.desk.MayNotify(); err != nil {
		return err
	}
	title, err := rule.Title("notice", title)
	if err != nil {
		return err
	}
	a, err := e.desk.NoticeOf(o.fields())
	if err != nil {
		return err
	}
	a.Title = title
	if a.Text, err = e.text(ctx, e.giving("'notice post --to %s --title \"TITLE\"'", o.to)); err != nil {
		return err
	}
	w := written{place: secretariat.NewNotice, token: e.tokenOr(token), title: title, text: a.Text, envelope: o.fields()}
	posted, err := e.desk.PostNotice(w.token, a)
	return e.sent(w, posted, err)
}

// fields are the options by the names that a draft's envelope has for them.
func (o noticeOptions) fields() map[string]string {
	fields := map[string]string{"to": o.to, "level": o.level, "ack-by": o.ackBy, "expires": o.expires}
	if o.pin {
		fields["pin"] = "yes"
	}
	if o.ack {
		fields["ack"] = "yes"
	}
	maps.DeleteFunc(fields, func(_, v string) bool { return v == "" })
	return fields
}

func (e *errand) correctNotice() *cobra.Command {
	var a notice.Correct
	var token string
	cmd := &cobra.Command{
		Use:   "correct NUMBER [--title TITLE] [--base N] [--id TOKEN] < TEXT",
		Short: "Give a notice another version, which asks again",
		Long: `Replaces the text of a notice by that from standard input. The former version stays
readable; where the notice asks to be acknowledged it asks again. Its author and the
coordinators can. --base N refuses where it has other than N versions by now.`,
		Example: "notice correct 12 < text.txt\n" + `'notice correct 12 --title "Corrected title"' < text.txt`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) (err error) {
			if a.Number, err = numberIn(words[0]); err != nil {
				return err
			}
			if err := e.desk.MayCorrect(a.Number); err != nil {
				return err
			}
			if a.Text, err = e.text(cmd.Context(), e.giving("notice correct %d", a.Number)); err != nil {
				return err
			}
			w := written{place: secretariat.CorrectionOf(a.Number), token: e.tokenOr(token), title: a.Title, text: a.Text, base: a.Base, edit: true}
			posted, err := e.desk.CorrectNotice(w.token, a)
			return e.sent(w, posted, err)
		},
	}
	textOption(cmd, &a.Title, "title", "give it another `TITLE`")
	cmd.Flags().IntVar(&a.Base, "base", 0, "the number `N` of versions that you have seen")
	tokenOption(cmd, &token)
	return cmd
}

// fieldLines write an envelope, a field a line, for people.
func fieldLines(fields map[string]string) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		lines = append(lines, strings.ToUpper(name[:1])+name[1:]+": "+fields[name])
	}
	return lines
}
