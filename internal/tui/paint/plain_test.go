package paint

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile maps content to what may be drawn of it.
var hostile = map[string]string{
	"plain 会議 e\u0301 \x1b[1;31mred\x1b[m":            "plain 会議 e\u0301 \x1b[1;31mred\x1b[m",
	"two\nlines\r\nthree":                             "two\nlines\nthree",
	"a\tb\x00c\x07d\x08e\x7ff":                        "a bcdef",
	"\x1b[2J\x1b[Hmoved\x1b[10;10Haway":               "movedaway",
	"\x1b[?1049lmode\x1b[>4;2mkeys\x1b[?u":            "modekeys",
	"\x1b]0;title\x07t\x1b]52;c;eA==\x1b\\":           "t",
	"\x1bP+q544e\x1b\\dcs\x1b_Ga=1\x1b\\":             "dcs",
	"\x1b^pm\x1b\\a\x1bXsos\x1b\\b":                   "ab",
	"\x1b]8;;https://example.org\x07link\x1b]8;;\x07": "link",
	"open \x1b]0;to the\nend":                         "open \nend",
	"open \x1bP and\x1b[1mmore":                       "open \x1b[1mmore",
	"\x1b(0lqk\x1bc reset\x1b7\x1b8":                  "lqk reset",
	"C1 \u009b2J \u0090x\u009c":                       "C1 2J x",
	"bytes \x9b2J \xff\xfe":                           "bytes 2J ",
	"bidi \u202edrawkcab\u202c \u2066x\u2069":         "bidi drawkcab x",
	"tags \U000e0041\U000e0042.":                      "tags .",
	"short \x1b[1":                                    "short ",
	"alone \x1b":                                      "alone ",
}

func TestPlain(t *testing.T) {
	for content, want := range hostile {
		if got := plain(content); got != want {
			t.Errorf("%q\n got %q\nwant %q", content, got, want)
		}
	}
}

func TestPlainDoesNotCopy(t *testing.T) {
	content := strings.Repeat("\x1b[1mAVS\x1b[m > 会議\n", 50)
	if n := testing.AllocsPerRun(10, func() { plain(content) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestLongCluster has more combining marks than any script needs.
func TestLongCluster(t *testing.T) {
	p := NewPainter(NewCache(0), Xterm, normal, false)
	out := p.Frame(view("a"+strings.Repeat("\u0301", 10_000)+"b", -1, 0))
	if len(out) > 200 || !utf8.Valid(out) {
		t.Errorf("%d bytes, valid %v", len(out), utf8.Valid(out))
	}
}

// FuzzFrame draws anything: nothing but drawing may come of it, from a kept
// renderer and from a borrowed one.
func FuzzFrame(f *testing.F) {
	for content := range hostile {
		f.Add(content, "other", 3)
	}
	f.Fuzz(func(t *testing.T, first, second string, x int) {
		size := Size{20, 5}
		kept := NewPainter(NewCache(0), Xterm, size, false)
		borrowed, other := NewPainter(NewCache(0), Xterm, size, false), ""
		for i, content := range []string{first, second, first} {
			v := view(content, x, i)
			a := kept.Frame(v)
			harmless(t, a)
			NewPainter(borrowed.cache, Xterm, size, false).Frame(view(other, 0, 0))
			if b := borrowed.Frame(v); string(a) != string(b) {
				t.Fatalf("    kept %q\nborrowed %q", a, b)
			}
			other = content + second
		}
	})
}
