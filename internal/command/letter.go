package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) letter() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "letter show|send|reply|forward|keep|remove|restore|save ...",
		Short: "One letter: read it, write one, answer, keep, remove",
		Long: `What can be done about a letter. A letter is read by who wrote it and by whom it
reaches: one to a person by that person alone, one to an office or a mission by
whoever holds it. Nobody else reads it, whatever their role.`,
		Example: "letter show 12\n" + `'letter send --to FI --subject "In private"' < text.txt`,
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(
		e.showLetter(), e.sendLetter(), e.replyLetter(), e.forwardLetter(),
		e.letterMove("keep", "Put a letter among those that you keep", "Puts a letter into the folder kept, for you alone. restore brings it back.",
			"%s is kept.", secretariat.FolderKept),
		e.letterMove("remove", "Put a letter out of sight", "Puts a letter into the folder removed, for you alone: others keep theirs, and what\nyou sent stays sent. restore brings it back.",
			"%s is removed.", secretariat.FolderRemoved),
		e.letterMove("restore", "Bring back a letter that you kept or removed", "Brings a letter back to where it came to lie: among what reaches you, or among what\nyou sent.",
			"%s is back.", secretariat.FolderIn),
		e.saveLetterFile(),
	)
	return cmd
}

// letterMove is a subcommand that puts a letter into a folder.
func (e *errand) letterMove(verb, short, long, done string, into secretariat.Folder) *cobra.Command {
	return &cobra.Command{
		Use: verb + " NUMBER", Short: short, Long: long, Args: exactly(1), Example: "letter " + verb + " 12",
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if err := e.desk.PutLetter(n, into); err != nil {
				return err
			}
			return e.confirmLetter(n, done, n)
		},
	}
}

// confirmLetter says what was done, or answers with the letter's row.
func (e *errand) confirmLetter(n asem.Number, sentence string, args ...any) error {
	if !e.asJSON {
		e.say(sentence, args...)
		return nil
	}
	view, err := e.desk.Letter(n)
	if err != nil {
		return err
	}
	return e.answer(letterRowOf(view))
}

func (e *errand) saveLetterFile() *cobra.Command {
	cmd := e.save()
	cmd.Short = "Fetch a file that came with a letter"
	cmd.Example = "letter save 12 1 > paper.pdf\nletter save 12 1 --json"
	save := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if n, err := numberIn(words[0]); err == nil {
			if _, err := e.desk.Letter(n); err != nil {
				return err
			}
		}
		return save(cmd, words)
	}
	return cmd
}

func (e *errand) showLetter() *cobra.Command {
	var how reading
	cmd := &cobra.Command{
		Use:   "show NUMBER [--thread] [--text | --quoted] [--keep-new]",
		Short: "Read a letter, or the whole exchange",
		Long: `Shows a letter: who wrote it, to whom, when, then its text as it is. What is read is
no longer new to you; --keep-new leaves it new. With --thread all letters of the
exchange are shown that reach you, the first one first.`,
		Example: "letter show 12\nletter show 12 --thread\nletter show 12 --quoted > answer.txt",
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			switch {
			case err != nil:
				return err
			case how.bare && how.quoted:
				return misused(cmd, "The text is either as it is or quoted.")
			case how.thread && (how.bare || how.quoted):
				return misused(cmd, "A whole exchange has no one text.")
			case how.thread:
				return e.readExchange(cmd.Context(), n, how)
			}
			return e.readLetter(n, how)
		},
	}
	cmd.Flags().BoolVar(&how.thread, "thread", false, "the whole exchange")
	cmd.Flags().BoolVar(&how.keepNew, "keep-new", false, "do not mark it as read")
	cmd.Flags().BoolVar(&how.bare, "text", false, "the text alone")
	cmd.Flags().BoolVar(&how.quoted, "quoted", false, "the text alone, quoted for an answer")
	return cmd
}

// letterShown is a whole letter for programs. What it answers or passes on is named
// where the reader reads that too.
type letterShown struct {
	letterRow
	Kind     string             `json:"kind"`
	Cc       []roster.Address   `json:"cc,omitempty"`
	Folder   secretariat.Folder `json:"folder"`
	Thread   asem.Number        `json:"thread,omitempty"`
	ReplyTo  asem.Number        `json:"replyTo,omitempty"`
	Forward  asem.Number        `json:"forward,omitempty"`
	Files    []fileRow          `json:"files,omitempty"`
	Text     string             `json:"text"`
	Withheld string             `json:"withheld,omitempty"`
}

func letterShownOf(l secretariat.LetterView) letterShown {
	return letterShown{letterRow: letterRowOf(l), Kind: string(secretariat.KindLetter), Cc: l.Cc, Folder: l.Folder, Thread: l.Letter.Thread,
		ReplyTo: l.ReplyTo, Forward: l.Forward, Files: fileRows(l.Files), Text: plain.Text(l.Text), Withheld: l.Withheld}
}

// readLetter shows a letter and marks it as read once it has been given out.
func (e *errand) readLetter(n asem.Number, how reading) error {
	view, err := e.desk.Letter(n)
	if err != nil {
		return err
	}
	switch {
	case e.asJSON:
		err = e.answer(letterShownOf(view))
	case how.bare:
		e.say("%s", plain.Text(view.Text))
	case how.quoted:
		e.say("%s", plain.Quote(view.Text))
	default:
		e.showLetterText(view)
	}
	return e.givenOut(err, view, how)
}

// givenOut marks a letter that was written out.
func (e *errand) givenOut(err error, l secretariat.LetterView, how reading) error {
	if err == nil {
		err = e.flush()
	}
	if err == nil && l.New && !how.keepNew {
		e.shelveRead(secretariat.KindLetter, l.Seen())
	}
	return err
}

// readExchange shows every letter that belongs together with one.
func (e *errand) readExchange(ctx context.Context, n asem.Number, how reading) error {
	pages := paging{atOnce: postsAtOnce}
	array := array{e: e}
	shown := 0
	_, err := pages.each(ctx, e, func(p secretariat.Page) (int, asem.Number, bool, error) {
		page, err := e.desk.Exchange(n, p)
		for _, row := range page.Rows {
			if err == nil {
				err = e.oneOfExchange(&array, row.Number, shown > 0, how)
			}
			shown++
		}
		if err != nil || len(page.Rows) == 0 {
			return 0, 0, false, err
		}
		return len(page.Rows), page.Rows[len(page.Rows)-1].Number, page.Follow, nil
	})
	if err == nil && e.asJSON {
		err = array.close()
	}
	return err
}

func (e *errand) oneOfExchange(array *array, n asem.Number, follows bool, how reading) error {
	view, err := e.desk.Letter(n)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		err = array.add(letterShownOf(view))
	default:
		if follows {
			e.say("")
		}
		e.showLetterText(view)
	}
	return e.givenOut(err, view, how)
}

// showLetterText writes a letter for people: a fact a line, then the text.
func (e *errand) showLetterText(l secretariat.LetterView) {
	e.say("Number:   %s", l.Number)
	e.say("Letter:   %s", plain.Line(l.Subject))
	e.say("From:     %s", authorInFull(l.From))
	e.say("To:       %s", asem.Listed(l.To))
	if len(l.Cc) > 0 {
		e.say("Copy:     %s", asem.Listed(l.Cc))
	}
	e.say("Date:     %s", e.moment(l.At))
	if l.ReplyTo != 0 {
		e.say("Reply to: %s", l.ReplyTo)
	}
	if l.Forward != 0 {
		e.say("Forwards: %s", l.Forward)
	}
	if l.Folder == secretariat.FolderKept || l.Folder == secretariat.FolderRemoved {
		e.say("Folder:   %s", l.Folder)
	}
	e.showFileRows(l.Number, fileRows(l.Files))
	e.say("")
	if l.Withheld != "" {
		e.say("(%s)", l.Withheld)
		return
	}
	e.say("%s", plain.Text(l.Text))
}
