package paint

import (
	"bytes"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// MaxCopy is the most text, in bytes, that Copy hands to a terminal: xterm
// takes no longer sequence.
const MaxCopy = 72 << 10

// flicker is the size of an update, in bytes, from which the cursor is hidden
// while it is drawn. Hiding costs 12 bytes, which a small one is not worth.
const flicker = 256

// Painter turns views into the bytes that bring one terminal from the last
// view to the next. It does no I/O and keeps no timer; between frames it holds
// nothing but the last frame as text and where the cursor is.
//
// A Painter belongs to one goroutine. Its cache may be shared.
type Painter struct {
	cache *Cache
	owner uint64
	shape shape

	blank  bool        // nothing is known of the screen: the next frame draws all of it
	text   string      // the last frame
	cursor cursor      // as the last frame asked for
	rest   uv.Position // where the terminal's cursor really is
}

// cursor is where a frame wants the cursor; its zero value is a hidden one.
type cursor struct {
	uv.Position
	shown bool
}

// NewPainter makes a painter for a terminal of the kind and (clamped) size.
// Close it to give up its place in the cache.
func NewPainter(cache *Cache, kind Kind, size Size, noColor bool) *Painter {
	return &Painter{
		cache:  cache,
		owner:  cache.enrol(),
		shape:  shape{Size: Clamp(size), kind: kind, colour: kind.Colours() && !noColor},
		blank:  true,
		cursor: cursor{shown: true}, // as every terminal begins
	}
}

// Frame gives the bytes that make the terminal show v, none if it does already.
// They are the caller's. They count as sent: a caller that loses them must call
// Redraw.
//
// Of v, Content and the position of Cursor are heeded, nothing else. A nil
// Cursor is hidden; one outside the window is moved to its edge. Content beyond
// the window is cut; its styles end with their line.
func (p *Painter) Frame(v tea.View) []byte {
	text, cur := plain(v.Content), p.place(v.Cursor)
	if !p.blank && text == p.text && cur == p.cursor {
		return nil
	}
	if out := p.typed(text, cur); out != nil {
		return out
	}
	s, kept := p.cache.borrow(p.owner, p.shape)
	sound := false
	defer func() {
		if sound {
			p.cache.giveBack(s, p.owner)
		} else {
			p.cache.discard(s) // the library panicked within
		}
	}()
	switch {
	case p.blank:
		s.drawAll(text)
	case kept && s.text == p.text:
		s.draw(text)
	default: // another session's, or ours that was not needed for what was typed
		s.recall(p.text, p.rest)
		s.draw(text)
	}
	s.settle(cur)
	out := p.dress(terse(s.flush()), cur)
	p.blank, p.text, p.cursor = false, text, cur
	p.rest.X, p.rest.Y = s.r.Position()
	sound = true
	return out
}

// typed is the frame of a key stroke that put in or rubbed out a letter, or moved the
// mark of a list, without a renderer; nil for any other frame.
func (p *Painter) typed(text string, cur cursor) []byte {
	if p.blank || !p.cursor.shown || !cur.shown || p.rest != p.cursor.Position {
		return nil
	}
	out := markMoved(p.text, text, p.cursor.Position, cur.Position)
	if e, ok := onlyRow(p.text, text); ok {
		out = e.typed(p.cursor.Position, cur.Position, p.shape)
	}
	if out != nil {
		p.text, p.cursor, p.rest = text, cur, cur.Position
	}
	return out
}

// place is where v's cursor can really stand.
func (p *Painter) place(c *tea.Cursor) cursor {
	if c == nil {
		return cursor{}
	}
	return cursor{shown: true, Position: uv.Pos(
		min(max(c.X, 0), p.shape.Width-1),
		min(max(c.Y, 0), p.shape.Height-1),
	)}
}

// dress hides and shows the cursor around what is drawn.
func (p *Painter) dress(drawn []byte, cur cursor) []byte {
	hide := p.cursor.shown && (!cur.shown || len(drawn) > flicker)
	show := cur.shown && (!p.cursor.shown || hide)
	out := make([]byte, 0, len(drawn)+len(ansi.HideCursor)+len(ansi.ShowCursor))
	if hide {
		out = append(out, ansi.HideCursor...)
	}
	out = append(out, drawn...)
	if show {
		out = append(out, ansi.ShowCursor...)
	}
	return out
}

// Redraw makes the next Frame draw the whole screen, whatever it shows.
func (p *Painter) Redraw() { p.blank = true }

// Resize sets the window that the next Frame draws, in full if it has changed.
func (p *Painter) Resize(size Size) {
	if size = Clamp(size); size != p.shape.Size {
		p.cache.forget(p.owner)
		p.shape.Size = size
		p.blank = true
	}
}

// Enter gives the bytes that prepare the terminal: the alternate screen and
// bracketed paste, where the kind has them. The next Frame draws all.
func (p *Painter) Enter() []byte {
	p.blank, p.cursor = true, cursor{shown: true}
	if !p.shape.kind.alternate() {
		return nil
	}
	return []byte(ansi.SetModeAltScreenSaveCursor + ansi.SetModeBracketedPaste)
}

// Leave gives the bytes that put the terminal back as it was, whatever state a
// frame that was cut short has left it in. Where there is no alternate screen
// it is cleared, so that nothing that was read stays to be seen.
func (p *Painter) Leave() []byte {
	const sane = ansi.ResetStyle + "\x1b[r" + ansi.SetModeAutoWrap + ansi.ShowCursor
	p.blank = true
	if !p.shape.kind.alternate() {
		return []byte(sane + ansi.CursorHomePosition + ansi.EraseEntireScreen)
	}
	return []byte(sane + ansi.ResetModeBracketedPaste + ansi.ResetModeAltScreenSaveCursor)
}

// Copy gives the bytes that put text on the person's clipboard: none if the
// kind does not know how, or if text is longer than MaxCopy.
func (p *Painter) Copy(text string) []byte {
	if !p.shape.kind.Copies() || len(text) > MaxCopy {
		return nil
	}
	return []byte(ansi.SetSystemClipboard(text))
}

// Close gives up the painter's place in the cache.
func (p *Painter) Close() { p.cache.forget(p.owner) }

// terse says what the renderer drew in fewer bytes where that is sure, and gives
// each line feed its carriage return: an ssh session with an emulated pty adds them
// on its own and others do not, and the renderer has been told that a line feed goes
// to the first column. A move to the first column of a row need not name it.
func terse(b []byte) []byte {
	out := make([]byte, 0, len(b)+8)
	first := false // the cursor is in the first column: no carriage return is needed
	for i := 0; i < len(b); i++ {
		if n := toRow(b[i:]); n > 0 {
			out, first = append(append(out, b[i:i+n]...), 'H'), true
			i += n + len(";1H") - 1
			continue
		}
		switch {
		case b[i] == '\r' && first:
			continue
		case b[i] == '\n' && !first:
			out = append(out, '\r')
		}
		first = b[i] == '\r' || b[i] == '\n'
		out = append(out, b[i])
	}
	return out
}

// toRow is how long the beginning of ESC [ row ; 1 H is up to the row, where b
// begins with that; 0 otherwise. What people wrote holds no ESC.
func toRow(b []byte) int {
	if !bytes.HasPrefix(b, []byte("\x1b[")) {
		return 0
	}
	n := 2
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	if n == 2 || !bytes.HasPrefix(b[n:], []byte(";1H")) {
		return 0
	}
	return n
}
