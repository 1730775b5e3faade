package plain

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"asem.internal/avs/internal/fault"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"", ""},
		{"caf\u00E9", ""},
		{strings.Repeat("a", 64), ""},
		{strings.Repeat("a", 65), "The text has 65 bytes; 64 is the most that is taken. Shorten it, or send it in parts."},
		{"caf\xE9", "The text is not UTF-8: byte 0xE9 at offset 3. Save it as UTF-8 and send it again."},
		{"\u4E2D\xE4\xB8", "The text is not UTF-8: byte 0xE4 at offset 3. Save it as UTF-8 and send it again."},
		{"\uFFFD", ""},
		{"\xED\xA0\x80", "The text is not UTF-8: byte 0xED at offset 0. Save it as UTF-8 and send it again."}, // a surrogate
	} {
		err := Check("text", c.raw, 64)
		got := ""
		if err != nil {
			got = err.Error()
			if fault.KindOf(err) != fault.Usage {
				t.Errorf("%q: kind %v", c.raw, fault.KindOf(err))
			}
		}
		if got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.raw, got, c.want)
		}
	}
	if err := Check("text", strings.Repeat("x", 70_000), 64<<10); err == nil || !strings.Contains(err.Error(), "65536 (64 KiB)") {
		t.Error(err)
	}
}

func TestText(t *testing.T) {
	hebrew := "\u05D1\u05BC\u05B0\u05E8\u05B5\u05D0\u05E9\u05C1\u05B4\u0596\u05D9\u05EA"
	thai := "\u0E17\u0E35\u0E48\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21"
	hindi := "\u0915\u094D\u0937\u0924\u094D\u0930\u093F\u092F"
	persian := "\u0645\u06CC\u200C\u0634\u0648\u062F"
	family := "\U0001F468\u200D\U0001F469\u200D\U0001F467"
	for name, c := range map[string]struct{ in, want string }{
		"nothing":                   {"", ""},
		"ASCII":                     {"a\n\tb  c", "a\n\tb  c"},
		"line ends":                 {"a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
		"two returns":               {"a\r\r\nb", "a\n\nb"},
		"end trimmed, lines not":    {"a  \n-- \nb \t\n\n", "a  \n-- \nb"},
		"blank lines kept":          {"a\n\n\n\n\n\nb", "a\n\n\n\n\n\nb"},
		"escape sequences":          {"\x1b[31mred\x1b]0;title\a\x1b\\", "[31mred]0;title\\"},
		"C1":                        {"a\u009B31mb\u0090q\u009C", "a31mbq"},
		"DEL, NUL, bell, backspace": {"a\x7f\x00\a\bb", "ab"},
		"bidi override":             {"pay \u202E001\u202C now", "pay <U+202E>001<U+202C> now"},
		"bidi isolate":              {"\u2066a\u2069", "<U+2066>a<U+2069>"},
		"implicit marks stay":       {"\u200Fa\u200Eb\u061C", "\u200Fa\u200Eb\u061C"},
		"tags":                      {"a\U000E0061\U000E007Fb\U000E0001", "ab"},
		"Japanese variant stays":    {"\u845B\U000E0100", "\u845B\U000E0100"},
		"noncharacters":             {"a\uFDD0\uFFFE\U0010FFFFb", "ab"},
		"byte order mark":           {"\uFEFFa", "a"},
		"soft hyphen":               {"co\u00ADoperation", "cooperation"},
		"not UTF-8":                 {"caf\xE9!", "caf\uFFFD!"},
		"endless marks":             {"e" + strings.Repeat("\u0301", 500) + "x", "e" + strings.Repeat("\u0301", MaxMarks) + "x"},
		"endless joiners":           {"e" + strings.Repeat("\u200D", 500) + "x", "e" + strings.Repeat("\u200D", MaxMarks) + "x"},
		"mark on nothing":           {"\u0301a\n\u0301b", "\u25CC\u0301a\n\u25CC\u0301b"},
		"Hebrew":                    {hebrew, hebrew},
		"Thai":                      {thai, thai},
		"Hindi":                     {hindi, hindi},
		"Persian":                   {persian, persian},
		"family":                    {family, family},
		"compatibility ideograph":   {"\uF9B4", "\uF9B4"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("%s: Text(%+q)\n got %+q\nwant %+q", name, c.in, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"  First \t Last\r\n":          "First Last",
		"a\u00A0\u3000b":               "a b",
		" \u0301a":                     "\u25CC\u0301a",
		"a \u0301":                     "a \u0301",
		"\u200F \u0301":                "\u200F \u0301",
		"two\nlines":                   "two lines",
		"\x1b]0;x\x07y":                "]0;xy",
		"a \x00 b":                     "a b",
		" \u202Ea":                     "<U+202E>a",
		"Ng\u00F4 B\u1EA3o Ch\u00E2u ": "Ng\u00F4 B\u1EA3o Ch\u00E2u",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%+q)\n got %+q\nwant %+q", in, got, want)
		}
	}
}

func TestBlank(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, " \t\u3000\n": true, "\u200B\u200D": true, "\u3164\u2800": true, "\u0301": true,
		".": false, "\u0E01": false, "\uFFFD": false,
	} {
		if Blank(s) != want {
			t.Errorf("Blank(%+q) is %v", s, !want)
		}
	}
}

// hostile are seeds for every fuzz target of this package.
var hostile = []string{
	"", " ", "\n", "a\r\nb", "> > quoted text that goes on", "\x1b[31m\x9b\u009b\x00", "\u202E\u2066\u0301\u200F \u0301",
	"\xff\xfe\xed\xa0\x80", "https://example.org/a-rather-long/path?with=query#4211", "\u4E2D\u6587\uFF0C\u6D4B\u8BD5\u3002",
	"\u0E01\u0E32\u0E23\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21 (\u0E40\u0E2D\u0E40\u0E0A\u0E35\u0E22) 2006",
	"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466", "a\tb\t\tc", "        indented code that is long",
	"\u1112\u1161\u11AB", "\U000E0061\U000E0100", "\uFDD0\uFFFF", "\u0915\u094D\u0937\u094D\u0915\u094D\u0937",
	strings.Repeat(">", 40) + " deep", strings.Repeat("\u0301", 30), "\u1780\u17D2\u1781\u17D2\u1782",
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string) string{"Text": Text, "Line": Line} {
			once := clean(s)
			if twice := clean(once); twice != once {
				t.Fatalf("%s is not idempotent on %+q:\n%+q\n%+q", name, s, once, twice)
			}
			harmless(t, name, once, name == "Text")
		}
		if !Blank(s) && Line(s) == "" && !strings.ContainsFunc(s, isDropped) {
			t.Fatalf("%+q is not blank but its line is empty", s)
		}
	})
}

// harmless fails the test if s holds what no terminal must see.
func harmless(t *testing.T, name, s string, manyLines bool) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("%s: not UTF-8: %+q", name, s)
	}
	marks := 0
	for _, r := range s {
		if manyLines && (r == '\n' || r == '\t') {
			marks = 0
			continue
		}
		if unicode.IsControl(r) || isBidiControl(r) || isDropped(r) || r == '\u2028' || r == '\u2029' {
			t.Fatalf("%s: %U in %+q", name, r, s)
		}
		if unicode.Is(unicode.Mn, r) {
			marks++
		} else if runeWidth(r) > 0 {
			marks = 0
		}
		if marks > MaxMarks {
			t.Fatalf("%s: %d marks in %+q", name, marks, s)
		}
	}
}
