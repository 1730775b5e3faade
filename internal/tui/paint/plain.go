package paint

import (
	"strings"
	"unicode/utf8"
)

// longestSGR bounds a colour or style sequence; the longest useful one sets
// three true colours and eight attributes.
const longestSGR = 96

// plain takes out of a view's content all that could do more than draw: every
// control character but the line feed, every escape sequence but SGR, C1, bidi
// overrides and tag characters. A tab becomes one space. The library would pass
// DCS, APC, SOS, PM and hyperlinks on to the terminal.
//
// This is the last wall, not the first: text from people is to be cleaned, and
// its overrides shown, before it is laid out. Content that needs no cleaning is
// given back without a copy.
func plain(content string) string {
	clean := 0
	for clean < len(content) {
		n, keep := unit(content[clean:])
		if !keep {
			break
		}
		clean += n
	}
	if clean == len(content) {
		return content
	}
	var b strings.Builder
	b.Grow(len(content))
	b.WriteString(content[:clean])
	for rest := content[clean:]; rest != ""; {
		n, keep := unit(rest)
		switch {
		case keep:
			b.WriteString(rest[:n])
		case rest[0] == '\t':
			b.WriteByte(' ')
		}
		rest = rest[n:]
	}
	return b.String()
}

// unit measures the first character or escape sequence of s, which is not
// empty, and tells whether it only draws.
func unit(s string) (n int, keep bool) {
	switch c := s[0]; {
	case c == esc:
		return escape(s)
	case c < ' ':
		return 1, c == '\n'
	case c < 0x7f:
		return 1, true
	case c == 0x7f:
		return 1, false
	}
	r, n := utf8.DecodeRuneInString(s)
	return n, r != utf8.RuneError && !steers(r)
}

// steers reports whether r changes how other characters are shown, or makes
// the terminal act.
func steers(r rune) bool {
	switch {
	case r >= 0x80 && r <= 0x9f, // C1
		r == 0x2028, r == 0x2029, // line and paragraph separator
		r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, // bidi embeddings, overrides, isolates
		r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, // byte order mark, interlinear annotation
		r >= 0xe0000 && r <= 0xe007f: // tags
		return true
	}
	return false
}

// escape measures the escape sequence at the beginning of s. One that is cut
// short ends at the end of its line, so that it cannot swallow the frame.
func escape(s string) (n int, keep bool) {
	if len(s) == 1 {
		return 1, false
	}
	switch s[1] {
	case '[':
		return control(s)
	case ']', 'P', 'X', '^', '_':
		return text(s), false
	}
	n = 1
	for n < len(s) && s[n] >= 0x20 && s[n] <= 0x2f {
		n++
	}
	if n < len(s) && s[n] >= 0x30 && s[n] <= 0x7e {
		n++
	}
	return n, false
}

// control measures a CSI sequence, and keeps it if it is an SGR.
func control(s string) (n int, keep bool) {
	keep = true
	for n = 2; n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f; n++ {
		keep = keep && (s[n] >= '0' && s[n] <= '9' || s[n] == ';' || s[n] == ':')
	}
	if n == len(s) || s[n] < 0x40 || s[n] > 0x7e {
		return n, false
	}
	return n + 1, keep && s[n] == 'm' && n < longestSGR
}

// text measures a string sequence (OSC, DCS, SOS, PM, APC) with its end.
func text(s string) int {
	for n := 2; n < len(s); n++ {
		switch s[n] {
		case '\n':
			return n
		case bel, can, sub:
			return n + 1
		case esc:
			if n+1 < len(s) && s[n+1] == '\\' {
				return n + 2
			}
			return n
		}
	}
	return len(s)
}

// The control characters that are spoken of by name.
const (
	bel = 0x07
	bs  = 0x08
	can = 0x18
	sub = 0x1a
	esc = 0x1b
)
