package secretariat

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// DocumentView is a document as one delegate sees it.
type DocumentView struct {
	document.Document
	Title      string      // of the version that stands
	Pillar     asem.Pillar // likewise
	New        bool
	ToMe       bool // it was circulated to an address of the delegate's, and is not only theirs to look after
	MayGoOn    bool // the delegate may issue its next versions and circulate it
	MayReceive bool // the delegate can acknowledge receipt for their partner now
}

// DocumentPage is a page of documents.
type DocumentPage struct {
	Rows            []DocumentView
	Earlier, Follow bool
}

// DocumentScope says which documents are listed. The zero scope is all that reach the
// delegate.
type DocumentScope struct {
	Series   asem.Series // empty for all
	Year     int         // of issue; 0 for all
	Pillar   asem.Pillar // Across for all, but if NoPillar
	NoPillar bool        // only those that stand across the pillars
	ToMe     bool        // only those circulated to the delegate's own addresses
	New      bool        // only those that are new to the delegate
}

// takes says whether a document is in the scope, as far as it says so itself.
func (c DocumentScope) takes(doc document.Document) bool {
	current := doc.Current()
	_, year, _, _ := doc.Symbol.Parts()
	switch {
	case c.Series != "" && doc.Series != c.Series, c.Year != 0 && year != c.Year:
		return false
	case c.NoPillar:
		return current.Pillar == asem.Across
	}
	return c.Pillar == asem.Across || current.Pillar == c.Pillar
}

// Documents lists the documents that reach the delegate: those of one series by their
// symbols, the newest first, and else all of them by their numbers, the highest first.
func (d *Desk) Documents(scope DocumentScope, p Page) (DocumentPage, error) {
	var page DocumentPage
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindDocument)
		mine := roster.Addresses(s, me, s.BoardIDs())
		skip := func(n asem.Number) bool {
			doc, ok := s.Document(n)
			return !ok || !scope.takes(doc) || scope.New && !tray.isNew(n) || scope.ToMe && !reachesAny(doc, mine)
		}
		var numbers []asem.Number
		var more bool
		if scope.Series == "" {
			numbers, more = tray.page(span, skip)
		} else {
			numbers, more = inSeries(s, scope, span, func(n asem.Number) bool { return !tray.holds(n) || skip(n) })
		}
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			doc, _ := s.Document(n)
			page.Rows = append(page.Rows, d.document(s, me, doc, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// inSeries is a page of a series without what skip says. It costs what the page costs
// and what is passed over.
func inSeries(s State, scope DocumentScope, r Range, skip func(asem.Number) bool) (page []asem.Number, more bool) {
	return sifted(r, directed(func(r Range) ([]asem.Number, bool) { return s.DocumentsIn(scope.Series, scope.Year, r) }), skip)
}

func reachesAny(doc document.Document, mine []roster.Address) bool {
	return slices.ContainsFunc(doc.To(), func(a roster.Address) bool { return slices.Contains(mine, a) })
}

// document is the document as the delegate sees it.
func (d *Desk) document(s State, me roster.Delegate, doc document.Document, isNew bool) DocumentView {
	current := doc.Current()
	view := DocumentView{Document: doc, Title: current.Title, Pillar: current.Pillar, New: isNew,
		ToMe: roster.ReachesAny(s, doc.To(), me), MayGoOn: document.MayGoOn(s, doc, d.login) == nil}
	view.MayReceive = roster.Can(me, roster.Acknowledge, "") == nil && !doc.Received(me.Partner) &&
		slices.Contains(roster.PartnersAt(s, doc.To()), me.Partner)
	return view
}

// documented is a document that reaches the delegate. One that does not is not told
// from one that never was.
func (d *Desk) documented(s State, me roster.Delegate, symbol asem.Symbol) (document.Document, error) {
	doc, ok := s.DocumentUnder(symbol)
	if !ok || !document.Reads(s, doc, me) {
		return document.Document{}, document.NoDocument(symbol)
	}
	return doc, nil
}

// Document is one document. Looking at it marks nothing.
func (d *Desk) Document(symbol asem.Symbol) (DocumentView, error) {
	var view DocumentView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		doc, err := d.documented(s, me, symbol)
		if err == nil {
			view = d.document(s, me, doc, d.office.tray(s, me, KindDocument).isNew(doc.Number))
		}
		return err
	})
	return view, err
}

// FreshDocuments lists what is new to the delegate among documents, the newest first,
// most at the most.
func (d *Desk) FreshDocuments(most int) ([]DocumentView, error) {
	var views []DocumentView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, n := range d.newDocuments(s, me) {
			if len(views) == most {
				break
			}
			doc, _ := s.Document(n)
			views = append(views, d.document(s, me, doc, true))
		}
		return nil
	})
	return views, err
}

func (d *Desk) newDocuments(s State, me roster.Delegate) []asem.Number {
	return d.office.tray(s, me, KindDocument).fresh()
}

// SeriesView is a series of documents as one delegate sees it.
type SeriesView struct {
	Series asem.Series
	Title  string // empty for one that was begun later
	Years  []int  // in which a document was issued that reaches the delegate, the newest first
}

// Series lists the series that every installation has, and those others in which a
// document reaches the delegate, by name.
func (d *Desk) Series() ([]SeriesView, error) {
	var views []SeriesView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, f := range asem.AllFoundingSeries() {
			views = append(views, SeriesView{Series: f.Series, Title: f.Title})
		}
		for _, name := range s.Series() {
			years := d.yearsOf(s, me, name)
			i := slices.IndexFunc(views, func(v SeriesView) bool { return v.Series == name })
			switch {
			case i >= 0:
				views[i].Years = years
			case len(years) > 0:
				views = append(views, SeriesView{Series: name, Years: years})
			}
		}
		return nil
	})
	return views, err
}

// yearsOf looks in each year for one document that reaches the delegate.
func (d *Desk) yearsOf(s State, me roster.Delegate, series asem.Series) (years []int) {
	tray := d.office.tray(s, me, KindDocument)
	skip := func(n asem.Number) bool { return !tray.holds(n) }
	for at := (Range{Limit: 1}); ; {
		newest, _ := s.DocumentsIn(series, 0, at)
		if len(newest) == 0 {
			return years
		}
		doc, _ := s.Document(newest[0])
		_, year, _, _ := doc.Symbol.Parts()
		if found, _ := inSeries(s, DocumentScope{Series: series, Year: year}, Range{Limit: 1}, skip); len(found) > 0 {
			years = append(years, year)
		}
		oldest, _ := s.DocumentsIn(series, year, Range{Limit: 1, Backward: true})
		at.From = oldest[0]
	}
}

// ReceiptView is how one partner stands to a document that was circulated to it.
type ReceiptView struct {
	Partner  asem.Code
	Name     string
	Received bool              // every version
	Receipt  *document.Receipt // the newest; nil where there is none
	Version  document.Label    // the newest version that it covers
}

// Receipts lists the partners to which a document was circulated, by code, and what
// each acknowledged: all of them to those who go on with the document, to others
// their own partner.
func (d *Desk) Receipts(symbol asem.Symbol) ([]ReceiptView, error) {
	var views []ReceiptView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		doc, err := d.documented(s, me, symbol)
		if err != nil {
			return err
		}
		all := sees(doc, me)
		for _, code := range roster.PartnersAt(s, doc.To()) {
			if all || code == me.Partner {
				views = append(views, receiptOf(s, doc, code))
			}
		}
		return nil
	})
	return views, err
}

// sees says whether the delegate is told what other partners did with a document: those
// who submit it and the coordinators are, observers among them too.
func sees(doc document.Document, me roster.Delegate) bool {
	return me.Holds(roster.Coordinator) || slices.Contains(doc.By, me.Partner)
}

func receiptOf(s State, doc document.Document, code asem.Code) ReceiptView {
	p, _ := s.Partner(code)
	view := ReceiptView{Partner: code, Name: p.Name, Received: doc.Received(code)}
	if r, ok := doc.ReceiptOf(code); ok {
		view.Receipt, view.Version = &r, doc.Versions[r.Versions-1].Label
	}
	return view
}

// DocumentEvent is something that happened to a document: exactly one of Version,
// Translation, Circulation and Receipt is set.
type DocumentEvent struct {
	At          time.Time
	By          asem.Login // empty for the server itself
	Label       document.Label
	Version     *document.Version
	Translation *document.Translation
	Circulation *document.Circulation
	Receipt     *document.Receipt
}

// DocumentHistory lists what happened to a document, the first thing first.
func (d *Desk) DocumentHistory(symbol asem.Symbol) ([]DocumentEvent, error) {
	var events []DocumentEvent
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		doc, err := d.documented(s, me, symbol)
		if err != nil {
			return err
		}
		for _, v := range doc.Versions {
			events = append(events, DocumentEvent{At: v.At, By: v.Issued.Login, Label: v.Label, Version: &v})
			for _, t := range v.Translations {
				events = append(events, DocumentEvent{At: t.At, By: t.Issued.Login, Label: v.Label, Translation: &t})
			}
		}
		for _, c := range doc.Circulated {
			events = append(events, DocumentEvent{At: c.At, By: c.By, Circulation: &c})
		}
		for _, r := range doc.Receipts {
			if sees(doc, me) || r.Partner == me.Partner {
				events = append(events, DocumentEvent{At: r.At, By: r.By, Label: doc.Versions[r.Versions-1].Label, Receipt: &r})
			}
		}
		slices.SortStableFunc(events, func(a, b DocumentEvent) int { return a.At.Compare(b.At) })
		return nil
	})
	return events, err
}

// MayDraftDocument is nil, or why the delegate draws up no documents.
func (d *Desk) MayDraftDocument() error {
	_, err := d.ask(roster.Write, "", nil)
	return err
}

// MayGoOn is nil, or why the delegate can neither issue the next versions of the
// document nor circulate it.
func (d *Desk) MayGoOn(symbol asem.Symbol) error {
	_, err := d.ask(roster.Write, "", func(s State, me roster.Delegate) error {
		doc, err := d.documented(s, me, symbol)
		if err != nil {
			return err
		}
		return document.MayGoOn(s, doc, d.login)
	})
	return err
}

// CirculateDocument sends a document to further addresses.
func (d *Desk) CirculateDocument(symbol asem.Symbol, to []roster.Address) error {
	return d.onDocument(symbol, document.Circulate{Of: symbol, To: to})
}

// ReceiveDocument acknowledges for the delegate's partner the receipt of all versions
// of a document. Again is harmless.
func (d *Desk) ReceiveDocument(symbol asem.Symbol) error {
	return d.onDocument(symbol, document.Receive{Of: symbol})
}

// onDocument does something about a document that reaches the delegate.
func (d *Desk) onDocument(symbol asem.Symbol, a document.Action) error {
	if _, err := d.Document(symbol); err != nil {
		return err
	}
	if err := d.office.rates.allowPaper(d.login, d.office.now()); err != nil {
		return err
	}
	_, err := d.act("", a, func(l Ledger, _ Receipt) {
		if doc, ok := l.DocumentUnder(symbol); ok {
			d.office.shelveOwn(l, d.login, KindDocument, doc.Number)
		}
	})
	return err
}

// numberedDocument is the document of which the number is that of a version, a
// translation or a draft of the delegate's own.
func (d *Desk) numberedDocument(s State, me roster.Delegate, n asem.Number) (Destination, bool) {
	if draft, ok := s.DocumentDraft(n); ok && draft.Author.Login == d.login {
		return Destination{Number: n, Kind: KindDraft}, true
	}
	of, ok := s.DocumentOf(n)
	if !ok {
		return Destination{}, false
	}
	doc, ok := s.Document(of)
	if !ok || !document.Reads(s, doc, me) {
		return Destination{}, false
	}
	return Destination{Number: n, Kind: KindDocument, Symbol: doc.Symbol, Version: labelOf(doc, n)}, true
}

// labelOf is the version that has this number, or a translation with it.
func labelOf(doc document.Document, n asem.Number) document.Label {
	for _, v := range doc.Versions {
		if v.Number == n || slices.ContainsFunc(v.Translations, func(t document.Translation) bool { return t.Number == n }) {
			return v.Label
		}
	}
	return doc.Current().Label
}

// findDocument is where a symbol leads, with or without a version behind it.
func (d *Desk) findDocument(s State, me roster.Delegate, symbol asem.Symbol, label document.Label) (Destination, error) {
	doc, err := d.documented(s, me, symbol)
	if err != nil {
		return Destination{}, err
	}
	if label == "" {
		label = doc.Current().Label
	}
	v, ok := doc.Version(label)
	if !ok {
		return Destination{}, document.NoVersion(doc, label)
	}
	return Destination{Number: v.Number, Kind: KindDocument, Symbol: symbol, Version: label}, nil
}

// ParseSymbol reads a symbol, with or without a version behind it, or the number of a
// version that reaches the delegate.
func (d *Desk) ParseSymbol(name string) (asem.Symbol, document.Label, error) {
	n, err := asem.ParseNumber(name)
	if err != nil {
		return document.ParseSymbol(name)
	}
	to, err := d.Find(n.String())
	switch {
	case err != nil:
		return "", "", err
	case to.Kind != KindDocument:
		return "", "", fault.New(fault.NotFound, "%s is no document.", n).Then("`docs` lists those that reach you.")
	}
	return to.Symbol, to.Version, nil
}
