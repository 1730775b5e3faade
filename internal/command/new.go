package command

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) new() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{
		Use:   "new [--limit N] [--before NUMBER]",
		Short: "What is new to you on all boards, newest first",
		Long: `Lists the posts that are new to you, the newest first. An edited post is new
again. How many notices, letters and documents are new stands below, with what
lists them. Listing marks nothing as read: reading does, and catching up.`,
		Example: "new\nnew --limit 10\nnew --limit 0 --json",
		Args:    exactly(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return e.listNew(cmd.Context(), pages) },
	}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type newRow struct {
	Number  asem.Number  `json:"number"`
	Topic   asem.Number  `json:"topic"`
	Board   asem.BoardID `json:"board"`
	Title   string       `json:"title"`
	Author  string       `json:"author"`
	Partner asem.Code    `json:"partner"`
	At      time.Time    `json:"at"`
	Edited  bool         `json:"edited"`
}

func (e *errand) listNew(ctx context.Context, pages paging) error {
	list := listing[secretariat.PostView]{
		columns: []column{{"NUMBER", 9, name}, {"SINCE", 16, words}, {"AUTHOR", 19, words}, {"BOARD", 13, words}, {"TITLE", 19, words}},
		number:  func(p secretariat.PostView) asem.Number { return p.Number },
		value:   func(p secretariat.PostView) any { return newRowOf(p) },
		cells:   e.newCells,
	}
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]secretariat.PostView, bool, error) {
		page, err := e.desk.News(p)
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun:
		return e.nothingNew()
	case next != 0:
		e.say("More follow: %s", e.ssh("new --before %d", next))
	}
	e.zoned()
	e.say("Read one: %s", e.ssh("read NUMBER"))
	e.say("Read the next: %s", e.ssh("next"))
	counts, err := e.desk.WaitingByKind()
	e.sayTrays(counts)
	return err
}

// nothingNew says so of the boards; in the trays something may be.
func (e *errand) nothingNew() error {
	counts, err := e.desk.WaitingByKind()
	if err != nil {
		return err
	}
	besides := 0
	for kind, n := range counts {
		if kind != secretariat.KindPost {
			besides += n
		}
	}
	if besides > 0 {
		e.say("No post is new to you.")
		e.sayTrays(counts)
		return nil
	}
	e.say("Nothing is new to you. What others post will stand here, the newest first.")
	e.say("What is there already: %s", e.ssh("boards"))
	return nil
}

// sayTrays says what is new and no post, and which command lists it.
func (e *errand) sayTrays(counts map[secretariat.Kind]int) {
	for _, kind := range []struct {
		secretariat.Kind
		list string
	}{{secretariat.KindNotice, "notices"}, {secretariat.KindContingency, "contingencies"}, {secretariat.KindProcedure, "procedures"}, {secretariat.KindInitiative, "initiatives"},
		{secretariat.KindMeeting, "meetings"}, {secretariat.KindProgramme, "programmes"}, {secretariat.KindLetter, "letters"}, {secretariat.KindDocument, "docs --new"}} {
		if n := counts[kind.Kind]; n > 0 {
			e.say("New besides: %s: %s", count(n, string(kind.Kind)), e.ssh("%s", kind.list))
		}
	}
}

func newRowOf(p secretariat.PostView) newRow {
	return newRow{Number: p.Number, Topic: p.Topic, Board: p.Board, Title: plain.Line(p.Title),
		Author: authorName(p.Author), Partner: p.Author.Partner, At: p.At.UTC(), Edited: p.Edited()}
}

func (e *errand) newCells(p secretariat.PostView) []string {
	title := p.Title
	if p.Edited() {
		title = "[edited] " + title
	}
	return []string{p.Number.String(), e.minute(p.Changed), authorCell(p.Author), string(p.Board), title}
}
