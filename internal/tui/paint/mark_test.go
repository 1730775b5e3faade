package paint

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestMarkMoves moves the mark of a list about, among styled rows and wide ones:
// bytes are the same for a kept and a borrowed renderer, and a terminal shows it.
func TestMarkMoves(t *testing.T) {
	size := Size{40, 10}
	rows := []string{"Finance            3 new", "会議の議題", "", "\x1b[1mbold\x1b[0m row", "การประชุม", "plain", "x", "y"}
	list := func(at int) tea.View {
		lines := []string{"AVS > heading"}
		for i, r := range rows {
			lead := "  "
			if i == at {
				lead = "> "
			}
			lines = append(lines, lead+r)
		}
		return view(strings.Join(append(lines, "foot"), "\n"), 0, at+1)
	}
	for _, kind := range []Kind{VT100, Linux, Xterm} {
		kept := NewPainter(NewCache(40*10), kind, size, false)
		shared := NewCache(40 * 10)
		borrowed, other := NewPainter(shared, kind, size, false), NewPainter(shared, kind, size, false)
		random, noise := rand.New(rand.NewPCG(5, uint64(kind))), newFrames(11, size)
		s := newScreen(size)
		s.take(kept.Enter())
		borrowed.Enter()
		at := 0
		for i := range 200 {
			v := list(at)
			if random.IntN(20) == 0 {
				v = noise.next()
			}
			a := kept.Frame(v)
			if random.IntN(3) == 0 {
				other.Frame(noise.next())
			}
			if b := borrowed.Frame(v); string(a) != string(b) {
				t.Fatalf("frame %d:\n    kept %q\nborrowed %q", i, a, b)
			}
			s.take(a)
			if checkScreen(t, s, v, kind, size); t.Failed() {
				t.Fatalf("frame %d: %q", i, a)
			}
			switch random.IntN(5) {
			case 0:
				at = random.IntN(len(rows))
			case 1, 2:
				at = min(at+1, len(rows)-1)
			default:
				at = max(at-1, 0)
			}
		}
		kept.Frame(list(3))
		if out := kept.Frame(list(4)); len(out) > 5 {
			t.Errorf("%s: one row down costs %q", kind, out)
		}
		if out := kept.Frame(list(3)); len(out) > 6 {
			t.Errorf("%s: one row up costs %q", kind, out)
		}
	}
}
