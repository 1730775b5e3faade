package plain

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	uv "github.com/charmbracelet/ultraviolet"
)

func TestWidthIsTheRenderers(t *testing.T) {
	method := uv.NewScreenBuffer(1, 1).WidthMethod()
	for _, s := range append(hostile, "abc", "\uFF21\u00E9", "\U0001F1EB\U0001F1EE", "\u2764\uFE0F", "\u0915\u094D\u0937") {
		s = Text(s)
		if got, want := Width(s), method.StringWidth(s); got != want {
			t.Errorf("Width(%+q) is %d, the renderer counts %d", s, got, want)
		}
	}
}

func TestNoCodePointIsWiderThanTwo(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if w := runeWidth(r); w < 0 || w > 2 {
			t.Fatalf("%U is %d columns wide: Wrap relies on two at most", r, w)
		}
	}
}

func TestCutAndPad(t *testing.T) {
	for _, c := range []struct {
		in   string
		cols int
		cut  string
	}{
		{"Finance", 7, "Finance"},
		{"Finance", 6, "Fina.."},
		{"Finance", 3, "F.."},
		{"Finance", 2, "Fi"},
		{"Finance", 0, ""},
		{"Finance", -1, ""},
		{"\u4E2D\u6587\u6D4B\u8BD5", 8, "\u4E2D\u6587\u6D4B\u8BD5"},
		{"\u4E2D\u6587\u6D4B\u8BD5", 7, "\u4E2D\u6587.."},
		{"\u4E2D\u6587\u6D4B\u8BD5", 5, "\u4E2D.."},
		{"e\u0301e\u0301e\u0301e\u0301", 4, "e\u0301e\u0301e\u0301e\u0301"},
		{"e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301.."},
		{"a\nb\tc", 9, "a b c"},
		{"\x1b[31mx", 9, "[31mx"},
	} {
		if got := Cut(c.in, c.cols); got != c.cut {
			t.Errorf("Cut(%+q, %d) = %+q, want %+q", c.in, c.cols, got, c.cut)
		}
		for name, padded := range map[string]string{"Pad": Pad(c.in, c.cols), "PadLeft": PadLeft(c.in, c.cols)} {
			if Width(padded) != max(0, c.cols) {
				t.Errorf("%s(%+q, %d) = %+q, %d columns", name, c.in, c.cols, padded, Width(padded))
			}
		}
	}
}

func TestWrap(t *testing.T) {
	const thai = "\u0E01\u0E32\u0E23\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21\u0E40\u0E2D\u0E40\u0E0A\u0E35\u0E22"
	for name, c := range map[string]struct {
		in   string
		cols int
		want []string
	}{
		"nothing":             {"", 10, nil},
		"one newline":         {"\n", 10, nil},
		"words":               {"the quick brown fox", 10, []string{"the quick", "brown fox"}},
		"exact":               {"the quick brown fox", 9, []string{"the quick", "brown fox"}},
		"blank lines":         {"a\n\n\nb\n", 10, []string{"a", "", "", "b"}},
		"long word":           {"abcdefghijklmno xy", 6, []string{"abcdef", "ghijkl", "mno xy"}},
		"long word uses room": {"ab cdefghijklmno", 6, []string{"ab cde", "fghijk", "lmno"}},
		"quotation":           {"> the quick brown fox", 12, []string{"> the quick", "> brown fox"}},
		"deep quotation":      {">> > the quick brown", 16, []string{">> > the quick", ">> > brown"}},
		"too deep":            {">>>>>>>>> the quick", 12, []string{">>>>>>>>>", "the quick"}},
		"indentation":         {"  the quick brown fox", 12, []string{"  the quick", "  brown fox"}},
		"much indentation":    {"           the quick", 8, []string{"    the", "    quic", "    k"}},
		"code stays":          {"\tif x {  // y", 40, []string{"        if x {  // y"}},
		"tabs":                {"a\tbc\td", 40, []string{"a       bc      d"}},
		"spaces inside stay":  {"a   b   c d e f", 9, []string{"a   b   c", "d e f"}},
		"blanks at the end":   {"abc      ", 4, []string{"abc"}},
		"address":             {"see https://example.org/a-b/c now", 26, []string{"see", "https://example.org/a-b/c", "now"}},
		"Chinese": {"\u4E9A\u6B27\u4F1A\u8BAE\uFF0C\u7B2C\u516D\u6B21\u3002", 8,
			[]string{"\u4E9A\u6B27\u4F1A", "\u8BAE\uFF0C\u7B2C\u516D", "\u6B21\u3002"}},
		"Chinese by an address": {"\u8BF7\u770Bhttps://example.org/a/b\u3002", 24,
			[]string{"\u8BF7\u770B", "https://example.org/a/b", "\u3002"}},
		"Thai": {thai, 6, []string{
			"\u0E01\u0E32\u0E23\u0E1B\u0E23\u0E30", "\u0E0A\u0E38\u0E21\u0E40\u0E2D\u0E40\u0E0A\u0E35", "\u0E22"}},
		"Thai in brackets": {"ab(\u0E01\u0E32\u0E23)", 5, []string{"ab(\u0E01\u0E32", "\u0E23)"}},
		"Thai and number":  {"\u0E01\u0E32\u0E23#4211", 6, []string{"\u0E01\u0E32\u0E23", "#4211"}},
		"Korean":           {"\uC544\uC148 \uC815\uC0C1\uD68C\uC758", 9, []string{"\uC544\uC148 \uC815\uC0C1", "\uD68C\uC758"}},
		"one column":       {"\u4E2Da", 1, []string{"\u4E2D", "a"}},
		"a chain of emoji": {strings.Repeat("\U0001F469\u200D", 9), 8, []string{
			strings.Repeat("\U0001F469\u200D", 4), strings.Repeat("\U0001F469\u200D", 1), strings.Repeat("\U0001F469\u200D", 4)}},
		"control characters": {"a\x1b[2Jb", 20, []string{"a[2Jb"}},
	} {
		if got := Wrap(c.in, c.cols); !slices.Equal(got, c.want) {
			t.Errorf("%s: Wrap(%+q, %d)\n got %+q\nwant %+q", name, c.in, c.cols, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	for i, s := range hostile {
		f.Add(s, i)
		f.Add(s, 80)
	}
	f.Fuzz(func(t *testing.T, s string, cols int) {
		cols = min(max(cols, -5), 300)
		lines := Wrap(s, cols)
		for _, line := range lines {
			if Width(line) > max(cols, 2) {
				t.Fatalf("Wrap(%+q, %d): %d columns in %+q", s, cols, Width(line), line)
			}
			harmless(t, "Wrap", line, false)
		}
		if got, want := inked(strings.Join(lines, "")), inked(clean(s, manyLines)); got != want {
			t.Fatalf("Wrap(%+q, %d) lost or gained:\n%+q\n%+q", s, cols, got, want)
		}
		cut := Cut(s, cols)
		if Width(cut) > max(cols, 0) {
			t.Fatalf("Cut(%+q, %d) = %+q", s, cols, cut)
		}
		harmless(t, "Cut", cut, false)
	})
}

// inked is s without what wrapping may add or leave out.
func inked(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\n' || r == '>' {
			return -1
		}
		return r
	}, s)
}

// TestCostIsLinear wraps texts made to be slow, of the greatest size a post may
// have; quadratic handling takes minutes.
func TestCostIsLinear(t *testing.T) {
	const size = 64 << 10
	for name, unit := range map[string]string{
		"letters": "a", "words": "ab ", "quotation marks": ">", "Chinese": "\u4E2D", "Thai": "\u0E01", "Khmer stacks": "\u1780\u17D2",
		"emoji chain": "\U0001F469\u200D", "conjuncts": "\u0915\u094D", "marks": "\u0301", "jamo": "\u1112\u1161",
		"addresses": "://", "mixed": "a\u4E2D\u0E01://", "spaces": " \u4E2D", "openers": "\u201C", "tabs": "\t\u4E2D", "flags": "\U0001F1EB",
		"fillers": "\u1160", "prepend": "\u0600", "numbers": "#1",
	} {
		s := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		Wrap(s, 80)
		Wrap(s, 2)
		Cut(s, 80)
		References(s)
		Quote(s)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, len(s))
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func TestQuote(t *testing.T) {
	if got, want := Quote("one\n> two\n\nthree\r\n"), "> one\n>> two\n>\n> three"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReferences(t *testing.T) {
	for s, want := range map[string][]uint64{
		"":                                    nil,
		"see #4211.":                          {4211},
		"#1, (#2) and \u201C#3\u201D; #4-#5":  {1, 2, 3, 4, 5},
		"\u89C1#12\u3002":                     {12},
		"page#12 &#123; http://a/b#9 /#3 ##4": nil,
		"#0 #99999999999999999999 #12th #a #": nil,
		"#007":                                {7},
		"#1#2":                                {1},
	} {
		var got []uint64
		for _, r := range References(s) {
			got = append(got, r.Number)
			if span := s[r.Start:r.End]; !strings.HasPrefix(span, "#") || strings.Trim(span[1:], "0123456789") != "" {
				t.Errorf("%q: span %q", s, span)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("References(%q) = %v, want %v", s, got, want)
		}
	}
}

func BenchmarkWrap(b *testing.B) {
	for name, s := range map[string]string{
		"Latin":   strings.Repeat("The Senior Officials took note of the report and thanked its authors. ", 100),
		"Chinese": strings.Repeat("\u9AD8\u5B98\u4F1A\u8BAE\u6CE8\u610F\u5230\u62A5\u544A\u3002", 100),
		"Thai":    strings.Repeat("\u0E01\u0E32\u0E23\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21 ", 100),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Wrap(s, 80)
			}
		})
	}
}
