package archive

import (
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/archive/word"
)

// Shelf is where a text is found, and by whom: the secretariat's word for it.
type Shelf string

// A Text is something to be found.
type Text struct {
	Shelf  Shelf
	Number uint64 // on its shelf; a second text of the same number takes the place of the first
	At     time.Time
	Title  string
	Body   string
	Fields []string // NAME:VALUE, for the prefixes of the query language
}

// Bounds of what is indexed of one text. What lies beyond is not found by its words.
const (
	MaxTitle = 200     // words
	MaxBody  = 4 << 20 // bytes
)

// bodyFrom is the place of the first word of a body.
const bodyFrom = 256

// A study is what there is to be indexed of a text. It is made without the index, so
// that several can be made at once.
type study struct {
	text  Text
	terms []term // in the order of their words
	words int
}

// A term is one word of a text, with its places; stems and fields have none.
type term struct {
	word    string
	title   bool
	at      []uint32
	stemmed word.Language // in which its stem was taken last
}

// scholar studies texts, one after the other.
type scholar struct {
	index map[string]int
	terms []term
}

// study reads a text's words.
func (s *scholar) study(t Text) study {
	s.index, s.terms = map[string]int{}, nil
	n := s.read(t.Title, 0, MaxTitle, true)
	n += s.read(t.Body[:min(len(t.Body), MaxBody)], bodyFrom, -1, false)
	for _, f := range t.Fields {
		s.find(markField + f)
	}
	slices.SortFunc(s.terms, func(a, b term) int { return strings.Compare(a.word, b.word) })
	return study{text: t, terms: s.terms, words: n}
}

// read takes the words of a part of the text, the first most of them or all.
func (s *scholar) read(text string, from uint32, most int, title bool) (n int) {
	stretches := word.Languages(text)
	language := stretches[0].Language
	word.Each(text, func(w word.Word) {
		if n == most {
			return
		}
		for len(stretches) > 1 && w.Start >= stretches[1].From {
			stretches = stretches[1:]
			language = stretches[0].Language
		}
		n++
		i := s.find(w.Text)
		s.terms[i].at = append(s.terms[i].at, from+uint32(w.Pos))
		s.terms[i].title = s.terms[i].title || title
		if language == s.terms[i].stemmed {
			return
		}
		s.terms[i].stemmed = language
		if stem := w.Stem(language); stem != "" {
			i := s.find(markStem + string(language) + stem)
			s.terms[i].title = s.terms[i].title || title
		}
	})
	return n
}

// find is the place of a word among the terms.
func (s *scholar) find(w string) int {
	at, there := s.index[w]
	if !there {
		at = len(s.terms)
		s.index[w] = at
		s.terms = append(s.terms, term{word: w})
	}
	return at
}
