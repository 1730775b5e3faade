package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxMarks is how many code points without width of their own (combining marks,
// joiners, variation selectors) may follow one character. Living languages need
// four or five at most, pointed Hebrew with cantillation included.
const MaxMarks = 8

// Text is a body of many lines, cleaned as the package describes. Newlines and
// tabs stay, and so do blanks at line ends, which mean something in a patch, in
// Markdown and in a mail signature; only the end of the whole text is trimmed.
// Text(Text(s)) == Text(s), and the result is valid UTF-8.
func Text(s string) string {
	return strings.TrimRight(clean(s, manyLines), " \t\n")
}

// Line is a title or a name: cleaned like Text, and each run of white space,
// newlines and tabs among it, is one space, with none at either end.
// Line(Line(s)) == Line(s), and the result is valid UTF-8.
func Line(s string) string { return clean(s, oneLine) }

// Blank reports whether nothing of s would be seen: no code point but white
// space, controls, marks and fillers. A title that is Blank is no title.
func Blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me) && !isFiller(r) {
			return false
		}
	}
	return true
}

// layout is what cleaning makes of white space.
type layout int

const (
	manyLines layout = iota // newlines and tabs stay
	oneLine                 // runs of white space are one space, the ends are trimmed
	asDrawn                 // newlines and tabs are one space each, blanks stay
)

// clean goes through s once. It returns s itself where nothing is to be done,
// which is nearly always.
func clean(s string, as layout) string {
	if isSimple(s, as) {
		return s
	}
	c := cleaner{as: as, bare: true}
	c.out.Grow(len(s))
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		at += n
		if r == '\r' && strings.HasPrefix(s[at:], "\n") {
			continue
		}
		c.take(r)
	}
	return c.out.String()
}

// isSimple is the fast path: printable ASCII, laid out as it is to be.
func isSimple(s string, as layout) bool {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b == '\n' || b == '\t':
			if as != manyLines {
				return false
			}
		case b < ' ' || b > '~':
			return false
		case b == ' ' && as == oneLine && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			return false
		}
	}
	return true
}

// cleaner carries what cleaning must remember from one code point to the next.
type cleaner struct {
	out   strings.Builder
	as    layout
	marks int  // code points without width since the last one with
	bare  bool // the line has nothing yet that a mark could sit on
	space bool // oneLine: white space has been read and not yet written
}

func (c *cleaner) take(r rune) {
	switch {
	case c.as == oneLine && unicode.IsSpace(r):
		c.space = true
	case isNewline(r) || r == '\t':
		c.blank(r)
	case isDropped(r):
	case isBidiControl(r):
		c.owe()
		fmt.Fprintf(&c.out, "<U+%04X>", r)
		c.marks, c.bare = 0, false
	case runeWidth(r) == 0:
		c.owe()
		c.mark(r)
	default:
		c.owe()
		c.out.WriteRune(r)
		c.marks, c.bare = 0, false
	}
}

// owe writes the one space that stands for the white space before this point.
func (c *cleaner) owe() {
	if c.space && c.out.Len() > 0 {
		c.out.WriteByte(' ')
		c.marks, c.bare = 0, false
	}
	c.space = false
}

func (c *cleaner) blank(r rune) {
	switch {
	case c.as == asDrawn:
		c.out.WriteByte(' ')
		c.marks, c.bare = 0, false
		return
	case r == '\t':
		c.out.WriteByte('\t')
	default:
		c.out.WriteByte('\n')
	}
	c.marks, c.bare = 0, true
}

// mark writes a code point without width, within the bound. A mark that would
// otherwise join what a screen shows before the line is given a dotted circle.
func (c *cleaner) mark(r rune) {
	if c.marks++; c.marks > MaxMarks {
		return
	}
	if c.bare && unicode.In(r, unicode.Mn, unicode.Me) {
		c.out.WriteRune('\u25CC')
		c.marks, c.bare = 1, false
	}
	c.out.WriteRune(r)
}

func isNewline(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// isDropped knows what is left out; newlines and tabs were dealt with before.
// The variation selectors U+E0100-E01EF stand among the tags and stay: Japanese
// names are written with them.
func isDropped(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r <= 0x9F: // C0, DEL, C1
	case r == '\u00AD': // soft hyphen
	case r >= '\u206A' && r <= '\u206F': // deprecated format characters
	case r >= '\uFDD0' && r <= '\uFDEF', r&0xFFFE == 0xFFFE: // noncharacters
	case r == '\uFEFF', r >= '\uFFF9' && r <= '\uFFFB': // byte order mark, annotations
	case r >= 0xE0000 && r <= 0xE0FFF: // tags
		return r < 0xE0100 || r > 0xE01EF
	default:
		return false
	}
	return true
}

// isBidiControl knows the embeddings, overrides and isolates. The plain marks
// (LRM, RLM, ALM) stay: they cannot turn a word round.
func isBidiControl(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// isFiller knows letters and symbols that are drawn as nothing: the Hangul
// fillers and the empty Braille pattern.
func isFiller(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800':
		return true
	}
	return false
}
