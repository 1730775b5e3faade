package storetest

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// drafts draws up a draft of a document that names these files.
func (w scribe) drafts(files ...document.File) asem.Number {
	w.t.Helper()
	var n asem.Number
	view(w.t, w.s, func(s secretariat.State) { n = s.NextNumber() })
	w.states("a.b", document.Drafted{Number: n, Author: roster.Author{Login: "a.b", Partner: "FI"},
		Paper: document.Paper{Title: "Title", Language: "en", By: []asem.Code{"FI"}, Files: files}})
	return n
}

// issues issues a draft as a new document, or as a version of one.
func (w scribe) issues(n, of asem.Number, symbol asem.Symbol, label document.Label, to ...roster.Address) {
	w.t.Helper()
	series, _, _, _ := symbol.Parts()
	w.states("a.b", document.Issued{Number: n, Document: of, Symbol: symbol, Version: label, At: epoch, Author: roster.Author{Login: "a.b"}, To: to,
		Paper: document.Paper{Series: series, Title: "Title", Language: "en", By: []asem.Code{"FI"}}})
}

// documents: what is drafted, issued and circulated is found by number, symbol, series.
func documents(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	first, second, third, dropped := w.drafts(), w.drafts(), w.drafts(), w.drafts()
	w.issues(first, first, "ASEM/SOM/2026/1", document.First, "VN")
	w.issues(second, first, "ASEM/SOM/2026/1", "REV 1", "@eu")
	w.states("a.b", document.Discarded{Number: dropped})
	w.states("a.b", document.Translated{Number: third, Document: first, Version: "REV 1", Language: "fr", Title: "Titre"})
	view(t, s, func(s secretariat.State) {
		doc, ok := s.DocumentUnder("ASEM/SOM/2026/1")
		if !ok || doc.Number != first || len(doc.Versions) != 2 || doc.Current().Number != second || len(doc.Current().Translations) != 1 ||
			!slices.Equal(doc.To(), []roster.Address{"VN", "@eu"}) || doc.Circulated[0].By != "a.b" {
			t.Errorf("%+v", doc)
		}
		for _, n := range []asem.Number{first, second, third} {
			if of, ok := s.DocumentOf(n); !ok || of != first {
				t.Errorf("%s is of %s", n, of)
			}
		}
		if _, ok := s.DocumentOf(dropped); ok || len(s.DocumentDrafts("a.b")) > 0 || s.NextNumber() != dropped+1 {
			t.Error("a draft is left")
		}
		for _, to := range []roster.Address{"VN", "@eu", "FI", "@coordinators"} {
			box := secretariat.Box(secretariat.KindDocument, to)
			ordinal, ok := s.OrdinalIn(box, first)
			settled := s.Settled(box)
			if !ok || ordinal != s.Ordinals(box) || settled.Has(ordinal) {
				t.Errorf("%s: ordinal %d of %d, %v", to, ordinal, s.Ordinals(box), ok)
			}
		}
		if n := s.Ordinals(secretariat.Box(secretariat.KindDocument, "VN")); n != 2 {
			t.Errorf("the revision was not delivered to whom the first issue went: %d", n)
		}
	})
	w.states("c.d", document.Circulated{Document: first, To: []roster.Address{"JP"}}, document.Received{Document: first, Versions: 2, Partner: "VN", By: "c.d"})
	view(t, s, func(s secretariat.State) {
		doc, _ := s.Document(first)
		if _, ok := s.OrdinalIn(secretariat.Box(secretariat.KindDocument, "JP"), first); !ok || !doc.Received("VN") || len(doc.Circulated) != 3 {
			t.Errorf("%+v", doc)
		}
		if n := s.Ordinals(secretariat.Box(secretariat.KindDocument, "VN")); n != 2 {
			t.Error("circulating further disturbed those to whom it went")
		}
	})
}

// series: documents are listed by their symbols, the newest first, in any page.
func series(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	var want []asem.Number // the newest first
	for _, in := range []struct {
		series asem.Series
		year   int
		count  int
	}{{"ASEM/SOM", 2025, 3}, {"ASEM/SOM", 2026, 12}, {"ASEM/SOMTI", 2026, 2}, {"ASEM/SOM/EXP", 2026, 1}} {
		for serial := range in.count {
			n := w.drafts()
			w.issues(n, n, asem.SymbolOf(in.series, in.year, serial+1), document.First, "VN")
			if in.series == "ASEM/SOM" {
				want = append(want, n)
			}
		}
	}
	slices.Reverse(want)
	view(t, s, func(s secretariat.State) {
		if got := s.Series(); !slices.Equal(got, []asem.Series{"ASEM/SOM", "ASEM/SOM/EXP", "ASEM/SOMTI"}) {
			t.Errorf("%v", got)
		}
		for key, want := range map[string]int{"ASEM/SOM 2026": 12, "ASEM/SOM 2025": 3, "ASEM/SOM 2024": 0, "ASEM/SO 2026": 0, "ASEM/SOMTI 2026": 2} {
			var name asem.Series
			var year int
			if _, err := fmt.Sscan(key, &name, &year); err != nil {
				t.Fatal(err)
			}
			if got := s.LastSerial(name, year); got != want || s.Begun(name) != (name != "ASEM/SO") {
				t.Errorf("%s: the last serial is %d, want %d", key, got, want)
			}
		}
		for _, limit := range []int{1, 4, 100} {
			var got, back []asem.Number
			for r := (secretariat.Range{Limit: limit}); ; r.From = got[len(got)-1] {
				page, more := s.DocumentsIn("ASEM/SOM", 0, r)
				if got = append(got, page...); !more {
					break
				}
			}
			for r := (secretariat.Range{Limit: limit, Backward: true}); ; r.From = back[0] {
				page, more := s.DocumentsIn("ASEM/SOM", 0, r)
				if back = append(page, back...); !more {
					break
				}
			}
			if !slices.Equal(got, want) || !slices.Equal(back, want) {
				t.Errorf("%d at a time: %v and %v, want %v", limit, got, back, want)
			}
		}
		if page, _ := s.DocumentsIn("ASEM/SOM", 2025, secretariat.Range{Limit: 100}); !slices.Equal(page, want[12:]) {
			t.Errorf("2025: %v", page)
		}
	})
}

// heldFiles: what is held is not dropped, and what was written for nothing goes.
func heldFiles(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	hold := func(body string) (document.File, func()) {
		digest, n, release, err := s.HoldBlob(strings.NewReader(body), 1<<20)
		if err != nil || n != int64(len(body)) || digest != rule.DigestOf(body) {
			t.Fatal(digest, n, err)
		}
		return document.File{Name: "x", Bytes: n, Digest: digest, Language: "en"}, release
	}
	there := func(body string) bool {
		r, err := s.Blob(rule.DigestOf(body))
		if err != nil {
			return false
		}
		got, err := io.ReadAll(r)
		return err == nil && string(got) == body
	}
	file, release := hold("a paper")
	n := w.drafts(file)
	release()
	release()
	if !there("a paper") {
		t.Fatal("a file that a draft names went with its holder")
	}
	_, again := hold("a paper") // somebody else sends the same
	w.states("a.b", document.Discarded{Number: n})
	if !there("a paper") {
		t.Error("a held file was dropped with the draft that named it")
	}
	other := w.drafts(file)
	again()
	if !there("a paper") {
		t.Error("a file that another draft names went with its holder")
	}
	w.states("a.b", document.Discarded{Number: other})
	if there("a paper") {
		t.Error("a file that nothing names is kept")
	}
	_, nothing := hold("for nothing")
	nothing()
	if there("for nothing") {
		t.Error("a file that nothing came to name is kept")
	}
	file, release = hold("first")
	n = w.drafts(file)
	release()
	second, release := hold("second")
	w.states("a.b", document.Redrafted{Number: n, Paper: document.Paper{Title: "T", Files: []document.File{second}}})
	release()
	if there("first") || !there("second") {
		t.Error("replacing a file of a draft keeps the old one, or loses the new")
	}
	w.issues(n, n, "ASEM/SOM/2026/1", document.First)
	if !there("second") {
		t.Error("issuing dropped a file")
	}
	if _, _, _, err := s.HoldBlob(strings.NewReader("four"), 3); fault.KindOf(err) != fault.Usage || there("four") {
		t.Errorf("over its limit: %v", err)
	}
	view(t, s, func(s secretariat.State) {
		doc, _ := s.Document(n)
		if doc.Newest().At.IsZero() || !doc.Newest().At.Equal(epoch.Truncate(time.Millisecond)) {
			t.Errorf("%+v", doc)
		}
	})
}
