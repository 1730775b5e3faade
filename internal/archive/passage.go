package archive

import (
	"slices"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/archive/word"
	"asem.internal/avs/internal/plain"
)

// A Passage is a piece of a text that shows why it was found.
type Passage struct {
	Text  string   // one line
	Marks [][2]int // the words that were looked for: from and to, in bytes of Text, in order
}

// Marked is the passage with its words between asterisks, for where nothing can be
// underlined.
func (p Passage) Marked() string {
	var b strings.Builder
	at := 0
	for _, m := range p.Marks {
		b.WriteString(p.Text[at:m[0]] + "*" + p.Text[m[0]:m[1]] + "*")
		at = m[1]
	}
	return b.String() + p.Text[at:]
}

// maxLooked bounds what is read of a text for its passage.
const maxLooked = 512 << 10

// Passage finds the piece of a text, about width columns long, that has the most of
// the words that are looked for; the beginning of a text that has none.
func (q Query) Passage(text string, width int) Passage {
	text = text[:min(len(text), maxLooked)]
	hits := q.hits(text)
	if len(hits) == 0 {
		return Passage{Text: plain.Cut(plain.Line(begins(text, 0, 4*width)), width)}
	}
	first := best(hits, width)
	from := begin(text, hits[first].start, width/3)
	return cut(text, from, hits[first:], width)
}

// A found is a word of a text that was looked for; which is its place in the query.
type found struct{ start, end, which int }

// hits are the words of a text that are looked for, in order.
func (q Query) hits(text string) (list []found) {
	sought := q.sought()
	if len(sought) == 0 {
		return nil
	}
	stretches := word.Languages(text)
	word.Each(text, func(w word.Word) {
		for len(stretches) > 1 && w.Start >= stretches[1].From {
			stretches = stretches[1:]
		}
		for i := range sought {
			if sought[i].matches(w, stretches[0].Language) {
				list = append(list, found{w.Start, w.End, i})
				break
			}
		}
	})
	return list
}

// A sought is one word that is looked for.
type sought struct {
	word  word.Word
	begin bool
	stems map[word.Language]string // nil for no other form
}

// sought are the words of the query, those of phrases each by itself.
func (q Query) sought() (list []sought) {
	for _, n := range q.wanted() {
		for i, w := range n.words {
			if w.Alone && i > 0 {
				continue // its character is in the pair before
			}
			s := sought{word: w, begin: n.begin && i == len(n.words)-1 || w.Alone}
			if len(n.words) == 1 && !n.exact {
				s.stems = map[word.Language]string{}
				for _, l := range w.Languages() {
					s.stems[l] = w.Bare(l)
				}
			}
			list = append(list, s)
		}
	}
	return list
}

func (s sought) matches(w word.Word, l word.Language) bool {
	switch {
	case w.Text == s.word.Text, s.begin && strings.HasPrefix(w.Text, s.word.Text):
		return true
	case s.stems == nil || l == "":
		return false
	}
	stem := s.stems[l]
	return stem != "" && w.Bare(l) == stem
}

// best is the hit at which a window of the width begins that has the most different
// words, the first of those that are as good.
func best(hits []found, width int) (first int) {
	most := 0
	for i := range hits {
		seen := map[int]bool{}
		for _, h := range hits[i:] {
			if h.start-hits[i].start > width {
				break
			}
			seen[h.which] = true
		}
		if len(seen) > most {
			first, most = i, len(seen)
		}
	}
	return first
}

// begin is where the passage begins: some columns before a hit, at the beginning of a
// word, and not before its paragraph where that is near.
func begin(text string, hit, room int) int {
	from := hit
	for n := 0; from > 0 && n < room; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if i := strings.LastIndex(text[from:hit], "\n\n"); i >= 0 {
		return from + i + 2
	}
	if from == 0 {
		return 0
	}
	if i := strings.IndexAny(text[from:hit], " \n\t"); i >= 0 {
		return from + i + 1
	}
	return from
}

// begins is the text from a byte on, at most so many bytes and no broken character.
func begins(text string, from, bytes int) string {
	end := min(from+bytes, len(text))
	for end > from && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[from:end]
}

// cut makes the line of the passage and finds the words in it again: cleaning and
// joining lines moves them.
func cut(text string, from int, hits []found, width int) Passage {
	var p Passage
	var b strings.Builder
	if from > 0 {
		b.WriteString(".. ")
	}
	at := from
	for _, h := range hits {
		if h.start < at {
			if n := len(p.Marks); n > 0 && h.end > at && h.start <= at { // pairs overlap: one mark
				b.WriteString(line(text[at:h.end]))
				p.Marks[n-1][1] = b.Len()
				at = h.end
			}
			continue
		}
		b.WriteString(line(text[at:h.start]))
		start := b.Len()
		b.WriteString(line(text[h.start:h.end]))
		p.Marks = append(p.Marks, [2]int{start, b.Len()})
		at = h.end
		if b.Len() > 4*width {
			break
		}
	}
	b.WriteString(line(begins(text, at, 4*width)))
	p.Text = plain.Cut(b.String(), width)
	p.Marks = slices.DeleteFunc(p.Marks, func(m [2]int) bool {
		return m[1] > len(p.Text) || m[0] >= m[1] || !strings.HasPrefix(b.String(), p.Text[:m[1]])
	})
	return p
}

// line is a piece of text as it stands in a line, its outer spaces kept.
func line(s string) string {
	clean := plain.Line(s)
	switch {
	case s == "":
		return ""
	case clean == "":
		return " "
	}
	if strings.ContainsRune(" \n\t\r", rune(s[0])) && clean[0] != ' ' {
		clean = " " + clean
	}
	if last := s[len(s)-1]; strings.ContainsRune(" \n\t\r", rune(last)) && clean[len(clean)-1] != ' ' {
		clean += " "
	}
	return clean
}
