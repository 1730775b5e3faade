package importer

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"asem.internal/avs/internal/fault"
)

func TestMarkdownFolder(t *testing.T) {
	folder := fstest.MapFS{
		"b/later.md":      {Data: []byte("---\ntitle: Later\ndate: 2004-01-06\n---\nText.\n")},
		"b/earlier.md":    {Data: []byte("---\ntitle: Earlier\ndoc_date: '2004-01-05'\n---\nText.\n")},
		"a.markdown":      {Data: []byte("---\ntitle: Same day\ndate: 2004-01-06\n---\nText.\n")},
		"big.md":          {Data: []byte(strings.Repeat("x", 2000))},
		"picture.png":     {Data: []byte("x")},
		"link.md":         {Data: []byte("a.markdown"), Mode: fs.ModeSymlink},
		".hidden/note.md": {Data: []byte("x")},
		".note.md":        {Data: []byte("x")},
	}
	var progress [][2]int64
	c, err := Markdown(t.Context(), folder, Options{Now: testNow, MaxMessage: 1000, Progress: func(done, total int64) {
		progress = append(progress, [2]int64{done, total})
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range collect(t, c) {
		got = append(got, m.Origin+": "+m.Title+", "+m.At.Format(time.RFC3339)+", "+m.Text+m.Author)
	}
	want := []string{
		"b/earlier.md: Earlier, 2004-01-05T00:00:00Z, Text.",
		"a.markdown: Same day, 2004-01-06T00:00:00Z, Text.",
		"b/later.md: Later, 2004-01-06T00:00:00Z, Text.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	wantSkipped := []Skipped{
		{"big.md", "It could not be read: it has 2000 bytes and at most 1000 are taken."},
		{"link.md", "It is a symbolic link, which is not followed."},
		{"picture.png", "It is not a Markdown file."},
	}
	if d := cmp.Diff(wantSkipped, c.Skipped()); d != "" {
		t.Errorf("skipped (-want +got):\n%s", d)
	}
	if d := cmp.Diff([][2]int64{{1, 4}, {2, 4}, {3, 4}, {4, 4}}, progress); d != "" {
		t.Errorf("progress (-want +got):\n%s", d)
	}
}

func TestNoMarkdown(t *testing.T) {
	_, err := Markdown(t.Context(), fstest.MapFS{"a.txt": {}}, Options{})
	if fault.KindOf(err) != fault.Usage {
		t.Errorf("got %v", err)
	}
}

func TestDocument(t *testing.T) {
	modified := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	const cited = `---
doc_date: '1946-12'
doc_num: 293
doc_order: 293
refs:
- barcode: 12
  empty: ''
  reference: '[A:1/2, i]'
- reference: second
title: "A title: with\n two lines"
vol_id: 10
vol_title: Volume 10
nothing: ~
---

Text.
`
	deep := "---\nx: " + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "\n---\nText."
	many := "---\n" + strings.Repeat("k: v\n", 100) + "---\nText."
	tests := []struct{ name, in, title, at, text, note string }{
		{"cited", cited, "A title: with two lines", "1946-12-01T00:00:00Z",
			"doc date: 1946-12\ndoc num: 293\nrefs: barcode 12, reference [A:1/2, i]; reference second\nvol title: Volume 10\n\nText.", ""},
		{"year as a number", "---\ntitle: T\ndate: 1946\n---\nText.", "T", "1946-01-01T00:00:00Z", "date: 1946\n\nText.", ""},
		{"instant", "---\ntitle: T\nDate: 2004-01-05T10:00:00+01:00\n---\n", "T", "2004-01-05T09:00:00Z", "", ""},
		{"in words", "---\ntitle: T\ndate: 8 December 1946\n---\n", "T", "1946-12-08T00:00:00Z", "", ""},
		{"nothing but text", "Text.", "some file", "2010-01-01T00:00:00Z", "Text.", "It has no date"},
		{"heading", "\n```\n# code\n```\n## The heading ##\nText.", "The heading", "2010-01-01T00:00:00Z", "```\n# code\n```\n## The heading ##\nText.", "It has no date"},
		{"underlined heading", "The heading\n===\nText.", "The heading", "2010-01-01T00:00:00Z", "The heading\n===\nText.", "It has no date"},
		{"line ends and a mark", "\uFEFF---\r\ntitle: T\r\ndate: 2004-01-05\r\n---\r\nOne.\r\nTwo.\r\n", "T", "2004-01-05T00:00:00Z", "One.\nTwo.", ""},
		{"windows-1252", "---\ntitle: caf\xe9\ndate: 2004-01-05\n---\n\x93x\x94", "café", "2004-01-05T00:00:00Z", "“x”", "read as windows-1252"},
		{"UTF-16", "\xff\xfeh\x00i\x00", "some file", "2010-01-01T00:00:00Z", "hi", "read as UTF-16"},
		{"no YAML", "---\ntitle: [\n---\nText.", "some file", "2010-01-01T00:00:00Z", "---\ntitle: [\n---\nText.", "could not be read"},
		{"no end", "---\ntitle: T\nText.", "some file", "2010-01-01T00:00:00Z", "---\ntitle: T\nText.", "It has no date"},
		{"deep", deep, "some file", "2010-01-01T00:00:00Z", "Text.", "It has no date"},
		{"many keys", many, "some file", "2010-01-01T00:00:00Z", strings.Repeat("k: v\n", maxMatterLines) + "…\n\nText.", "It has no date"},
		{"too long", "---\nx: " + strings.Repeat("x", maxMatter) + "\n---\n", "some file", "2010-01-01T00:00:00Z", "", "front matter is too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := document("folder/some-file.md", []byte(tt.in), modified, Options{}.withDefaults())
			if m.Title != tt.title || m.At.Format(time.RFC3339) != tt.at {
				t.Errorf("title %q, at %s", m.Title, m.At.Format(time.RFC3339))
			}
			if tt.text != m.Text && tt.name != "too long" {
				t.Errorf("text %q, want %q", m.Text, tt.text)
			}
			notes := strings.Join(m.Notes, " ")
			if !strings.Contains(notes, tt.note) || tt.note == "" && notes != "" {
				t.Errorf("notes %q, want %q", notes, tt.note)
			}
		})
	}
}

// Aliases that multiply must neither take long nor fill memory.
func TestDocumentBomb(t *testing.T) {
	bomb := "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 9; i++ {
		refs := strings.TrimSuffix(strings.Repeat("*a"+string(rune('0'+i-1))+",", 10), ",")
		bomb += "a" + string(rune('0'+i)) + ": &a" + string(rune('0'+i)) + " [" + refs + "]\n"
	}
	m := document("bomb.md", []byte(bomb+"---\nText."), testNow, Options{}.withDefaults())
	if !strings.HasSuffix(m.Text, "Text.") || len(m.Text) > 20_000 {
		t.Errorf("text of %d bytes", len(m.Text))
	}
}
