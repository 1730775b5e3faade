package command

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/redline"
	"asem.internal/avs/internal/roster"
)

func (e *errand) diffDocument() *cobra.Command {
	var language string
	cmd := &cobra.Command{
		Use:   "diff SYMBOL VERSION VERSION [--language LANGUAGE]",
		Short: "What changed between two versions, by word and paragraph",
		Long: `Compares the texts of two versions: paragraphs first, then the words of those that
became one another. [-removed-] and {+added+} stand in their places, and what did not
change is counted. - is the first issue.`,
		Example: "doc diff ASEM/SOM/2026/12 - REV 1\ndoc diff ASEM/SOM/2026/12 REV1 REV2 --language fr",
		Args: func(cmd *cobra.Command, words []string) error {
			_, _, err := labelsIn(words)
			if err != nil {
				return requoted(cmd, misused(cmd, "A symbol and two versions are to be given: - for the first issue, REV 1, ADD 1, COR 1."))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			from, to, _ := labelsIn(words) // Args read them
			return e.compareVersions(cmd.Context(), words[0], from, to, language)
		},
	}
	cmd.Flags().StringVar(&language, "language", "", "the `LANGUAGE` of the texts; without it that of the newer version")
	return cmd
}

// labelsIn reads two versions behind a symbol. A label of two words may come as two.
func labelsIn(words []string) (from, to document.Label, err error) {
	if len(words) < 3 || len(words) > 5 {
		return "", "", errNotTwo
	}
	rest := words[1:]
	for split := 1; split < len(rest); split++ {
		from, err = document.ParseLabel(strings.Join(rest[:split], " "))
		if err != nil {
			continue
		}
		if to, err = document.ParseLabel(strings.Join(rest[split:], " ")); err == nil {
			return from, to, nil
		}
	}
	return "", "", errNotTwo
}

// errNotTwo is words that are not two versions.
var errNotTwo = errors.New("not a symbol and two versions")

type differenceShown struct {
	Symbol     asem.Symbol       `json:"symbol"`
	Old        document.Label    `json:"old"`
	New        document.Label    `json:"new"`
	Language   document.Language `json:"language"`
	Paragraphs []paragraphShown  `json:"paragraphs"`
}

type paragraphShown struct {
	Kind string     `json:"kind"`
	Old  int        `json:"old"` // its number in the old text; 0 for none
	New  int        `json:"new"`
	Runs []runShown `json:"runs"`
}

type runShown struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func (e *errand) compareVersions(ctx context.Context, symbol string, from, to document.Label, language string) error {
	pick, err := filePick{language: language}.pick()
	if err != nil {
		return err
	}
	s, _, err := e.desk.ParseSymbol(symbol)
	if err != nil {
		return err
	}
	c, err := e.desk.CompareVersions(ctx, s, from, to, pick.Language)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(differenceShown{s, c.Old.Version.Label, c.New.Version.Label, c.New.Language, paragraphsShown(c.Difference)})
	}
	e.say("%s compared with %s, %s", document.Cited(s, c.New.Version.Label), c.Old.Version.Label, plain.Line(c.New.Name))
	e.say("")
	for _, line := range c.Lines(cmp.Or(e.columns, usualColumns)) {
		e.say("%s", line)
	}
	return nil
}

// paragraphsShown are the paragraphs that changed.
func paragraphsShown(d redline.Difference) []paragraphShown {
	rows := []paragraphShown{}
	for _, p := range d.Paragraphs {
		if p.Kind == redline.Same {
			continue
		}
		row := paragraphShown{Kind: p.Kind.String(), Old: p.Old, New: p.New, Runs: []runShown{}}
		for _, r := range p.Runs {
			row.Runs = append(row.Runs, runShown{r.Kind.String(), r.Text})
		}
		rows = append(rows, row)
	}
	return rows
}

func (e *errand) documentHistory() *cobra.Command {
	return &cobra.Command{
		Use:   "history SYMBOL",
		Short: "What happened to a document, the first thing first",
		Long: `Lists what happened to a document: its versions and their translations, to whom it was
circulated when and by whom, and the receipts that you may see.`,
		Example: "doc history ASEM/SOM/2026/12\ndoc history ASEM/SOM/2026/12 --json",
		Args:    cited,
		RunE: func(_ *cobra.Command, words []string) error {
			symbol, _, err := e.desk.ParseSymbol(strings.Join(words, " "))
			if err != nil {
				return err
			}
			return e.listEvents(symbol)
		},
	}
}

// eventShown is something that happened to a document; what is issued, translated,
// circulated or received.
type eventShown struct {
	At       time.Time         `json:"at"`
	By       asem.Login        `json:"by"`
	What     string            `json:"what"`
	Version  document.Label    `json:"version,omitempty"`
	Title    string            `json:"title,omitempty"`
	Language document.Language `json:"language,omitempty"`
	To       roster.Address    `json:"to,omitempty"`
	Partner  asem.Code         `json:"partner,omitempty"`
}

func (e *errand) listEvents(symbol asem.Symbol) error {
	events, err := e.desk.DocumentHistory(symbol)
	if err != nil {
		return err
	}
	list := array{e: e}
	for _, event := range events {
		shown := eventShown{At: event.At.UTC(), By: event.By, Version: event.Label}
		var line string
		switch {
		case event.Version != nil:
			shown.What, shown.Title, shown.Language = "issued", plain.Line(event.Version.Title), event.Version.Language
			line = "Version " + string(event.Label) + " issued by " + authorInFull(event.Version.Issued) + ": " + shown.Title
		case event.Translation != nil:
			shown.What, shown.Title, shown.Language = "translated", plain.Line(event.Translation.Title), event.Translation.Language
			line = "Version " + string(event.Label) + " in " + string(shown.Language) + " issued by " + authorInFull(event.Translation.Issued) + ": " + shown.Title
		case event.Circulation != nil:
			shown.What, shown.To = "circulated", event.Circulation.To
			line = "Circulated to " + string(shown.To) + byWhom(event.By)
		default:
			shown.What, shown.Partner = "received", event.Receipt.Partner
			line = "Received up to " + string(event.Label) + " by " + string(shown.Partner) + ", as " + string(event.By) + " says"
		}
		if !e.asJSON {
			e.say("%s  %s", e.minute(event.At), line)
		} else if err := list.add(shown); err != nil {
			return err
		}
	}
	if e.asJSON {
		return list.close()
	}
	e.zoned()
	return nil
}

func byWhom(login asem.Login) string {
	if login == "" {
		return ""
	}
	return " by " + string(login)
}
