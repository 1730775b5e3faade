package paint

import (
	"bytes"
	"image/color"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// maxCluster bounds the bytes of one cell: a base character with all of its
// combining marks. A family emoji with skin tones has 41.
const maxCluster = 64

// shape is what must agree before one session's surface can serve another.
type shape struct {
	Size
	kind   Kind
	colour bool
}

func (s shape) cells() int { return s.Width * s.Height }

// surface is a renderer of the library with what it believes is on the screen:
// two grids of 112 bytes a cell, which is why sessions share them.
//
// Between two frames its whole state must follow from the text that is shown
// and the cursor's position, or else a surface that was kept and one that was
// borrowed would answer with different bytes. TestKeptAndBorrowed watches that.
type surface struct {
	shape
	owner uint64 // whose last frame it holds; 0 for nobody's
	text  string // what the grid holds
	grid  canvas
	r     *uv.TerminalRenderer
	out   *bytes.Buffer
}

func newSurface(sh shape) *surface {
	s := &surface{
		shape: sh,
		grid:  canvas{ScreenBuffer: uv.NewScreenBuffer(sh.Width, sh.Height), colour: sh.colour},
		out:   new(bytes.Buffer),
	}
	// The kind's own name, never the client's TERM: the library looks into the
	// terminfo files of this machine for it.
	s.r = uv.NewTerminalRenderer(s.out, []string{"TERM=" + sh.kind.library()})
	s.r.SetColorProfile(colorprofile.ASCII)
	if sh.colour {
		s.r.SetColorProfile(colorprofile.ANSI)
	}
	s.r.SetFullscreen(true)
	s.r.SetRelativeCursor(false)
	s.r.SetScrollOptim(true)
	s.r.SetTabStops(-1)
	s.r.SetBackspace(true)
	s.r.SetMapNewline(true) // see terse
	return s
}

// recall makes the surface believe that a terminal shows text, with the cursor
// at rest: what it takes for that is thrown away.
func (s *surface) recall(text string, rest uv.Position) {
	s.draw(text)
	s.r.MoveTo(0, 0) // takes back a pending wrap
	s.flush()
	s.r.SetPosition(rest.X, rest.Y)
}

// draw brings the renderer from the frame it holds to text. Scrolling is looked for
// in every frame, though few rows may have changed: the library keeps the hashes of
// those rows from one frame to the next, and a frame without looking leaves them old.
func (s *surface) draw(text string) {
	if s.lay(text) {
		s.r.Render(s.grid.RenderBuffer)
	}
}

// drawAll draws text on a terminal of which nothing is known.
func (s *surface) drawAll(text string) {
	s.lay(text)
	s.r.Redraw(s.grid.RenderBuffer)
}

// lay puts text into the grid and tells whether that changed it. Rows whose
// text is the same are not touched: the library would repaint each of them that
// holds a wide character.
func (s *surface) lay(text string) (changed bool) {
	was, now := s.text, text
	var oldRow, newRow string
	for y := range s.Height {
		oldRow, was, _ = strings.Cut(was, "\n")
		newRow, now, _ = strings.Cut(now, "\n")
		if oldRow != newRow {
			uv.NewStyledString(newRow).Draw(s.grid, uv.Rect(0, y, s.Width, 1))
			changed = true
		}
	}
	s.text = text
	return changed
}

// settle moves the cursor to where it is shown. Without one it stays, but never
// beyond the last column: a pending wrap is state that no position tells of.
//
// Most frames end on the row of the list where the mark was drawn: one carriage
// return does there what the library does with an absolute move of eight bytes.
func (s *surface) settle(c cursor) {
	x, y := s.r.Position()
	switch {
	case c.shown && c.X == 0 && c.Y == y:
		if x != 0 {
			_, _ = s.r.WriteString("\r") // into a buffer: cannot fail
			s.r.SetPosition(0, y)
		}
	case c.shown:
		s.r.MoveTo(c.X, c.Y)
	case x >= s.Width:
		s.r.MoveTo(0, y)
	}
}

// flush gives what the renderer has written since the last call. It is valid
// until the next.
//
// After scrolling part of the screen the library names both margins of the whole;
// naming none says the same in four bytes less.
func (s *surface) flush() []byte {
	s.out.Reset()
	_ = s.r.Flush() // into a buffer: cannot fail
	whole := []byte(ansi.SetTopBottomMargins(1, s.Height))
	return bytes.ReplaceAll(s.out.Bytes(), whole, []byte("\x1b[r"))
}

// canvas is the grid that styled text is drawn into. It lets no style through
// but the 16 colours, bold, underline and reverse, and no hyperlink.
type canvas struct {
	uv.ScreenBuffer
	colour bool
}

// SetCell is called by the library for each cell that it lays out.
func (c canvas) SetCell(x, y int, cell *uv.Cell) {
	if cell == nil {
		c.ScreenBuffer.SetCell(x, y, nil)
		return
	}
	own := *cell
	own.Link = uv.Link{}
	own.Style = c.soften(cell.Style)
	if len(own.Content) > maxCluster {
		own.Content = cutText(own.Content, maxCluster)
	}
	c.ScreenBuffer.SetCell(x, y, &own)
}

func (c canvas) soften(s uv.Style) uv.Style {
	soft := uv.Style{Attrs: s.Attrs & (uv.AttrBold | uv.AttrReverse)}
	if s.Underline != uv.UnderlineNone {
		soft.Underline = uv.UnderlineSingle
	}
	if c.colour {
		soft.Fg, soft.Bg = sixteen(s.Fg), sixteen(s.Bg)
	}
	return soft
}

// sixteen is the nearest of the 16 ANSI colours. It does not go through
// colorprofile, which remembers every colour it ever saw.
func sixteen(c color.Color) color.Color {
	if c == nil {
		return nil
	}
	return ansi.Convert16(c)
}

// cutText is the longest beginning of s that is valid and at most n bytes long.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
