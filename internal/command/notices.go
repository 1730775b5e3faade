package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) notices() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	var all, open bool
	cmd := &cobra.Command{
		Use:   "notices [--open | --all] [--limit N] [--before NUMBER]",
		Short: "The notices to you, pinned ones first, then the newest",
		Long: `Lists the notices that reach you: pinned ones on top, then the newest first. ACKS
counts the partners that have acknowledged, of those that were asked; * before it
says that your partner has not. Expired notices are left out unless you give --all;
--open lists only what your partner has still to acknowledge.`,
		Example: "notices\nnotices --open\nnotices --all --limit 0 --json",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			scope := secretariat.CurrentNotices
			switch {
			case all && open:
				return misused(cmd, "Either all of them or those that are open.")
			case all:
				scope = secretariat.AllNotices
			case open:
				scope = secretariat.OpenNotices
			}
			return e.listNotices(cmd.Context(), scope, pages)
		},
	}
	cmd.Flags().BoolVar(&open, "open", false, "only what your partner has still to acknowledge")
	cmd.Flags().BoolVar(&all, "all", false, "expired ones too")
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type noticeRow struct {
	Number       asem.Number      `json:"number"`
	Title        string           `json:"title"`
	Level        notice.Level     `json:"level"`
	To           []roster.Address `json:"to"`
	Author       string           `json:"author"`
	Partner      asem.Code        `json:"partner"`
	Pinned       bool             `json:"pinned"`
	AckBy        *time.Time       `json:"ackBy"`
	Asks         bool             `json:"asks"`         // the reader's partner is to acknowledge it
	Acknowledged bool             `json:"acknowledged"` // the reader's partner has
	Acks         int              `json:"acks"`         // of so many partners
	Of           int              `json:"of"`
	Version      int              `json:"version"`
	At           time.Time        `json:"at"`
	Expires      *time.Time       `json:"expires"`
	New          bool             `json:"new"`
}

func noticeRowOf(n secretariat.NoticeView) noticeRow {
	return noticeRow{Number: n.Number, Title: plain.Line(n.Title), Level: n.Level, To: n.To, Author: authorName(n.Author), Partner: n.Author.Partner,
		Pinned: n.Pinned != 0, AckBy: when(n.AckBy), Asks: n.Asks, Acknowledged: n.Ack != nil, Acks: len(n.Acks), Of: len(n.Asked),
		Version: len(n.Versions), At: n.At.UTC(), Expires: when(n.Expires), New: n.New}
}

func (e *errand) listNotices(ctx context.Context, scope secretariat.NoticeScope, pages paging) error {
	list := listing[secretariat.NoticeView]{
		columns: []column{{"NUMBER", 9, name}, {"SINCE", 16, words}, {"LEVEL", 8, words}, {"FROM", 19, words}, {"ACKS", 6, name}, {"TITLE", 17, words}},
		number:  func(n secretariat.NoticeView) asem.Number { return n.Number },
		value:   func(n secretariat.NoticeView) any { return noticeRowOf(n) },
		cells: func(n secretariat.NoticeView) []string {
			return []string{n.Number.String(), e.minute(n.Current().At), string(n.Level), authorCell(n.Author), acksCell(n), noticeMarks(n) + n.Title}
		},
	}
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]secretariat.NoticeView, bool, error) {
		page, err := e.desk.Notices(scope, p)
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun && scope == secretariat.OpenNotices:
		e.say("Your partner has acknowledged every notice that asks it to.")
		return nil
	case !begun:
		e.say("There is no notice to you. What coordinators and moderators post will stand here.")
		return nil
	case next != 0:
		e.say("More follow: %s", e.ssh("notices --before %d", next))
	}
	e.zoned()
	e.say("Read one: %s", e.ssh("notice show NUMBER"))
	return nil
}

// acksCell is how many partners have acknowledged: 3/53, *3/53 where the reader's own
// has not.
func acksCell(n secretariat.NoticeView) string {
	if len(n.Asked) == 0 {
		return "-"
	}
	cell := fmt.Sprintf("%d/%d", len(n.Acks), len(n.Asked))
	if n.Asks && n.Ack == nil {
		return "*" + cell
	}
	return cell
}

// noticeMarks say before a title what there is to know of a notice.
func noticeMarks(n secretariat.NoticeView) string {
	var is []string
	if n.New {
		is = append(is, "new")
	}
	if n.Pinned != 0 {
		is = append(is, "pinned")
	}
	if n.Corrected() {
		is = append(is, "corrected")
	}
	if n.Expired {
		is = append(is, "expired")
	}
	if len(is) == 0 {
		return ""
	}
	return "[" + strings.Join(is, ", ") + "] "
}
