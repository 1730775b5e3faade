package command

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) letters() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	var folder string
	cmd := &cobra.Command{
		Use:   "letters [--folder in|sent|kept|removed] [--limit N] [--before NUMBER]",
		Short: "Your letters, the newest first",
		Long: `Lists the letters in one of your folders, the newest first: in has what reaches you,
at your own address or at that of an office or a mission that you hold now; sent has
what you wrote. What you kept or removed lies in the folders of that name, for you
alone. Listing marks nothing as read.`,
		Example: "letters\nletters --folder sent --limit 10\nletters --limit 0 --json",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.listLetters(cmd.Context(), secretariat.Folder(folder), pages)
		},
	}
	cmd.Flags().StringVar(&folder, "folder", string(secretariat.FolderIn), "the `FOLDER`: in, sent, kept or removed")
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

// letterRow is a letter in a list for programs.
type letterRow struct {
	Number  asem.Number      `json:"number"`
	From    asem.Login       `json:"from"`
	To      []roster.Address `json:"to"`
	Subject string           `json:"subject"`
	At      time.Time        `json:"at"`
	New     bool             `json:"new"`
}

func letterRowOf(l secretariat.LetterView) letterRow {
	return letterRow{Number: l.Number, From: l.From.Login, To: l.To, Subject: plain.Line(l.Subject), At: l.At.UTC(), New: l.New}
}

func (e *errand) listLetters(ctx context.Context, f secretariat.Folder, pages paging) error {
	whom := column{"FROM", 19, words}
	if f == secretariat.FolderSent {
		whom.head = "TO"
	}
	list := listing[secretariat.LetterView]{
		columns: []column{{"NUMBER", 9, name}, {"DATE", 16, words}, whom, {"SUBJECT", 33, words}},
		number:  func(l secretariat.LetterView) asem.Number { return l.Number },
		value:   func(l secretariat.LetterView) any { return letterRowOf(l) },
		cells: func(l secretariat.LetterView) []string {
			return []string{l.Number.String(), e.minute(l.At), whomCell(l, f), letterMarks(l) + l.Subject}
		},
	}
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]secretariat.LetterView, bool, error) {
		page, err := e.desk.Letters(f, p)
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun:
		e.say("%s", noLetters[f])
		return nil
	case next != 0:
		e.say("More follow: %s", e.ssh("letters --folder %s --before %d", f, next))
	}
	e.zoned()
	e.say("Read one: %s", e.ssh("letter show NUMBER"))
	return nil
}

var noLetters = map[secretariat.Folder]string{
	secretariat.FolderIn:      "There is no letter to you. What others write to you, your mission or your offices will stand here.",
	secretariat.FolderSent:    "You have sent no letter. Write one with `letter send`.",
	secretariat.FolderKept:    "You have kept no letter. `letter keep NUMBER` brings one here.",
	secretariat.FolderRemoved: "You have removed no letter. What you remove can be brought back from here.",
}

// whomCell is who wrote a letter, or in the folder of what was sent to whom it went.
func whomCell(l secretariat.LetterView, f secretariat.Folder) string {
	if f == secretariat.FolderSent {
		return asem.Listed(l.To)
	}
	return authorCell(l.From)
}

// letterMarks say before a subject what there is to know of a letter.
func letterMarks(l secretariat.LetterView) string {
	var is []string
	if l.New {
		is = append(is, "new")
	}
	if n := len(l.Files); n > 0 {
		is = append(is, count(n, "file"))
	}
	if len(is) == 0 {
		return ""
	}
	return "[" + strings.Join(is, ", ") + "] "
}
