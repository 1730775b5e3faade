package word

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// A Word is one word of a text, or one pair of characters of a script without spaces.
type Word struct {
	Text       string // folded
	Pos        int    // its place among the words of the text, from 0
	Start, End int    // where it stands in the text, in bytes
	Paired     bool   // of a script without spaces
	Alone      bool   // the last character of its run, or the only one
	plain      string // before marks were taken off, for its stem; empty where it has none
}

// Each calls do for every word of the text, in order. It takes any text, valid or not.
func Each(text string, do func(Word)) {
	var s splitter
	s.do = do
	for segments := words.FromString(text); segments.Next(); {
		s.segment(segments.Value(), segments.Start())
	}
	s.flush()
}

// All lists the words of a short text.
func All(text string) (list []Word) {
	Each(text, func(w Word) { list = append(list, w) })
	return list
}

// A splitter gathers characters of scripts without spaces until the run ends.
type splitter struct {
	do  func(Word)
	pos int
	run []character
}

type character struct {
	text       string
	start, end int
}

func (s *splitter) segment(segment string, start int) {
	first, is := firstLetter(segment)
	switch {
	case !is:
		s.flush()
	case paired(first):
		s.gather(segment, start)
	default:
		s.flush()
		s.parts(segment, start)
	}
}

// firstLetter is the first letter, digit or vowel sign of a segment.
func firstLetter(segment string) (rune, bool) {
	if c := segment[0]; c < utf8.RuneSelf {
		if alphanumeric(c) {
			return rune(c), true
		}
		if len(segment) == 1 {
			return 0, false
		}
	}
	for _, r := range segment {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r, true
		}
	}
	return 0, false
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// parts hands on a segment, parted at its apostrophes.
func (s *splitter) parts(segment string, start int) {
	for segment != "" {
		part, rest := segment, ""
		if i := strings.IndexAny(segment, "'\u2019\u02bc"); i >= 0 {
			_, size := utf8.DecodeRuneInString(segment[i:])
			part, rest = segment[:i], segment[i+size:]
		}
		if part != "" {
			s.word(part, start)
		}
		start += len(segment) - len(rest)
		segment = rest
	}
}

func (s *splitter) word(part string, start int) {
	plain := lower(part)
	text := clip(fold(plain))
	if text == "" {
		return
	}
	s.do(Word{Text: text, Pos: s.pos, Start: start, End: start + len(part), plain: plain})
	s.pos++
}

// gather takes the characters of a segment into the run; one that does not follow it
// directly begins another run.
func (s *splitter) gather(segment string, start int) {
	if n := len(s.run); n > 0 && s.run[n-1].end != start {
		s.flush()
	}
	for it := graphemes.FromString(segment); it.Next(); {
		text := clip(lower(it.Value()))
		if text != "" {
			s.run = append(s.run, character{text, start + it.Start(), start + it.End()})
		}
	}
}

// flush hands on the pairs of the run, and its last character.
func (s *splitter) flush() {
	for i, c := range s.run {
		w := Word{Text: c.text, Pos: s.pos, Start: c.start, End: c.end, Paired: true, Alone: i+1 == len(s.run)}
		if i+1 < len(s.run) {
			w.Text += s.run[i+1].text
			w.End = s.run[i+1].end
		}
		s.do(w)
		s.pos++
	}
	s.run = s.run[:0]
}

// clip cuts a word to MaxWord bytes, at the end of a character.
func clip(w string) string {
	if len(w) <= MaxWord {
		return w
	}
	end := MaxWord
	for end > 0 && !utf8.RuneStart(w[end]) {
		end--
	}
	return w[:end]
}
