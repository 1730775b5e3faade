package secretariat

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
)

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
