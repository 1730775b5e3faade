package reader

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// deepest is the most columns that an answer is indented.
const deepest = 12

// segment is how many lines of one post are kept, at least: some screens of them.
const segment = 200

// article is a post laid out: its heading, its text, and an empty line. Of a long
// text only the lines around what is shown are kept.
type article struct {
	secretariat.PostView // without its text
	head                 []string
	number               int      // the line of the head with the post's number
	lines                []string // of the text, from number first on
	first                int
	total                int // lines with heading and those that are empty
	blank                int // empty lines in place of text that was taken away, beside the usual one
	seen                 int // lines that were shown, counted from the first one
	marked               bool
}

// indent is the columns before the heading of a post.
func indent(p secretariat.PostView) int { return min(2*p.Depth(), deepest) }

// columns is the room for a post's text.
func columns(p secretariat.PostView, area screen.Area) int {
	return max(min(area.Width-1, screen.Measure)-1-indent(p), 3)
}

// layOut makes an article of a post; at is the line around which lines are kept.
func layOut(seat *screen.Seat, p secretariat.PostView, area screen.Area, at int) *article {
	a := &article{PostView: p}
	cols := columns(p, area)
	a.head, a.number = heading(seat, p, cols)
	text := body(p, cols)
	a.total = len(a.head) + len(text) + 1
	a.keep(text, at-len(a.head), max(segment, 4*area.Height))
	a.Text = ""
	return a
}

// keep holds on to some lines around one of them. If that is not all of them, they
// are copied: a line is part of the whole text and would keep it in memory.
func (a *article) keep(text []string, around, most int) {
	if len(text) <= most {
		a.first, a.lines = 0, text
		return
	}
	a.first = max(0, min(around-most/2, len(text)-most))
	a.lines = make([]string, most)
	for i := range a.lines {
		a.lines[i] = strings.Clone(text[a.first+i])
	}
}

// holds says whether these lines of the article are kept.
func (a *article) holds(from, to int) bool {
	from, to = from-len(a.head), min(to, a.total-1-a.blank)-len(a.head)
	return to <= 0 || max(from, 0) >= a.first && to <= a.first+len(a.lines)
}

// line is one line of the article; it is among those kept.
func (a *article) line(i int) string {
	if i < len(a.head) {
		return a.head[i]
	}
	if i -= len(a.head) + a.first; i >= 0 && i < len(a.lines) {
		return a.lines[i]
	}
	return ""
}

// heading tells number, author and date, and what else there is to tell. On the
// opening post it begins with the title, whole.
func heading(seat *screen.Seat, p secretariat.PostView, cols int) (lines []string, number int) {
	h := screen.Heading(seat, p)
	if p.Number == p.Topic {
		lines = append(plain.Wrap(plain.Line(h.Title), cols), "")
		number = len(lines)
	}
	first := h.Number + "  " + plain.Line(h.Author)
	room := cols - 1 // the mark takes two columns
	if half := room - plain.Width(h.When) - 2; half >= room/2 {
		lines = append(lines, plain.Pad(first, half)+"  "+h.When)
	} else {
		lines = append(lines, plain.Cut(first, room), plain.Cut(h.When, cols))
	}
	if h.Marks != "" {
		lines = append(lines, plain.Wrap(h.Marks, cols)...)
	}
	return lines, number
}

// body is the text with the files that came with it, or why there is none.
func body(p secretariat.PostView, cols int) []string {
	if p.Withheld != "" {
		return plain.Wrap("("+plain.Line(p.Withheld)+")", cols)
	}
	lines := plain.Wrap(p.Text, cols)
	for i, f := range p.Files {
		lines = append(lines, plain.Cut(fmt.Sprintf("[file %d: %s; `save %d %d` fetches it]", i+1, fileWords(f), p.Number, i+1), cols))
	}
	return lines
}

func fileWords(f rule.File) string {
	name := plain.Line(f.Name)
	if name == "" {
		name = "without a name"
	}
	return fmt.Sprintf("%s, %d bytes", name, f.Bytes)
}
