package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// reading is how a post is to be given.
type reading struct {
	thread, keepNew, bare, quoted bool
}

func (e *errand) read() *cobra.Command {
	pages := paging{atOnce: postsAtOnce}
	var how reading
	cmd := &cobra.Command{
		Use:   "read NUMBER|SYMBOL [--thread] [--text | --quoted] [--keep-new]",
		Short: "Read anything by its number, or a whole topic",
		Long: `Shows a post: where it stands, who wrote it and when, then its text as it is. Any
post, notice, letter or document is named by its number, with or without #, a document
by its symbol as well. What is read is no longer new to you; --keep-new leaves it new.

With --thread the whole topic of the post is shown, each answer under what it
answers. --text gives the text alone, to be edited or kept; --quoted gives it
with > before each line, to be answered.`,
		Example: "read 4211\nread 4211 --thread\nread 4211 --thread --json\nread 4211 --quoted > reply.txt",
		Args:    anything,
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := asem.ParseNumber(words[0])
			switch {
			case err != nil && !how.thread:
				return e.readCited(cmd.Context(), words, filePick{}, how)
			case err != nil:
				return misused(cmd, "A document has no thread.")
			case how.bare && how.quoted:
				return misused(cmd, "The text is either as it is or quoted.")
			case how.thread && (how.bare || how.quoted):
				return misused(cmd, "A whole topic has no one text.")
			case !how.thread && (cmd.Flags().Changed("limit") || cmd.Flags().Changed("before")):
				return misused(cmd, "--limit and --before go with --thread.")
			}
			to, err := e.desk.Find(n.String())
			if err != nil {
				return err
			}
			return e.readAny(cmd.Context(), to, pages, how)
		},
	}
	cmd.Flags().BoolVar(&how.thread, "thread", false, "the whole topic")
	cmd.Flags().BoolVar(&how.keepNew, "keep-new", false, "do not mark it as read")
	cmd.Flags().BoolVar(&how.bare, "text", false, "the text alone")
	cmd.Flags().BoolVar(&how.quoted, "quoted", false, "the text alone, quoted for an answer")
	pages.options(cmd, 0)
	return cmd
}

// readAny shows whatever has a number.
func (e *errand) readAny(ctx context.Context, to secretariat.Destination, pages paging, how reading) error {
	switch {
	case to.Kind == secretariat.KindNotice:
		return e.readNotice(to.Number, how)
	case to.Kind == secretariat.KindDocument || to.Kind == secretariat.KindDraft:
		return e.readCited(ctx, []string{to.Number.String()}, filePick{}, how)
	case to.Kind == secretariat.KindProcedure:
		return e.readProcedure(to.Number)
	case dossier.Is(to.Kind):
		return e.readRecord(dossier.Ref{Kind: to.Kind, Number: to.Number}, func() (any, error) { return e.recordValue(to) })
	case to.Kind == secretariat.KindLetter && how.thread:
		return e.readExchange(ctx, to.Number, how)
	case to.Kind == secretariat.KindLetter:
		return e.readLetter(to.Number, how)
	case how.thread:
		return e.readThread(ctx, to.Number, pages, how.keepNew)
	}
	return e.readPost(to.Number, how)
}

// readPost shows one post and marks it as read once it has been given out.
func (e *errand) readPost(n asem.Number, how reading) error {
	p, err := e.desk.Post(n)
	if err != nil {
		return err
	}
	switch {
	case e.asJSON:
		err = e.answer(postRowOf(p))
	case (how.bare || how.quoted) && p.Withheld != "":
		return fault.New(fault.Refused, "%s", p.Withheld)
	case how.bare:
		e.say("%s", plain.Text(p.Text))
	case how.quoted:
		e.say("%s", plain.Quote(p.Text))
	default:
		// For its topic: a reader is to know that it is locked before he writes.
		var page secretariat.ThreadPage
		if page, err = e.desk.Thread(p.Topic, secretariat.Page{Limit: 1}); err == nil {
			e.showPost(p, page.Topic)
		}
	}
	if err == nil {
		err = e.flush()
	}
	if err != nil {
		return err
	}
	if p.New && !how.keepNew {
		e.markRead(p.Seen())
	}
	return nil
}

// markRead marks what was given out. The reader has it: that no mark could be
// written, because the disk is full or the record damaged, is said beside it.
func (e *errand) markRead(seen ...secretariat.Seen) {
	if err := e.desk.MarkRead(seen...); err != nil {
		e.noteUnmarked(err)
	}
}

func (e *errand) noteUnmarked(err error) {
	e.note("This is still new to you, since it could not be marked as read. %s", fault.Sentence(err))
}
