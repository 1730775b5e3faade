package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// letterOptions are those of a letter that is written, as they were typed. They are
// kept in a draft under the same names.
type letterOptions struct {
	to, cc, attach, subject, token string
}

func (o *letterOptions) of(cmd *cobra.Command) {
	textOption(cmd, &o.cc, "cc", "the `ADDRESSES` that get a copy")
	textOption(cmd, &o.attach, "attach", "the `FILES` that go along, like 42/1 or a symbol, separated by commas")
	tokenOption(cmd, &o.token)
}

func (e *errand) sendLetter() *cobra.Command {
	var o letterOptions
	cmd := &cobra.Command{
		Use:   "send --to ADDRESSES --subject SUBJECT [OPTION ...] < TEXT",
		Short: "Write a letter",
		Long: `Sends a letter with the text from standard input. Addresses are separated by commas:
a delegate (first.last), a partner (FI), a mission (FI/Brussels), @all, @eu, @asean,
@nesa, @contact-points, @coordinators, @moderators:finance; help addresses has all.
Whom they reach is told before the text is read. --attach takes files by number:
42/1 is the first file of #42, 42 all of them, 42/text its text; a symbol takes the
files of a document, and the number of a draft of your own those of the draft.

With --id, a token of your own making, sending twice sends once.`,
		Example: `'letter send --to FI/Brussels --subject "A word"' < text.txt` + "\n" +
			"letter send --to FI,@nesa --subject Agenda --attach 42/1 < text.txt",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.to == "" || o.subject == "" {
				return misused(cmd, "A letter needs --to and --subject.")
			}
			if err := e.desk.MayCorrespond(); err != nil {
				return err
			}
			return e.correspond(cmd.Context(), secretariat.NewLetter, o, secretariat.Outgoing{}, e.givenText(e.giving("'letter send --to %s --subject \"SUBJECT\"'", o.to)))
		},
	}
	textOption(cmd, &o.to, "to", "the `ADDRESSES` that it goes to, separated by commas")
	textOption(cmd, &o.subject, "subject", "the letter's `SUBJECT`, one line")
	o.of(cmd)
	return cmd
}

func (e *errand) replyLetter() *cobra.Command {
	var o letterOptions
	var all bool
	cmd := &cobra.Command{
		Use:   "reply NUMBER [--all] [OPTION ...] < TEXT",
		Short: "Answer a letter, or answer to all",
		Long: `Answers a letter with the text from standard input: to who wrote it, or with --all to
everybody to whom it went. Whom that reaches is told before the text is read. To quote,
begin with what letter show --quoted gives.`,
		Example: "letter reply 12 --all < answer.txt\n" + `'letter reply 12 --cc "first.last, FI"' < answer.txt`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.answerLetter(cmd.Context(), n, all, o)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "to everybody to whom it went")
	o.of(cmd)
	return cmd
}

func (e *errand) answerLetter(ctx context.Context, n asem.Number, all bool, o letterOptions) error {
	begun, err := e.desk.Answer(n, all)
	if err != nil {
		return err
	}
	return e.correspond(ctx, secretariat.AnswerTo(n, all), o, begun, e.givenText(e.giving("letter reply %d", n)))
}

func (e *errand) forwardLetter() *cobra.Command {
	var o letterOptions
	cmd := &cobra.Command{
		Use:   "forward NUMBER --to ADDRESSES [OPTION ...] [< TEXT]",
		Short: "Pass a letter on, with words of your own or without",
		Long: `Passes a letter on: its text quoted below who wrote it to whom, with its files. What
comes on standard input stands above it; nothing need come. From the keyboard, end
with Ctrl-D.`,
		Example: "letter forward 12 --to first.last < /dev/null\n" + `'letter forward 12 --to "FI/Brussels, VN"' < text.txt`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if o.to == "" {
				return misused(cmd, "Passing a letter on needs --to.")
			}
			begun, err := e.desk.Forwarding(n)
			if err != nil {
				return err
			}
			return e.correspond(cmd.Context(), secretariat.ForwardOf(n), o, begun, e.textAbove(begun.Text))
		},
	}
	textOption(cmd, &o.to, "to", "the `ADDRESSES` that it goes to, separated by commas")
	o.of(cmd)
	return cmd
}

// correspond sends a letter that may have been begun by what it answers or passes on.
// Everything that can be wrong is asked for, and whom it reaches is told, before the
// text is read.
func (e *errand) correspond(ctx context.Context, from secretariat.Place, o letterOptions, begun secretariat.Outgoing, text func(context.Context) (string, error)) error {
	fields := o.upon(begun.Envelope())
	letter, err := e.desk.LetterOf(fields)
	if err != nil {
		return err
	}
	letter.ReplyTo, letter.Forward = begun.ReplyTo, begun.Forward
	if letter.Subject = begun.Subject; o.subject != "" {
		letter.Subject = o.subject
	}
	if letter.Subject, err = mail.Subject(letter.Subject); err != nil {
		return err
	}
	if err := e.tellReached(letter); err != nil {
		return err
	}
	if letter.Text, err = text(ctx); err != nil {
		return err
	}
	w := written{place: from, token: e.tokenOr(o.token), title: letter.Subject, text: letter.Text, envelope: fields}
	posted, err := e.desk.SendLetter(w.token, from, letter)
	return e.sent(w, posted, err)
}

// upon puts the options onto the fields of a letter that was begun.
func (o letterOptions) upon(fields map[string]string) map[string]string {
	for name, text := range map[string]string{"to": o.to, "cc": o.cc, "attach": o.attach} {
		if text == "" {
			continue
		}
		if fields[name] != "" {
			text = fields[name] + ", " + text
		}
		fields[name] = text
	}
	return fields
}

// tellReached tells a person whom the letter reaches, before they write it.
func (e *errand) tellReached(l secretariat.Outgoing) error {
	to, err := e.desk.AddressWords(l.To)
	if err != nil {
		return err
	}
	cc, err := e.desk.AddressWords(l.Cc)
	if err != nil {
		return err
	}
	e.beside("To:   %s", plain.Line(strings.Join(to, ", ")))
	if len(cc) > 0 {
		e.beside("Copy: %s", plain.Line(strings.Join(cc, ", ")))
	}
	return nil
}

// givenText reads the text of a letter; how is the command line to be shown where none came.
func (e *errand) givenText(how string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) { return e.text(ctx, how) }
}

// textAbove reads what is to stand above a text that is passed on, if anything comes.
func (e *errand) textAbove(below string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		above, err := e.perhapsInput("words to stand above the letter", rule.MaxText)
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil || plain.Blank(above) {
			return below, err
		}
		text := strings.TrimRight(above, "\n") + "\n\n" + below
		_, err = rule.Words(text)
		return text, err
	}
}
