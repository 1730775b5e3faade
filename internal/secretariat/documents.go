package secretariat

import (
	"maps"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
)

// DocumentView is a document as one delegate sees it.
type DocumentView struct {
	document.Document
	Title      string      // of the version that stands
	Pillar     asem.Pillar // likewise
	New        bool
	ToMe       bool          // it was circulated to an address of the delegate's, and is not only theirs to look after
	MayGoOn    bool          // the delegate may issue its next versions and circulate it
	MayReceive bool          // the delegate can acknowledge receipt for their partner now
	Public     []asem.Number // of the versions that were released to the public
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
	Meeting  string      // for which they are, in any case; empty for all
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
	case c.Meeting != "" && !strings.EqualFold(current.Meeting, c.Meeting):
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
			doc, ok := tray.document(n)
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
			doc, _ := tray.document(n)
			page.Rows = append(page.Rows, d.document(s, me, doc, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// MeetingNames lists the meetings for which documents are that reach the delegate, as their
// versions that stand name them, in the order of the alphabet. It costs what reaches
// the delegate.
func (d *Desk) MeetingNames() ([]string, error) {
	names := map[string]bool{}
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindDocument)
		for r := (Range{Limit: MaxLimit}); ; {
			numbers, more := tray.page(r, nil)
			for _, n := range numbers {
				doc, _ := tray.document(n)
				if name := doc.Current().Meeting; name != "" {
					names[name] = true
				}
			}
			if !more || len(numbers) == 0 {
				return nil
			}
			r.From = numbers[len(numbers)-1]
		}
	})
	return slices.Sorted(maps.Keys(names)), err
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
	for _, v := range doc.Versions {
		if isPublic(s, v.Number) {
			view.Public = append(view.Public, v.Number)
		}
	}
	view.MayReceive = roster.Can(me, roster.Acknowledge, "") == nil && !doc.Received(me.Partner) &&
		slices.Contains(roster.PartnersAt(s, doc.To()), me.Partner)
	return view
}

// documented is a document that reaches the delegate. One that does not is not told
// from one that never was.
func (d *Desk) documented(s State, me roster.Delegate, symbol asem.Symbol) (document.Document, error) {
	return document.Known(s, symbol, me)
}

// readDocument is what the delegate reads of the document with a number.
func readDocument(s State, me roster.Delegate, n asem.Number) (document.Document, bool) {
	doc, ok := s.Document(n)
	if !ok {
		return doc, false
	}
	return document.Reads(s, doc, me)
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
	_, err := d.atPace("", a, func(l Ledger, _ Receipt) {
		if doc, ok := l.DocumentUnder(symbol); ok {
			d.office.shelveOwn(l, d.login, KindDocument, doc.Number)
		}
	})
	return err
}
