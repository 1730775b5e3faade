package importer

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-mbox"
)

// checkText fails for what is not the text that a Message promises.
func checkText(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) || strings.ContainsRune(text, '\r') {
		t.Errorf("%s is no clean text: %q", what, text)
	}
}

func FuzzMbox(f *testing.F) {
	names, err := filepath.Glob("testdata/*.mbox")
	if err != nil || len(names) == 0 {
		f.Fatal("no testdata", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("From a@b Mon Jan  5 10:00:00 2004\n" + parts("alternative", "Content-Type: text/html\n\n<p>x</p>", "\ny")))
	f.Add([]byte("From a@b\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset*0*=utf-7''x; format=flowed\n\naGk=\n> "))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := Mbox(t.Context(), bytes.NewReader(content), int64(len(content)), Options{Now: testNow, MaxText: 1000})
		if err != nil {
			return
		}
		for _, m := range collect(t, c) {
			checkText(t, "title", m.Title)
			checkText(t, "author", m.Author)
			checkText(t, "address", m.Address)
			checkText(t, "text", m.Text)
			for _, n := range m.Notes {
				checkText(t, "note", n)
			}
			for _, file := range m.Files {
				checkText(t, "file name", file.Name)
				if file.Name == "" || len(file.Name) > maxFileName || strings.ContainsAny(file.Name, `/\`) {
					t.Errorf("file name %q", file.Name)
				}
			}
			if len(m.Text) > 1000 || m.At.IsZero() || len(m.Title) > maxTitle {
				t.Errorf("bounds: text of %d bytes, title of %d, at %v", len(m.Text), len(m.Title), m.At)
			}
		}
	})
}

// FuzzMboxAgainstLibrary compares with go-mbox on files that its writer made,
// on which both must agree.
func FuzzMboxAgainstLibrary(f *testing.F) {
	f.Add("hello\n", "From here\n\nFrom there\n")
	f.Add(">From a\n>>From b\n", "\n\n")
	f.Fuzz(func(t *testing.T, one, two string) {
		var file bytes.Buffer
		w := mbox.NewWriter(&file)
		for _, body := range []string{one, two} {
			mw, err := w.CreateMessage("a@example.org", testNow)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(mw, "Subject: x\n\n"+body); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		count := 0
		r := mbox.NewReader(bytes.NewReader(file.Bytes()))
		for _, err := r.NextMessage(); err == nil; _, err = r.NextMessage() {
			count++
		}
		ours := 0
		_, err := split(t.Context(), bytes.NewReader(file.Bytes()), int64(file.Len()), func(int64, int64) {}, func(letter) error {
			ours++
			return nil
		})
		if err != nil || ours != count {
			t.Errorf("%d messages, the library finds %d; %v\n%q", ours, count, err, file.Bytes())
		}
	})
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte("---\ntitle: T\ndate: 2004-01-05\nx: [a, {b: c}]\n---\n# H\ntext"))
	f.Add([]byte("---\na: &a [*a]\n---\n"))
	f.Add([]byte("\xff\xfe-\x00-\x00-\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		m := document("a.md", content, testNow, Options{}.withDefaults())
		checkText(t, "title", m.Title)
		checkText(t, "text", m.Text)
		if m.Title == "" || len(m.Title) > maxTitle {
			t.Errorf("title %q", m.Title)
		}
	})
}

func FuzzHeader(f *testing.F) {
	f.Add([]byte("Subject: =?utf-8?B?4w==?= =?utf-8?B?gYI=?=\nFrom: \"a <b@c>\nDate: 5 Jan 04\nReferences: <a@b><c"))
	f.Add([]byte("Content-Type: text/plain; a*0*=utf-8'en'%41; b=\"c\\\""))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, body := readHeader(raw)
		if !bytes.HasSuffix(raw, body) {
			t.Errorf("body %q is no end of %q", body, raw)
		}
		checkText(t, "title", title(h))
		name, address := author(h, "")
		checkText(t, "author", name+address)
		_, params := mediaType(h.Get("Content-Type"))
		for name, value := range params {
			if !utf8.ValidString(value) {
				t.Errorf("parameter %q is %q", name, value)
			}
		}
		if at, note := dateOf(h, "", testNow, Options{Now: testNow}); at.Year() < 1970 || !utf8.ValidString(note) {
			t.Errorf("date %v, note %q", at, note)
		}
	})
}

func FuzzUnflow(f *testing.F) {
	f.Add("> a \n> b\n-- \nc", true)
	f.Add("a \n b\n>", false)
	f.Fuzz(func(t *testing.T, text string, delsp bool) {
		// Joining moves blanks and marks of quotation, and nothing else.
		kept := func(s string) string {
			return strings.Map(func(r rune) rune {
				if strings.ContainsRune("> \n\r", r) {
					return -1
				}
				return r
			}, s)
		}
		if got := unflow(text, delsp); kept(got) != kept(text) {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("<table><td>a<td>b<blockquote><pre>x\ny</blockquote><a href=x>y</a>&#0;<![CDATA[")
	f.Fuzz(func(t *testing.T, page string) {
		if !utf8.ValidString(page) || strings.Contains(page, "\r") {
			return
		}
		if got := fromHTML(page); !utf8.ValidString(got) {
			t.Errorf("%q became %q", page, got)
		}
	})
}
