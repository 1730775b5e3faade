package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is how a stretch of a word may be broken.
type kind int

const (
	ordinary  kind = iota // by UAX #14
	address               // ASCII with "://" in it: not at all
	southEast             // between syllables
)

// stretch is the length of the longest start of word, which is not empty, that
// is all of one kind.
func stretch(word string) (int, kind) {
	if word[0] < utf8.RuneSelf {
		end := 1
		for end < len(word) && word[end] < utf8.RuneSelf {
			end++
		}
		if strings.Contains(word[:end], "://") {
			return end, address
		}
		return end, ordinary
	}
	first, n := utf8.DecodeRuneInString(word)
	if !isSouthEast(first) {
		return n, ordinary
	}
	for n < len(word) {
		r, size := utf8.DecodeRuneInString(word[n:])
		if !isSouthEast(r) && !isCloser(r) && runeWidth(r) > 0 {
			break
		}
		n += size
	}
	return n, southEast
}

// giveOpeners divides whole, which begins with before, in two; quotation marks
// and brackets that open at the end of before go to the second part.
func giveOpeners(before, whole string) (first, second string) {
	for before != "" {
		r, n := utf8.DecodeLastRuneInString(before)
		if !unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		before = before[:len(before)-n]
	}
	return before, whole[len(before):]
}

// syllable is the length of the piece of South-East Asian text at the start of s
// after which a line may end: a cluster with what must not stand apart from it.
func syllable(s string) int {
	n, _ := cluster(s)
	for n < len(s) {
		last, _ := utf8.DecodeLastRuneInString(s[:n])
		next, _ := utf8.DecodeRuneInString(s[n:])
		if !staysWithNext(last) && !staysWithLast(next) && !(unicode.IsDigit(last) && unicode.IsDigit(next)) {
			break
		}
		more, _ := cluster(s[n:])
		n += more
	}
	return n
}

// isSouthEast knows the blocks of Thai, Lao, Myanmar and Khmer: line breaking
// class SA of UAX #14, which the library treats as unbreakable.
func isSouthEast(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF,
		r >= 0x19E0 && r <= 0x19FF, r >= 0xA9E0 && r <= 0xA9FF, r >= 0xAA60 && r <= 0xAA7F:
		return true
	}
	return false
}

// staysWithNext knows what must not end a line: what opens, the vowels written
// before their consonant (Thai, Lao), the signs that stack the next consonant
// (Khmer coeng, Myanmar virama).
func staysWithNext(r rune) bool {
	switch {
	case r >= 0x0E40 && r <= 0x0E44, r >= 0x0EC0 && r <= 0x0EC4, r == 0x17D2, r == 0x1039:
		return true
	}
	return unicode.In(r, unicode.Ps, unicode.Pi)
}

// staysWithLast knows what must not begin a line: what closes, the vowels and
// signs written after their consonant, marks.
func staysWithLast(r rune) bool {
	switch r {
	case 0x0E2F, 0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0E46, // Thai
		0x0EAF, 0x0EB0, 0x0EB2, 0x0EB3, 0x0EC6, // Lao
		0x17D6, 0x17D7: // Khmer
		return true
	}
	return isCloser(r) || unicode.In(r, unicode.Mc, unicode.Mn)
}

// isCloser knows closing brackets and quotation marks, and the punctuation that
// ends phrases, in any script.
func isCloser(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.ContainsRune(",.;:!?)]}\"'", r)
	}
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
