package redline

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"asem.internal/avs/internal/plain"
)

// markers are what stands around a run, each of two columns.
var (
	opening = map[Kind]string{Removed: "[-", Added: "{+"}
	closing = map[Kind]string{Removed: "-]", Added: "+}"}
)

// escape tells the markers that the text itself holds from ours; in "[-]" there are
// two.
func escape(s string) string {
	if !strings.ContainsAny(s, `-+\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i:min(i+2, len(s))] {
		case "[-", "-]", "{+", "+}":
			out.WriteByte('\\')
		}
		if s[i] == '\\' {
			out.WriteByte('\\')
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// filler fills lines with runs and ends none of them inside a marker.
type filler struct {
	cols  int
	lines []string
	line  strings.Builder
	used  int  // columns of line
	open  Kind // whose marker is open on line
	gap   bool // a space is owed before the next piece
	last  Run
}

// run puts a run down. Spaces at its ends stand outside the markers, and one stands
// between words that were removed and those that came for them.
func (f *filler) run(r Run) {
	if f.last.Kind == Removed && r.Kind == Added {
		before, _ := utf8.DecodeLastRuneInString(f.last.Text)
		after, _ := utf8.DecodeRuneInString(r.Text)
		f.gap = f.gap || !unspaced(before) && !unspaced(after)
	}
	f.last = r
	for at, word := range strings.Split(escape(r.Text), " ") {
		if at > 0 {
			f.gap = true
		}
		f.word(word, r.Kind)
	}
	if f.gap {
		f.close()
	}
}

// word puts down what has no space in it, divided where its script allows or, when
// wider than a line, anywhere; but not behind a backslash, which belongs to what
// follows.
func (f *filler) word(word string, k Kind) {
	room := f.cols - 6 // for markers and a backslash
	carry := ""
	for state := -1; word != ""; {
		var segment string
		if isASCII(word) {
			segment, word = word, ""
		} else {
			segment, word, _, state = uniseg.FirstLineSegmentInString(word, state)
		}
		parts := []string{segment}
		if plain.Width(segment) > room {
			parts = plain.Wrap(segment, room)
		}
		for _, part := range parts {
			part, carry = holdBack(carry + part)
			f.piece(part, k)
		}
	}
	f.piece(carry, k)
}

// holdBack takes from the end of a piece the backslash that belongs to what follows.
func holdBack(s string) (piece, carry string) {
	slashes := len(s) - len(strings.TrimRight(s, `\`))
	if slashes%2 == 1 {
		return s[:len(s)-1], `\`
	}
	return s, ""
}

// piece puts down what is not divided.
func (f *filler) piece(s string, k Kind) {
	if s == "" {
		return
	}
	need := plain.Width(s)
	if f.gap {
		need++
	}
	if k != Same {
		need += len(closing[k])
	}
	if k != f.open {
		need += len(opening[k]) + len(closing[f.open])
	}
	if f.used > 0 && f.used+need > f.cols {
		f.next()
	}
	f.mark(k)
	f.put(s)
}

// mark closes and opens markers until what follows is of kind k, with the space
// that is owed between them or, within one, where it belongs.
func (f *filler) mark(k Kind) {
	if k != f.open {
		f.close()
	}
	if f.gap && f.used > 0 {
		f.put(" ")
	}
	f.gap = false
	if k != f.open {
		f.put(opening[k])
		f.open = k
	}
}

func (f *filler) close() {
	f.put(closing[f.open])
	f.open = Same
}

func (f *filler) put(s string) {
	f.line.WriteString(s)
	f.used += plain.Width(s)
}

func (f *filler) next() {
	f.close()
	f.lines = append(f.lines, strings.TrimRight(f.line.String(), " "))
	f.line.Reset()
	f.used, f.gap = 0, false
}

func (f *filler) end() []string {
	if f.used > 0 {
		f.next()
	}
	return f.lines
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
