package linear

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// typed feeds the pieces and gives the lines that were completed, cancelled ones
// as "^C" and ended ones as "^D".
func typed(e *editor, pieces ...string) (lines []string) {
	for _, piece := range pieces {
		for rest := []byte(piece); len(rest) > 0; {
			n, what := e.take(rest)
			rest = rest[n:]
			switch what {
			case entered:
				lines = append(lines, e.whole())
			case cancelled:
				lines = append(lines, "^C")
			case ended:
				lines = append(lines, "^D")
			default:
				continue
			}
			e.begin(e.limit, e.split)
		}
	}
	return lines
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want []string
	}{
		{"CR", []string{"one\rtwo\r"}, []string{"one", "two"}},
		{"LF", []string{"one\ntwo\n"}, []string{"one", "two"}},
		{"CR LF", []string{"one\r\ntwo\r\n"}, []string{"one", "two"}},
		{"CR LF in pieces", []string{"one\r", "\ntwo\r", "\n\r\n"}, []string{"one", "two", ""}},
		{"empty lines", []string{"\n\n\r\r"}, []string{"", "", "", ""}},
		{"UTF-8 in pieces", []string{"\xe6", "\x97", "\xa5\xf0\x9f", "\x87\xab\r"}, []string{"日\U0001F1EB"}},
		{"a tab stays", []string{"a\tb\r"}, []string{"a\tb"}},
		{"backspace", []string{"ab\x7fc\x08d\r"}, []string{"ad"}},
		{"backspace on nothing", []string{"\x7f\x7fa\r"}, []string{"a"}},
		{"backspace takes marks too", []string{"ae\u0301\x7fo\r"}, []string{"ao"}},
		{"backspace takes a flag", []string{"a\U0001F1EB\U0001F1EE\x7fo\r"}, []string{"ao"}},
		{"backspace takes a wide one", []string{"日本\x7f\r"}, []string{"日"}},
		{"backspace takes half a character", []string{"a\xe6\x97\x7fb\r"}, []string{"ab"}},
		{"kill line", []string{"one two\x15three\r"}, []string{"three"}},
		{"kill word", []string{"one two  \x17three\r"}, []string{"one three"}},
		{"cancel", []string{"one\x03two\r"}, []string{"^C", "two"}},
		{"end", []string{"\x04one\x04\r"}, []string{"^D", "one"}},
		{"arrows", []string{"a\x1b[Ab\x1bOCc\x1b[1;5Dd\r"}, []string{"abcd"}},
		{"arrows in pieces", []string{"a\x1b", "[", "1", ";5", "Db\r"}, []string{"ab"}},
		{"paste marks", []string{"\x1b[200~one\x1b[201~\r"}, []string{"one"}},
		{"answers of a terminal", []string{"\x1b]11;rgb:0/0/0\x07a\x1b]11;x\x1b\\b\x1bP1+r\x1b\\c\r"}, []string{"abc"}},
		{"Esc before a letter", []string{"\x1bq\r"}, []string{"q"}},
		{"Enter ends a sequence cut short", []string{"a\x1b[12\rb\x1b]0;t\rc\r"}, []string{"a", "b", "c"}},
		{"controls are dropped", []string{"a\x00\x01\x1ab\r"}, []string{"ab"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &editor{keys: true}
			e.begin(100, false)
			if got := typed(e, c.in...); !slices.Equal(got, c.want) {
				t.Errorf("%q gave %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestPipesHaveNoKeys(t *testing.T) {
	e := &editor{}
	e.begin(100, false)
	want := []string{"abc", "d"}
	if got := typed(e, "a\x7fb\x03c\n\x04d\n"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLongLines(t *testing.T) {
	e := &editor{keys: true}
	e.begin(4, true)
	want := []string{"abcd", "ef日", "本", ""}
	if got := typed(e, "abcdef日本\r\r"); !slices.Equal(got, want) {
		t.Errorf("split: got %q, want %q", got, want)
	}
	e.begin(4, false)
	if n, what := e.take([]byte("abcdefg\r")); n != 8 || what != entered || e.whole() != "abcd" || e.lost != 3 {
		t.Errorf("cut: %d bytes, event %d, %q, %d lost", n, what, e.whole(), e.lost)
	}
}

// paper is what a teletype writes on: rows of columns, and a carriage.
type paper struct {
	columns int
	row     []string // a cell of each column; "" is the second half of a wide one
	at      int
	climbed bool
}

func (p *paper) write(t *testing.T, s string) {
	for _, r := range s {
		width := plain.Width(string(r))
		switch {
		case r == '\n':
			p.row, p.at = nil, 0
		case r == '\b':
			if p.at--; p.at < 0 {
				p.at, p.climbed = 0, true
			}
		case r < ' ' || r == 0x7F || r >= 0x80 && r <= 0x9F:
			t.Fatalf("control character %U was written", r)
		case width == 0:
			if p.at > 0 {
				p.row[p.at-1] += string(r)
			}
		default:
			p.put(string(r), width)
		}
	}
}

func (p *paper) put(s string, width int) {
	if p.columns > 0 && p.at+width > p.columns {
		p.row, p.at = nil, 0
	}
	for len(p.row) < p.at+width {
		p.row = append(p.row, " ")
	}
	p.row[p.at] = s
	if width == 2 {
		p.row[p.at+1] = ""
	}
	p.at += width
}

func (p *paper) text() string { return strings.TrimRight(strings.Join(p.row, ""), " ") }

func TestRubOut(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "a", "a"},
		{"ab", "a", "\b \b"},
		{"日本", "日", "\b \b\b \b"},
		{"e\u0301", "", "\b \b"},
		{"e", "e\u0301", "\u0301"},
		{"a\tb", "a\t", "\b \b"},
		{"abc", "abd", "\b \bd"},
		{"a b", "", "\b \b\b \b\b \b"},
		{"a", "a\u202e", "<U+202E>"},
		{"a\u202e", "a", strings.Repeat("\b \b", 8)},
		{"กำ", "", "\b \b\b \b"},
	} {
		var tt teletype
		tt.begin(0, "")
		tt.show(c.from)
		if got := tt.show(c.to); got != c.want {
			t.Errorf("from %+q to %+q: %+q, want %+q", c.from, c.to, got, c.want)
		}
	}
}

func TestRubOutAtTheEdge(t *testing.T) {
	var tt teletype
	tt.begin(10, "Name: ")
	tt.show("abcdef")
	if got, want := tt.show("abcde"), "\b \b"; got != want {
		t.Errorf("within the row: %q, want %q", got, want)
	}
	if got, want := tt.show("abc"), "\nName: abc"; got != want {
		t.Errorf("over the edge: %q, want %q", got, want)
	}
}

// FuzzTyping types anything, in pieces, on narrow paper and wide: what stands on
// the paper is the line, no matter how it came there.
func FuzzTyping(f *testing.F) {
	for _, seed := range []string{
		"abc\x7f\x7fd", "日本語\x7f\x7f", "e\u0301\u0302\x7f", "\U0001F468\u200d\U0001F469\x7fa",
		"a\x1b[Ab\x1b", "\xe6\x97", "one two three\x17\x17", "กำ\x7fก", "\u202eabc\x7f\x7f\x7f\x7f",
		"한글\x7f", "\u1112\u1161\u11ab\x7fx", "a\x00\u0085b", "\xff\xfe\x7f", "\t\t\x7f",
	} {
		f.Add(seed, 3, 0)
		f.Add(seed, 1, 12)
	}
	f.Fuzz(func(t *testing.T, in string, piece, columns int) {
		piece, columns = 1+max(0, piece)%7, max(0, columns)%40
		if columns > 0 {
			columns += 8
		}
		e := &editor{keys: true}
		e.begin(64, false)
		var tt teletype
		tt.begin(columns, "> ")
		p := &paper{columns: columns}
		p.write(t, "> ")
		for rest := []byte(in); len(rest) > 0; {
			n, what := e.take(rest[:min(piece, len(rest))])
			rest = rest[n:]
			if what != typing {
				return
			}
			p.write(t, tt.show(e.whole()))
			checkPaper(t, p, &tt, e)
		}
	})
}

func checkPaper(t *testing.T, p *paper, tt *teletype, e *editor) {
	if p.climbed {
		t.Fatalf("the carriage was sent over the left edge, with %+q", tt.shown)
	}
	if len(e.line) > 64+utf8.UTFMax {
		t.Fatalf("the line has %d bytes", len(e.line))
	}
	if tt.columns == 0 || plain.Width("> "+tt.shown) < tt.columns {
		if got, want := p.text(), strings.TrimRight("> "+tt.shown, " "); got != want {
			t.Fatalf("on the paper: %+q, want %+q", got, want)
		}
	}
}
