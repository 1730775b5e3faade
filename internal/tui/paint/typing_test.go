package paint

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// letters are what one key stroke puts in, in the scripts of the partners.
var letters = []string{"a", "b", " ", "é", "ø", "ư", "会", "議", "ア", "협", "ก", "า", "ร", "د", "ש", "क", "მ", "Ж", "ω", "e\u0301"}

// A typist types and rubs out on one row of a frame.
type typist struct {
	*rand.Rand
	size  Size
	y     int
	row   []string // letters
	at    int      // the cursor stands before this letter
	below string
}

func (w *typist) view() tea.View {
	rows := make([]string, w.size.Height)
	for y := range rows {
		rows[y] = "line " + strings.Repeat("x", y%7)
	}
	rows[0], rows[len(rows)-1] = "会議 heading", w.below
	rows[w.y] = strings.Join(w.row, "")
	return view(strings.Join(rows, "\n"), ansi.StringWidthWc(strings.Join(w.row[:w.at], "")), w.y)
}

// stroke presses one key: mostly letters, at the end or within the row.
func (w *typist) stroke() {
	width := ansi.StringWidthWc(strings.Join(w.row, ""))
	switch key := w.IntN(10); {
	case key < 6 && width < w.size.Width-4:
		l := letters[w.IntN(len(letters))]
		w.row = append(w.row[:w.at], append([]string{l}, w.row[w.at:]...)...)
		w.at++
	case key < 8 && w.at > 0:
		w.row = append(w.row[:w.at-1], w.row[w.at:]...)
		w.at--
	case key == 8 && w.at > 0:
		w.at -= 1 + w.IntN(w.at)
	default:
		w.at = len(w.row)
	}
}

// TestTyping types on one row: the bytes are the same for a renderer that was
// kept and for one that was borrowed, and a terminal shows the row.
func TestTyping(t *testing.T) {
	size := Size{40, 8}
	strokes := 400
	if testing.Short() {
		strokes = 100
	}
	for _, kind := range []Kind{VT100, Rxvt, Linux, Screen, Tmux, Xterm} {
		t.Run(kind.String(), func(t *testing.T) {
			kept := NewPainter(NewCache(40*8), kind, size, false)
			shared := NewCache(40 * 8)
			borrowed, other := NewPainter(shared, kind, size, false), NewPainter(shared, kind, size, false)
			w := &typist{Rand: rand.New(rand.NewPCG(7, uint64(kind))), size: size, y: 3, below: "^X post"}
			noise := newFrames(9, size)
			s := newScreen(size)
			s.take(kept.Enter())
			borrowed.Enter()
			for i := range strokes {
				if i%40 == 39 {
					w.below += "."
				}
				v := w.view()
				a := kept.Frame(v)
				if i%3 == 0 {
					other.Frame(noise.next())
				}
				if b := borrowed.Frame(v); string(a) != string(b) {
					t.Fatalf("stroke %d:\n    kept %q\nborrowed %q", i, a, b)
				}
				s.take(a)
				if checkScreen(t, s, v, kind, size); t.Failed() {
					t.Fatalf("stroke %d: %q makes %q", i, a, w.row)
				}
				w.stroke()
			}
		})
	}
}

// TestTypingBetweenPages types a few letters, then shows another page, as a prompt
// does: what was typed without a renderer is known to the frame that follows.
func TestTypingBetweenPages(t *testing.T) {
	size := Size{40, 8}
	seeds := uint64(40)
	if testing.Short() {
		seeds = 5
	}
	for seed := range seeds {
		kept := NewPainter(NewCache(40*8), Xterm, size, false)
		shared := NewCache(40 * 8)
		borrowed, other := NewPainter(shared, Xterm, size, false), NewPainter(shared, Xterm, size, false)
		w := &typist{Rand: rand.New(rand.NewPCG(seed, 3)), size: size, y: 3, below: "foot"}
		pages, noise := newFrames(seed, size), newFrames(seed+99, size)
		s := newScreen(size)
		s.take(kept.Enter())
		borrowed.Enter()
		for i := range 60 {
			v := w.view()
			if w.IntN(4) == 0 {
				v = pages.next()
			}
			a := kept.Frame(v)
			if w.IntN(3) == 0 {
				other.Frame(noise.next())
			}
			if b := borrowed.Frame(v); string(a) != string(b) {
				t.Fatalf("seed %d frame %d:\n    kept %q\nborrowed %q", seed, i, a, b)
			}
			s.take(a)
			if checkScreen(t, s, v, Xterm, size); t.Failed() {
				t.Fatalf("seed %d frame %d: %q", seed, i, a)
			}
			w.stroke()
		}
	}
}

// TestTypedLettersAreFew counts what one key stroke costs: a letter behind the
// text, one within a line of Latin letters, and the same rubbed out again.
func TestTypedLettersAreFew(t *testing.T) {
	latin, chinese, thai := "An opinion that is being written", "会议的主席声明", "การประชุม"
	for name, c := range map[string]struct {
		head, letter, tail string
	}{
		"Latin at the end":     {latin, "s", ""},
		"Latin within":         {latin, "s", " here and now"},
		"Chinese at the end":   {chinese, "会", ""},
		"Thai at the end":      {thai, "ก", ""},
		"Thai mark at the end": {thai + "ก", "\u0e48", ""},
		"Chinese within Latin": {latin, "会", " here and now"},
	} {
		p := NewPainter(NewCache(DefaultCells), Xterm, normal, false)
		frame := func(letter string) tea.View {
			return view("heading\n"+c.head+letter+c.tail+"\nfoot", ansi.StringWidthWc(c.head+letter), 1)
		}
		p.Frame(frame(""))
		if n := len(p.Frame(frame(c.letter))); n > 16 {
			t.Errorf("%s: %d bytes", name, n)
		}
		if n := len(p.Frame(frame(""))); n > 16 && ansi.StringWidthWc(c.letter) > 0 {
			t.Errorf("%s, rubbed out: %d bytes", name, n)
		}
	}
}
