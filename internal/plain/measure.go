package plain

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many columns s takes on one line, as the renderer counts them.
// Escape sequences of our own styling count nothing, nor do control characters.
func Width(s string) int { return ansi.StringWidthWc(s) }

// Cut is s on one line of at most cols columns. A longer s loses its end and
// gets ".." for it; no character is cut in two. Style what comes out, not what
// goes in: the ESC of a style is dropped here as everywhere.
func Cut(s string, cols int) string {
	s = clean(s, asDrawn)
	if len(s) <= cols || Width(s) <= cols {
		return s
	}
	if cols <= 2 {
		head, _ := head(s, cols)
		return head
	}
	head, _ := head(s, cols-2)
	return head + ".."
}

// Pad is Cut, filled with spaces on the right to exactly cols columns.
func Pad(s string, cols int) string {
	s = Cut(s, cols)
	return s + strings.Repeat(" ", max(0, cols-Width(s)))
}

// PadLeft is Cut, filled with spaces on the left to exactly cols columns: for
// numbers.
func PadLeft(s string, cols int) string {
	s = Cut(s, cols)
	return strings.Repeat(" ", max(0, cols-Width(s))) + s
}

// head splits s after the last cluster that ends within cols columns.
func head(s string, cols int) (fits, rest string) {
	at, used := 0, 0
	for at < len(s) {
		n, w := cluster(s[at:])
		if used+w > cols {
			break
		}
		at, used = at+n, used+w
	}
	return s[:at], s[at:]
}

// A cluster stays whole up to this many columns and bytes: a family of emoji
// takes eight and 25. A chain that joins more, endless at will, is divided at its
// code points, since no cell of a screen could hold it; and looking no further
// than that keeps the cost linear.
const (
	maxCluster      = 16
	maxClusterBytes = 256
)

// cluster is the length in bytes of the grapheme cluster at the start of s and
// its width. s is not empty.
func cluster(s string) (n, width int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, Width(s[:1])
	}
	window := s
	if len(window) > maxClusterBytes {
		window = window[:maxClusterBytes]
	}
	c, w := ansi.FirstGraphemeCluster(window, ansi.WcWidth)
	if w > maxCluster || len(c) == maxClusterBytes || c == "" {
		return codePoint(s)
	}
	return len(c), w
}

// codePoint is the length of the first code point of s with all that has no
// width behind it, and its width.
func codePoint(s string) (n, width int) {
	for at, r := range s {
		w := runeWidth(r)
		if at > 0 && w > 0 {
			return at, width
		}
		width += w
	}
	return len(s), width
}

func runeWidth(r rune) int {
	if r < utf8.RuneSelf {
		if r < ' ' || r == 0x7F {
			return 0
		}
		return 1
	}
	var buf [utf8.UTFMax]byte
	return ansi.StringWidthWc(string(buf[:utf8.EncodeRune(buf[:], r)]))
}
