package paint

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// screen is a terminal to look at.
type screen struct{ *vt.Emulator }

func newScreen(s Size) screen { return screen{vt.NewEmulator(s.Width, s.Height)} }

var insertion = regexp.MustCompile("\x1b\\[4h(.*?)\x1b\\[4l")

// take shows what was drawn. The emulator does not know insert mode, so it gets
// the sequence that makes room instead.
func (s screen) take(drawn []byte) {
	_, _ = s.Write(insertion.ReplaceAllFunc(drawn, func(b []byte) []byte {
		text := string(insertion.FindSubmatch(b)[1])
		return []byte(ansi.InsertCharacter(ansi.StringWidth(text)) + text)
	}))
}

// show gives the screen's cells, one line a row: content and style.
func (s screen) show() string {
	var b strings.Builder
	for y := range s.Height() {
		for x := range s.Width() {
			c := s.CellAt(x, y)
			if c == nil || c.Content == "" {
				continue
			}
			if style := c.Style; !style.IsZero() {
				b.WriteString(style.String())
			}
			b.WriteString(c.Content)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// typeset is what a terminal shows that gets content row by row, which is what
// a frame is to look like.
func typeset(content string, size Size) string {
	s := newScreen(size)
	_, _ = s.WriteString(ansi.ResetModeAutoWrap)
	for y, row := range strings.Split(content, "\n") {
		if y == size.Height {
			break
		}
		_, _ = s.WriteString(ansi.CursorPosition(1, y+1) + row + ansi.ResetStyle)
	}
	return s.show()
}

// diff tells the first row in which two screens differ.
func diff(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for y := range w {
		if y >= len(g) || g[y] != w[y] {
			t.Fatalf("row %d\n got %q\nwant %q", y, g[y], w[y])
		}
	}
}

// view is content with the cursor at x, y, or hidden if x is negative.
func view(content string, x, y int) tea.View {
	v := tea.NewView(content)
	if x >= 0 {
		v.Cursor = tea.NewCursor(x, y)
	}
	return v
}

func rows(n int, row func(int) string) string {
	var all []string
	for y := range n {
		all = append(all, row(y))
	}
	return strings.Join(all, "\n")
}

var (
	normal = Size{80, 24}
	wide   = Size{120, 40}
)

func name(s Size) string { return fmt.Sprintf("%dx%d", s.Width, s.Height) }
