package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// hitsAtOnce is how many hits are asked of the desk at a time.
const hitsAtOnce = 50

// seeking is --limit, --before and --sort of a search.
type seeking struct {
	limit  int
	before string
	sort   string
}

func (s *seeking) options(cmd *cobra.Command, usual int) {
	cmd.Flags().IntVar(&s.limit, "limit", usual, "at most `N` hits; 0 for all")
	cmd.Flags().StringVar(&s.before, "before", "", "only what follows the place `CURSOR`, which the page before names")
}

// inOrder adds --sort.
func (s *seeking) inOrder(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.sort, "sort", "relevance", "the `ORDER`: relevance, or date with the newest first")
}

func (s *seeking) byDate(cmd *cobra.Command) (bool, error) {
	switch s.sort {
	case "relevance":
		return false, nil
	case "date":
		return true, nil
	}
	return false, misused(cmd, "%q is no order: there are relevance and date.", clip(s.sort))
}

func (e *errand) search() *cobra.Command {
	s := seeking{}
	cmd := &cobra.Command{
		Use:         "search QUERY [--sort date] [--limit N] [--before CURSOR]",
		Annotations: map[string]string{query: ""},
		Short:       "Find posts, notices, documents, letters and people",
		Long: `Finds everything that has all the words and that you may read: posts, notices, all
versions of documents, your letters, people. The best stands first. Words are found in
other forms too, where their language is evident; "in quotation marks" as they stand.
See help searching for what else a query may say.`,
		Example: "search climate policy\nsearch 'from:first.last -draft year:2006'\n" + `'search "human rights" or dignity --sort date'`,
		Args:    between(1, 1000),
		RunE: func(cmd *cobra.Command, words []string) error {
			byDate, err := s.byDate(cmd)
			if err != nil {
				return err
			}
			return e.find(cmd.Context(), secretariat.Search{Query: queryOf(words), ByDate: byDate}, s, "search", words)
		},
	}
	s.options(cmd, 20)
	s.inOrder(cmd)
	return cmd
}

func (e *errand) cited() *cobra.Command {
	s := seeking{}
	cmd := &cobra.Command{
		Use:     "cited NUMBER|SYMBOL [--limit N]",
		Short:   "What cites a post, a letter or a document",
		Long:    "Lists what names a number, as #4211, or a symbol in its text, the newest first.",
		Example: "cited 4211\n" + `'cited ASEM/SOM/2006/12 REV 1'`,
		Args:    between(1, 3),
		RunE: func(cmd *cobra.Command, words []string) error {
			name := strings.Join(words, " ")
			if _, _, err := document.ParseSymbol(name); err != nil {
				n, err := numberIn(name)
				if err != nil {
					return fault.New(fault.Usage, "%q is neither a number nor a symbol.", clip(name)).Then("Write 4211 or ASEM/SOM/2006/12.")
				}
				name = n.String()
			}
			return e.find(cmd.Context(), secretariat.Search{Query: secretariat.Citing(name), ByDate: true}, s, "cited", words)
		},
	}
	s.options(cmd, 20)
	return cmd
}

// hitRow is something found, for programs.
type hitRow struct {
	Number  *asem.Number   `json:"number"`
	Symbol  asem.Symbol    `json:"symbol"`
	Version document.Label `json:"version"`
	Kind    string         `json:"kind"`
	Title   string         `json:"title"`
	Board   asem.BoardID   `json:"board"`
	At      time.Time      `json:"at"`
	Author  string         `json:"author"`
	Partner asem.Code      `json:"partner"`
	Passage string         `json:"passage"`
	New     bool           `json:"new"`
}

func hitRowOf(h secretariat.HitView) hitRow {
	row := hitRow{Symbol: h.Symbol, Version: h.Version, Kind: string(h.Kind), Title: plain.Line(h.Title), Board: h.Board, At: h.At.UTC(),
		Author: authorName(h.Author), Partner: h.Author.Partner, Passage: h.Passage.Text, New: h.New}
	if h.Number != 0 {
		row.Number = &h.Number
	}
	return row
}

// foundAll is the answer to a search for programs.
type foundAll struct {
	Total  int      `json:"total"`
	Hits   []hitRow `json:"hits"`
	Next   string   `json:"next"`
	Order  string   `json:"order"`
	Behind int      `json:"behind"`
}

// find looks for something and gives out the hits. line are the words behind the
// command's name, for the line that goes on.
func (e *errand) find(ctx context.Context, sought secretariat.Search, s seeking, name string, line []string) error {
	if err := checkLimit(s.limit); err != nil {
		return err
	}
	sought.After, sought.Width = s.before, e.passageWidth()
	all := foundAll{Hits: []hitRow{}}
	page, err := e.hits(ctx, sought, s.limit, func(h secretariat.HitView) {
		if e.asJSON {
			all.Hits = append(all.Hits, hitRowOf(h))
			return
		}
		e.sayHit(h)
	})
	if err != nil {
		return err
	}
	if e.asJSON {
		all.Total, all.Next, all.Behind, all.Order = page.Total, page.Next, page.Behind, "relevance"
		if page.ByDate {
			all.Order = "date"
		}
		return e.answer(all)
	}
	e.sayFound(page, s, name, line)
	return nil
}

// hits asks for page after page, up to the limit, 0 for all. It answers the last page.
func (e *errand) hits(ctx context.Context, sought secretariat.Search, limit int, do func(secretariat.HitView)) (page secretariat.FoundPage, err error) {
	for left := limit; ; left -= sought.Limit {
		sought.Limit = hitsAtOnce
		if limit > 0 {
			sought.Limit = min(left, hitsAtOnce)
		}
		if page, err = e.desk.Search(ctx, sought); err != nil {
			return page, err
		}
		for _, h := range page.Hits {
			do(h)
		}
		if err := e.flush(); err != nil {
			return page, err
		}
		if page.Next == "" || limit > 0 && left <= sought.Limit {
			return page, nil
		}
		sought.After = page.Next
	}
}

// passageWidth leaves room for two blanks before a passage.
func (e *errand) passageWidth() int {
	if e.columns > 0 {
		return max(e.columns-4, 20)
	}
	return 76
}

// sayHit gives out one hit: what and where it is, by whom, its title, its passage with
// the words that were looked for between asterisks.
func (e *errand) sayHit(h secretariat.HitView) {
	what := h.Number.String()
	switch h.Kind {
	case secretariat.KindDocument:
		what = document.Cited(h.Symbol, h.Version)
	case secretariat.KindPerson:
		what = string(h.Login)
	}
	head := []string{what, e.day(h.At), authorCell(h.Author), h.Where()}
	if h.Kind == secretariat.KindPerson {
		head = []string{what, string(h.Author.Partner), h.Author.Mission, h.Where()}
	}
	if h.New {
		head = append(head, "new")
	}
	e.sayCut(strings.Join(slices.DeleteFunc(head, func(s string) bool { return s == "" }), ", "))
	e.sayCut("  " + h.Title)
	switch {
	case h.Withheld != "":
		e.say("  %s", h.Withheld)
	case h.Passage.Text != "":
		e.sayCut("  " + h.Passage.Marked())
	}
	e.say("")
}

// sayCut says a line of text from people, as far as a terminal has room for it.
func (e *errand) sayCut(text string) {
	line := text[:len(text)-len(strings.TrimLeft(text, " "))] + plain.Line(text)
	if e.columns > 0 {
		line = plain.Cut(line, e.columns)
	}
	e.say("%s", line)
}

// sayFound says how much was found and how to go on.
func (e *errand) sayFound(page secretariat.FoundPage, s seeking, name string, line []string) {
	if page.Behind > 0 {
		e.say("The search index is being made: %d %% of the record are not read yet, and may hold more.", page.Behind)
	}
	if page.Total == 0 {
		e.say("Nothing that you can read is like that. Looked for: %s", page.Query)
		e.say("Fewer words find more. What a query may say: %s", e.ssh("help searching"))
		return
	}
	order := "the best first"
	if page.ByDate {
		order = "the newest first"
	}
	e.say("%s in all, %s.", count(page.Total, "hit"), order)
	if page.Next != "" {
		sort := ""
		if s.sort == "date" {
			sort = " --sort date"
		}
		e.say("More follow: %s", e.ssh("%s", quoted(name+" "+queryOf(line)+sort+" --before "+page.Next)))
	}
	e.say("Read one: %s", e.ssh("read NUMBER"))
}

// quoted quotes a whole command, since ssh joins its words before it sends them.
func quoted(command string) string {
	return "'" + strings.ReplaceAll(command, "'", `'\''`) + "'"
}
