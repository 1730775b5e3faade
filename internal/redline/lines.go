package redline

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/plain"
)

// minCols is the narrowest that lines are laid out for.
const minCols = 20

// Lines lays the difference out in lines of at most cols columns, for people who see
// no colours: unchanged paragraphs are counted, with the first words of the first;
// each other one has a line that says what it is, and then its text with what was
// removed and added. Long unchanged stretches in it are counted as well. A cols
// below 20 counts as 20; two texts without a difference give one line, or none if
// both are empty.
func (d Difference) Lines(cols int) []string {
	cols = max(cols, minCols)
	var lines []string
	for at := 0; at < len(d.Paragraphs); {
		if at > 0 {
			lines = append(lines, "")
		}
		p := d.Paragraphs[at]
		n := 1
		if p.Kind == Same {
			for at+n < len(d.Paragraphs) && d.Paragraphs[at+n].Kind == Same {
				n++
			}
			lines = append(lines, plain.Cut(unchanged(p, n), cols))
		} else {
			lines = append(lines, plain.Cut(heading(p), cols))
			lines = append(lines, p.lines(cols)...)
		}
		at += n
	}
	return lines
}

// unchanged is the line for n paragraphs of which p is the first.
func unchanged(p Paragraph, n int) string {
	text := p.Runs[0].Text
	words := wordsOf(text, 40)
	what := fmt.Sprintf("%d paragraphs unchanged: ", n)
	if n == 1 {
		what = "1 paragraph unchanged: "
	}
	return what + stretch(words, text)
}

func heading(p Paragraph) string {
	switch {
	case p.Kind == Added:
		return fmt.Sprintf("Paragraph %d added:", p.New)
	case p.Kind == Removed:
		return fmt.Sprintf("Former paragraph %d removed:", p.Old)
	case p.Old != p.New:
		return fmt.Sprintf("Paragraph %d (formerly %d) changed:", p.New, p.Old)
	}
	return fmt.Sprintf("Paragraph %d changed:", p.New)
}

// Of an unchanged stretch of more than aLot words, some are shown at either end.
const (
	aLot = 60
	some = 20
)

// lines lays out one paragraph.
func (p Paragraph) lines(cols int) []string {
	f := filler{cols: cols}
	for _, r := range p.Runs {
		words := wordsOf(r.Text, MaxWords)
		if r.Kind != Same || len(words) <= aLot || len(words) > MaxWords {
			f.run(r)
			continue
		}
		tail := words[len(words)-some:]
		f.run(Run{Same, stretch(words[:some], r.Text)})
		f.run(Run{Same, fmt.Sprintf(" (.. %d words ..) ", len(words)-2*some)})
		f.run(Run{Same, strings.TrimPrefix(r.Text[tail[0].at:], " ")})
	}
	return f.end()
}
