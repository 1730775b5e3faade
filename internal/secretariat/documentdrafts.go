package secretariat

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// An Incoming is a file that was received whole and that no draft names yet. Release
// it when a draft names it, or none will: then it goes.
type Incoming struct {
	document.File
	release func()
}

// Release lets go of the file. Releasing twice is harmless.
func (i *Incoming) Release() {
	if i != nil && i.release != nil {
		i.release()
	}
}

// sniffed is how much of a file is looked at to know what it is.
const sniffed = 4 << 10

// TakeIn receives a file for a draft, as large as the operator allows. Whether the
// delegate draws up documents is asked before the first byte is read. Without a name
// it gets one of its kind. No language is that of the draft.
func (d *Desk) TakeIn(ctx context.Context, name string, language document.Language, body io.Reader) (*Incoming, error) {
	if err := d.MayDraftDocument(); err != nil {
		return nil, err
	}
	if err := plain.Check("name of a file", name, 1<<10); err != nil {
		return nil, err
	}
	leave, err := d.office.intake.enter(ctx, d.login)
	if err != nil {
		return nil, notTaken(err)
	}
	defer leave()
	buffered := bufio.NewReaderSize(whileOpen{ctx, d, body}, sniffed)
	head, err := buffered.Peek(sniffed)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, notTaken(err)
	case len(head) == 0:
		return nil, fault.New(fault.Usage, "The file is empty.").Then("Look at what was sent, and send it again.")
	}
	kind := extract.KindOf(name, head)
	if strings.TrimSpace(name) == "" {
		name = "document" + ending(kind)
	}
	digest, size, release, err := d.office.store.HoldBlob(buffered, d.office.limits.File)
	if err != nil {
		return nil, notTaken(diskFull(err))
	}
	return &Incoming{document.File{Name: name, Type: kind, Bytes: size, Digest: digest, Language: language}, release}, nil
}

// notTaken is a file that did not come whole. A fault says so itself.
func notTaken(err error) error {
	if errors.As(err, new(*fault.Error)) {
		return err
	}
	return fault.New(fault.Failed, "The file could not be taken in whole, so nothing was done.").Then("Send it again.").Because(err)
}

// whileOpen reads as long as the desk is one and somebody waits.
type whileOpen struct {
	ctx  context.Context
	desk *Desk
	from io.Reader
}

func (w whileOpen) Read(p []byte) (int, error) {
	if err := errors.Join(context.Cause(w.ctx), w.desk.open()); err != nil {
		return 0, err
	}
	return w.from.Read(p)
}

// ending is how the name of a file of this kind ends.
func ending(kind string) string {
	switch kind {
	case extract.Plain:
		return ".txt"
	case extract.Markdown:
		return ".md"
	case extract.PDF:
		return ".pdf"
	}
	return ".bin"
}

// DraftDocument draws up a draft. The token makes sending twice draw up one; empty for
// none. What was being composed at the place of a new document is dropped with it, if
// it is this.
func (d *Desk) DraftDocument(token string, paper document.Paper) (Posted, error) {
	receipt, err := d.paper(token, document.Write{Paper: paper}, func(l Ledger, r Receipt) {
		if draft, ok := l.Draft(d.login, NewDocument); ok && sent(draft, r) {
			l.DropDraft(d.login, NewDocument)
		}
	})
	posted := Posted{Kind: KindDraft, Already: receipt.Already}
	for _, f := range receipt.Facts {
		if f, ok := f.(document.Drafted); ok {
			posted.Number = f.Number
		}
	}
	return posted, err
}

// paper does something about drafts and documents, within the delegate's allowance.
func (d *Desk) paper(token string, a document.Action, also func(Ledger, Receipt)) (Receipt, error) {
	if err := checkToken(token); err != nil {
		return Receipt{}, err
	}
	return d.atPace(token, a, also)
}

// RedraftDocument changes a draft of the delegate's own.
func (d *Desk) RedraftDocument(a document.Rewrite) error {
	_, err := d.paper("", a, nil)
	return err
}

// DiscardDocument drops a draft of the delegate's own, with its files.
func (d *Desk) DiscardDocument(n asem.Number) error {
	_, err := d.paper("", document.Discard{Number: n}, nil)
	return err
}

// DocumentDrafts lists the delegate's drafts of documents, the newest first, and those that
// a predecessor wrote in an office that is the delegate's now. Nobody else sees them
// through any face.
func (d *Desk) DocumentDrafts() ([]document.Draft, error) {
	var drafts []document.Draft
	_, err := d.ask(roster.KeepDesk, "", func(s State, me roster.Delegate) error {
		drafts = slices.DeleteFunc(s.DocumentDrafts(d.login), func(draft document.Draft) bool { return !document.Holds(s, draft, d.login) })
		for _, before := range roster.Predecessors(s, me) {
			for _, draft := range s.DocumentDrafts(before) {
				if document.Holds(s, draft, d.login) {
					drafts = append(drafts, draft)
				}
			}
		}
		slices.SortFunc(drafts, func(a, b document.Draft) int { return cmp.Compare(b.Number, a.Number) })
		return nil
	})
	return drafts, err
}

// DocumentDraft is a draft of the delegate's own.
func (d *Desk) DocumentDraft(n asem.Number) (document.Draft, error) {
	var draft document.Draft
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		found, ok := s.DocumentDraft(n)
		if !ok || !document.Holds(s, found, d.login) {
			return document.NoDraft(n)
		}
		draft = found
		return nil
	})
	return draft, err
}

// PassesOn says in a sentence who goes on with a draft once its author hands an office over;
// empty where the delegate holds none and the draft names none.
func (d *Desk) PassesOn(draft document.Draft) (said string) {
	_, err := d.ask(roster.KeepDesk, "", func(_ State, me roster.Delegate) error {
		var titles []string
		for _, o := range me.Offices {
			titles = append(titles, o.Title())
		}
		switch {
		case draft.Paper.Office == document.Own:
			said = "It stays yours when you hand an office over."
		case draft.Paper.Office != "":
			said = "It passes on with an office: " + draft.Paper.Office.Title() + "."
		case len(titles) > 0:
			said = "It passes on with the offices that you hold: " + strings.Join(titles, "; ") + "."
		}
		return nil
	})
	if err != nil {
		return "" // of what keeps the delegate from the draft its reading tells
	}
	return said
}

// Issued is the answer to a draft that was issued.
type Issued struct {
	Number  asem.Number // of the version, which is that of the draft
	Symbol  asem.Symbol
	Version document.Label
	Already bool // it was issued under the same token before, and nothing was done now
}

// IssueDocument issues a draft of the delegate's own, as the first version of a
// document or a further one. The square brackets in its text are counted by the office;
// what the action says of them is not heeded. The token makes sending twice issue once.
func (d *Desk) IssueDocument(ctx context.Context, token string, a document.Issue) (Issued, error) {
	err := checkToken(token)
	if err == nil {
		a.Count, err = d.count(ctx, a.Number)
	}
	var receipt Receipt
	if err == nil {
		receipt, err = d.paper(token, a, func(l Ledger, r Receipt) { d.readOwn(l, r) })
	}
	return d.issued(token, a.Number, receipt, err, func(f rule.Fact) bool {
		issued, ok := f.(document.Issued)
		return ok && issued.Version.Kind() == a.As && (a.As == document.FirstIssue || issued.Symbol == a.Of)
	})
}

// TranslateDocument issues a draft of the delegate's own as a further language of a
// version. The token makes sending twice issue once.
func (d *Desk) TranslateDocument(token string, a document.Translate) (Issued, error) {
	receipt, err := d.paper(token, a, nil)
	return d.issued(token, a.Number, receipt, err, func(f rule.Fact) bool {
		translated, ok := f.(document.Translated)
		return ok && (a.Version == "" || translated.Version == a.Version)
	})
}

// readOwn marks the document of a version that the delegate issued as read.
func (d *Desk) readOwn(l Ledger, r Receipt) {
	for _, f := range r.Facts {
		if f, ok := f.(document.Issued); ok {
			d.office.shelveOwn(l, d.login, KindDocument, f.Document)
		}
	}
}

// issued says what became of a draft. One that was issued under the same token before
// is a draft no more: what is asked for again is found in the record.
func (d *Desk) issued(token string, n asem.Number, receipt Receipt, err error, same func(rule.Fact) bool) (Issued, error) {
	if fault.KindOf(err) == fault.NotFound && token != "" {
		if before, ok := d.doneUnder(token, n, same); ok {
			receipt, err = before, nil
		}
	}
	if err != nil {
		return Issued{}, err
	}
	answer := Issued{Number: n, Already: receipt.Already}
	for _, f := range receipt.Facts {
		switch f := f.(type) {
		case document.Issued:
			answer.Symbol, answer.Version = f.Symbol, f.Version
		case document.Translated:
			answer.Version = f.Version
			_, err = d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
				doc, _ := s.Document(f.Document)
				answer.Symbol = doc.Symbol
				return nil
			})
		}
	}
	return answer, err
}

// doneUnder is the entry in which a draft was issued under a token.
func (d *Desk) doneUnder(token string, n asem.Number, same func(rule.Fact) bool) (receipt Receipt, ok bool) {
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		number, _, done := s.Done(d.login, token)
		if !done {
			return nil
		}
		e, err := s.Entry(number)
		if err != nil {
			return err
		}
		for _, f := range e.Facts {
			ok = ok || issuedNumber(f) == n && same(f)
		}
		receipt = Receipt{Entry: e, Already: true}
		return nil
	})
	return receipt, ok && err == nil
}

func issuedNumber(f rule.Fact) asem.Number {
	switch f := f.(type) {
	case document.Issued:
		return f.Number
	case document.Translated:
		return f.Number
	}
	return 0
}

// PaperOf is a new paper with what was typed of it, in the form in which it is kept and
// without its files, or why it cannot be. It asks everything that can be asked before a
// file is sent.
func (d *Desk) PaperOf(c document.Change) (document.Paper, error) {
	var paper document.Paper
	_, err := d.ask(roster.Write, "", func(s State, _ roster.Delegate) error {
		var err error
		paper, err = document.NewPaper(s, d.login, c)
		return err
	})
	return paper, err
}
