package document

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// TestSerialsHaveNoGaps does random things as random people over three years: the
// serials of each series and year are 1, 2, 3, each given once, and nothing that was
// issued ever changes but by translations.
func TestSerialsHaveNoGaps(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 6))
		m := newModel()
		people := []asem.Login{anna, aino, bao, cho, dov, eve}
		series := []asem.Series{"SOM", "asem/fmm", "ASEM/NEW/ONE", ""}
		given := map[asem.Symbol]asem.Number{}
		for range 400 {
			m.now = m.now.Add(time.Duration(random.IntN(72)) * time.Hour)
			before := m.documents
			m.documents = map[asem.Number]Document{}
			for n, d := range before {
				m.documents[n] = d
			}
			by := people[random.IntN(len(people))]
			_, _ = m.do(by, someAction(m, random, by, series)) // refusals are part of life
			for n, was := range before {
				wantSame(t, was, m.documents[n])
			}
			for n, doc := range m.documents {
				if other, ok := given[doc.Symbol]; ok && other != n {
					t.Fatalf("seed %d: %s was given to %s and to %s", seed, doc.Symbol, other, n)
				}
				given[doc.Symbol] = n
			}
		}
		wantNoGaps(t, m)
	}
}

func someAction(m *model, random *rand.Rand, by asem.Login, series []asem.Series) Action {
	drafts := m.DocumentDrafts(by)
	if len(drafts) == 0 || random.IntN(3) == 0 {
		return Write{Paper{Series: series[random.IntN(len(series))], Title: "Title", Files: []File{file(fmt.Sprint(random.IntN(9)))}}}
	}
	n := drafts[random.IntN(len(drafts))].Number
	of := asem.Symbol("ASEM/SOM/2026/1")
	if there := slices.Sorted(maps.Keys(m.documents)); len(there) > 0 {
		of = m.documents[there[random.IntN(len(there))]].Symbol
	}
	switch random.IntN(7) {
	case 0:
		return Discard{n}
	case 1:
		return Issue{Number: n, As: Kinds()[random.IntN(3)], Of: of}
	case 2:
		language := Language("fr")
		if _, err := m.do(by, Rewrite{Number: n, Change: Change{Language: &language}}); err != nil {
			return Discard{n}
		}
		return Translate{Number: n, Of: of}
	case 3:
		return Circulate{Of: of, To: []roster.Address{"@asia", "DE"}}
	case 4:
		return Receive{Of: of}
	}
	return Issue{Number: n, To: []roster.Address{"FI", "@nesa"}}
}

// wantSame: what was issued did not change, but that things were added.
func wantSame(t *testing.T, was, is Document) {
	t.Helper()
	if was.Symbol != is.Symbol || !slices.Equal(was.By, is.By) || len(is.Versions) < len(was.Versions) || len(is.Circulated) < len(was.Circulated) {
		t.Fatalf("%+v became %+v", was, is)
	}
	for i, v := range was.Versions {
		w := is.Versions[i]
		if v.Label != w.Label || v.Title != w.Title || v.Number != w.Number || !slices.Equal(v.Files, w.Files[:len(v.Files)]) {
			t.Fatalf("%+v became %+v", v, w)
		}
	}
}

func wantNoGaps(t *testing.T, m *model) {
	t.Helper()
	counts, highest := map[string]int{}, map[string]int{}
	for _, doc := range m.documents {
		series, year, serial, ok := doc.Symbol.Parts()
		if !ok || doc.Series != series || doc.Versions[0].At.Year() != year {
			t.Fatalf("%s of %v", doc.Symbol, doc.Versions[0].At)
		}
		key := fmt.Sprint(series, year)
		counts[key]++
		highest[key] = max(highest[key], serial)
	}
	for key, n := range counts {
		if highest[key] != n {
			t.Errorf("%s: %d documents, and the last serial is %d", key, n, highest[key])
		}
	}
	if len(counts) < 3 {
		t.Errorf("too little was issued: %v", counts)
	}
}

func TestVersions(t *testing.T) {
	m := newModel()
	doc := m.issue(t, anna, "som", "VN")
	if doc.Symbol != "ASEM/SOM/2026/1" || doc.Current().Label != First || doc.SupersededBy(First) != "" {
		t.Fatalf("%+v", doc)
	}
	next := func(by asem.Login, k Kind) Document {
		t.Helper()
		return m.must(t, by, Issue{Number: m.draft(t, by, Paper{Title: string(k)}), As: k, Of: doc.Symbol})
	}
	next(anna, Addendum)
	next(anna, Revision)
	next(cho, Corrigendum)
	next(anna, Addendum)
	doc = next(anna, Revision)
	var labels []Label
	for _, v := range doc.Versions {
		labels = append(labels, v.Label)
	}
	if want := []Label{"-", "ADD 1", "REV 1", "COR 1", "ADD 2", "REV 2"}; !slices.Equal(labels, want) {
		t.Errorf("%v", labels)
	}
	for label, want := range map[Label]Label{"-": "REV 2", "REV 1": "REV 2", "REV 2": "", "ADD 1": "", "COR 1": ""} {
		if got := doc.SupersededBy(label); got != want {
			t.Errorf("%s is superseded by %q, want %q", label, got, want)
		}
	}
	if doc.Current().Label != "REV 2" || doc.Newest().Label != "REV 2" || len(doc.By) != 1 || doc.By[0] != "FI" {
		t.Errorf("%+v", doc)
	}
}

// TestInheritance: what a revision does not say of itself it has from its document.
func TestInheritance(t *testing.T) {
	m := newModel()
	n := m.draft(t, anna, Paper{Series: "SOM", Pillar: asem.Economic, Clusters: []asem.ClusterID{"water"}, Item: "3 (b)"})
	doc := m.must(t, anna, Issue{Number: n, To: []roster.Address{"@all"}})
	doc = m.must(t, anna, Issue{Number: m.draft(t, anna, Paper{Title: "Another"}), As: Revision, Of: doc.Symbol})
	v := doc.Current()
	if v.Pillar != asem.Economic || v.Item != "3 (b)" || len(v.Clusters) != 1 || v.Title != "Another" {
		t.Errorf("%+v", v)
	}
	doc = m.must(t, anna, Issue{Number: m.draft(t, anna, Paper{Pillar: asem.Political}), As: Revision, Of: doc.Symbol})
	if doc.Current().Pillar != asem.Political {
		t.Errorf("%+v", doc.Current())
	}
}

// TestWhoReads: those to whom it was circulated, those who submit it, coordinators.
func TestWhoReads(t *testing.T) {
	for to, want := range map[roster.Address][]asem.Login{
		"VN":            {aino, anna, bao, cho},
		"@all":          {aino, anna, bao, cho, dov, eve, mod},
		"@eu":           {aino, anna, cho, dov, mod},
		"VN/Brussels":   {aino, anna, bao, cho},
		"@moderators":   {aino, anna, cho, mod},
		"@secretariat":  {aino, anna, cho, eve},
		"board:finance": {aino, anna, bao, cho, dov, eve, mod},
		"KR":            {aino, anna, cho},
	} {
		m := newModel()
		doc := m.issue(t, anna, "SOM", to)
		var who []asem.Login
		for _, d := range m.Delegates() {
			if _, ok := Reads(m, doc, d); ok {
				who = append(who, d.Login)
			}
		}
		if !slices.Equal(who, want) {
			t.Errorf("%s: read by %v, want %v", to, who, want)
		}
	}
}

// TestRefusals: each is of the kind that faces turn into exit codes, and what a
// delegate does not read is answered like what never was.
func TestRefusals(t *testing.T) {
	m := newModel()
	secret := m.issue(t, cho, "COORD", "KR")
	shown := m.issue(t, anna, "SOM", "@all")
	n := m.draft(t, anna, Paper{Series: "SOM"})
	plain := m.draft(t, anna, Paper{})
	other := m.draft(t, dov, Paper{Series: "SOM"})
	french := m.draft(t, anna, Paper{Language: "fr", Files: []File{{Name: "x", Bytes: 1, Language: "en"}}})
	all := []roster.Address{"@all"}
	for name, c := range map[string]struct {
		by   asem.Login
		a    Action
		kind fault.Kind
		says string
	}{
		"an observer":                 {aino, Write{Paper{Title: "T"}}, fault.Refused, "do not write"},
		"the secretariat":             {eve, Write{Paper{Title: "T"}}, fault.Refused, "do not write"},
		"who left":                    {fay, Write{Paper{Title: "T"}}, fault.Refused, "has ended"},
		"no title":                    {anna, Write{Paper{}}, fault.Usage, "needs a title"},
		"no language":                 {anna, Write{Paper{Title: "T", Language: "english!"}}, fault.Usage, "not the tag"},
		"no series":                   {anna, Write{Paper{Title: "T", Series: "a b"}}, fault.Usage, "not a series"},
		"a new series":                {anna, Write{Paper{Title: "T", Series: "ASEM/NEW"}}, fault.Refused, "coordinator begins"},
		"no pillar":                   {anna, Write{Paper{Title: "T", Pillar: "x"}}, fault.Usage, "not a pillar"},
		"no cluster":                  {anna, Write{Paper{Title: "T", Clusters: []asem.ClusterID{"x"}}}, fault.NotFound, "no cluster"},
		"in the name of others":       {anna, Write{Paper{Title: "T", By: []asem.Code{"FI", "VN"}}}, fault.Refused, "in the name of FI"},
		"no partner":                  {cho, Write{Paper{Title: "T", By: []asem.Code{"ZZ"}}}, fault.NotFound, "no partner"},
		"an empty file":               {anna, Write{Paper{Title: "T", Files: []File{{Name: "x"}}}}, fault.Usage, "is empty"},
		"a file without a name":       {anna, Write{Paper{Title: "T", Files: []File{{Bytes: 1}}}}, fault.Usage, "needs a name"},
		"one file twice":              {anna, Write{Paper{Title: "T", Files: []File{file("a"), file("a")}}}, fault.Conflict, "two files"},
		"another's draft":             {anna, Issue{Number: other, To: all}, fault.NotFound, "You have no draft"},
		"another's draft, to change":  {anna, Rewrite{Number: other}, fault.NotFound, "You have no draft"},
		"another's draft, to drop":    {anna, Discard{other}, fault.NotFound, "You have no draft"},
		"no draft":                    {anna, Issue{Number: 99, To: all}, fault.NotFound, "You have no draft"},
		"no address":                  {anna, Issue{Number: n}, fault.Usage, "needs an address"},
		"to a person":                 {anna, Issue{Number: n, To: []roster.Address{bao2}}, fault.Usage, "not circulated to bao.other alone"},
		"to nobody":                   {anna, Issue{Number: n, To: []roster.Address{"x"}}, fault.Usage, "no address"},
		"without a series":            {anna, Issue{Number: plain, To: all}, fault.Usage, "needs a series"},
		"in another language":         {anna, Issue{Number: french, To: all}, fault.Refused, "None of its files is in fr"},
		"changed meanwhile":           {anna, Issue{Number: n, To: all, Count: Count{Of: rule.DigestOf("x")}}, fault.Conflict, "changed meanwhile"},
		"a revision of what is not":   {anna, Issue{Number: n, As: Revision, Of: "ASEM/SOM/2026/9"}, fault.NotFound, "There is no document ASEM/SOM/2026/9."},
		"a revision of what is hid":   {anna, Issue{Number: plain, As: Revision, Of: secret.Symbol}, fault.NotFound, "There is no document " + string(secret.Symbol) + "."},
		"a revision of others":        {dov, Issue{Number: other, As: Revision, Of: shown.Symbol}, fault.Refused, "is submitted by FI"},
		"a revision in its name":      {anna, Issue{Number: n, As: "NEW", Of: shown.Symbol}, fault.Usage, "no kind of version"},
		"circulating what is hid":     {anna, Circulate{Of: secret.Symbol, To: all}, fault.NotFound, "There is no document"},
		"circulating others'":         {dov, Circulate{Of: shown.Symbol, To: all}, fault.Refused, "is submitted by FI"},
		"circulating to nobody":       {anna, Circulate{Of: shown.Symbol}, fault.Usage, "Nobody is named"},
		"receiving, a mere delegate":  {anna, Receive{Of: shown.Symbol}, fault.Refused, "do not speak"},
		"receiving what is hid":       {bao, Receive{Of: secret.Symbol}, fault.NotFound, "There is no document"},
		"translating into the same":   {anna, Translate{Number: n, Of: shown.Symbol}, fault.Conflict, "in en already"},
		"translating no version":      {anna, Translate{Number: n, Of: shown.Symbol, Version: "REV 9"}, fault.NotFound, "has no version REV 9"},
		"taking out what is not in":   {anna, Rewrite{Number: n, Detach: []File{{Name: "x"}}}, fault.NotFound, "has no file"},
		"the server's own, by others": {anna, Deposit{Paper: Paper{Series: "SOM"}}, fault.Refused, ""},
	} {
		documents, drafts := len(m.documents), len(m.drafts)
		facts, err := m.do(c.by, c.a)
		if fault.KindOf(err) != c.kind || len(facts) > 0 || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %+v, %v", name, facts, err)
		}
		if len(m.documents) != documents || len(m.drafts) != drafts {
			t.Errorf("%s: refused, and something changed", name)
		}
	}
}

const bao2 = roster.Address(bao)

// TestIssuingWithoutAFile says that there is nothing to issue.
func TestIssuingWithoutAFile(t *testing.T) {
	m := newModel()
	facts, err := m.do(anna, Write{Paper{Title: "T", Series: "SOM"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.do(anna, Issue{Number: facts[0].(Drafted).Number, To: []roster.Address{"@all"}}); fault.KindOf(err) != fault.Refused {
		t.Error(err)
	}
}

func TestRewriting(t *testing.T) {
	m := newModel()
	n := m.draft(t, anna, Paper{Files: []File{file("a")}})
	must := func(a Rewrite) Paper {
		t.Helper()
		a.Number = n
		if facts, err := m.do(anna, a); err != nil || len(facts) != 1 {
			t.Fatalf("%+v, %v", facts, err)
		}
		return m.drafts[n].Paper
	}
	series, title, language := asem.Series("finmm"), "Better", Language("FR")
	if p := must(Rewrite{Change: Change{Series: &series, Title: &title}}); p.Series != "ASEM/FINMM" || p.Title != title || len(p.Files) != 1 {
		t.Errorf("%+v", p)
	}
	if p := must(Rewrite{Change: Change{Language: &language}}); p.Language != "fr" || p.Files[0].Language != "fr" {
		t.Errorf("files in the draft's language go over to the new one: %+v", p)
	}
	replaced := file("a")
	replaced.Digest = rule.DigestOf("another")
	if p := must(Rewrite{Attach: []File{replaced, file("b")}}); len(p.Files) != 2 || p.Files[0].Digest != replaced.Digest {
		t.Errorf("%+v", p.Files)
	}
	if p := must(Rewrite{Detach: []File{{Name: "a.txt"}}}); len(p.Files) != 1 || p.Files[0].Name != "b.txt" {
		t.Errorf("%+v", p.Files)
	}
	if facts, err := m.do(anna, Rewrite{Number: n, Change: Change{Title: &title}}); err != nil || len(facts) > 0 {
		t.Errorf("what changes nothing is a fact: %+v, %v", facts, err)
	}
}

func TestTranslations(t *testing.T) {
	m := newModel()
	doc := m.issue(t, anna, "SOM", "@all")
	french := Paper{Language: "fr", Title: "Le titre"}
	doc = m.must(t, anna, Translate{Number: m.draft(t, anna, french), Of: doc.Symbol})
	v := doc.Current()
	if !slices.Equal(v.Languages(), []Language{"en", "fr"}) || v.TitleIn("fr") != "Le titre" || v.TitleIn("de") != "A title" {
		t.Errorf("%+v", v)
	}
	if f, ok := v.Main("fr"); !ok || f.Language != "fr" {
		t.Errorf("%+v", f)
	}
	if _, err := m.do(anna, Translate{Number: m.draft(t, anna, french), Of: doc.Symbol}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second one: %v", err)
	}
	m.must(t, anna, Issue{Number: m.draft(t, anna, Paper{}), As: Revision, Of: doc.Symbol})
	doc = m.must(t, cho, Translate{Number: m.draft(t, cho, french), Of: doc.Symbol}) // of the revision
	if len(doc.Current().Translations) != 1 || doc.Current().Label != "REV 1" {
		t.Errorf("%+v", doc.Current())
	}
}

func TestCirculationAndReceipts(t *testing.T) {
	m := newModel()
	doc := m.issue(t, anna, "SOM", "VN")
	if _, err := m.do(cho, Receive{Of: doc.Symbol}); fault.KindOf(err) != fault.Refused {
		t.Errorf("a coordinator to whose partner it did not go: %v", err)
	}
	doc = m.must(t, bao, Receive{Of: doc.Symbol})
	if !doc.Received("VN") || doc.Received("KR") {
		t.Errorf("%+v", doc.Receipts)
	}
	if facts, err := m.do(bao, Receive{Of: doc.Symbol}); err != nil || len(facts) > 0 {
		t.Errorf("again: %+v, %v", facts, err)
	}
	doc = m.must(t, anna, Issue{Number: m.draft(t, anna, Paper{}), As: Addendum, Of: doc.Symbol, To: []roster.Address{"VN", "KR"}})
	if doc.Received("VN") || !slices.Equal(doc.To(), []roster.Address{"VN", "KR"}) {
		t.Errorf("a new version asks anew, and goes to whom it went: %+v", doc)
	}
	doc = m.must(t, cho, Receive{Of: doc.Symbol})
	doc = m.must(t, bao, Receive{Of: doc.Symbol})
	if len(doc.Receipts) != 2 || !doc.Received("VN") || !doc.Received("KR") {
		t.Errorf("%+v", doc.Receipts)
	}
	if facts, err := m.do(anna, Circulate{Of: doc.Symbol, To: []roster.Address{"KR", "VN"}}); err != nil || len(facts) > 0 {
		t.Errorf("to whom it went: %+v, %v", facts, err)
	}
}

// TestDeposit: what was issued before is issued once, in its own year.
func TestDeposit(t *testing.T) {
	m := newModel()
	a := Deposit{Number: 3, Paper: Paper{Series: "ASEM/SUMMIT", Title: "Declaration", Language: "en", Files: []File{file("d")}},
		At: time.Date(2006, 9, 11, 0, 0, 0, 0, time.UTC), To: []roster.Address{"@all"}}
	doc := m.must(t, "", a)
	if doc.Symbol != "ASEM/SUMMIT/2006/1" || doc.Number != 3 || !doc.Archived || m.next != 7 {
		t.Errorf("%+v", doc)
	}
	if facts, err := m.do("", a); err != nil || len(facts) > 0 {
		t.Errorf("again: %+v, %v", facts, err)
	}
	if err := MayGoOn(m, doc, anna); fault.KindOf(err) != fault.Refused {
		t.Error(err)
	}
	if err := MayGoOn(m, doc, cho); err != nil {
		t.Error(err)
	}
	a.Number, a.At = 0, a.At.AddDate(-1, 0, 0)
	if doc := m.must(t, "", a); doc.Symbol != "ASEM/SUMMIT/2005/1" || doc.Number != 7 {
		t.Errorf("%+v", doc)
	}
}

func TestBounds(t *testing.T) {
	m := newModel()
	for range MaxDrafts {
		m.draft(t, anna, Paper{})
	}
	if _, err := m.do(anna, Write{Paper{Title: "T"}}); fault.KindOf(err) != fault.Refused {
		t.Errorf("one draft more: %v", err)
	}
	doc := m.issue(t, cho, "ASEM/MANY", "@all")
	for range MaxVersions - 1 {
		doc = m.must(t, cho, Issue{Number: m.draft(t, cho, Paper{}), As: Revision, Of: doc.Symbol})
	}
	if _, err := m.do(cho, Issue{Number: m.draft(t, cho, Paper{}), As: Addendum, Of: doc.Symbol}); fault.KindOf(err) != fault.Refused {
		t.Errorf("one version more: %v", err)
	}
	large := Paper{Title: "T", Files: []File{{Name: "large", Bytes: MaxDrafted}}}
	if _, err := m.do(bao, Write{large}); err != nil {
		t.Fatal(err)
	}
	if _, err := m.do(bao, Write{Paper{Title: "T", Files: []File{file("x")}}}); fault.KindOf(err) != fault.Refused {
		t.Errorf("more bytes: %v", err)
	}
}
