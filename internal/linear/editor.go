package linear

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Bounds of one line.
const (
	maxAnswer   = 1 << 10  // bytes of an answer to a prompt: room for a title or a key's comment
	maxKeyLine  = 16 << 10 // bytes of a public key as it is pasted: RSA of 16,384 bits takes 3,000
	maxTextLine = 16 << 10 // bytes of a line of text; a longer one is broken there, not cut
)

// An event is what a byte led to.
type event int

const (
	typing    event = iota // the line goes on
	entered                // the line is complete
	cancelled              // ^C
	ended                  // ^D on an empty line
	repeat                 // ^L or ^R: show the line again
)

// An editor makes lines of what is typed. It is the same for every prompt of a
// session, since a sequence or a CR LF may reach over the end of a line.
//
// It knows the keys of a terminal driver and no others: Backspace, ^U, ^W, ^C,
// ^D, ^L and ^R. Cursor keys and the marks of a bracketed paste are swallowed.
// Without keys (a pipe) control characters are only dropped.
type editor struct {
	keys  bool   // heeds the keys of a terminal driver
	limit int    // bytes of the line
	split bool   // a longer line is complete at the limit and goes on as the next
	line  []byte // may end in the first bytes of a character
	lost  int    // bytes that came after the limit
	cr    bool   // the last byte was CR: an LF now is the same Enter
	inside
}

// inside is where in an escape sequence the input stands.
type inside int

const (
	nothing  inside = iota
	escape          // after ESC
	control         // CSI: up to a letter
	function        // SS3: one more
	message         // OSC, DCS and the like: up to BEL or ESC
)

// begin forgets the former line.
func (e *editor) begin(limit int, split bool) {
	e.limit, e.split = limit, split
	e.line, e.lost = e.line[:0], 0
	if cap(e.line) > maxAnswer {
		e.line = nil // one long paste must not be paid for all day
	}
}

// take consumes p up to the first byte that ends something, and says how many
// bytes that were. A line that is full and may be split ends before the byte that
// found no room.
func (e *editor) take(p []byte) (n int, what event) {
	for n < len(p) {
		b := p[n]
		if e.split && e.full(b) && b >= ' ' && b != 0x7F && e.inside == nothing {
			return n, entered
		}
		n++
		if e.swallows(b) {
			continue
		}
		if what = e.key(b); what != typing {
			return n, what
		}
	}
	return n, typing
}

// swallows says whether b belongs to an escape sequence. A control character
// ends one that was cut short, so that Enter is never lost in it.
func (e *editor) swallows(b byte) bool {
	was := e.inside
	switch {
	case b == 0x1B:
		e.inside = escape
		return true
	case was == nothing:
		return false
	case b < ' ' || b == 0x7F:
		e.inside = nothing
		return was == message && b == 0x07
	case was == escape:
		e.inside = introduced(b)
		return e.inside != nothing || b == '\\'
	case was == function, was == control && b >= '@':
		e.inside = nothing
		return b < 0x7F
	}
	return true
}

// introduced is what a byte after ESC begins. Esc itself may have been pressed
// before a letter: then the letter counts.
func introduced(b byte) inside {
	switch b {
	case '[':
		return control
	case 'O':
		return function
	case ']', 'P', 'X', '^', '_':
		return message
	}
	return nothing
}

// key heeds one byte that is no part of a sequence.
func (e *editor) key(b byte) event {
	after := e.cr
	e.cr = b == '\r'
	switch {
	case b == '\n' && after:
		return typing
	case b == '\n' || b == '\r':
		return entered
	case b == '\t' || b >= ' ' && b != 0x7F:
		e.add(b)
		return typing
	case e.keys:
		return e.command(b)
	}
	return typing
}

func (e *editor) command(b byte) event {
	switch b {
	case 0x03: // ^C
		return cancelled
	case 0x04: // ^D
		if len(e.line) == 0 {
			return ended
		}
	case 0x08, 0x7F: // Backspace
		if begun := len(e.whole()); begun < len(e.line) {
			e.line = e.line[:begun]
			break
		}
		e.line = e.line[:lastCharacter(e.line)]
	case 0x0C, 0x12: // ^L, ^R
		return repeat
	case 0x15: // ^U
		e.line = e.line[:0]
	case 0x17: // ^W
		e.line = e.line[:lastWord(e.line)]
	}
	return typing
}

// full says whether b would begin a character beyond the limit.
func (e *editor) full(b byte) bool {
	if len(e.line) < e.limit {
		return false
	}
	return utf8.RuneStart(b) || len(e.line) >= e.limit+utf8.UTFMax
}

func (e *editor) add(b byte) {
	if e.full(b) || e.lost > 0 {
		e.lost++
		return
	}
	e.line = append(e.line, b)
}

// whole is the line without a character of which not all bytes are here yet.
func (e *editor) whole() string {
	line := e.line
	for back := 1; back < utf8.UTFMax && back <= len(line); back++ {
		start := len(line) - back
		if utf8.RuneStart(line[start]) {
			if !utf8.FullRune(line[start:]) {
				line = line[:start]
			}
			break
		}
	}
	return string(line)
}

// lastCharacter is where the last character begins, with all that is drawn on
// it. One is looked for behind the last blank only, which costs less and finds
// the same.
func lastCharacter(line []byte) int {
	start := len(line)
	for start > 0 && line[start-1] != ' ' {
		start--
	}
	if start == len(line) {
		return max(0, start-1)
	}
	last, state := start, -1
	for rest := line[start:]; len(rest) > 0; {
		var character []byte
		last = len(line) - len(rest)
		character, rest, _, state = uniseg.FirstGraphemeCluster(rest, state)
		if len(character) == 0 {
			break
		}
	}
	return last
}

// lastWord is where the last word begins.
func lastWord(line []byte) int {
	end := len(strings.TrimRight(string(line), " \t"))
	for end > 0 && line[end-1] != ' ' && line[end-1] != '\t' {
		end--
	}
	return end
}
