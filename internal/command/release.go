package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) release() *cobra.Command {
	var topic bool
	cmd := &cobra.Command{
		Use:   "release NUMBER|SYMBOL [--topic]",
		Short: "Coordinators: release something to the public",
		Long: `Releases a post, a notice to all, or a version of a document that was circulated to
all, as it is now: it appears in the public archive. What is edited later is not released
by that. With --topic all posts of the post's topic that there are now.`,
		Example: "release 4211\nrelease 4211 --topic\nrelease 'ASEM/SOM/2006/12 REV 1'",
		Args:    between(1, 4),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := e.meant(words)
			if err == nil {
				err = e.desk.Release(n, topic)
			}
			if err != nil {
				return err
			}
			return e.released(n, "%s is released to the public.")
		},
	}
	cmd.Flags().BoolVar(&topic, "topic", false, "all posts of its topic")
	return cmd
}

func (e *errand) withdraw() *cobra.Command {
	var topic bool
	var reason string
	cmd := &cobra.Command{
		Use:   "withdraw NUMBER|SYMBOL [--topic] [--reason REASON]",
		Short: "Coordinators: take back what was released",
		Long: `Takes back what was released to the public. The public archive says from then on that
it was withdrawn, and not what it said; who has copied it has it still. Delegates see the
reason, the public does not.`,
		Example: "withdraw 4211\n" + `'withdraw 4211 --topic --reason "Not agreed yet."'`,
		Args:    between(1, 4),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := e.meant(words)
			if err == nil {
				err = e.desk.Withdraw(n, topic, reason)
			}
			if err != nil {
				return err
			}
			return e.released(n, "%s is withdrawn from the public.")
		},
	}
	cmd.Flags().BoolVar(&topic, "topic", false, "all posts of its topic")
	textOption(cmd, &reason, "reason", "the `REASON`, one line, for delegates")
	return cmd
}

// meant is the number of what is named by its number or symbol.
func (e *errand) meant(words []string) (asem.Number, error) {
	to, err := e.desk.Find(strings.Join(words, " "))
	if err != nil {
		return 0, err
	}
	if to.Number == 0 {
		return numberIn(words[0]) // a board, say: it says what to name
	}
	return to.Number, nil
}

func (e *errand) released(n asem.Number, done string) error {
	if e.asJSON {
		return e.answer(struct {
			Number asem.Number `json:"number"`
		}{n})
	}
	e.say(done, n)
	return nil
}

type releaseRow struct {
	Number    asem.Number  `json:"number"`
	Symbol    *asem.Symbol `json:"symbol"`
	Kind      string       `json:"kind"`
	Title     string       `json:"title"`
	By        asem.Login   `json:"by"`
	At        time.Time    `json:"at"`
	Withdrawn *time.Time   `json:"withdrawn"`
}

func (e *errand) listReleased() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{
		Use:     "released [--limit N] [--before NUMBER]",
		Short:   "What was released to the public",
		Long:    `Lists what the coordinators released to the public, and what they withdrew again.`,
		Example: "released\nreleased --limit 0 --json",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			list := listing[secretariat.ReleaseView]{
				columns: []column{{"NUMBER", 9, name}, {"RELEASED", 10, words}, {"BY", 16, words}, {"STATE", 9, words}, {"WHAT", 40, words}},
				number:  func(v secretariat.ReleaseView) asem.Number { return v.Number },
				value:   func(v secretariat.ReleaseView) any { return releaseRowOf(v) },
				cells:   e.releaseCells,
			}
			next, begun, err := list.give(cmd.Context(), e, pages, func(p secretariat.Page) ([]secretariat.ReleaseView, bool, error) {
				page, err := e.desk.Released(p)
				return page.Rows, page.Follow, err
			})
			switch {
			case err != nil || e.asJSON:
				return err
			case !begun && pages.before == 0:
				e.say("Nothing was released to the public yet. Coordinators do that: %s", e.ssh("release NUMBER"))
			case next != 0:
				e.say("More follow: %s", e.ssh("released --before %d", next))
			}
			return nil
		},
	}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

func releaseRowOf(v secretariat.ReleaseView) releaseRow {
	row := releaseRow{Number: v.Number, Kind: string(v.Kind), Title: plain.Line(v.Title), By: v.By, At: v.At.UTC()}
	if v.Symbol != "" {
		row.Symbol = &v.Symbol
	}
	if v.Withdrawn != nil {
		at := v.Withdrawn.At.UTC()
		row.Withdrawn = &at
	}
	return row
}

func (e *errand) releaseCells(v secretariat.ReleaseView) []string {
	what, state := plain.Line(v.Title), "public"
	if v.Symbol != "" {
		what = document.Cited(v.Symbol, v.Label) + " " + what
	}
	if v.Withdrawn != nil {
		state = "withdrawn"
	}
	return []string{v.Number.String(), e.day(v.At), string(v.By), state, what}
}
