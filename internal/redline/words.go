package redline

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A word is what is compared: without the space before it.
type word struct {
	text  string
	space bool // a space stands before it
	at    int  // byte offset in the paragraph, of the space if there is one
}

// wordsOf divides a paragraph, in which words stand one space apart, and stops behind
// the bound.
func wordsOf(paragraph string, bound int) []word {
	var words []word
	for at := 0; at < len(paragraph) && len(words) <= bound; {
		w := word{at: at}
		if paragraph[at] == ' ' {
			w.space = true
			at++
		}
		n := wordLength(paragraph[at:])
		w.text = paragraph[at : at+n]
		at += n
		words = append(words, w)
	}
	return words
}

// wordLength is the length of the word at the start of s: up to a space or to a
// character of a script without spaces, which is a word by itself.
func wordLength(s string) int {
	for at, r := range s {
		switch {
		case r == ' ':
			return at
		case unspaced(r) && at > 0:
			return at
		case unspaced(r):
			return cluster(s)
		}
	}
	return len(s)
}

// maxCluster is how far is looked for the end of a character, in bytes.
const maxCluster = 64

func cluster(s string) int {
	window := s[:min(len(s), maxCluster)]
	for len(window) < len(s) && !utf8.ValidString(window) {
		window = window[:len(window)-1]
	}
	first, _, _, _ := uniseg.FirstGraphemeClusterInString(window, -1)
	return len(first)
}

// unspaced knows the scripts that are written without spaces between words, and
// their punctuation.
func unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF,
		r >= 0x19E0 && r <= 0x19FF, r >= 0xA9E0 && r <= 0xA9FF, r >= 0xAA60 && r <= 0xAA7F: // Thai, Lao, Burmese, Khmer
		return true
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF65: // punctuation, full width
		return true
	case r < 0x2E80:
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Yi)
}
