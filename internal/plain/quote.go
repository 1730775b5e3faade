package plain

import (
	"strconv"
	"strings"
)

// Quote is s as it is quoted in a reply: each line behind "> ", a line that is
// a quotation already behind ">" alone, so that depth can be counted.
func Quote(s string) string {
	lines := strings.Split(Text(s), "\n")
	for i, line := range lines {
		switch {
		case line == "" || line[0] == '>':
			lines[i] = ">" + line
		default:
			lines[i] = "> " + line
		}
	}
	return strings.Join(lines, "\n")
}

// Reference is one "#4211" in a text; Start and End are byte offsets around it,
// the # included.
type Reference struct {
	Number     uint64
	Start, End int
}

// References finds the numbers that s refers to, in their order. A # inside a
// word, an address or a character entity is none, nor is #0 or a number that
// does not fit in 64 bits.
func References(s string) []Reference {
	var found []Reference
	for at := 0; at < len(s); {
		i := strings.IndexByte(s[at:], '#')
		if i < 0 {
			break
		}
		start := at + i
		end := start + 1
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		at = end
		if start > 0 && joinsBefore(s[start-1]) || end < len(s) && isWord(s[end]) {
			continue
		}
		if n, err := strconv.ParseUint(s[start+1:end], 10, 64); err == nil && n > 0 {
			found = append(found, Reference{Number: n, Start: start, End: end})
		}
	}
	return found
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// joinsBefore reports whether an ASCII byte before a # makes it part of something
// else: a word, an address with a fragment, a character entity. Letters of other
// scripts do not: Chinese and Thai are written without spaces.
func joinsBefore(b byte) bool { return isWord(b) || isDigit(b) || strings.IndexByte("#&/=%?", b) >= 0 }

func isWord(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' }
