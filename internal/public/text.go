package public

import (
	"regexp"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
)

// A block is a paragraph of a text, or of what it quotes.
type block struct {
	Quote bool
	Lines [][]span
}

// A span is a piece of a line; Href is where it leads, empty for nowhere.
type span struct{ Text, Href string }

// blocks parts a text into paragraphs. lead says where a number leads, and cited where a
// symbol does; empty for nowhere.
func blocks(text string, lead func(asem.Number) string, cited func(string) string) (list []block) {
	for line := range strings.SplitSeq(plain.Text(text), "\n") {
		quoted := strings.HasPrefix(line, ">")
		if quoted {
			line = strings.TrimPrefix(strings.TrimPrefix(line, ">"), " ")
		}
		last := len(list) - 1
		switch {
		case strings.TrimSpace(line) == "":
			if last >= 0 && len(list[last].Lines) > 0 {
				list = append(list, block{})
			}
			continue
		case last < 0 || len(list[last].Lines) > 0 && list[last].Quote != quoted:
			list = append(list, block{Quote: quoted})
		case len(list[last].Lines) == 0:
			list[last].Quote = quoted
		}
		b := &list[len(list)-1]
		b.Lines = append(b.Lines, spans(line, lead, cited))
	}
	return slices.DeleteFunc(list, func(b block) bool { return len(b.Lines) == 0 })
}

var address = regexp.MustCompile(`https?://[^\s<>"'\x60{}|\\^]+`)

// A mark is a stretch of a line that leads somewhere.
type mark struct {
	start, end int
	href       string
}

// spans parts a line where something in it leads somewhere.
func spans(line string, lead func(asem.Number) string, cited func(string) string) (list []span) {
	at := 0
	for _, m := range marks(line, lead, cited) {
		if m.start < at {
			continue // inside the one before
		}
		if m.start > at {
			list = append(list, span{Text: line[at:m.start]})
		}
		list = append(list, span{line[m.start:m.end], m.href})
		at = m.end
	}
	if at < len(line) {
		list = append(list, span{Text: line[at:]})
	}
	return list
}

func marks(line string, lead func(asem.Number) string, cited func(string) string) (list []mark) {
	for _, found := range address.FindAllStringIndex(line, -1) {
		href := strings.TrimRight(line[found[0]:found[1]], ".,;:!?)]")
		list = append(list, mark{found[0], found[0] + len(href), href})
	}
	for _, r := range plain.References(line) {
		if href := lead(asem.Number(r.Number)); href != "" {
			list = append(list, mark{r.Start, r.End, href})
		}
	}
	for _, s := range plain.Symbols(line) {
		if href := cited(s.Symbol); href != "" {
			list = append(list, mark{s.Start, s.End, href})
		}
	}
	slices.SortFunc(list, func(a, b mark) int { return a.start - b.start })
	return list
}
