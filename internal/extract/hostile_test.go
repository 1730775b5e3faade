package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// hostile are PDFs that mean harm: each would exhaust, crash or detain a careless
// reader.
var hostile = sync.OnceValue(func() map[string][]byte {
	good := pages("Something to read")
	cyclic := newWriter(helvetica)
	cyclic.objects[1] = "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"
	parents := newWriter(helvetica)
	parents.objects[1] = "<</Type/Pages/Count 1/Kids[4 0 R]/Parent 4 0 R>>"
	parents.add("<</Type/Page/Parent 4 0 R/Resources 4 0 R/Contents 4 0 R>>")
	itself := newWriter("3 0 R")
	c := itself.stream("/Length 5 0 R", lines("x", literal))
	itself.add("5 0 R")
	bomb := newWriter(helvetica)
	b := bomb.stream("/Filter/FlateDecode", deflated(strings.Repeat("q ", 80<<20)))
	numbers := newWriter(helvetica)
	n := numbers.stream("/Filter/FlateDecode", deflated("BT /F1 9 Tf "+strings.Repeat("1 ", 4<<20)+"ET"))
	words := newWriter(helvetica)
	wide := words.stream("/Filter/FlateDecode", deflated("BT /F1 1 Tf 0 800 Td "+strings.Repeat("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj 0 -1 Td ", 1<<15)+"ET"))
	twice := newWriter(helvetica)
	w := twice.stream("/Filter[/FlateDecode/FlateDecode/FlateDecode]", deflated(deflated(deflated(strings.Repeat(" ", 150<<20)))))
	form := newWriter(helvetica)
	f := form.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>", "/X Do /X Do")
	nested := newWriter(strings.Repeat("[", 1<<20))
	nest := nested.stream("", strings.Repeat("[", 1<<20)+strings.Repeat("<<", 1<<20))
	many := newWriter(helvetica)
	for range 100_000 {
		many.add("<<>>")
	}
	m := many.stream("", lines("Many", literal))
	return map[string][]byte{
		"only a head":       []byte("%PDF-1.7"),
		"truncated":         good[:len(good)/2],
		"no table":          bytes.ReplaceAll(good, []byte("xref"), []byte("yref")),
		"cyclic tree":       cyclic.bytes(),
		"cyclic parents":    parents.bytes(),
		"itself":            itself.finish(c),
		"table of itself":   []byte(fmt.Sprintf("%%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%%%EOF\n")),
		"huge table":        []byte("%PDF-1.4\nxref\n0 2147483647\n0000000000 65535 f \ntrailer<</Size 2147483647/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"),
		"deflate bomb":      bomb.finish(b),
		"bomb of numbers":   numbers.finish(n),
		"too many words":    words.finish(wide),
		"bomb in bombs":     twice.finish(w),
		"form in itself":    form.finish(f),
		"nesting":           nested.finish(nest),
		"many objects":      many.finish(m),
		"objects by number": []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj[1 0 R]endobj\n", 100_000)),
		"page count":        bytes.ReplaceAll(good, []byte("/Count 1"), []byte("/Count 2000000000")),
	}
})

func TestHostilePDFs(t *testing.T) {
	if raced {
		t.Skip("a sandbox has one thread: nothing here can race, and it would take minutes")
	}
	for name, file := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := read(t, "a.pdf", file)
			runtime.ReadMemStats(&after)
			// Memory that grows is moved: all its sizes on the way are counted.
			if took := after.TotalAlloc - before.TotalAlloc; took > 8*MaxMemory {
				t.Errorf("%d MiB were allocated", took>>20)
			}
			if len(got.Text) > 20 {
				t.Errorf("it has a text of %d bytes", len(got.Text))
			}
		})
	}
}

// TestInterrupted ends the context while a file is being read.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	file := &watched{Reader: bytes.NewReader(shortPages(1_000)), then: cancel, at: 8}
	if _, err := shared.Text(ctx, "a.pdf", file, file.Size()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// Another one is read as if nothing had been.
	if got := read(t, "a.pdf", pages("after it")); got.Text != "after it" {
		t.Errorf("%+v", got)
	}
}

// watched calls then at the reading with this number.
type watched struct {
	*bytes.Reader
	then func()
	at   int32
	n    atomic.Int32
}

func (w *watched) ReadAt(b []byte, at int64) (int, error) {
	if w.n.Add(1) == w.at {
		w.then()
	}
	return w.Reader.ReadAt(b, at)
}

func TestMeter(t *testing.T) {
	m := &meter{file: io.NewSectionReader(strings.NewReader("abc"), 0, 3), size: 3, left: 200}
	b := make([]byte, 3)
	for i := range 5 {
		m.Seek(0, io.SeekStart)
		if _, err := m.Read(b); (err == nil) != (i < 2) {
			t.Fatalf("reading %d: %v", i, err)
		}
	}
	if m.failed != nil {
		t.Errorf("the file is blamed: %v", m.failed)
	}
}

func FuzzText(f *testing.F) {
	f.Add("a.pdf", pages("Some words\non a page", "and another"))
	f.Add("a.pdf", mapped("\u4F1A\u8BAE"))
	f.Add("a.md", []byte("---\na: b\n---\n# c"))
	f.Add("a.txt", []byte("caf\xE9"))
	f.Add("a.txt", []byte("\xFF\xFEa\x00"))
	if !raced { // to make these takes minutes then
		for name, file := range hostile() {
			if len(file) < 4<<10 && !strings.Contains(name, "bomb") {
				f.Add("a.pdf", file)
			}
		}
	}
	f.Fuzz(func(t *testing.T, name string, file []byte) { read(t, name, file) })
}

func BenchmarkPDF(b *testing.B) {
	page := strings.TrimSuffix(strings.Repeat("The ministers met and agreed on this line of it, and on more.\n", 45), "\n")
	texts := make([]string, 1<<20/len(page))
	for i := range texts {
		texts[i] = page
	}
	file := pages(texts...)
	read(b, "a.pdf", file) // translates the engine
	b.SetBytes(1 << 20)
	for b.Loop() {
		read(b, "a.pdf", file)
	}
}

func BenchmarkSmallPDF(b *testing.B) {
	file := pages("One page")
	read(b, "a.pdf", file)
	for b.Loop() {
		read(b, "a.pdf", file)
	}
}

func BenchmarkText(b *testing.B) {
	file := bytes.Repeat([]byte("The ministers met in \u4F1A\u8BAE.\n"), 1<<20/30)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		read(b, "a.txt", file)
	}
}
