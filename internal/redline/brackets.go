package redline

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// MaxListed is how many brackets are listed; all are counted.
const MaxListed = 10_000

// A Bracket is a pair of square brackets in a text, or one without its partner.
type Bracket struct {
	Paragraph int    // where it opens, as Paragraphs counts them, from 1
	Line      int    // line of the cleaned text where it opens, from 1
	Depth     int    // pairs around it, itself included: 1 stands in no other
	Text      string // what it holds, on one line of at most 60 columns; "" of an unbalanced one
	Balanced  bool   // it has a partner
}

// A Tally is what Brackets counted.
type Tally struct {
	Pairs      int       // that stand in no other pair
	Nested     int       // that stand in another
	Unbalanced int       // brackets without a partner
	List       []Bracket // in the order of the text, the first MaxListed
}

// String is the tally in one line without a full stop, such as
// "12 pairs of square brackets, 3 more within them, 1 without a partner".
func (t Tally) String() string {
	if t.Pairs+t.Unbalanced == 0 {
		return "No square brackets"
	}
	parts := []string{counted(t.Pairs, "pair") + " of square brackets"}
	if t.Nested > 0 {
		parts = append(parts, fmt.Sprintf("%d more within them", t.Nested))
	}
	if t.Unbalanced > 0 {
		parts = append(parts, fmt.Sprintf("%d without a partner", t.Unbalanced))
	}
	return strings.Join(parts, ", ")
}

// Brackets counts and lists the square brackets of unagreed text; what counts as one
// the package describes. Pairs may reach over paragraphs. A bracket without a partner
// takes no part in the depth of others.
func Brackets(text string) Tally {
	text = plain.Text(text)
	found := matched(text, signs(text))
	var t Tally
	places := placer{text: text, blocks: blocksOf(text), line: 1}
	var ends []int // of the pairs around what is looked at
	for _, f := range found {
		for len(ends) > 0 && ends[len(ends)-1] < f.at {
			ends = ends[:len(ends)-1]
		}
		switch {
		case f.end < 0:
			t.Unbalanced++
		case len(ends) > 0:
			t.Nested++
		default:
			t.Pairs++
		}
		if len(t.List) < MaxListed {
			t.List = append(t.List, places.bracket(f, len(ends)+1))
		}
		if f.end >= 0 {
			ends = append(ends, f.end)
		}
	}
	return t
}

// A span is a bracket at a byte offset and its partner; end is -1 without one.
type span struct{ at, end int }

// matched finds partners: each closing bracket belongs to the nearest open one.
func matched(text string, at []int) []span {
	spans := make([]span, 0, len(at))
	var open []int // indexes of spans
	for _, a := range at {
		if opens(text[a:]) {
			open = append(open, len(spans))
			spans = append(spans, span{a, -1})
			continue
		}
		if len(open) == 0 {
			spans = append(spans, span{a, -1})
			continue
		}
		spans[open[len(open)-1]].end = a
		open = open[:len(open)-1]
	}
	return spans
}

func opens(s string) bool { return s[0] == '[' || strings.HasPrefix(s, "\uFF3B") }

// placer tells where brackets stand, in the order of the text.
type placer struct {
	text   string
	blocks []block
	at     int // up to where lines are counted
	line   int
}

func (p *placer) bracket(s span, depth int) Bracket {
	p.line += strings.Count(p.text[p.at:s.at], "\n")
	p.at = s.at
	paragraph := sort.Search(len(p.blocks), func(i int) bool { return p.blocks[i].first > p.line })
	b := Bracket{Paragraph: max(paragraph, 1), Line: p.line, Depth: depth, Balanced: s.end >= 0}
	if b.Balanced {
		_, size := utf8.DecodeRuneInString(p.text[s.at:])
		b.Text = short(p.text[s.at+size : s.end])
	}
	return b
}

// short is the beginning of s on one line.
func short(s string) string {
	const cols, most = 60, 600
	if len(s) > most {
		s = s[:most]
		for !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) && len(s) > most-utf8.UTFMax {
			s = s[:len(s)-1]
		}
	}
	return plain.Cut(plain.Line(s), cols)
}
