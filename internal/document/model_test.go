package document

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A model is a registry in plain maps, folded from facts.
type model struct {
	roster.State // nothing else of the roster is asked; asking ends the test
	delegates    map[asem.Login]roster.Delegate
	drafts       map[asem.Number]Draft
	documents    map[asem.Number]Document
	next         asem.Number
	now          time.Time
}

const (
	anna asem.Login = "anna.author"      // FI/Brussels
	aino asem.Login = "aino.reader"      // FI, reads
	bao  asem.Login = "bao.other"        // VN/Brussels, contact point
	cho  asem.Login = "cho.coordinator"  // KR
	dov  asem.Login = "dov.bystander"    // DE
	eve  asem.Login = "eve.operator"     // the secretariat
	fay  asem.Login = "fay.left"         // FI, left
	mod  asem.Login = "mod.of.moderates" // DE, moderates
)

func newModel() *model {
	m := &model{delegates: map[asem.Login]roster.Delegate{}, drafts: map[asem.Number]Draft{}, documents: map[asem.Number]Document{},
		next: 7, now: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)}
	for _, d := range []roster.Delegate{
		{Login: anna, Name: "Anna Author", Partner: "FI", Mission: "Brussels", Roles: []roster.Role{{Name: roster.Ordinary}}},
		{Login: aino, Partner: "FI", Roles: []roster.Role{{Name: roster.Observer}}},
		{Login: bao, Partner: "VN", Mission: "Brussels", Roles: []roster.Role{{Name: roster.ContactPoint}}},
		{Login: cho, Partner: "KR", Roles: []roster.Role{{Name: roster.Coordinator}, {Name: roster.ContactPoint}}},
		{Login: dov, Partner: "DE", Roles: []roster.Role{{Name: roster.Ordinary}}},
		{Login: eve, Partner: "XA", Roles: []roster.Role{{Name: roster.Secretariat}}},
		{Login: fay, Partner: "FI", Left: true, Roles: []roster.Role{{Name: roster.Ordinary}}},
		{Login: mod, Partner: "DE", Roles: []roster.Role{{Name: roster.Ordinary}, {Name: roster.Moderator}}},
	} {
		m.delegates[d.Login] = d
	}
	return m
}

var partners = []roster.PartnerAdmitted{
	{Code: "DE", Name: "Germany", Region: asem.Europe, Group: "EU"},
	{Code: "FI", Name: "Finland", Region: asem.Europe, Group: "EU"},
	{Code: "KR", Name: "Korea", Region: asem.Asia, Group: "NESA"},
	{Code: "VN", Name: "Viet Nam", Region: asem.Asia, Group: "ASEAN"},
	{Code: "XA", Name: "ASEAN Secretariat", Region: asem.Asia, Group: "institution"},
}

func (m *model) Partners() []roster.PartnerAdmitted { return partners }

func (m *model) Partner(c asem.Code) (roster.PartnerAdmitted, bool) {
	i := slices.IndexFunc(partners, func(p roster.PartnerAdmitted) bool { return p.Code == c })
	if i < 0 {
		return roster.PartnerAdmitted{}, false
	}
	return partners[i], true
}

func (m *model) Delegate(l asem.Login) (roster.Delegate, bool) { d, ok := m.delegates[l]; return d, ok }

func (m *model) Delegates() []roster.Delegate {
	var list []roster.Delegate
	for _, d := range m.delegates {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b roster.Delegate) int { return cmp.Compare(a.Login, b.Login) })
	return list
}

func (m *model) DocumentDraft(n asem.Number) (Draft, bool) { d, ok := m.drafts[n]; return d, ok }

func (m *model) DocumentDrafts(l asem.Login) (list []Draft) {
	for _, d := range m.drafts {
		if d.Author.Login == l {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b Draft) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

func (m *model) Document(n asem.Number) (Document, bool) { d, ok := m.documents[n]; return d, ok }

func (m *model) DocumentUnder(s asem.Symbol) (Document, bool) {
	for _, d := range m.documents {
		if d.Symbol == s {
			return d, true
		}
	}
	return Document{}, false
}

func (m *model) LastSerial(series asem.Series, year int) (last int) {
	for _, d := range m.documents {
		if of, in, serial, _ := d.Symbol.Parts(); of == series && in == year {
			last = max(last, serial)
		}
	}
	return last
}

func (m *model) Begun(series asem.Series) bool {
	for _, d := range m.documents {
		if d.Series == series {
			return true
		}
	}
	return false
}

func (m *model) HasCluster(c asem.ClusterID) bool { return c == "water" }

func (m *model) NextNumber() asem.Number { return m.next }

// do asks policy, decides an action and folds what came of it.
func (m *model) do(by asem.Login, a Action) ([]rule.Fact, error) {
	act, board, err := a.Asks(m)
	if err != nil {
		return nil, err
	}
	if by != "" {
		if err := roster.Can(m.delegates[by], act, board); err != nil {
			return nil, err
		}
	}
	r, err := a.Decide(m, rule.Occasion{By: by, At: m.now})
	for _, f := range r.Facts {
		m.fold(by, f)
	}
	return r.Facts, err
}

func (m *model) fold(by asem.Login, f rule.Fact) {
	switch f := f.(type) {
	case Drafted:
		m.next = f.Number + 1
		m.drafts[f.Number] = Draft{Number: f.Number, Author: f.Author, Paper: f.Paper}
	case Redrafted:
		d := m.drafts[f.Number]
		d.Paper = f.Paper
		m.drafts[f.Number] = d
	case Discarded:
		delete(m.drafts, f.Number)
	case Issued:
		delete(m.drafts, f.Number)
		m.next = max(m.next, f.Number+1)
		doc, ok := m.documents[f.Document]
		if !ok {
			doc = Document{Symbol: f.Symbol, Number: f.Number, Series: f.Paper.Series, By: f.Paper.By, Archived: f.Archived}
		}
		doc.Versions = append(slices.Clip(doc.Versions), Version{Label: f.Version, Number: f.Number, At: f.At, Issued: f.Author, Title: f.Paper.Title,
			Language: f.Paper.Language, Pillar: f.Paper.Pillar, Clusters: f.Paper.Clusters, Item: f.Paper.Item, Files: f.Paper.Files, Read: f.Read, Brackets: f.Brackets})
		for _, to := range f.To {
			doc.Circulated = append(doc.Circulated, Circulation{To: to, By: by})
		}
		m.documents[doc.Number] = doc
	case Translated:
		delete(m.drafts, f.Number)
		doc := m.documents[f.Document]
		doc.Versions = slices.Clone(doc.Versions)
		for i, v := range doc.Versions {
			if v.Label == f.Version {
				doc.Versions[i].Files = append(slices.Clone(v.Files), f.Files...)
				doc.Versions[i].Translations = append(slices.Clone(v.Translations), Translation{Language: f.Language, Title: f.Title})
			}
		}
		m.documents[f.Document] = doc
	case Circulated:
		doc := m.documents[f.Document]
		for _, to := range f.To {
			doc.Circulated = append(doc.Circulated, Circulation{To: to, By: by})
		}
		m.documents[f.Document] = doc
	case Received:
		doc := m.documents[f.Document]
		doc.Receipts = slices.DeleteFunc(slices.Clone(doc.Receipts), func(r Receipt) bool { return r.Partner == f.Partner })
		doc.Receipts = append(doc.Receipts, Receipt{Partner: f.Partner, Versions: f.Versions, By: f.By})
		m.documents[f.Document] = doc
	default:
		panic(f)
	}
}

// file is a file of that content.
func file(content string) File {
	return File{Name: content + ".txt", Bytes: int64(len(content)), Digest: rule.DigestOf(content)}
}

// drafts draws something up, which must work.
func (m *model) draft(t testing.TB, by asem.Login, p Paper) asem.Number {
	t.Helper()
	p.Title = cmp.Or(p.Title, "A title")
	if p.Files == nil {
		p.Files = []File{file(fmt.Sprint("paper ", m.next))}
	}
	facts, err := m.do(by, Write{p})
	if err != nil || len(facts) != 1 {
		t.Fatalf("%+v: %+v, %v", p, facts, err)
	}
	return facts[0].(Drafted).Number
}

// issue issues a new document in a series, which must work.
func (m *model) issue(t testing.TB, by asem.Login, series asem.Series, to ...roster.Address) Document {
	t.Helper()
	n := m.draft(t, by, Paper{Series: series})
	return m.must(t, by, Issue{Number: n, To: to})
}

// must does it, and gives the document that it was about.
func (m *model) must(t testing.TB, by asem.Login, a Action) Document {
	t.Helper()
	facts, err := m.do(by, a)
	if err != nil || len(facts) != 1 {
		t.Fatalf("%+v: %+v, %v", a, facts, err)
	}
	switch f := facts[0].(type) {
	case Issued:
		return m.documents[f.Document]
	case Translated:
		return m.documents[f.Document]
	case Circulated:
		return m.documents[f.Document]
	case Received:
		return m.documents[f.Document]
	}
	return Document{}
}
