package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/secretariat"
)

// shelf is which part of the archive is looked at, as it was typed.
type shelf struct{ board, pillar, series, meeting, author, kind string }

func (e *errand) archive() *cobra.Command {
	s, part := seeking{}, shelf{}
	cmd := &cobra.Command{
		Use:   "archive [YEAR|MONTH] [--board BOARD] [--kind KIND] [OPTION ...]",
		Short: "Walk through the archive by year and month",
		Long: `Counts what you may read by year; of a year by month; and lists what is of a month,
the newest first. The options leave what is on a board, of a pillar, of a series of
documents, for a meeting, by an author, or of a kind.`,
		Example: "archive\narchive 2006\narchive 2006-09 --board finance\narchive --series ASEM/SOM --kind document\n" + `'archive --meeting "SOM Helsinki"'`,
		Args:    between(0, 1),
		RunE: func(cmd *cobra.Command, words []string) error {
			period := strings.Join(words, "")
			if period == "" {
				return e.periods(cmd, part, "", false)
			}
			if _, _, ok := archive.Day(period, time.UTC); !ok {
				return misused(cmd, "%q is neither a year nor a month.", clip(period))
			}
			if len(period) == 4 {
				return e.periods(cmd, part, "year:"+period, true)
			}
			return e.find(cmd.Context(), secretariat.Search{Query: part.query("year:" + period), ByDate: true}, s, "search", []string{part.query("year:" + period)})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&part.board, "board", "", "only what is on the `BOARD`")
	flags.StringVar(&part.pillar, "pillar", "", "only what is of the `PILLAR`, or across")
	flags.StringVar(&part.series, "series", "", "only documents of the `SERIES`")
	textOption(cmd, &part.meeting, "meeting", "only documents for the `MEETING`")
	flags.StringVar(&part.author, "from", "", "only what the `AUTHOR` wrote: a login")
	flags.StringVar(&part.kind, "kind", "", "only what is of the `KIND`: post, notice, document, letter")
	s.options(cmd, 20)
	return cmd
}

// query is the part of the archive as a query.
func (p shelf) query(period string) string {
	parts := []string{period, "-kind:person"}
	for _, f := range []struct{ name, value string }{
		{"board", p.board}, {"pillar", p.pillar}, {"series", p.series}, {"meeting", p.meeting}, {"from", p.author}, {"kind", p.kind},
	} {
		if f.value != "" {
			parts = append(parts, f.name+`:"`+strings.ReplaceAll(f.value, `"`, "")+`"`)
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// period is a year or a month with how much there is of it.
type period struct {
	Period string `json:"period"`
	Count  int    `json:"count"`
}

// periods counts by year, or by month.
func (e *errand) periods(cmd *cobra.Command, part shelf, within string, months bool) error {
	page, err := e.desk.Search(cmd.Context(), secretariat.Search{Query: part.query(within), Limit: 1, Months: true})
	if err != nil {
		return err
	}
	list := table{e: e, columns: []column{{"PERIOD", 8, name}, {"COUNT", 7, amount}}}
	rows := []period{}
	for _, p := range page.Periods(months) {
		rows = append(rows, period{p.Name, p.Count})
		list.row(p.Name, fmt.Sprint(p.Count))
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if page.Behind > 0 {
		e.say("The search index is being made: %d %% of the record are not read yet.", page.Behind)
	}
	if len(rows) == 0 {
		e.say("There is nothing of that in the archive that you can read.")
		return nil
	}
	list.flush()
	e.say("Go on with one: %s", e.ssh("archive %s", rows[0].Period))
	return nil
}
