package paint

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// words are of many scripts: wide, combining, right to left, clusters.
var words = []string{
	"Chair's", "statement", "para", "12", "the", "of", "Member", "agreed", "--", "(rev.2)",
	"亚欧会议", "主席声明", "アジア", "협력", "การประชุม", "เอเชีย", "ยุโรป", "กำหนด",
	"منتدى", "الاجتماع", "שלום", "Đông", "Nam", "é", "e\u0301", "o\u0302\u0323", "हिन्दी", "မြန်မာ", "ភាសា", "ລາວ",
	"👍", "🇪🇺", "👩‍👩‍👧", "❤️", "½", "€",
}

var styles = []string{"\x1b[1m", "\x1b[31m", "\x1b[94m", "\x1b[1;32m", "\x1b[4m", "\x1b[7m"}

// frames makes views that follow one another as those of an application do:
// small changes, scrolls, other pages.
type frames struct {
	*rand.Rand
	size Size
	rows []string
}

func newFrames(seed uint64, size Size) *frames {
	f := &frames{Rand: rand.New(rand.NewPCG(seed, 1)), size: size, rows: make([]string, size.Height)}
	for y := range f.rows {
		f.rows[y] = f.row()
	}
	return f
}

func (f *frames) row() string {
	if f.IntN(5) == 0 {
		return ""
	}
	var b strings.Builder
	limit := f.IntN(f.size.Width + 1)
	used := 0
	plainRow := f.IntN(3) > 0
	for {
		w := words[f.IntN(len(words))]
		if plainRow {
			w = words[f.IntN(10)]
		}
		// What a terminal makes of a word is one of the two, and neither may
		// run over the margin: there terminals differ.
		n := 1 + max(ansi.StringWidth(w), ansi.StringWidthWc(w))
		if used += n; used > limit {
			return b.String()
		}
		if f.IntN(6) == 0 {
			w = styles[f.IntN(len(styles))] + w + ansi.ResetStyle
		}
		b.WriteString(w + " ")
	}
}

func (f *frames) next() tea.View {
	h := f.size.Height
	switch f.IntN(8) {
	case 0: // another page
		for y := range f.rows {
			f.rows[y] = f.row()
		}
	case 1: // scroll up
		copy(f.rows[1:h-1], f.rows[2:h-1])
		f.rows[h-2] = f.row()
	case 2: // scroll down
		copy(f.rows[2:h-1], f.rows[1:h-2])
		f.rows[1] = f.row()
	case 3: // jump
		n := 1 + f.IntN(h/2)
		copy(f.rows[1:h-1], f.rows[1+n:h-1])
		for y := h - 1 - n; y < h-1; y++ {
			f.rows[y] = f.row()
		}
	case 4, 5: // typed
		y := f.IntN(h)
		if w := ansi.StringWidthWc(f.rows[y]); w < f.size.Width-1 && ansi.StringWidth(f.rows[y]) == w {
			f.rows[y] += string(rune('a' + f.IntN(26)))
		}
	case 6: // a row to the last column
		f.rows[f.IntN(h)] = strings.Repeat("=", f.size.Width)
	}
	if f.IntN(5) == 0 {
		return view(strings.Join(f.rows, "\n"), -1, 0)
	}
	return view(strings.Join(f.rows, "\n"), f.IntN(f.size.Width), f.IntN(h))
}

// TestKeptAndBorrowed draws the same frames with a renderer of its own, with
// one that two others use in between, and with one that is always new. The
// bytes must be the same, and a terminal must show the frame.
func TestKeptAndBorrowed(t *testing.T) {
	for _, kind := range []Kind{VT100, Rxvt, Linux, Screen, Tmux, Xterm} {
		for _, size := range []Size{{20, 6}, normal, {133, 43}} {
			if size.Width > 80 && kind != Xterm {
				continue // the emulator is slow
			}
			t.Run(kind.String()+" "+name(size), func(t *testing.T) {
				keptAndBorrowed(t, kind, size, 1)
				if !testing.Short() {
					keptAndBorrowed(t, kind, size, 2)
				}
			})
		}
	}
}

func keptAndBorrowed(t *testing.T, kind Kind, size Size, seed uint64) {
	cells := size.Width * size.Height
	kept := NewPainter(NewCache(cells), kind, size, false)
	shared := NewCache(cells)
	borrowed := NewPainter(shared, kind, size, false)
	others := []*Painter{NewPainter(shared, kind, size, false), NewPainter(shared, kind, size, false)}
	f, noise := newFrames(seed, size), newFrames(seed+1000, size)
	s := newScreen(size)
	s.take(kept.Enter())
	borrowed.Enter()
	for i := range 30 {
		v := f.next()
		if i > 0 && f.IntN(25) == 0 {
			kept.Redraw()
			borrowed.Redraw()
		}
		a := kept.Frame(v)
		for range noise.IntN(3) {
			others[noise.IntN(2)].Frame(noise.next())
		}
		b := borrowed.Frame(v)
		if string(a) != string(b) {
			t.Fatalf("seed %d frame %d:\n    kept %q\nborrowed %q", seed, i, a, b)
		}
		s.take(a)
		checkScreen(t, s, v, kind, size)
		if t.Failed() {
			t.Fatalf("seed %d frame %d", seed, i)
		}
		harmless(t, a)
	}
}

func checkScreen(t *testing.T, s screen, v tea.View, kind Kind, size Size) {
	t.Helper()
	want := v.Content
	if !kind.Colours() {
		want = withoutColours(want)
	}
	diff(t, s.show(), typeset(want, size))
	if s.CursorHidden() != (v.Cursor == nil) {
		t.Errorf("cursor hidden: %v", s.CursorHidden())
	}
	if at := s.CursorPosition(); v.Cursor != nil && (at.X != v.Cursor.X || at.Y != v.Cursor.Y) {
		t.Errorf("cursor at %v, want %v", at, v.Cursor.Position)
	}
}

func withoutColours(s string) string {
	return strings.NewReplacer("\x1b[31m", "", "\x1b[94m", "", "\x1b[1;32m", "\x1b[1m").Replace(s)
}

// drawing is every sequence that may go out besides text.
var drawing = regexp.MustCompile(`\x1b(\[[0-9;]*[ABCDGHJKLMPSTXZ@bd` + "`" + `mr]|\[\?(25|7|1049|2004)[hl]|\[4[hl]|M)|[\r\n\x08]`)

func harmless(t *testing.T, b []byte) {
	t.Helper()
	rest := drawing.ReplaceAll(b, nil)
	for _, r := range string(rest) {
		if r < ' ' || r == 0x7f || steers(r) {
			t.Fatalf("%q in %q", r, b)
		}
	}
}

// TestHostileContent draws what must never reach a terminal.
func TestHostileContent(t *testing.T) {
	p := NewPainter(NewCache(0), Xterm, normal, false)
	for content, want := range hostile {
		p.Redraw()
		out := p.Frame(view(content, -1, 0))
		harmless(t, out)
		s := newScreen(normal)
		s.take(out)
		diff(t, s.show(), typeset(want, normal))
	}
}

func TestStylesAreSoftened(t *testing.T) {
	const loud = "\x1b[38;2;255;0;0mred\x1b[m \x1b[38;5;21mblue\x1b[m \x1b[1;2;3;5;9mbold\x1b[m \x1b[4:3;58;5;3mcurly\x1b[m \x1b]8;;https://example.org\x07link\x1b]8;;\x07"
	for _, test := range []struct {
		kind    Kind
		noColor bool
		want    string
	}{
		{Xterm, false, "\x1b[91mred\x1b[m \x1b[94mblue\x1b[m \x1b[1mbold\x1b[m \x1b[4mcurly\x1b[m link"},
		{Xterm, true, "red blue \x1b[1mbold\x1b[m \x1b[4mcurly\x1b[m link"},
		{VT100, false, "red blue \x1b[1mbold\x1b[m \x1b[4mcurly\x1b[m link"},
	} {
		out := NewPainter(NewCache(0), test.kind, normal, test.noColor).Frame(view(loud, -1, 0))
		if !strings.Contains(string(out), test.want) {
			t.Errorf("%v %v:\n got %q\nwant %q", test.kind, test.noColor, out, test.want)
		}
	}
}

// TestNoPendingWrap has rows that end at the last column, and a hidden cursor.
func TestNoPendingWrap(t *testing.T) {
	full := strings.Repeat("=", normal.Width)
	p := NewPainter(NewCache(0), Xterm, normal, false)
	s := newScreen(normal)
	for i := range normal.Height {
		s.take(p.Frame(view(strings.Repeat("\n", i)+full, -1, 0)))
		s.take([]byte("X")) // would go to the next row
		if got := s.CursorPosition(); got.Y != i || p.rest.X >= normal.Width {
			t.Fatalf("row %d: at %v, painter %v", i, got, p.rest)
		}
		p.Redraw()
	}
}

func TestCursorStaysInside(t *testing.T) {
	p := NewPainter(NewCache(0), Xterm, normal, false)
	s := newScreen(normal)
	for _, test := range []struct{ x, y, wantX, wantY int }{{80, 24, 79, 23}, {900, 3, 79, 3}, {0, -5, 0, 0}} {
		s.take(p.Frame(view("x", test.x, test.y)))
		if at := s.CursorPosition(); at.X != test.wantX || at.Y != test.wantY {
			t.Errorf("%d,%d: at %v", test.x, test.y, at)
		}
	}
}

func TestEnterAndLeave(t *testing.T) {
	for _, kind := range []Kind{VT100, Linux, Xterm} {
		p := NewPainter(NewCache(0), kind, normal, false)
		s := newScreen(normal)
		s.take([]byte("$ ssh avs\r\n"))
		before := s.show()
		s.take(p.Enter())
		s.take(p.Frame(view("\x1b[1msecret", -1, 0)))
		s.take(p.Leave())
		switch after := s.show(); {
		case strings.Contains(after, "secret"):
			t.Errorf("%v: still to be seen", kind)
		case kind == Xterm && after != before:
			t.Errorf("%v: %q is not back", kind, before)
		}
		if s.CursorHidden() || s.IsAltScreen() {
			t.Errorf("%v: not put back", kind)
		}
	}
}

func TestCopy(t *testing.T) {
	long := strings.Repeat("x", MaxCopy+1)
	for _, test := range []struct {
		kind Kind
		text string
		want bool
	}{{Xterm, "#4211", true}, {Tmux, "#4211", true}, {Linux, "#4211", false}, {VT100, "#4211", false}, {Xterm, long, false}} {
		if got := NewPainter(NewCache(0), test.kind, normal, false).Copy(test.text); (got != nil) != test.want {
			t.Errorf("%v: %q", test.kind, got)
		}
	}
}
