package document

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide issues the draft.
func (a Issue) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, err := mine(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := issuable(d.Paper, a.Count); err != nil {
		return rule.Ruling{}, err
	}
	paper, left := d.passedTo(s, o.By)
	f := Issued{Number: d.Number, Document: d.Number, At: o.At, Author: roster.AuthorOf(s, o.By), Paper: paper, Version: First,
		To: a.To, Read: a.Count.Read, Brackets: a.Count.Brackets}
	f.Paper.Office = "" // what is issued passes on by its addresses
	if a.As == FirstIssue {
		err = f.first(s, o)
	} else {
		err = f.next(s, o, a)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: append(left, f)}, nil
}

// issuable says whether a paper is fit to be issued, with what was counted in it.
func issuable(p Paper, c Count) error {
	main, ok := mainFile(p)
	switch {
	case len(p.Files) == 0:
		return fault.New(fault.Refused, "The draft holds no file, so there is nothing to issue.").Then("Attach one: `doc attach`.")
	case !ok:
		return fault.New(fault.Refused, "None of its files is in %s, the language of the draft.", p.Language).Then("Give the draft the language of its files: `doc edit --language`.")
	case c.Of != rule.Digest{} && c.Of != main.Digest:
		return fault.New(fault.Conflict, "The draft was changed meanwhile, in another session of yours.").Then("Look at it again, then issue it.")
	}
	return nil
}

// mainFile is the file that says what the paper says.
func mainFile(p Paper) (File, bool) {
	return Version{Files: p.Files}.Main(p.Language)
}

// first gives the document its symbol.
func (f *Issued) first(s State, o rule.Occasion) error {
	if f.Paper.Series == "" {
		return fault.New(fault.Usage, "A document needs a series, in which it gets its symbol.").Then("Give the draft one: `doc edit --series ASEM/SOM`, or whichever it belongs to.")
	}
	if _, err := openSeries(s, o.By, string(f.Paper.Series)); err != nil {
		return err
	}
	if _, err := submitting(s, o.By, f.Paper.By); err != nil {
		return err // the delegate may stand in another place than when the draft was drawn up
	}
	if len(f.To) == 0 {
		return fault.New(fault.Usage, "A document needs an address to which it is circulated.").Then("Circulate it to @all, a group, partners or missions.")
	}
	if _, err := further(nil, f.To); err != nil {
		return err
	}
	year := f.At.UTC().Year()
	serial := s.LastSerial(f.Paper.Series, year) + 1
	f.Symbol = asem.SymbolOf(f.Paper.Series, year, serial)
	if _, _, _, ok := f.Symbol.Parts(); !ok {
		return fault.New(fault.Refused, "The series %s has no serial number left in %d.", f.Paper.Series, year).Then("Issue it in another series.")
	}
	return nil
}

// next makes it the next version of its kind of a document that is there.
func (f *Issued) next(s State, o rule.Occasion, a Issue) error {
	if !slices.Contains(Kinds(), a.As) {
		return fault.New(fault.Usage, "%q is no kind of version.", cut(string(a.As))).Then("It is REV, ADD or COR.")
	}
	doc, err := known(s, a.Of, o.By)
	if err != nil {
		return err
	}
	if err := mayGoOn(s, doc, o.By); err != nil {
		return err
	}
	switch {
	case f.Paper.Series != "" && f.Paper.Series != doc.Series:
		return fault.New(fault.Usage, "The draft is for the series %s, and %s is in another.", f.Paper.Series, doc.Symbol).Then("Name a document of its series, or change the draft: `doc edit --series`.")
	case len(doc.Versions) >= MaxVersions:
		return fault.New(fault.Refused, "%s has %d versions, as many as a document can have.", doc.Symbol, len(doc.Versions)).Then("Issue a new document that cites it.")
	}
	if f.To, err = further(doc.To(), f.To); err != nil {
		return err
	}
	f.Document, f.Symbol, f.Version = doc.Number, doc.Symbol, doc.Next(a.As)
	f.Paper.inherit(doc)
	return nil
}

// inherit fills what the paper does not say with what the document says.
func (p *Paper) inherit(doc Document) {
	current := doc.Current()
	p.Series, p.By = doc.Series, doc.By
	if p.Pillar == asem.Across {
		p.Pillar = current.Pillar
	}
	if len(p.Clusters) == 0 {
		p.Clusters = current.Clusters
	}
	if p.Meeting == "" {
		p.Meeting = current.Meeting
	}
	if p.Item == "" {
		p.Item = current.Item
	}
}

// known is Known for who acts under a login.
func known(s State, symbol asem.Symbol, by asem.Login) (Document, error) {
	d, _ := s.Delegate(by)
	return Known(s, symbol, d)
}

// NoDocument is the answer where a delegate reads no document of that symbol.
func NoDocument(symbol asem.Symbol) error {
	return fault.New(fault.NotFound, "There is no document %s.", symbol).Then("`docs` lists those that reach you.")
}

// mayGoOn is nil for those who issue and circulate the document's next versions: who
// writes for a partner that submits it, and the coordinators.
func mayGoOn(s State, doc Document, by asem.Login) error {
	d, _ := s.Delegate(by)
	if err := roster.Can(d, roster.Write, ""); err != nil {
		return err
	}
	if d.Holds(roster.Coordinator) || slices.Contains(doc.By, d.Partner) {
		return nil
	}
	if len(doc.By) == 0 {
		return fault.New(fault.Refused, "%s is the partners' own: coordinators issue its versions and circulate it.", doc.Symbol).
			Then("Ask a coordinator: `ssh HOST delegates --role coordinator` names them.")
	}
	return fault.New(fault.Refused, "%s is submitted by %s: their delegates and the coordinators issue its versions and circulate it.", doc.Symbol, asem.Listed(doc.By)).
		Then("Write to %s.", doc.By[0])
}

// MayGoOn is nil, or why the delegate can neither issue a next version of the document
// nor circulate it.
func MayGoOn(s State, doc Document, by asem.Login) error { return mayGoOn(s, doc, by) }

// Decide adds the translation.
func (a Translate) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, err := mine(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := issuable(d.Paper, Count{}); err != nil {
		return rule.Ruling{}, err
	}
	doc, err := known(s, a.Of, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := mayGoOn(s, doc, o.By); err != nil {
		return rule.Ruling{}, err
	}
	label := a.Version
	if label == "" {
		label = doc.Current().Label
	}
	v, ok := doc.Version(label)
	if !ok {
		return rule.Ruling{}, NoVersion(doc, label)
	}
	for _, f := range d.Paper.Files {
		if slices.Contains(v.Languages(), f.Language) {
			return rule.Ruling{}, fault.New(fault.Conflict, "%s is there in %s already, and what is issued never changes.", Cited(doc.Symbol, label), f.Language).
				Then("Issue a corrigendum or a revision, or give the draft its right language: `doc edit --language`.")
		}
	}
	if n := len(v.Files) + len(d.Paper.Files); n > MaxFiles {
		return rule.Ruling{}, fault.New(fault.Refused, "%s would have %d files with this translation; %d at most.", Cited(doc.Symbol, label), n, MaxFiles)
	}
	_, left := d.passedTo(s, o.By)
	return rule.Ruling{Facts: append(left, Translated{Number: d.Number, Document: doc.Number, Version: label, Author: roster.AuthorOf(s, o.By),
		Language: d.Paper.Language, Title: d.Paper.Title, Files: d.Paper.Files})}, nil
}

// NoVersion is the answer where a document has no version of that label.
func NoVersion(doc Document, l Label) error {
	return fault.New(fault.NotFound, "%s has no version %s.", doc.Symbol, l).Then("`doc show %s` lists its versions.", doc.Symbol)
}

// Decide issues what was issued before.
func (a Deposit) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	series, err := openSeries(s, o.By, string(a.Paper.Series))
	if err != nil {
		return rule.Ruling{}, err
	}
	year := a.At.UTC().Year()
	if s.LastSerial(series, year) > 0 {
		return rule.Ruling{}, nil
	}
	n := a.Number
	if _, taken := s.Document(n); n == 0 || n >= s.NextNumber() || taken {
		n = s.NextNumber()
	}
	return rule.Ruling{Facts: []rule.Fact{Issued{Number: n, Document: n, Symbol: asem.SymbolOf(series, year, 1), Version: First, At: a.At,
		Author: a.From, Paper: a.Paper, To: a.To, Read: a.Count.Read, Brackets: a.Count.Brackets, Archived: true}}}, nil
}
