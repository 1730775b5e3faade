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

// hits are the places of a text that have what is looked for, in order.
func (q Query) hits(text string) (list []found) {
	sought := q.sought()
	if len(sought) == 0 {
		return nil
	}
	stretches := word.Languages(text)
	var recent []word.Word // the last words, as many as the longest phrase has
	word.Each(text, func(w word.Word) {
		for len(stretches) > 1 && w.Start >= stretches[1].From {
			stretches = stretches[1:]
		}
		if recent = append(recent, w); len(recent) > MaxParts {
			recent = recent[1:]
		}
		for i := range sought {
			if start, ok := sought[i].ends(recent, stretches[0].Language); ok {
				list = append(list, found{start, w.End, i})
				break
			}
		}
	})
	slices.SortStableFunc(list, func(a, b found) int { return a.start - b.start })
	return list
}

// A sought is a word that is looked for, or several in a row.
type sought struct {
	words []word.Word
	begin bool                     // the last one may go on
	stems map[word.Language]string // of a single word; nil for no other form
}

// sought are the words and phrases of the query.
func (q Query) sought() (list []sought) {
	for _, n := range q.wanted() {
		s := sought{words: n.words, begin: n.begin}
		last := len(s.words) - 1
		switch {
		case last > 0 && s.words[last].Alone && s.words[last-1].Paired && !n.begin:
			s.words = s.words[:last] // its character is in the pair before
		case last == 0 && s.words[0].Alone:
			s.begin = true
		case last == 0 && !n.exact:
			s.stems = map[word.Language]string{}
			for _, l := range s.words[0].Languages() {
				s.stems[l] = s.words[0].Bare(l)
			}
		}
		list = append(list, s)
	}
	return list
}

// ends says whether what is looked for ends with the last of these words, and where it
// began.
func (s sought) ends(recent []word.Word, l word.Language) (start int, ok bool) {
	if len(recent) < len(s.words) {
		return 0, false
	}
	recent = recent[len(recent)-len(s.words):]
	last := len(recent) - 1
	for i, w := range recent[:last] {
		if w.Text != s.words[i].Text {
			return 0, false
		}
	}
	return recent[0].Start, s.matches(recent[last], s.words[last], l)
}

func (s sought) matches(w, want word.Word, l word.Language) bool {
	switch {
	case w.Text == want.Text, s.begin && strings.HasPrefix(w.Text, want.Text):
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
