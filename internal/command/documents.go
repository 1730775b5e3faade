package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// documentList is which documents are to be listed, as it was typed.
type documentList struct {
	pages          paging
	series, pillar string
	before         string
	scope          secretariat.DocumentScope
}

func (e *errand) documents() *cobra.Command {
	l := documentList{pages: paging{atOnce: rowsAtOnce}}
	cmd := &cobra.Command{
		Use:   "docs [--series SERIES] [--year YEAR] [--to-me] [OPTION ...]",
		Short: "The documents that reach you, the newest first",
		Long: `Lists the documents that reach you: those circulated to you, those that your partner
submits, and for coordinators all of them. VERSION and TITLE are those of the version
that stands. Those marked * are new to you: what was issued since you read them counts.
--to-me lists what was circulated to one of your own addresses. --pillar across lists
what stands across the pillars.`,
		Example: "docs\ndocs --series ASEM/SOM --year 2026\ndocs --to-me --new --json\n" + `'docs --meeting "SOM Helsinki"'`,
		Args:    exactly(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return e.listDocuments(cmd.Context(), l) },
	}
	flags := cmd.Flags()
	flags.StringVar(&l.series, "series", "", "only those of the `SERIES`, as ASEM/SOM or SOM")
	flags.StringVar(&l.pillar, "pillar", "", "only those of the `PILLAR`, or across")
	textOption(cmd, &l.scope.Meeting, "meeting", "only those for the `MEETING`")
	flags.IntVar(&l.scope.Year, "year", 0, "only those issued first in the `YEAR`")
	flags.BoolVar(&l.scope.ToMe, "to-me", false, "only those circulated to you")
	flags.BoolVar(&l.scope.New, "new", false, "only those that are new to you")
	limitOption(cmd, &l.pages.limit, secretariat.DefaultLimit)
	flags.StringVar(&l.before, "before", "", "only what follows the `SYMBOL`")
	return cmd
}

type documentRow struct {
	Symbol  asem.Symbol    `json:"symbol"`
	Title   string         `json:"title"`
	Version document.Label `json:"version"`
	Pillar  asem.Pillar    `json:"pillar"`
	At      time.Time      `json:"at"`
	New     bool           `json:"new"`
}

// understand takes the options in as they were typed.
func (l *documentList) understand(e *errand) error {
	if l.series != "" {
		series, err := asem.ParseSeries(l.series)
		if err != nil {
			return noSeries(l.series)
		}
		l.scope.Series = series
	}
	var err error
	if l.scope.Pillar, l.scope.NoPillar, err = pillarIn(l.pillar); err != nil || l.before == "" {
		return err
	}
	symbol, _, err := e.desk.ParseSymbol(l.before)
	if err != nil {
		return err
	}
	doc, err := e.desk.Document(symbol)
	l.pages.before = number(doc.Number)
	return err
}

// pillarIn reads a pillar; across is none of them, and no word is any.
func pillarIn(word string) (p asem.Pillar, across bool, err error) {
	p = asem.Pillar(strings.ToLower(strings.TrimSpace(word)))
	switch p {
	case "across":
		return asem.Across, true, nil
	case "", asem.Political, asem.Economic, asem.SocialCultural:
		return p, false, nil
	}
	return "", false, fault.New(fault.Usage, "%q is not a pillar.", clip(word)).Then("It is political, economic, social-cultural or across.")
}

func noSeries(word string) error {
	return fault.New(fault.Usage, "%q is not a series.", clip(word)).Then("`ssh HOST doc series` lists them: ASEM/SOM, or SOM for short.")
}

func (e *errand) listDocuments(ctx context.Context, l documentList) error {
	if err := l.understand(e); err != nil {
		return err
	}
	list := listing[secretariat.DocumentView]{
		columns: []column{{"", 1, name}, {"SYMBOL", 20, name}, {"VERSION", 7, name}, {"ISSUED", 10, words}, {"TITLE", 38, words}},
		number:  func(doc secretariat.DocumentView) asem.Number { return doc.Number },
		value:   func(doc secretariat.DocumentView) any { return documentRowOf(doc) },
		cells:   e.documentCells,
	}
	var last asem.Symbol
	next, begun, err := list.give(ctx, e, l.pages, func(p secretariat.Page) ([]secretariat.DocumentView, bool, error) {
		page, err := e.desk.Documents(l.scope, p)
		if len(page.Rows) > 0 {
			last = page.Rows[len(page.Rows)-1].Symbol
		}
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun:
		e.say("No such document reaches you. What is circulated to you will stand here, the newest first.")
		e.say("Draw one up: %s", e.ssh("help documents"))
		return nil
	case next != 0:
		e.say("More follow: %s", e.ssh("docs%s --before %s", l.options(), last))
	}
	e.say("Look at one: %s", e.ssh("doc show SYMBOL"))
	return nil
}

// options are those that say which documents are listed.
func (l documentList) options() string {
	var o strings.Builder
	if l.scope.Series != "" {
		fmt.Fprintf(&o, " --series %s", l.scope.Series)
	}
	if l.pillar != "" {
		fmt.Fprintf(&o, " --pillar %s", strings.ToLower(l.pillar))
	}
	if l.scope.Year != 0 {
		fmt.Fprintf(&o, " --year %d", l.scope.Year)
	}
	if l.scope.ToMe {
		o.WriteString(" --to-me")
	}
	if l.scope.New {
		o.WriteString(" --new")
	}
	return o.String()
}

func documentRowOf(doc secretariat.DocumentView) documentRow {
	current := doc.Current()
	return documentRow{doc.Symbol, plain.Line(doc.Title), current.Label, doc.Pillar, current.At.UTC(), doc.New}
}

func (e *errand) documentCells(doc secretariat.DocumentView) []string {
	mark := ""
	if doc.New {
		mark = "*"
	}
	current := doc.Current()
	return []string{mark, string(doc.Symbol), string(current.Label), e.day(current.At), doc.Title}
}

func (e *errand) documentSeries() *cobra.Command {
	return &cobra.Command{
		Use:   "series",
		Short: "The series in which documents are issued",
		Long: `Lists the series of documents, with the years in which something was issued that
reaches you. A coordinator begins a series by issuing its first document.`,
		Example: "doc series",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			views, err := e.desk.Series()
			if err != nil {
				return err
			}
			return e.listSeries(views)
		},
	}
}

func (e *errand) listSeries(views []secretariat.SeriesView) error {
	array := array{e: e}
	list := table{e: e, columns: []column{{"SERIES", 14, name}, {"YEARS", 14, words}, {"TITLE", 50, words}}}
	for _, v := range views {
		if e.asJSON {
			years := v.Years
			if years == nil {
				years = []int{}
			}
			if err := array.add(struct {
				Series asem.Series `json:"series"`
				Title  string      `json:"title"`
				Years  []int       `json:"years"`
			}{v.Series, v.Title, years}); err != nil {
				return err
			}
			continue
		}
		list.row(string(v.Series), strings.Trim(fmt.Sprint(v.Years), "[]"), v.Title)
	}
	if e.asJSON {
		return array.close()
	}
	list.flush()
	return nil
}
