package linear

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// A documentReader is one version of a document, in one of its languages. It holds names
// only: what is said is asked for when it is said.
type documentReader struct {
	s        *session
	symbol   asem.Symbol
	label    document.Label    // empty for the version that stands
	language document.Language // empty for the version's own
	file     string            // which of its files is read, from 1; empty for the first in the language
}

// goToDocument reads a document. From one to another, back leads to where the reading began.
func (s *session) goToDocument(symbol asem.Symbol, label document.Label) {
	to := &documentReader{s: s, symbol: symbol, label: label}
	if _, reading := s.top().(*documentReader); reading {
		s.replace(to)
		return
	}
	s.open(to)
}

func (r *documentReader) name() string { return document.Cited(r.symbol, r.label) }

func (r *documentReader) numbers() string { return "" }

func (r *documentReader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the version and marks the document as read, which tells nobody.
func (r *documentReader) arrive() error {
	s := r.s
	text, err := s.desk.ReadVersion(s.ctx, r.symbol, r.label, r.pick())
	if err != nil {
		return err
	}
	r.label, r.language = text.Version.Label, text.Language
	for _, fact := range r.facts(text) {
		s.fact("%s.", fact)
	}
	if err := s.text(text.Text); err != nil {
		return err
	}
	if text.Note != "" {
		s.fact("%s", text.Note)
	}
	for i, f := range text.Version.Files {
		s.fact("File %d: %s.", i+1, join(f.Name, string(f.Language), f.Type, size(f.Bytes)))
	}
	if !text.Document.New {
		return nil
	}
	if err := s.desk.MarkReadIn(secretariat.KindDocument, text.Document.Seen()); err != nil {
		return err
	}
	s.known--
	return nil
}

// public is the version that is read, and whether it is public now.
func (r *documentReader) public() (asem.Number, bool, error) {
	doc, err := r.s.desk.Document(r.symbol)
	if err != nil {
		return 0, false, err
	}
	v, _ := doc.Version(r.label)
	return v.Number, slices.Contains(doc.Public, v.Number), nil
}

// facts are what there is to know before the text.
func (r *documentReader) facts(t secretariat.VersionText) []string {
	doc, v := t.Document, t.Version
	facts := []string{
		join("Document "+document.Cited(doc.Symbol, v.Label), v.TitleIn(t.Language), string(t.Language)),
		capital(join("issued "+r.s.moment(v.At), "by "+byline(v.Issued), when(doc.New, "new"), when(slices.Contains(doc.Public, v.Number), "public"))),
	}
	if by := doc.SupersededBy(v.Label); by != "" {
		facts = append(facts, "Superseded by "+document.Cited(doc.Symbol, by))
	}
	if p, err := r.s.desk.Silence(doc.Number); err == nil {
		if words := secretariat.SilenceWords(p, v.Label, r.s.zone); words != "" {
			facts = append(facts, capital(words))
		}
	}
	facts = append(facts, join(when(len(doc.By) > 0, "Submitted by "+asem.Listed(doc.By)), doc.Pillar.Title(), when(v.Meeting != "", "meeting "+v.Meeting), when(v.Item != "", "agenda item "+v.Item)))
	if len(doc.Circulated) > 0 {
		facts = append(facts, "Circulated to "+together(asem.Words(doc.To())...))
	}
	if n := len(doc.Versions); n > 1 {
		facts = append(facts, count(n, "version", "versions")+"; v tells them")
	}
	if n := len(v.Languages()); n > 1 {
		facts = append(facts, count(n, "language", "languages")+"; L goes to the next")
	}
	if v.Brackets > 0 {
		facts = append(facts, count(v.Brackets, "pair", "pairs")+" of square brackets; [ tells them")
	}
	return facts
}

// enter reads on where something is new.
func (r *documentReader) enter() (string, func() error) { return r.s.readingOn(0) }

func (r *documentReader) offers() []offer {
	s := r.s
	versions := func(string) error { s.open(newVersions(s, r.symbol)); return nil }
	return []offer{
		{key: "a", dead: r.mayReceive, do: r.receive},
		{key: "v", do: versions},
		{key: "~", do: versions},
		{key: "L", do: r.translate},
		{key: "=", do: r.compare},
		{key: "[", do: r.brackets},
		s.cited(string(r.symbol)),
		{key: "i", dead: func() error { return s.desk.MayGoOn(r.symbol) }, do: func(string) error { return r.circulate() }},
		{key: "u", do: r.markNew},
		s.releasing(r.public),
		{key: "Z", dead: s.desk.MayOpenProcedure, do: func(until string) error {
			n, _, err := r.public()
			if err != nil {
				return err
			}
			return s.silence(n, until)
		}},
	}
}

// mayReceive is nil, or why there is no receipt to acknowledge.
func (r *documentReader) mayReceive() error {
	v, err := r.s.desk.Document(r.symbol)
	if err == nil && !v.MayReceive {
		err = fault.New(fault.Refused, "There is no receipt of %s that you could acknowledge for your partner.", r.symbol).
			Then("Contact points do, of what was circulated to their partner.")
	}
	return err
}

func (r *documentReader) receive(string) error {
	if err := r.s.desk.ReceiveDocument(r.symbol); err != nil {
		return err
	}
	r.s.fact("The receipt of %s is acknowledged for your partner.", r.symbol)
	return nil
}

// pick is the file that is read, as the desk is asked for it.
func (r *documentReader) pick() secretariat.FilePick {
	if r.file != "" {
		return secretariat.FilePick{Name: r.file}
	}
	return secretariat.FilePick{Language: r.language}
}

// translate goes to the version in another language: that which was typed, or the next.
func (r *documentReader) translate(of string) error {
	view, err := r.s.desk.Document(r.symbol)
	if err != nil {
		return err
	}
	v, _ := view.Version(r.label)
	if n, err := strconv.Atoi(of); err == nil {
		if n < 1 || n > len(v.Files) {
			return fault.New(fault.NotFound, "It has %s.", count(len(v.Files), "file", "files"))
		}
		r.file = of
		return r.arrive()
	}
	r.file = ""
	languages := v.Languages()
	to := languages[(slices.Index(languages, r.language)+1)%len(languages)]
	if of != "" {
		if to, err = document.ParseLanguage(of); err != nil {
			return err
		}
	}
	if !slices.Contains(languages, to) || to == r.language {
		var words []string
		for _, l := range languages {
			words = append(words, string(l))
		}
		return fault.New(fault.NotFound, "It is there in %s.", together(words...))
	}
	r.language = to
	return r.arrive()
}

// compare says what changed since the version before, or since the one that was typed.
func (r *documentReader) compare(of string) error {
	view, err := r.s.desk.Document(r.symbol)
	if err != nil {
		return err
	}
	from := view.Before(r.label)
	if of != "" {
		if from, err = document.ParseLabel(of); err != nil {
			return err
		}
	}
	if from == "" {
		return fault.New(fault.NotFound, "There is no version before this one.")
	}
	c, err := r.s.desk.CompareVersions(r.s.ctx, r.symbol, from, r.label, r.language)
	if err != nil {
		return err
	}
	columns, _ := r.s.window()
	if columns <= 0 {
		columns = 80
	}
	r.s.fact("%s compared with %s. What was removed stands in [- and -], what was added in {+ and +}.", document.Cited(r.symbol, r.label), than(from))
	return r.s.text(strings.Join(c.Lines(columns), "\n"))
}

func (r *documentReader) brackets(string) error {
	found, err := r.s.desk.Brackets(r.s.ctx, r.symbol, r.label, secretariat.FilePick{Language: r.language})
	if err != nil {
		return err
	}
	r.s.fact("%s.", found.Tally)
	for i, b := range found.List {
		if on, err := r.s.more(); err != nil || !on {
			return err
		}
		what := b.Text
		if !b.Balanced {
			what = "a bracket without its partner"
		}
		r.s.fact("Paragraph %d: %s", b.Paragraph, what)
		if whole := found.Under(i); whole != "" {
			r.s.fact("The paragraph: %s", whole)
		}
	}
	return nil
}

// circulate asks to whom the document is to go, and says whom that reaches before it goes.
func (r *documentReader) circulate() error {
	to, err := r.s.addressees("Circulate to", "")
	if err != nil || len(to) == 0 {
		return err
	}
	if err := r.s.desk.CirculateDocument(r.symbol, to); err != nil {
		return err
	}
	r.s.fact("%s is circulated to %s.", r.symbol, together(asem.Words(to)...))
	return nil
}

// addressees asks for addresses and whether what goes there is to go; none is nothing
// given, or no. besides says who has it in any case.
func (s *session) addressees(what, besides string) ([]roster.Address, error) {
	for {
		text, err := s.ask(question{words: what + besides + ". Give addresses with commas between, like @eu, FI, VN/Brussels. Enter for none:", limit: maxEnvelopeLine})
		if err != nil {
			return nil, err
		}
		to, err := s.desk.Resolve(plain.Line(text))
		if err != nil {
			s.refuse(err)
			continue
		}
		if len(to) == 0 {
			return nil, nil
		}
		words, err := s.desk.AddressWords(to)
		if err != nil {
			return nil, err
		}
		yes, err := s.confirm(fmt.Sprintf("%s %s?", what, together(words...)), true)
		if err != nil || !yes {
			return nil, err
		}
		return to, nil
	}
}

func (r *documentReader) markNew(string) error {
	v, err := r.s.desk.Document(r.symbol)
	if err == nil {
		err = r.s.desk.MarkNewIn(secretariat.KindDocument, v.Number)
	}
	if err != nil {
		return err
	}
	if !v.New {
		r.s.known++
	}
	r.s.fact("%s is new again.", r.symbol)
	return nil
}
