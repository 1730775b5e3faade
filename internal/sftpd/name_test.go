package sftpd

import (
	"strings"
	"testing"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

func TestSafe(t *testing.T) {
	long := strings.Repeat("ä", 300)
	for name, want := range map[string]string{
		"agenda.pdf":            "agenda.pdf",
		"ASEM/SOM":              "ASEM-SOM",
		"Chair's statement.doc": "Chair's statement.doc",
		"../../etc/passwd":      "_.-..-etc-passwd",
		"..":                    "_",
		".":                     "_",
		"":                      "_",
		" \t\n":                 "_",
		"...":                   "_",
		".profile":              "_profile",
		"-rf":                   "_rf",
		"~root":                 "_root",
		"a\x00b\x1b[31mc":       "ab_31mc",
		"a\nb":                  "a b",
		"exe.\u202Efdp.txt":     "exe._U+202E_fdp.txt",
		`C:\temp\x`:             "C_-temp-x",
		"what? *.txt":           "what_ _.txt",
		"trailing. . ":          "trailing",
		"\xff\xfe.txt":          "\uFFFD\uFFFD.txt",
		"宣言.pdf":                "宣言.pdf",
		long + ".pdf":           strings.Repeat("ä", 98) + ".pdf",
		"$(reboot)`x`":          "_(reboot)_x_",
	} {
		if got := plain.FileName(name); got != want {
			t.Errorf("plain.FileName(%q) is %q, want %q", name, got, want)
		}
	}
}

func TestDistinct(t *testing.T) {
	nodes := distinct([]node{
		{name: "a.pdf"}, {name: "a.pdf", language: "fr"}, {name: "A.PDF"}, {name: "a.pdf", language: "fr"},
		{name: "a~2.pdf"}, {name: "a.pdf"}, {name: "é"}, {name: "e\u0301"}, {name: "x/y"}, {name: "x-y"}, {name: "STRASSE"}, {name: "straße"},
	})
	want := []string{"a.pdf", "a.fr.pdf", "A~2.PDF", "a.fr~2.pdf", "a~2~2.pdf", "a~3.pdf", "é", "e\u0301~2", "x-y", "x-y~2", "STRASSE", "straße~2"}
	for i, n := range nodes {
		if n.name != want[i] {
			t.Errorf("name %d is %q, want %q", i+1, n.name, want[i])
		}
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range []string{"", "..", "a/b", ".x", "-", "~", "\u202E", "\u0301x", " .", strings.Repeat("x", 250) + ".pdf", "a." + strings.Repeat("b", 250), "́", "$\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name := plain.FileName(s)
		if name == "" || name == "." || name == ".." || len(name) > 216 || !utf8.ValidString(name) ||
			strings.ContainsAny(name, "/\\\x00\n\r\t\x1b\x7f*?\"<>|:") || strings.HasPrefix(name, "-") || strings.HasPrefix(name, ".") {
			t.Errorf("%q becomes %q", s, name)
		}
		if again := plain.FileName(name); again != name {
			t.Errorf("%q becomes %q, and that %q", s, name, again)
		}
		if words, ok := wordsOf("/drop/" + name); !ok || len(words) != 2 || words[1] != name {
			t.Errorf("%q cannot be named: %q", name, words)
		}
		taken := map[string]bool{}
		for _, n := range distinct([]node{{name: s}, {name: s, language: s}, {name: strings.ToUpper(s)}, {name: s}, {name: name}}) {
			if taken[plain.FileKey(n.name)] {
				t.Errorf("%q is given twice", n.name)
			}
			taken[plain.FileKey(n.name)] = true
		}
	})
}

func FuzzPath(f *testing.F) {
	for _, p := range []string{"", "/", ".", "..", "/../..", "/series/ASEM-SOM/2006/12/FIRST/paper.txt", "drop//x/../../series", "/drop/\x00", "\xff", strings.Repeat("/a", 40), strings.Repeat("a", 5000)} {
		f.Add(p)
	}
	s := &session{library: newLibrary(), now: timeStands, began: epoch, recent: recent{now: timeStands}, uploads: map[*upload]struct{}{}}
	f.Fuzz(func(t *testing.T, p string) {
		words, ok := wordsOf(p)
		if len(words) > maxWords && ok {
			t.Errorf("%q has %d words", p, len(words))
		}
		for _, w := range words {
			if ok && (w == "" || w == "." || w == ".." || strings.ContainsAny(w, "/\x00")) {
				t.Errorf("%q has the word %q", p, w)
			}
		}
		found, err := s.find(p)
		if err != nil {
			return
		}
		// What is found is found again by its plain path, and by that only.
		if again, err := s.find("/" + strings.Join(words, "/")); err != nil || again.name != found.name {
			t.Errorf("%q is %q, and %q by its words", p, found.name, again.name)
		}
	})
}
