package redline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs are the offsets of all square brackets in text, but for those of links,
// notes, check boxes and page marks.
func signs(text string) []int {
	s := signer{notes: notesOf(text)}
	for line := range strings.Lines(text) {
		s.take(line)
		s.base += len(line)
	}
	return s.found
}

type signer struct {
	notes map[string]bool // footnote marks that the text explains
	base  int             // offset of the present line
	found []int
}

func (s *signer) take(line string) {
	if isPageMark(strings.TrimSpace(line)) {
		return
	}
	at := len(preamble.FindString(line))
	links := linksOf(line)
	for at < len(line) {
		i := strings.IndexAny(line[at:], "[]\uFF3B\uFF3D")
		if i < 0 {
			return
		}
		at += i
		if mark := note.FindString(line[at:min(len(line), at+16)]); mark != "" && s.isNote(line, at, mark) {
			at += len(mark)
			continue
		}
		if !links[at] {
			s.found = append(s.found, s.base+at)
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
}

// preamble is a check box, or the label of a link or note that Markdown defines on
// this line.
var preamble = regexp.MustCompile(`^\s*(?:[-*+] \[[ xX]\] |\[[^\[\]]{1,200}\]:\s+<?[^\s>]*[/.#:@][^\s>]*>?\s*$|\[\^[^\[\]]{1,40}\]:)`)

// linksOf are the brackets on a line around the text of a link, [text](address).
// Brackets within that text count like others.
func linksOf(line string) map[int]bool {
	if !strings.Contains(line, "](") {
		return nil
	}
	links := map[int]bool{}
	var open []int
	for at := 0; at < len(line); at++ {
		switch {
		case line[at] == '[':
			open = append(open, at)
		case line[at] == ']' && len(open) > 0:
			from := open[len(open)-1]
			open = open[:len(open)-1]
			if address.MatchString(line[at+1 : min(len(line), at+1+maxAddress)]) {
				links[from], links[at] = true, true
			}
		}
	}
	return links
}

// address is what follows the text of a link, within maxAddress bytes. A word in
// parentheses is none: "[shall](should)" is two proposals.
const maxAddress = 400

var address = regexp.MustCompile(`^\(<?[^()\s]*[/.#:@][^()\s]*(?:\([^()\s]*\)[^()\s]*)?>?(?:\s+"[^"]*")?\)`)

// note is a mark of a footnote, by its form; the ^ is Markdown's.
var note = regexp.MustCompile(`^\[(?:[0-9]{1,2}|\^[A-Za-z0-9_-]{1,12})\]`)

// isNote says of such a mark at line[at:] whether it is one: because it is Markdown's,
// or the text explains it, or it hangs on a word. In scripts without spaces every
// number does that, and there it proves nothing.
func (s *signer) isNote(line string, at int, mark string) bool {
	if mark[1] == '^' || s.notes[mark] {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	return unicode.In(before, unicode.L, unicode.M) && !unspaced(before) || strings.ContainsRune(".,;:!?)]\u201D\u2019\u00BB", before)
}

// notesOf are the marks that begin a paragraph and stood in the text before it: the
// notes at the end of a page or text, and the places that they belong to.
func notesOf(text string) map[string]bool {
	seen, notes := map[string]bool{}, map[string]bool{}
	begins := true // a paragraph begins here, or a note after another
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		mark := note.FindString(trimmed)
		begins = begins && seen[mark] && mark != ""
		if begins {
			notes[mark] = true
		}
		for _, m := range number.FindAllString(line, -1) {
			seen[m] = true
		}
		begins = begins || trimmed == ""
	}
	return notes
}

// number is a footnote mark that is a number, by its form: there are 110 of them.
var number = regexp.MustCompile(`\[[0-9]{1,2}\]`)
