package command

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) topics() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{
		Use:   "topics BOARD [--limit N] [--before NUMBER]",
		Short: "The topics of a board, newest activity first",
		Long: `Lists the topics of a board: pinned ones on top, then the one last posted in
first. NEW counts what is new to you. The list ends with the command that goes on.`,
		Example: "topics finance\ntopics finance --limit 200 --before 4211\ntopics finance --limit 0 --json",
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			return e.listTopics(cmd.Context(), asem.BoardNamed(words[0]), pages)
		},
	}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type topicRow struct {
	Number  asem.Number `json:"number"`
	Title   string      `json:"title"`
	Author  string      `json:"author"`
	Partner asem.Code   `json:"partner"`
	At      time.Time   `json:"at"`
	Replies int         `json:"replies"`
	Last    time.Time   `json:"last"`
	New     int         `json:"new"`
	Pinned  bool        `json:"pinned"`
	Locked  bool        `json:"locked"`
}

func topicRowOf(t secretariat.TopicView) topicRow {
	return topicRow{Number: t.Number, Title: plain.Line(t.Title), Author: authorName(t.Author), Partner: t.Author.Partner,
		At: t.At.UTC(), Replies: max(0, t.Posts-1), Last: t.Last.UTC(), New: t.New, Pinned: t.Pinned, Locked: t.Locked}
}

func (e *errand) listTopics(ctx context.Context, id asem.BoardID, pages paging) error {
	list := listing[secretariat.TopicView]{
		columns: []column{{"NUMBER", 9, name}, {"AUTHOR", 19, words}, {"REPLIES", 7, amount}, {"NEW", 5, amount}, {"LAST", 10, words}, {"TITLE", 25, words}},
		number:  func(t secretariat.TopicView) asem.Number { return t.Number },
		value:   func(t secretariat.TopicView) any { return topicRowOf(t) },
		cells:   e.topicCells,
	}
	var board secretariat.BoardView
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]secretariat.TopicView, bool, error) {
		page, err := e.desk.Topics(id, p)
		if err == nil && board.ID == "" && pages.before == 0 && !e.asJSON {
			if said := page.Board.Closing(); said != "" {
				e.say("%s\n", said)
			}
			err = e.noticesOn(page.Board.ID)
		}
		board = page.Board
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun && pages.before == 0:
		e.noTopics(board)
	case next != 0:
		e.say("More follow: %s", e.ssh("topics %s --before %d", id, next))
	}
	return nil
}

// noticesOn says which notices stand on a board.
func (e *errand) noticesOn(id asem.BoardID) error {
	notices, err := e.desk.NoticesOn(id)
	for _, n := range notices {
		e.say("Notice %s%s: %s", n.Number, newWord(n.New), plain.Line(n.Title))
	}
	if len(notices) > 0 {
		e.say("Read one: %s", e.ssh("notice show NUMBER"))
		e.say("")
	}
	return err
}

func (e *errand) topicCells(t secretariat.TopicView) []string {
	return []string{t.Number.String(), authorCell(t.Author), strconv.Itoa(max(0, t.Posts-1)), strconv.Itoa(t.New),
		e.day(t.Last), marked(t) + t.Title}
}

// marked says before a title what a moderator did to the topic.
func marked(t secretariat.TopicView) string {
	if is := standing(t); is != "" {
		return "[" + is + "] "
	}
	return ""
}

// standing says what a moderator did to the topic: "pinned, locked", or nothing.
func standing(t secretariat.TopicView) string {
	var is []string
	if t.Pinned {
		is = append(is, "pinned")
	}
	if t.Locked {
		is = append(is, "locked")
	}
	return strings.Join(is, ", ")
}

func (e *errand) noTopics(b secretariat.BoardView) {
	if b.Closed != nil {
		e.say("%s has nothing in it.", plain.Line(b.Title))
		return
	}
	if b.Archive {
		e.say("%s is an archive board with nothing in it yet.\nThe secretariat fills it:", plain.Line(b.Title))
		e.say("  %s", e.ssh("import mbox --board %s < FILE", b.ID))
		return
	}
	e.say("%s has no topics yet. They will stand here, the newest first.\nOpen the first:", plain.Line(b.Title))
	e.say("  %s", e.giving("'post %s --title \"TITLE\"'", b.ID))
}

func newWord(isNew bool) string {
	if isNew {
		return " (new)"
	}
	return ""
}
