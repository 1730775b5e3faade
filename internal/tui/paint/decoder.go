package paint

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// MaxPaste is the most text, in bytes, that is taken from one bracketed paste.
// The rest is dropped, and a PasteCutMsg follows the PasteMsg.
const MaxPaste = 256 << 10

// escapeWait is how long a lone ESC may be the beginning of a longer sequence.
// Within one read it never waits; a serial terminal sends the bytes of an arrow
// key one by one, and OpenSSH sends keys in steps of 20 ms.
const escapeWait = 50 * time.Millisecond

// maxRest bounds an unfinished sequence. The longest key sequences, of the
// kitty protocol, stay below it.
const maxRest = 64

// PasteCutMsg follows a tea.PasteMsg whose end was dropped at MaxPaste.
type PasteCutMsg struct{}

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// decoder turns what a client types into key presses and pastes. All else that
// a terminal may send (mouse, focus, answers to questions that were never
// asked) is dropped. Whatever arrives in two pieces is kept until it is whole.
//
// The library's decoder tells what a sequence means, without the table of
// 134 kB that it carries for terminfo; where one begins and ends is found here.
type decoder struct {
	lib      uv.EventDecoder
	rest     []byte // the beginning of something unfinished, at most maxRest
	paste    []byte // at most MaxPaste
	pasting  bool
	cut      bool // the paste was longer
	skipping bool // within a string sequence
}

// feed decodes the next bytes. They may be overwritten afterwards.
func (d *decoder) feed(chunk []byte) []tea.Msg {
	buf := chunk
	if len(d.rest) > 0 {
		buf = append(d.rest, chunk...)
		d.rest = nil
	}
	var msgs []tea.Msg
	for len(buf) > 0 {
		var n int
		var msg tea.Msg
		switch {
		case d.pasting:
			n, msg = d.collect(buf)
		case d.skipping:
			n, msg = d.skip(buf)
		default:
			n, msg = d.next(buf)
		}
		if msg != nil {
			msgs = append(msgs, msg)
			if _, ok := msg.(tea.PasteMsg); ok && d.cut {
				msgs = append(msgs, PasteCutMsg{})
			}
		}
		if n == 0 { // unfinished
			if len(buf) <= maxRest {
				d.rest = bytes.Clone(buf)
			}
			break
		}
		buf = buf[n:]
	}
	return msgs
}

// unsettled reports whether the rest may be keys just as well as a beginning:
// Esc, or Alt with a bracket or a letter. After escapeWait settle is due.
func (d *decoder) unsettled() bool {
	return !d.pasting && !d.skipping && len(d.rest) > 0 && len(bytes.TrimLeft(d.rest, "\x1b")) <= 1 && d.rest[0] == esc
}

// settle takes an unsettled rest for the keys it may be.
func (d *decoder) settle() []tea.Msg {
	var msgs []tea.Msg
	for len(d.rest) > 0 {
		n := 1
		if len(d.rest) == 2 && d.rest[1] != esc {
			n = 2
		}
		if msg := d.press(d.rest[:n]); msg != nil {
			msgs = append(msgs, msg)
		}
		d.rest = d.rest[n:]
	}
	d.rest = nil
	return msgs
}

// next decodes the first key or sequence of buf; n is 0 if its end is missing.
func (d *decoder) next(buf []byte) (n int, msg tea.Msg) {
	c := buf[0]
	switch {
	case c == esc:
		n, what := measure(buf)
		switch {
		case n == 0:
			return 0, nil
		case what == isText:
			d.skipping = true
			return n, nil
		case what == isBroken:
			return n, nil
		case string(buf[:n]) == pasteStart:
			d.pasting, d.cut, d.paste = true, false, nil
			return n, nil
		}
		return n, d.press(buf[:n])
	case c < utf8.RuneSelf:
		return 1, d.press(buf[:1])
	}
	return d.character(buf)
}

// character decodes a character that is not ASCII, with the marks that follow.
func (d *decoder) character(buf []byte) (n int, msg tea.Msg) {
	if !utf8.FullRune(buf) {
		return 0, nil
	}
	whole := 0 // the library would take bytes that are no character for marks
	for whole < min(len(buf), maxCluster) && utf8.FullRune(buf[whole:]) {
		r, size := utf8.DecodeRune(buf[whole:])
		if unfit(r) {
			break
		}
		whole += size
	}
	if whole == 0 {
		_, n := utf8.DecodeRune(buf)
		return n, nil
	}
	n, ev := d.lib.Decode(buf[:whole])
	key, ok := ev.(uv.KeyPressEvent)
	if !ok {
		return max(n, 1), nil
	}
	return n, tea.KeyPressMsg(key)
}

// unfit reports whether r can be no part of what a person types as text.
func unfit(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError || steers(r) }

// press decodes one whole key sequence; nil if it is no key press.
func (d *decoder) press(seq []byte) tea.Msg {
	if len(seq) > 2 && seq[0] == esc && seq[1] == esc { // rxvt: Alt and a key
		key, ok := d.press(seq[1:]).(tea.KeyPressMsg)
		if !ok {
			return nil
		}
		key.Mod |= tea.ModAlt
		key.Text = ""
		return key
	}
	if key, ok := oddKey(string(seq)); ok {
		return tea.KeyPressMsg(key)
	}
	if !mayBeKey(seq) {
		return nil
	}
	_, ev := d.lib.Decode(seq)
	if several, ok := ev.(uv.MultiEvent); ok && len(several) > 0 {
		ev = several[0] // F3 with a modifier, or a report of the cursor's position
	}
	key, ok := ev.(uv.KeyPressEvent)
	if !ok || strings.ContainsFunc(key.Text, unfit) {
		return nil
	}
	return tea.KeyPressMsg(unpad(uv.Key(key)))
}

// collect takes the next part of a bracketed paste.
func (d *decoder) collect(buf []byte) (n int, msg tea.Msg) {
	if i := bytes.Index(buf, []byte(pasteEnd)); i >= 0 {
		d.keep(buf[:i])
		msg = tea.PasteMsg{Content: pasted(d.paste)}
		d.pasting, d.paste = false, nil
		return i + len(pasteEnd), msg
	}
	n = len(buf)
	for i := min(len(pasteEnd)-1, len(buf)); i > 0; i-- { // the end may have begun
		if strings.HasPrefix(pasteEnd, string(buf[len(buf)-i:])) {
			n -= i
			break
		}
	}
	d.keep(buf[:n])
	return n, nil
}

func (d *decoder) keep(part []byte) {
	if room := MaxPaste - len(d.paste); len(part) > room {
		part, d.cut = part[:room], true
	}
	d.paste = append(d.paste, part...)
}

// pasted is the text of a paste: lines end in a line feed, and of the control
// characters only the tab is left.
func pasted(raw []byte) string {
	text := strings.ToValidUTF8(string(raw), "")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r != '\n' && r != '\t' && unfit(r):
			return -1
		}
		return r
	}, text)
}

// skip drops a string sequence up to its end: its own, or the beginning of
// another sequence, or Enter. Nobody asked for it.
func (d *decoder) skip(buf []byte) (n int, msg tea.Msg) {
	i := bytes.IndexAny(buf, "\x07\x18\x1a\x1b\r\n")
	switch {
	case i < 0:
		return len(buf), nil
	case buf[i] != esc:
		d.skipping = false
		return i + 1, nil
	case i > 0:
		return i, nil
	case len(buf) == 1:
		return 0, nil
	}
	d.skipping = false
	if buf[1] == '\\' {
		return 2, nil
	}
	return d.next(buf)
}
