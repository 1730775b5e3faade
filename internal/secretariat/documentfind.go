package secretariat

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// numberedDocument is the document of which the number is that of a version, a
// translation or a draft of the delegate's own.
func (d *Desk) numberedDocument(s State, me roster.Delegate, n asem.Number) (Destination, bool) {
	if draft, ok := s.DocumentDraft(n); ok && document.Holds(s, draft, d.login) {
		return Destination{Number: n, Kind: KindDraft}, true
	}
	of, ok := s.DocumentOf(n)
	if !ok {
		return Destination{}, false
	}
	doc, ok := readDocument(s, me, of)
	label, has := labelOf(doc, n)
	if !ok || !has {
		return Destination{}, false
	}
	return Destination{Number: n, Kind: KindDocument, Symbol: doc.Symbol, Version: label}, true
}

// labelOf is the version that has this number, or a translation with it.
func labelOf(doc document.Document, n asem.Number) (l document.Label, ok bool) {
	for _, v := range doc.Versions {
		if v.Number == n || slices.ContainsFunc(v.Translations, func(t document.Translation) bool { return t.Number == n }) {
			return v.Label, true
		}
	}
	return "", false
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
