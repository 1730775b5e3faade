package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// page is the text of one page, with an empty line where a paragraph begins.
func (b *sandbox) page(document references.FPDF_DOCUMENT, index int) (string, error) {
	loaded, err := b.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: document, Index: index})
	if err != nil {
		return "", b.alive(err)
	}
	defer b.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	words, err := b.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &loaded.Page}})
	if err != nil {
		return "", b.alive(err)
	}
	defer b.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: words.TextPage})
	counted, err := b.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: words.TextPage})
	if err != nil {
		return "", b.alive(err)
	}
	if counted.Count <= 0 {
		return "", nil
	}
	// A character is a byte at least: what lies behind would be cut off.
	got, err := b.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: words.TextPage, Count: min(counted.Count, MaxText+1)})
	if err != nil {
		return "", b.alive(err)
	}
	return b.paragraphs(words.TextPage, got.Text), nil
}

// alive tells an error of one page, after which others can be read, from the end of
// the sandbox.
func (b *sandbox) alive(err error) error {
	if _, dead := b.FPDF_GetLastError(&requests.FPDF_GetLastError{}); dead != nil {
		return errDead
	}
	return err
}

// maxRows is how many rows of a page have their distances looked at: a page of
// paper holds a hundred.
const maxRows = 2_000

// paragraphs puts an empty line between rows that stand further apart than is usual
// on the page.
func (b *sandbox) paragraphs(words references.FPDF_TEXTPAGE, text string) string {
	rows := rowsOf(text)
	var feet []float64
	if len(rows) > 2 && len(rows) <= maxRows {
		for _, row := range rows {
			feet = append(feet, b.foot(words, row.first))
		}
	}
	usual := usualStep(feet)
	var out strings.Builder
	for i, row := range rows {
		if i > 0 {
			out.WriteByte('\n')
			if usual > 0 && feet[i-1]-feet[i] > 1.4*usual {
				out.WriteByte('\n')
			}
		}
		out.WriteString(strings.TrimRight(row.text, " "))
	}
	return strings.Trim(out.String(), "\n")
}

// A row is what stands on one line of a page.
type row struct {
	text  string
	first int // character, in the engine's count
}

// rowsOf divides the text of a page. Where a line ends in a hyphen the engine writes
// U+FFFE (older ones U+0002) and joins it with the next; whether the hyphen belongs
// to the word nobody knows, so both are restored.
func rowsOf(text string) []row {
	var rows []row
	start, first, count := 0, 0, 0
	for at, r := range text {
		count++
		switch r {
		case '\n':
			rows = append(rows, row{strings.TrimSuffix(text[start:at], "\r"), first})
		case '\uFFFE', '\x02':
			rows = append(rows, row{text[start:at] + "-", first})
		default:
			continue
		}
		start, first = at+utf8.RuneLen(r), count
	}
	return append(rows, row{text[start:], first})
}

func (b *sandbox) foot(words references.FPDF_TEXTPAGE, at int) float64 {
	origin, err := b.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: words, Index: at})
	if err != nil {
		return 0
	}
	return origin.Y
}

// usualStep is the distance of most neighbouring lines: the median of those that go
// down the page.
func usualStep(feet []float64) float64 {
	var steps []float64
	for i := 1; i < len(feet); i++ {
		if step := feet[i-1] - feet[i]; step > 1 {
			steps = append(steps, step)
		}
	}
	if len(steps) < 2 {
		return 0
	}
	slices.Sort(steps)
	return steps[(len(steps)-1)/2]
}
