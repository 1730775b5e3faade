package redline

import (
	"archive/zip"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asem.internal/avs/internal/plain"
)

func TestParagraphs(t *testing.T) {
	long := strings.Repeat("All human beings are born free. ", 5)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":        {"", nil},
		"blanks":         {" \n\t\n\u200B\n", nil},
		"wrapped":        {"one\ntwo\n\n\nthree\n", []string{"one two", "three"}},
		"not wrapped":    {"Article 1\n" + long + "\nArticle 2\n" + long, []string{"Article 1", strings.TrimSpace(long), "Article 2", strings.TrimSpace(long)}},
		"list":           {"They:\n- agree\n  on this\n- regret\n(a) that\n1. this", []string{"They:", "- agree on this", "- regret", "(a) that", "1. this"}},
		"heading":        {"# Title\ntext", []string{"# Title", "text"}},
		"numbers within": {"in the year\n2006 they", []string{"in the year 2006 they"}},
		"Chinese":        {"\u4E2D\u6587\n\u5BA3\u8A00\nASEM", []string{"\u4E2D\u6587\u5BA3\u8A00 ASEM"}},
		"page marks":     {"one\n\n[page 2]\n\ntwo", []string{"one", "two"}},
		"cleaned":        {"a\x1b[1m  b\r\nc", []string{"a[1m b c"}},
	} {
		if diff := cmp.Diff(c.want, Paragraphs(c.text), cmp.Transformer("nil", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParagraphsAreBounded(t *testing.T) {
	text := strings.Repeat("a\n\n", MaxParagraphs) + "b\n\nc"
	got := Paragraphs(text)
	if len(got) != MaxParagraphs+1 || got[MaxParagraphs] != "b c" {
		t.Errorf("%d paragraphs, the last is %.20q", len(got), got[len(got)-1])
	}
}

func TestCompareRuns(t *testing.T) {
	same := func(s string) Run { return Run{Same, s} }
	gone := func(s string) Run { return Run{Removed, s} }
	come := func(s string) Run { return Run{Added, s} }
	for name, c := range map[string]struct {
		old, new string
		want     []Run
	}{
		"a word":      {"The ministers shall meet", "The ministers should meet", []Run{same("The ministers "), gone("shall"), come("should"), same(" meet")}},
		"first word":  {"The ministers met", "However the ministers met The", []Run{gone("The"), come("However the"), same(" ministers met"), come(" The")}},
		"put before":  {"The ministers met", "Today The ministers met", []Run{come("Today "), same("The ministers met")}},
		"taken out":   {"They met and agreed on it", "They met on it", []Run{same("They met"), gone(" and agreed"), same(" on it")}},
		"a space":     {"co operation is what they want", "cooperation is what they want", []Run{gone("co operation"), come("cooperation"), same(" is what they want")}},
		"Chinese":     {"\u4E9A\u6B27\u4F1A\u8BAE\u5BA3\u8A00", "\u4E9A\u6B27\u4F1A\u8BAE\u7684\u5BA3\u8A00", []Run{same("\u4E9A\u6B27\u4F1A\u8BAE"), come("\u7684"), same("\u5BA3\u8A00")}},
		"Thai":        {"\u0E17\u0E35\u0E48\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21", "\u0E17\u0E35\u0E48\u0E1B\u0E23\u0E30", []Run{same("\u0E17\u0E35\u0E48\u0E1B\u0E23\u0E30"), gone("\u0E0A\u0E38\u0E21")}},
		"in brackets": {"They [shall] meet again soon", "They shall meet again soon", []Run{same("They "), gone("[shall]"), come("shall"), same(" meet again soon")}},
	} {
		d := Compare(c.old, c.new)
		if len(d.Paragraphs) != 1 || d.Paragraphs[0].Kind != Changed {
			t.Errorf("%s: %v", name, d)
			continue
		}
		if diff := cmp.Diff(c.want, d.Paragraphs[0].Runs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestCompareParagraphs(t *testing.T) {
	old := "First it was so.\n\nThe ministers met in the city.\n\nThis one goes away now.\n\nLast."
	new := "First it was so.\n\nSomething entirely different.\n\nThe ministers met in a city.\n\nLast."
	d := Compare(old, new)
	type row struct {
		Kind     Kind
		Old, New int
	}
	var got []row
	for _, p := range d.Paragraphs {
		got = append(got, row{p.Kind, p.Old, p.New})
	}
	want := []row{{Same, 1, 1}, {Added, 0, 2}, {Changed, 2, 3}, {Removed, 3, 0}, {Same, 4, 4}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, want := d.Summary(), "1 paragraph changed, 1 added, 1 removed"; got != want {
		t.Errorf("Summary is %q, want %q", got, want)
	}
}

func TestSummary(t *testing.T) {
	for want, c := range map[string][2]string{
		"No paragraph changed":           {"one", "one\n"},
		"1 paragraph added":              {"", "one"},
		"2 paragraphs removed":           {"one\n\ntwo", ""},
		"1 paragraph added, 1 removed":   {"one", "two"},
		"1 paragraph changed, 2 added":   {"one two three", "one two four\n\nx\n\ny"},
		"1 paragraph changed":            {"one two three", "one two four"},
		"1 paragraph changed, 1 removed": {"one two three\n\nfive", "one two four"},
	} {
		if got := Compare(c[0], c[1]).Summary(); got != want {
			t.Errorf("Summary of %q is %q, want %q", c, got, want)
		}
	}
}

// holds fails the test unless d gives back both texts.
func holds(t *testing.T, old, new string, d Difference) {
	t.Helper()
	before, after := Paragraphs(old), Paragraphs(new)
	var was, is []string
	for _, p := range d.Paragraphs {
		if p.Old > 0 {
			if was = append(was, p.Before()); p.Old != len(was) {
				t.Fatalf("old paragraph %d stands in place %d", p.Old, len(was))
			}
		}
		if p.New > 0 {
			if is = append(is, p.After()); p.New != len(is) {
				t.Fatalf("new paragraph %d stands in place %d", p.New, len(is))
			}
		}
		wellMade(t, p)
	}
	if !slices.Equal(was, before) {
		t.Fatalf("without additions:\n%q\nwant\n%q", was, before)
	}
	if !slices.Equal(is, after) {
		t.Fatalf("without removals:\n%q\nwant\n%q", is, after)
	}
}

func wellMade(t *testing.T, p Paragraph) {
	t.Helper()
	for i, r := range p.Runs {
		if r.Text == "" || r.Kind == Changed || i > 0 && p.Runs[i-1].Kind == r.Kind {
			t.Fatalf("bad runs: %q", p.Runs)
		}
		if p.Kind != Changed && r.Kind != p.Kind {
			t.Fatalf("%s run in a paragraph that is %s", r.Kind, p.Kind)
		}
	}
	if p.Kind == Changed && p.Before() == p.After() {
		t.Fatalf("nothing changed in %q", p.Runs)
	}
	if (p.Old > 0) == (p.Kind == Added) || (p.New > 0) == (p.Kind == Removed) {
		t.Fatalf("numbers %d, %d of a paragraph that is %s", p.Old, p.New, p.Kind)
	}
}

// alphabet has words of scripts with and without spaces, and what tries the markers.
var alphabet = []string{
	"the", "ministers", "agree", "shall", "should", " ", " ", " ", "\n", "\n\n", "\n\n", "[-", "-]", "{+", "+}", "\\", "[", "]", ".", ",",
	"\u4F1A", "\u8BAE", "\u5BA3\u8A00\u3002", "\u3042\u308A", "\u0E17\u0E35\u0E48", "\u0E1B\u0E23\u0E30", "\u1000\u103C", "\u0441\u043E\u0432\u0435\u0442",
	"\u05E9\u05DC\u05D5\u05DD", "\u0915\u094D\u0937", "\uD55C\uAD6D", "e\u0301", "\u0301", "\U0001F468\u200D\U0001F469", "\u202E", "- ", "1. ",
}

func randomText(r *rand.Rand, n int) []string {
	text := make([]string, n)
	for i := range text {
		text[i] = alphabet[r.IntN(len(alphabet))]
	}
	return text
}

// changed is text with some pieces put in, left out and replaced.
func changed(r *rand.Rand, text []string) []string {
	var out []string
	for _, piece := range text {
		switch r.IntN(12) {
		case 0:
		case 1:
			out = append(out, randomText(r, 1+r.IntN(3))...)
		case 2:
			out = append(append(out, piece), randomText(r, 1)...)
		default:
			out = append(out, piece)
		}
	}
	return out
}

func TestRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		text := randomText(r, r.IntN(200))
		old, new := strings.Join(text, ""), strings.Join(changed(r, text), "")
		d := Compare(old, new)
		holds(t, old, new, d)
		laidOut(t, d, 20+r.IntN(80))
	}
}

func FuzzCompare(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		text := randomText(r, 30)
		f.Add(strings.Join(text, ""), strings.Join(changed(r, text), ""), 40)
	}
	f.Fuzz(func(t *testing.T, old, new string, cols int) {
		d := Compare(old, new)
		holds(t, old, new, d)
		laidOut(t, d, cols%200)
		if again := Compare(old, new); !cmp.Equal(d, again) {
			t.Fatal("the same texts gave another difference")
		}
		if d := Compare(old, old); d.Count(Same) != len(d.Paragraphs) {
			t.Fatal("a text differs from itself")
		}
	})
}

// TestDeclarations compares real texts in many scripts, where they are at hand: each
// against itself with a few words replaced, and against its neighbour.
func TestDeclarations(t *testing.T) {
	archive, err := zip.OpenReader("../../../shared/data/udhr-utf8.zip")
	if err != nil {
		t.Skipf("the Declaration in many scripts is not at hand: %v", err)
	}
	defer archive.Close()
	last := ""
	for _, name := range []string{"eng", "fra", "rus", "ell_monotonic", "heb", "hin", "tha", "lao", "khm", "mya", "jpn", "cmn_hans", "kor", "vie", "tam", "kat"} {
		file, err := archive.Open("udhr2/" + name + ".txt")
		if err != nil {
			t.Logf("%v", err)
			continue
		}
		raw, err := io.ReadAll(file)
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		words := wordsOf(plain.Line(text), 1<<20)
		edited := text
		for i := 3; i < 60 && i < len(words); i += 7 {
			edited = strings.Replace(edited, words[i].text, "(other)", 1)
		}
		for _, pair := range [][2]string{{text, edited}, {last, text}, {text, last}} {
			d := Compare(pair[0], pair[1])
			holds(t, pair[0], pair[1], d)
			laidOut(t, d, 80)
		}
		if d := Compare(text, edited); d.Count(Changed) == 0 || d.Count(Same) == 0 {
			t.Errorf("%s: %s, %d unchanged", name, d.Summary(), d.Count(Same))
		}
		last = text
	}
}
