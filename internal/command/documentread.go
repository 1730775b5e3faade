package command

import (
	"context"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) readDocument() *cobra.Command {
	var pick filePick
	var how reading
	cmd := &cobra.Command{
		Use:   "read SYMBOL [--version VERSION] [--file FILE] [--language LANGUAGE]",
		Short: "The text of a document, for reading",
		Long: `Shows the text of a document: of plain text and Markdown as it is, of PDF as it can be
read out of it. Fetch other files with get. What is read is no longer new to you;
--keep-new leaves it new. --text gives the text alone.`,
		Example: "doc read ASEM/SOM/2026/12\ndoc read ASEM/SOM/2026/12 REV 1 --language fr\n" +
			`'doc read som/2026/12 --version "REV 1"'`,
		Args: cited,
		RunE: func(cmd *cobra.Command, words []string) error {
			return e.readCited(cmd.Context(), words, pick, how)
		},
	}
	pick.options(cmd)
	cmd.Flags().BoolVar(&how.bare, "text", false, "the text alone")
	cmd.Flags().BoolVar(&how.keepNew, "keep-new", false, "do not mark it as read")
	return cmd
}

// readCited shows the text of what the words name, and marks it as read.
func (e *errand) readCited(ctx context.Context, words []string, p filePick, how reading) error {
	c, err := e.cite(words, p.version)
	if err != nil {
		return err
	}
	pick, err := p.pick()
	switch {
	case err != nil:
		return err
	case c.draft != 0:
		file, text, err := e.desk.ReadDraft(ctx, c.draft, pick)
		if err != nil {
			return err
		}
		return e.giveText(textShown{Number: c.draft, Kind: string(secretariat.KindDraft)}, file, text, how)
	}
	text, err := e.desk.ReadVersion(ctx, c.symbol, c.version, pick)
	if err != nil {
		return err
	}
	if !how.bare && !how.quoted && !e.asJSON {
		e.headVersion(text.Document, text.Version, text.File)
	}
	shown := textShown{Number: text.Version.Number, Kind: string(secretariat.KindDocument), Symbol: c.symbol, Version: text.Version.Label,
		Title: plain.Line(text.Version.TitleIn(text.Language))}
	if err = e.giveText(shown, text.File, text.Reading, how); err == nil {
		err = e.flush()
	}
	if err == nil && text.Document.New && !how.keepNew {
		e.shelveRead(secretariat.KindDocument, text.Document.Seen())
	}
	return err
}

// headVersion says what the text belongs to.
func (e *errand) headVersion(doc secretariat.DocumentView, v document.Version, f document.File) {
	e.say("Symbol:   %s", document.Cited(doc.Symbol, v.Label))
	e.say("Document: %s", plain.Line(v.TitleIn(f.Language)))
	if by := doc.SupersededBy(v.Label); by != "" {
		e.say("State:    superseded by %s", document.Cited(doc.Symbol, by))
	}
	if p, err := e.desk.Silence(doc.Number); err == nil {
		if words := secretariat.SilenceWords(p, v.Label, e.clock()); words != "" {
			e.say("Silence:  %s", words)
		}
	}
	e.say("Issued:   %s by %s", e.moment(v.At), authorInFull(v.Issued))
	e.say("File:     %s, %s, %d bytes%s", plain.Line(f.Name), f.Language, f.Bytes, others(len(v.Files)-1))
	e.say("")
}

// others says how many files a version has besides.
func others(n int) string {
	if n < 1 {
		return ""
	}
	return "; " + count(n, "file") + " more, which doc show lists"
}

// textShown is the text of a file for programs.
type textShown struct {
	Number   asem.Number       `json:"number"`
	Kind     string            `json:"kind"`
	Symbol   asem.Symbol       `json:"symbol,omitempty"`
	Version  document.Label    `json:"version,omitempty"`
	Title    string            `json:"title,omitempty"`
	File     string            `json:"file"`
	Language document.Language `json:"language"`
	Text     string            `json:"text"`
	Cut      bool              `json:"cut"`
	Note     string            `json:"note"`
}

func (e *errand) giveText(shown textShown, f document.File, text extract.Reading, how reading) error {
	switch {
	case e.asJSON:
		shown.File, shown.Language, shown.Text, shown.Cut, shown.Note = plain.Line(f.Name), f.Language, text.Text, text.Cut, text.Note
		return e.answer(shown)
	case text.Text == "" && (how.bare || how.quoted):
		return fault.New(fault.Refused, "The file %q has no text to read: %s", f.Name, text.Note)
	case text.Text == "":
		e.say("(%s)", text.Note)
	case how.quoted:
		e.say("%s", plain.Quote(text.Text))
	default:
		e.say("%s", text.Text)
	}
	if text.Text != "" && text.Note != "" {
		e.beside("%s", text.Note)
	}
	return nil
}

func (e *errand) documentBrackets() *cobra.Command {
	var pick filePick
	cmd := &cobra.Command{
		Use:   "brackets SYMBOL [--version VERSION] [--language LANGUAGE]",
		Short: "The square brackets of unagreed text, with their paragraphs",
		Long: `Lists what stands in square brackets in a document, which is what is not agreed yet,
each with the paragraph in which it opens: that follows those that open in it.`,
		Example: "doc brackets ASEM/SOM/2026/12\ndoc brackets ASEM/SOM/2026/12 REV 1 --json\n" +
			`'doc brackets som/2026/12 --version "REV 1"'`,
		Args: cited,
		RunE: func(cmd *cobra.Command, words []string) error {
			return e.listBrackets(cmd.Context(), words, pick)
		},
	}
	pick.options(cmd)
	return cmd
}

type bracketRow struct {
	Paragraph int    `json:"paragraph"`
	Line      int    `json:"line"`
	Depth     int    `json:"depth"`
	Text      string `json:"text"`
	Balanced  bool   `json:"balanced"`
}

func (e *errand) listBrackets(ctx context.Context, words []string, p filePick) error {
	c, err := e.cite(words, p.version)
	if err != nil {
		return err
	}
	if c.draft != 0 {
		return fault.New(fault.Usage, "%s is a draft.", c.draft).Then("The brackets of a version are listed; read the draft: `ssh HOST doc read %d`.", c.draft)
	}
	pick, err := p.pick()
	if err != nil {
		return err
	}
	found, err := e.desk.Brackets(ctx, c.symbol, c.version, pick)
	if err != nil {
		return err
	}
	list := array{e: e}
	if !e.asJSON {
		e.say("%s: %s.", document.Cited(c.symbol, found.Version.Label), found.Tally)
	}
	for i, b := range found.List {
		if e.asJSON {
			if err := list.add(bracketRow{b.Paragraph, b.Line, b.Depth, b.Text, b.Balanced}); err != nil {
				return err
			}
			continue
		}
		text := "[" + b.Text + "]"
		if !b.Balanced {
			text = "a bracket without its partner, line " + itoa(b.Line)
		}
		e.say("Paragraph %d: %s", b.Paragraph, text)
		if whole := found.Under(i); whole != "" {
			e.say("  %s", whole)
		}
	}
	if e.asJSON {
		return list.close()
	}
	return nil
}
