package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/redline"
)

// shared is one Reader for all tests: its engine is translated once, into folder.
var (
	shared *Reader
	folder string
)

// engineFolder is the environment variable that names the folder in which the engine
// lies translated: the Makefile's, so that what was translated in seconds is not again
// under the race detector, in a minute; or that of the first process of a fuzz, for its
// workers.
const engineFolder = "AVS_TEST_ENGINE"

func TestMain(m *testing.M) {
	given := os.Getenv(engineFolder)
	if folder = given; given == "" {
		var err error
		if folder, err = os.MkdirTemp("", "engine"); err != nil {
			panic(err)
		}
		os.Setenv(engineFolder, folder)
	}
	shared = NewReader(folder)
	file := pages("") // translates it now, where it is not yet: or each worker of a fuzz would
	if _, err := shared.Text(context.Background(), "a.pdf", bytes.NewReader(file), int64(len(file))); err != nil {
		panic(err)
	}
	code := m.Run()
	shared.Close()
	if given == "" {
		os.RemoveAll(folder)
	}
	os.Exit(code)
}

// read gives the reading of a file and holds it to what every reading promises.
func read(t testing.TB, name string, file []byte) Reading {
	t.Helper()
	got, err := shared.Text(context.Background(), name, bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("%s: %v (%v)", name, err, errors.Unwrap(err))
	}
	switch {
	case got.Kind == "":
		t.Fatalf("%s: no kind", name)
	case len(got.Text) > MaxText:
		t.Fatalf("%s: %d bytes of text", name, len(got.Text))
	case plain.Text(got.Text) != got.Text:
		t.Fatalf("%s: the text is not clean", name)
	case got.Text == "" && got.Note == "":
		t.Fatalf("%s: no text and no word why", name)
	case got.Cut && (got.Note == "" || !strings.HasSuffix(got.Text, cutMark)):
		t.Fatalf("%s: cut and not said: %q", name, got.Note)
	}
	return got
}

func TestKinds(t *testing.T) {
	for _, c := range []struct{ name, content, kind string }{
		{"a.txt", "text", Plain},
		{"a", "text", Plain},
		{"a.md", "# text", Markdown},
		{"A.MARKDOWN", "text", Markdown},
		{"a.md", "<!-- comment -->", Markdown},
		{"a.pdf", "text", Plain},
		{"a.txt", "%PDF-1.4\n", PDF},
		{"a.pdf", "\n\n%PDF-1.4\n", PDF},
		{"a.txt", "It begins with %PDF-1.4", Plain},
		{"a.md", "\x89PNG\r\n\x1a\n", "image/png"},
		{"a.zip", "PK\x03\x04", "application/zip"},
		{"a.docx", "PK\x03\x04", archives[".docx"]},
		{"a.docx", "text", Plain},
		{"a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage"},
		{"a.txt", "{\\rtf1 text}", "application/rtf"},
		{"a.txt", "%!PS-Adobe-3.0", "application/postscript"},
		{"a.txt", "\x00\x01\x02", "application/octet-stream"},
		{"a.txt", strings.Repeat("a", 600) + "\x00", "application/octet-stream"},
		{"a.txt", "\x1b$B%\"\x1b(B", "text/plain"},
	} {
		if got := KindOf(c.name, []byte(c.content)); got != c.kind {
			t.Errorf("%s %.20q is %s, want %s", c.name, c.content, got, c.kind)
		}
	}
}

func TestText(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want Reading
	}{
		"a.txt":     {"one\r\ntwo\n", Reading{Kind: Plain, Text: "one\ntwo"}},
		"bom.txt":   {"\uFEFFone", Reading{Kind: Plain, Text: "one"}},
		"a.md":      {"---\ntitle: T\n---\n# T\n[a](b)", Reading{Kind: Markdown, Text: "---\ntitle: T\n---\n# T\n[a](b)"}},
		"empty.txt": {"", Reading{Kind: Plain, Note: "It is empty."}},
		"esc.txt":   {"a\x1b[31mb", Reading{Kind: Plain, Text: "a[31mb"}},
		"latin.txt": {"caf\xE9 au lait", Reading{Kind: Plain, Note: "It is not UTF-8 (byte 0xE9 at offset 3): kept as it is, not readable here."}},
		"wide.txt":  {"\xFF\xFEa\x00b\x00", Reading{Kind: Plain, Note: "It is UTF-16 and not UTF-8: kept as it is, not readable here."}},
		"a.zip":     {"PK\x03\x04", Reading{Kind: "application/zip", Note: "application/zip: kept as it is, not readable here."}},
	} {
		if got := read(t, name, []byte(c.file)); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

func TestLongTextIsCut(t *testing.T) {
	if raced {
		t.Skip("cleans many megabytes, in one goroutine")
	}
	if raced {
		t.Skip("one goroutine reads a long text: there is nothing to race, and it takes a minute then")
	}
	const letter = "\u4F1A"
	got := read(t, "a.txt", []byte(strings.Repeat(letter, MaxText/3+10)))
	if !got.Cut || len(got.Text) < MaxText-100 {
		t.Fatalf("cut is %v with %d bytes", got.Cut, len(got.Text))
	}
	if body := strings.TrimSuffix(got.Text, "\n\n"+cutMark); strings.Trim(body, letter) != "" {
		t.Errorf("the cut left %q", strings.Trim(body, letter))
	}
	whole := read(t, "a.txt", bytes.Repeat([]byte("a"), MaxText))
	if whole.Cut || len(whole.Text) != MaxText {
		t.Errorf("a text of just the bound: cut is %v with %d bytes", whole.Cut, len(whole.Text))
	}
	// Spelling out what would turn words round makes a text longer.
	if grown := read(t, "a.txt", bytes.Repeat([]byte("\u202E"), MaxText/3)); !grown.Cut {
		t.Error("a text that grew was not cut")
	}
}

func TestPDF(t *testing.T) {
	file := pages("The ministers met\nand agreed to co-\noperate on (all)\nof the items.\n\nA second paragraph\nof two lines", "", "On the last page")
	got := read(t, "a.txt", file)
	want := Reading{Kind: PDF, Text: "The ministers met\nand agreed to co-\noperate on (all)\nof the items.\n\nA second paragraph\nof two lines\n\n[page 2]\n\n[page 3]\n\nOn the last page"}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if n := len(redline.Paragraphs(got.Text)); n != 3 {
		t.Errorf("%d paragraphs in the text of a PDF, want 3: page marks are none", n)
	}
}

func TestPDFInOtherScripts(t *testing.T) {
	const text = "H\u1ED9i ngh\u1ECB c\u00E1c n\u01B0\u1EDBc\n\u0394\u03B9\u03B1\u03BA\u03AE\u03C1\u03C5\u03BE\u03B7 \u4F1A\u8BAE\u5BA3\u8A00\n\u0414\u0435\u043A\u043B\u0430\u0440\u0430\u0446\u0438\u044F \U00020B9F"
	if got := read(t, "a.pdf", mapped(text)); got.Text != text {
		t.Errorf("got %+q\nwant %+q", got.Text, text)
	}
}

func TestPDFWithoutText(t *testing.T) {
	got := read(t, "a.pdf", pages("", ""))
	if got.Text != "" || !strings.HasPrefix(got.Note, "No text was found in it") {
		t.Errorf("%+v", got)
	}
}

func TestLongPDF(t *testing.T) {
	if raced {
		t.Skip("thousands of pages, read by one goroutine")
	}
	got := read(t, "a.pdf", shortPages(MaxPages+3))
	if !got.Cut || got.Note != "The text of 5000 of its 5003 pages is shown." || strings.Contains(got.Text, "[page 5001]") {
		t.Errorf("%s ... %.100s", got.Note, got.Text[max(0, len(got.Text)-100):])
	}
}

// shortPages is a PDF of many pages that share their content.
func shortPages(n int) []byte {
	w := newWriter(helvetica)
	c := w.stream("", lines("Short", literal))
	contents := make([]int, n)
	for i := range contents {
		contents[i] = c
	}
	return w.finish(contents...)
}

func TestTooLargePDF(t *testing.T) {
	got, err := shared.Text(context.Background(), "a.pdf", strings.NewReader("%PDF-1.4"+strings.Repeat(" ", 2000)), MaxFile+1)
	if err != nil || !strings.Contains(got.Note, "64 MiB") || got.Kind != PDF {
		t.Errorf("%+v, %v", got, err)
	}
}

// broken is a file of which nothing can be read behind an offset.
type broken struct {
	io.ReaderAt
	from int64
}

var errDisk = errors.New("the disk broke")

func (b broken) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > b.from {
		return 0, errDisk
	}
	return b.ReaderAt.ReadAt(p, at)
}

func TestWhatCannotBeRead(t *testing.T) {
	file := shortPages(50)
	text := bytes.Repeat([]byte("text "), 1000)
	for name, c := range map[string]struct {
		file []byte
		from int64
	}{"head": {text, 10}, "text": {text, 2000}, "PDF": {file, 1024}, "missing": {text, 0}} {
		_, err := shared.Text(context.Background(), "a", broken{bytes.NewReader(c.file), c.from}, int64(len(c.file)))
		if fault.KindOf(err) != fault.Failed || !errors.Is(err, errDisk) || strings.Contains(fault.Sentence(err), "disk") {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := shared.Text(ended, "a.pdf", bytes.NewReader(file), int64(len(file))); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
}

func TestCodeIsKept(t *testing.T) {
	file := pages("kept")
	read(t, "a.pdf", file)
	kept, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("nothing is kept in the folder: %v", err)
	}
	r := NewReader(folder)
	for range 2 { // again after Close
		got, err := r.Text(context.Background(), "a.pdf", bytes.NewReader(file), int64(len(file)))
		if err != nil || got.Text != "kept" {
			t.Fatalf("%+v, %v", got, err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	again, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(again) != len(kept) {
		t.Errorf("%d files are kept, %d before: %v", len(again), len(kept), err)
	}
}

func TestSeveralAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			want := fmt.Sprintf("number %d", i)
			file := pages(want)
			got, err := shared.Text(context.Background(), "a.pdf", bytes.NewReader(file), int64(len(file)))
			if err != nil || got.Text != want {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	all.Wait()
}
