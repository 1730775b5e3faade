package procedure

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
)

// Decide adopts what nobody broke: it becomes a document of its own, with its number, and
// with what partners attached. Before the time it is refused.
func (a Adopt) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	p, err := found(s, a.Number)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case p.Status != Open:
		return rule.Ruling{}, nil
	case o.At.Before(p.Expires):
		return rule.Ruling{}, fault.New(fault.Conflict, "The silence on %s lasts until %s.", p.Number, shown(p.Expires))
	}
	doc, v, err := version(s, p.Version)
	if err != nil {
		return rule.Ruling{}, err
	}
	n, year := s.NextNumber(), o.At.UTC().Year()
	symbol := asem.SymbolOf(Series, year, s.LastSerial(Series, year)+1)
	paper := document.Paper{Series: Series, Title: v.Title, Language: v.Language, Pillar: v.Pillar, Clusters: v.Clusters,
		Meeting: v.Meeting, Item: v.Item, By: doc.By, Files: slices.Clone(v.Files)}
	if a.Annex != nil {
		paper.Files = append(paper.Files, *a.Annex)
	}
	return rule.Ruling{Facts: []rule.Fact{
		AdoptedAs{Number: p.Number, Decision: symbol},
		document.Drafted{Number: n, Author: p.Author, Paper: paper},
		document.Issued{Number: n, Document: n, Symbol: symbol, Version: document.First, At: o.At, Author: p.Author, Paper: paper, To: p.To, Read: v.Read, Brackets: v.Brackets},
	}}, nil
}

// Decide puts off one whose time came while nobody could object. It asks for no reason,
// since it has one.
func (a Prolong) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	p, err := found(s, a.Number)
	if err != nil || p.Status != Open || !a.Expires.After(p.Expires) {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Extended{Number: p.Number, Expires: exact(a.Expires), Reason: a.Reason}}}, nil
}
