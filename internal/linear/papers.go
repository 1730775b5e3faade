package linear

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// newPapers lists the delegate's own drafts of documents.
func newPapers(s *session) place {
	l := &list{s: s, title: "Your drafts of documents", picks: "goes to that draft",
		empty: "You have no drafts of documents. What you write with w among the documents, draw up with doc draft or put into /drop with sftp will stand here."}
	l.fetch = paged(func() ([]row, error) {
		drafts, err := s.desk.DocumentDrafts()
		rows := make([]row, len(drafts))
		for i, d := range drafts {
			n := d.Number
			rows[i] = row{number: n, words: join(n.String()+" "+d.Paper.Title, string(d.Paper.Series), count(len(d.Paper.Files), "file", "files"), s.date(d.Changed)),
				open: func() error { s.open(&paperReader{s: s, number: n}); return nil }}
		}
		return rows, err
	})
	l.own = []offer{{key: "w", dead: s.desk.MayDraftDocument, do: func(string) error { return s.writeDocument() }}}
	return l
}

// A paperReader is one draft of a document.
type paperReader struct {
	s      *session
	number asem.Number
}

func (p *paperReader) name() string { return "Draft " + p.number.String() }

func (p *paperReader) numbers() string { return "" }

func (p *paperReader) choose(n int) error { return nowhere(n) }

// arrive says what the draft says of itself, and its files.
func (p *paperReader) arrive() error {
	d, err := p.s.desk.DocumentDraft(p.number)
	if err != nil {
		return err
	}
	series := "no series yet"
	if d.Paper.Series != "" {
		series = "series " + string(d.Paper.Series)
	}
	p.s.fact("%s.", join("Draft "+d.Number.String()+", "+d.Paper.Title, string(d.Paper.Language), series, d.Paper.Pillar.Title(), when(d.Paper.Meeting != "", "meeting "+d.Paper.Meeting), when(d.Paper.Item != "", "agenda item "+d.Paper.Item)))
	p.s.fact("Submitted by %s, changed %s. Nobody else sees it.", asem.Listed(d.Paper.By), p.s.moment(d.Changed))
	if passes := p.s.desk.PassesOn(d); passes != "" {
		p.s.fact("%s", passes)
	}
	for i, f := range d.Paper.Files {
		p.s.fact("File %d: %s.", i+1, join(f.Name, string(f.Language), f.Type, size(f.Bytes)))
	}
	return nil
}

// enter says the text.
func (p *paperReader) enter() (string, func() error) {
	return "to hear its text", func() error {
		_, text, err := p.s.desk.ReadDraft(p.s.ctx, p.number, secretariat.FilePick{})
		if err != nil {
			return err
		}
		if err := p.s.text(text.Text); err != nil {
			return err
		}
		if text.Note != "" {
			p.s.fact("%s", text.Note)
		}
		return nil
	}
}

func (p *paperReader) offers() []offer {
	return []offer{
		{key: "i", dead: p.s.desk.MayDraftDocument, do: func(string) error { return p.issue() }},
		{key: "e", dead: p.s.desk.MayDraftDocument, do: func(string) error { return p.change() }},
		{key: "D", do: func(string) error { return p.discard() }},
	}
}

// issue asks as what the draft is issued, and to whom it goes.
func (p *paperReader) issue() error {
	key, err := p.s.oneOf("Issue it as what?", option{"n", "for a new document"}, option{"r", "for a revision"}, option{"a", "for an addendum"},
		option{"c", "for a corrigendum"}, option{"t", "for a translation"})
	if err != nil {
		return err
	}
	a := document.Issue{Number: p.number, As: map[string]document.Kind{"r": document.Revision, "a": document.Addendum, "c": document.Corrigendum}[key]}
	var version document.Label
	if key != "n" {
		if a.Of, version, err = p.of(); err != nil {
			return err
		}
	}
	if key == "t" {
		return p.translate(a.Of, version)
	}
	besides := ""
	if key != "n" {
		besides = ", besides those who have the document"
	}
	if a.To, err = p.s.addressees("Circulate to", besides); err != nil {
		return err
	}
	if key == "n" && len(a.To) == 0 {
		p.s.fact("Nothing was issued: a document goes to somebody.")
		return nil
	}
	yes, err := p.s.confirm("Issue it? What is issued never changes.", false)
	if err != nil || !yes {
		return err
	}
	issued, err := p.s.desk.IssueDocument(p.s.ctx, p.s.desk.NewToken(), a)
	return p.issued(issued, err)
}

// of asks for the document to which the draft belongs.
func (p *paperReader) of() (asem.Symbol, document.Label, error) {
	text, err := p.s.ask(question{words: "Of which document. Give its symbol:", limit: maxAnswer})
	if err != nil {
		return "", "", err
	}
	symbol, label, err := p.s.desk.ParseSymbol(plain.Line(text))
	if err == nil {
		err = p.s.desk.MayGoOn(symbol)
	}
	return symbol, label, err
}

func (p *paperReader) translate(of asem.Symbol, version document.Label) error {
	yes, err := p.s.confirm("Issue it as a translation of "+document.Cited(of, version)+"? What is issued never changes.", false)
	if err != nil || !yes {
		return err
	}
	issued, err := p.s.desk.TranslateDocument(p.s.desk.NewToken(), document.Translate{Number: p.number, Of: of, Version: version})
	return p.issued(issued, err)
}

func (p *paperReader) issued(issued secretariat.Issued, err error) error {
	if err != nil {
		return err
	}
	p.s.fact("Issued as %s.", document.Cited(issued.Symbol, issued.Version))
	return p.s.back()
}

// change asks for another title and series.
func (p *paperReader) change() error {
	d, err := p.s.desk.DocumentDraft(p.number)
	if err != nil {
		return err
	}
	title, err := p.s.ask(question{words: "Title. Enter to leave " + d.Paper.Title + ":", limit: maxAnswer})
	if err != nil {
		return err
	}
	leave := "Enter for none"
	if d.Paper.Series != "" {
		leave = "Enter to leave " + string(d.Paper.Series)
	}
	series, err := p.s.ask(question{words: "Series. Give one like SOM. " + leave + ":", limit: maxAnswer})
	if err != nil {
		return err
	}
	var change document.Change
	if title = plain.Line(title); title != "" {
		change.Title = &title
	}
	if series = strings.TrimSpace(series); series != "" {
		if _, err := asem.ParseSeries(series); err != nil {
			return fault.New(fault.Usage, "%q is not a series.", plain.Cut(series, 40)).Then("Write it like SOM or ASEM/SOM.")
		}
		named := asem.Series(series)
		change.Series = &named
	}
	for _, f := range p.s.desk.DraftOffice() {
		office, err := p.s.ask(question{words: "Office, " + f.About + ". Enter to leave it:", limit: maxAnswer})
		if err != nil {
			return err
		}
		if office = strings.TrimSpace(office); office != "" {
			if err := f.Check(office); err != nil {
				return err
			}
			named := roster.Office(office)
			change.Office = &named
		}
	}
	if err := p.s.desk.RedraftDocument(document.Rewrite{Number: p.number, Change: change}); err != nil {
		return err
	}
	return p.arrive()
}

func (p *paperReader) discard() error {
	yes, err := p.s.confirm("Discard "+p.number.String()+" with its files, for good?", false)
	if err != nil || !yes {
		return err
	}
	if err := p.s.desk.DiscardDocument(p.number); err != nil {
		return err
	}
	p.s.fact("Draft %s is discarded.", p.number)
	return p.s.back()
}
