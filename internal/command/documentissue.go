package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// issueOptions say as what a draft is issued, as it was typed.
type issueOptions struct {
	rev, add, cor, translation string
	to                         string
	token                      string
}

func (e *errand) issueDocument() *cobra.Command {
	var o issueOptions
	cmd := &cobra.Command{
		Use:   "issue NUMBER [--rev | --add | --cor SYMBOL] [--to ADDRESSES]",
		Short: "Issue a draft: it gets its symbol and never changes again",
		Long: `Issues a draft of yours. Alone it becomes a document, gets its symbol and goes to
ADDRESSES: @all, @asia, @eu, partners (FI,VN), missions (FI/Brussels), boards. With --rev
it becomes the next revision of a document and replaces what stood before, with --add or
--cor it adds to it, and goes to all to whom the document went, and to ADDRESSES besides.
With --translation it becomes a further language of a version.

What is issued never changes. With --id, a token of your own making, sending twice
issues once.`,
		Example: "doc issue 45 --to @all\ndoc issue 51 --rev ASEM/SOM/2026/12 --to FI,VN --json\n" +
			`'doc issue 52 --translation "ASEM/SOM/2026/12 REV 1"'`,
		Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			return e.issue(cmd, words[0], o)
		},
	}
	textOption(cmd, &o.to, "to", "the `ADDRESSES` that it goes to, separated by commas")
	textOption(cmd, &o.rev, "rev", "as a revision of the document `SYMBOL`")
	textOption(cmd, &o.add, "add", "as an addendum to the document `SYMBOL`")
	textOption(cmd, &o.cor, "cor", "as a corrigendum to the document `SYMBOL`")
	textOption(cmd, &o.translation, "translation", "as another language of the version `SYMBOL`")
	tokenOption(cmd, &o.token)
	return cmd
}

// as says what the draft is to become, of which document and version.
func (o issueOptions) as(cmd *cobra.Command) (kind document.Kind, translation bool, of string, err error) {
	chosen := 0
	for _, c := range []struct {
		kind document.Kind
		of   string
	}{{document.Revision, o.rev}, {document.Addendum, o.add}, {document.Corrigendum, o.cor}, {"", o.translation}} {
		if c.of == "" {
			continue
		}
		chosen++
		kind, translation, of = c.kind, c.kind == "", c.of
	}
	switch {
	case chosen > 1:
		err = misused(cmd, "A draft becomes one thing: --rev, --add, --cor or --translation.")
	case translation && o.to != "":
		err = misused(cmd, "A translation goes where its version went.")
	case chosen == 0 && o.to == "":
		err = misused(cmd, "A document needs an address to which it is circulated: --to @all, or partners.")
	}
	return kind, translation, of, err
}

func (e *errand) issue(cmd *cobra.Command, word string, o issueOptions) error {
	n, err := numberIn(word)
	if err != nil {
		return err
	}
	kind, translation, of, err := o.as(cmd)
	if err != nil {
		return err
	}
	var symbol asem.Symbol
	var version document.Label
	if of != "" {
		if symbol, version, err = e.desk.ParseSymbol(of); err != nil {
			return err
		}
	}
	var issued secretariat.Issued
	if translation {
		issued, err = e.desk.TranslateDocument(o.token, document.Translate{Number: n, Of: symbol, Version: version})
	} else {
		var to []roster.Address
		if to, err = e.desk.Resolve(o.to); err == nil {
			issued, err = e.desk.IssueDocument(cmd.Context(), o.token, document.Issue{Number: n, As: kind, Of: symbol, To: to})
		}
	}
	if err != nil {
		return err
	}
	return e.answerIssued(issued, translation)
}

func (e *errand) answerIssued(issued secretariat.Issued, translation bool) error {
	if e.asJSON {
		return e.answer(struct {
			Number  asem.Number    `json:"number"`
			Symbol  asem.Symbol    `json:"symbol"`
			Version document.Label `json:"version"`
		}{issued.Number, issued.Symbol, issued.Version})
	}
	cited := document.Cited(issued.Symbol, issued.Version)
	switch {
	case issued.Already:
		e.say("%s was issued as %s under this token before: nothing was done now.", issued.Number, cited)
	case translation:
		e.say("%s is issued as a translation of %s.", issued.Number, cited)
	default:
		e.say("%s is issued as %s.", issued.Number, cited)
	}
	e.say("Look at it: %s", e.ssh("doc show %s", issued.Symbol))
	return nil
}

func (e *errand) circulateDocument() *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "circulate SYMBOL --to ADDRESSES",
		Short: "Send a document to further addresses",
		Long: `Sends a document to further addresses, which then get every later version as well.
Those to whom it went already are not disturbed.`,
		Example: "doc circulate ASEM/SOM/2026/12 --to @asean,JP\n" + `'doc circulate som/2026/12 --to "FI/New Delhi, @all"'`,
		Args:    cited,
		RunE: func(cmd *cobra.Command, words []string) error {
			if to == "" {
				return misused(cmd, "To whom it is to go is said with --to.")
			}
			symbol, _, err := e.desk.ParseSymbol(strings.Join(words, " "))
			if err != nil {
				return err
			}
			addresses, err := e.desk.Resolve(to)
			if err != nil {
				return err
			}
			if err := e.desk.CirculateDocument(symbol, addresses); err != nil {
				return err
			}
			return e.confirmDocument(symbol, "%s goes to %s.", symbol, to)
		},
	}
	textOption(cmd, &to, "to", "the `ADDRESSES` that it goes to, separated by commas")
	return cmd
}

// confirmDocument says what was done, or answers with the document.
func (e *errand) confirmDocument(symbol asem.Symbol, sentence string, args ...any) error {
	if !e.asJSON {
		e.say(sentence, args...)
		return nil
	}
	view, err := e.desk.Document(symbol)
	if err != nil {
		return err
	}
	return e.answer(documentShownOf(view))
}

func (e *errand) receiveDocument() *cobra.Command {
	return &cobra.Command{
		Use:   "receive SYMBOL",
		Short: "Contact points: acknowledge receipt for your partner",
		Long: `Acknowledges for your partner that it has a document, in all versions that there are.
Those who submit it and the coordinators see that, and by whom. A later version asks
anew. Doing it again changes nothing. ack SYMBOL does the same.`,
		Example: "doc receive ASEM/SOM/2026/12",
		Args:    cited,
		RunE:    func(_ *cobra.Command, words []string) error { return e.receive(words) },
	}
}

func (e *errand) receive(words []string) error {
	symbol, _, err := e.desk.ParseSymbol(strings.Join(words, " "))
	if err != nil {
		return err
	}
	if err := e.desk.ReceiveDocument(symbol); err != nil {
		return err
	}
	return e.confirmDocument(symbol, "The receipt of %s is acknowledged for your partner.", symbol)
}

func (e *errand) documentReceipts() *cobra.Command {
	return &cobra.Command{
		Use:   "receipts SYMBOL",
		Short: "Which partners acknowledged receipt of a document",
		Long: `Lists the partners to which a document was circulated, with what each acknowledged.
Those who submit it and the coordinators see all of them; others see their own partner.`,
		Example: "doc receipts ASEM/SOM/2026/12\ndoc receipts ASEM/SOM/2026/12 --json",
		Args:    cited,
		RunE: func(_ *cobra.Command, words []string) error {
			symbol, _, err := e.desk.ParseSymbol(strings.Join(words, " "))
			if err != nil {
				return err
			}
			return e.listReceipts(symbol)
		},
	}
}

type receiptRow struct {
	Partner  asem.Code      `json:"partner"`
	Name     string         `json:"name"`
	Received bool           `json:"received"` // every version
	Version  document.Label `json:"version"`  // the newest that the receipt covers; empty for none
	By       asem.Login     `json:"by"`
	At       *time.Time     `json:"at"` // null: not yet
}

func (e *errand) listReceipts(symbol asem.Symbol) error {
	views, err := e.desk.Receipts(symbol)
	if err != nil {
		return err
	}
	rows := make([]receiptRow, len(views))
	received := 0
	for i, v := range views {
		rows[i] = receiptRow{Partner: v.Partner, Name: plain.Line(v.Name), Received: v.Received, Version: v.Version}
		if v.Receipt != nil {
			rows[i].By, rows[i].At = v.Receipt.By, when(v.Receipt.At)
		}
		if v.Received {
			received++
		}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("%s was not circulated to your partner.", symbol)
		return nil
	}
	list := table{e: e, columns: []column{{"PARTNER", 7, name}, {"NAME", 22, words}, {"UP TO", 7, name}, {"AT", 16, words}, {"BY", 22, words}}}
	for _, r := range rows {
		at := ""
		if r.At != nil {
			at = e.minute(*r.At)
		}
		list.row(string(r.Partner), r.Name, string(r.Version), at, string(r.By))
	}
	list.flush()
	e.zoned()
	e.say("Received every version: %d of %s.", received, count(len(rows), "partner"))
	return nil
}
