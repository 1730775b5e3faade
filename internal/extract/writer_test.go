package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A writer puts a PDF together by hand: objects are numbered as they are added,
// the first is the catalog.
type writer struct{ objects []string }

func (w *writer) add(format string, args ...any) int {
	w.objects = append(w.objects, fmt.Sprintf(format, args...))
	return len(w.objects)
}

func (w *writer) stream(dict, data string) int {
	return w.add("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// bytes is the file, with a table of references that fits.
func (w *writer) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, object := range w.objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return out.Bytes()
}

func deflated(s string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write([]byte(s))
	w.Close()
	return out.String()
}

// newWriter has catalog 1, page tree 2 (to be set by finish) and font 3.
func newWriter(font string) *writer {
	w := &writer{}
	w.add("<</Type/Catalog/Pages 2 0 R>>")
	w.add("")
	w.add("%s", font)
	return w
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

// finish makes the tree of pages out of the numbers of their contents.
func (w *writer) finish(contents ...int) []byte {
	var kids []string
	for _, c := range contents {
		page := w.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>", c)
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	w.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	return w.bytes()
}

// pages is a PDF in Helvetica, a page a string; an empty line in it is half a
// line of space.
func pages(texts ...string) []byte {
	w := newWriter(helvetica)
	var contents []int
	for _, text := range texts {
		contents = append(contents, w.stream("/Filter/FlateDecode", deflated(lines(text, literal))))
	}
	return w.finish(contents...)
}

// lines are the operators that set text, line by line.
func lines(text string, show func(string) string) string {
	var out strings.Builder
	out.WriteString("BT /F1 12 Tf 72 760 Td\n")
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			out.WriteString("0 -8 Td\n")
			continue
		}
		fmt.Fprintf(&out, "%s Tj 0 -14 Td\n", show(line))
	}
	return out.String() + "ET"
}

func literal(s string) string {
	return "(" + strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(s) + ")"
}

// mapped is a PDF in a font whose codes mean something only by its ToUnicode map, as
// word processors write it.
func mapped(text string) []byte {
	var runes []rune
	code := map[rune]int{}
	for _, r := range text {
		if _, known := code[r]; !known && r != '\n' {
			runes = append(runes, r)
			code[r] = len(runes)
		}
	}
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for _, r := range runes {
		fmt.Fprintf(&cmap, "1 beginbfchar <%04X> <", code[r])
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&cmap, "%04X", unit)
		}
		cmap.WriteString("> endbfchar\n")
	}
	cmap.WriteString("endcmap end end")
	w := newWriter("<</Type/Font/Subtype/Type0/BaseFont/Unknown/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>")
	w.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/Unknown/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 6 0 R>>")
	w.stream("", cmap.String())
	w.add("<</Type/FontDescriptor/FontName/Unknown/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>")
	c := w.stream("", lines(text, func(line string) string {
		var hex strings.Builder
		for _, r := range line {
			fmt.Fprintf(&hex, "%04X", code[r])
		}
		return "<" + hex.String() + ">"
	}))
	return w.finish(c)
}
