package redline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"asem.internal/avs/internal/plain"
)

func TestBrackets(t *testing.T) {
	text := "1. The ministers [shall] [should [not]] meet.\n\n2. They [agree\nto\n\nmeet] again.]\n\nSee [this."
	want := Tally{Pairs: 3, Nested: 1, Unbalanced: 2, List: []Bracket{
		{Paragraph: 1, Line: 1, Depth: 1, Text: "shall", Balanced: true},
		{Paragraph: 1, Line: 1, Depth: 1, Text: "should [not]", Balanced: true},
		{Paragraph: 1, Line: 1, Depth: 2, Text: "not", Balanced: true},
		{Paragraph: 2, Line: 3, Depth: 1, Text: "agree to meet", Balanced: true},
		{Paragraph: 3, Line: 6, Depth: 1},
		{Paragraph: 4, Line: 8, Depth: 1},
	}}
	if diff := cmp.Diff(want, Brackets(text)); diff != "" {
		t.Error(diff)
	}
	if got, want := want.String(), "3 pairs of square brackets, 1 more within them, 2 without a partner"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatCountsAsABracket(t *testing.T) {
	for text, want := range map[string]int{
		"":                                 0,
		"none":                             0,
		"[]":                               1,
		"[ ] partners":                     1,
		"[...]":                            1,
		"[2006]":                           1,
		"by [20] per cent":                 1,
		"[20] per cent":                    1,
		"as agreed[1] before":              0,
		"as agreed.[12] Then":              0,
		"the end)[3]":                      0,
		"$[20] a year":                     1,
		"paragraph[s]":                     1,
		"[shall][should]":                  2,
		"as noted [1] there\n\n[1] A note": 0,
		"as noted [1], [2] there\n\n[1] A\n[2] B":    0,
		"by [5] or [10]\n\n[5] is too few":           1,
		"[^1] and[^note] there\n[^1]: the [note]":    1,
		"see [the text](https://example.org/a_(b))":  0,
		"see ![picture](a.png \"a title\")":          0,
		"see [the [new] text](https://example.org)":  1,
		"[shall](should)":                            1,
		"[text]: https://example.org/":               0,
		"[Option 1]: the ministers agree":            1,
		"- [ ] to do\n- [x] done":                    0,
		"one\n\n[page 2]\n\ntwo":                     0,
		"the [page 2] of it":                         1,
		"\uFF3B\u4F1A\u8BAE\uFF3D":                   1,
		"[\u4F1A\u8BAE\uFF3D":                        1,
		"\u3010\u91CD\u8981\u3011\u3014\u0032\u3015": 0,
		"\u51CF\u5C11[20]\u4E2A":                     1,
		"[a\x1b[31m]]":                               2,
	} {
		got := Brackets(text)
		if got.Pairs+got.Nested != want || got.Unbalanced > 0 {
			t.Errorf("%q: %s; want %d", text, got, want)
		}
	}
}

func FuzzBrackets(f *testing.F) {
	for _, s := range []string{"[a [b] c]", "]][[", "[1] a[1]\n\n[1] b", "[x](y.z)", "- [ ] [", "\uFF3B\uFF3D", "[page 2]", "[a]: b/c", strings.Repeat("[", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Brackets(text)
		cleaned := plain.Text(text)
		lines := strings.Count(cleaned, "\n") + 1
		paragraphs := len(Paragraphs(text))
		most := strings.Count(cleaned, "[") + strings.Count(cleaned, "]") + strings.Count(cleaned, "\uFF3B") + strings.Count(cleaned, "\uFF3D")
		if 2*(got.Pairs+got.Nested)+got.Unbalanced > most {
			t.Fatalf("%s of %d brackets", got, most)
		}
		if n := got.Pairs + got.Nested + got.Unbalanced; len(got.List) != min(n, MaxListed) {
			t.Fatalf("%d listed of %d", len(got.List), n)
		}
		last, nested := 0, 0
		for _, b := range got.List {
			if b.Line < last || b.Line > lines || b.Paragraph < 1 || b.Paragraph > max(1, paragraphs) || b.Depth < 1 {
				t.Fatalf("%+v in %q", b, text)
			}
			if plain.Width(b.Text) > 60 || !utf8.ValidString(b.Text) || strings.Contains(b.Text, "\n") {
				t.Fatalf("%q is not short", b.Text)
			}
			if last = b.Line; b.Depth > 1 && b.Balanced {
				nested++
			}
		}
		if len(got.List) < MaxListed && nested != got.Nested {
			t.Fatalf("%d nested, %d listed", got.Nested, nested)
		}
	})
}

func BenchmarkBrackets(b *testing.B) {
	text := strings.Repeat("The ministers [shall] [should [not]] meet every year, as agreed[1].\n\n", 1<<20/70)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Brackets(text)
	}
}

func BenchmarkBracketsOnly(b *testing.B) {
	text := strings.Repeat("[", 1<<19) + strings.Repeat("]", 1<<19)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Brackets(text)
	}
}
