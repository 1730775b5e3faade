package redline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// MaxParagraphs is how many paragraphs of a text are told apart; whatever follows
// them is one more.
const MaxParagraphs = 50_000

// unwrapped is the width in columns above which a line is a paragraph of its own.
const unwrapped = 100

// Paragraphs divides a text as the package describes. Each is one line, cleaned by
// plain.Line and never empty.
func Paragraphs(text string) []string {
	blocks := blocksOf(text)
	paragraphs := make([]string, len(blocks))
	for i, b := range blocks {
		paragraphs[i] = b.line
	}
	return paragraphs
}

// A block is a paragraph and where it stands.
type block struct {
	line  string
	first int // number of its first line in the cleaned text, from 1
}

func blocksOf(text string) []block {
	var d divider
	number := 0
	for line := range strings.SplitSeq(plain.Text(text), "\n") {
		number++
		d.take(line, number)
	}
	d.close()
	return d.blocks
}

// divider puts the lines of one paragraph after another together.
type divider struct {
	blocks []block
	open   []string // cleaned lines of the present paragraph
	first  int
}

func (d *divider) take(raw string, number int) {
	line := plain.Line(raw)
	if plain.Blank(line) || isPageMark(line) {
		d.end()
		return
	}
	alone := len(line) > unwrapped && plain.Width(line) > unwrapped
	if alone || begins(line) {
		d.end()
	}
	if len(d.open) == 0 {
		d.first = number
	}
	d.open = append(d.open, line)
	if alone || strings.HasPrefix(line, "#") {
		d.end()
	}
}

// end closes the paragraph, unless it is the last one that is told apart: that one
// takes all there is.
func (d *divider) end() {
	if len(d.blocks) < MaxParagraphs {
		d.close()
	}
}

func (d *divider) close() {
	if len(d.open) > 0 {
		d.blocks = append(d.blocks, block{unwrap(d.open), d.first})
		d.open = d.open[:0]
	}
}

// unwrap joins lines that somebody or something broke: with a space, and without one
// where the script has none.
func unwrap(lines []string) string {
	if len(lines) == 1 {
		return lines[0]
	}
	var out strings.Builder
	for i, line := range lines {
		if i > 0 {
			last, _ := utf8.DecodeLastRuneInString(lines[i-1])
			next, _ := utf8.DecodeRuneInString(line)
			if !unspaced(last) || !unspaced(next) {
				out.WriteByte(' ')
			}
		}
		out.WriteString(line)
	}
	return out.String()
}

// begins says of a line whether it can only be the first of a paragraph.
func begins(line string) bool { return beginning.MatchString(line) }

var beginning = regexp.MustCompile(`^(#{1,6} |[-*+\x{2022}\x{2013}\x{2014}] |\(?[0-9]{1,3}[.)] |\(?[a-zA-Z][.)] |\([ivxIVX]{1,5}\) )`)

// isPageMark knows the lines that package extract puts between the pages of a PDF.
func isPageMark(line string) bool { return pageMark.MatchString(line) }

var pageMark = regexp.MustCompile(`^\[page [0-9]+\]$`)
