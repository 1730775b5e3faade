package importer

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// parts makes a multipart message; each part is given with its header.
func parts(kind string, parts ...string) string {
	return "Content-Type: multipart/" + kind + "; boundary=\"b\"\n\npreamble\n--b\n" +
		strings.Join(parts, "\n--b\n") + "\n--b--\n"
}

func TestMIME(t *testing.T) {
	plain := "Content-Type: text/plain\n\nplain"
	page := "Content-Type: text/html\n\n<p>page</p>"
	inner := strings.Replace(parts("alternative", plain, page), "\"b\"", "\"b-1\"", 1)
	inner = strings.ReplaceAll(inner, "--b\n", "--b-1\n")
	inner = strings.ReplaceAll(inner, "--b--", "--b-1--")
	tests := []struct{ name, mail, text, files string }{
		{"no type", "Subject: x\n\nhello\n", "hello", ""},
		{"only a body", "\nhello\n", "hello", ""},
		{"bad type", "Content-Type: text\n\nhello\n", "hello", ""},
		{"loose parameters", "Content-Type: text/plain; charset=iso-8859-1; ; format\n\ncaf\xe9\n", "café", ""},
		{"mixed", parts("mixed", plain, plain), "plain\n\nplain", ""},
		{"alternative", parts("alternative", plain, page), "plain", ""},
		{"alternative in reverse", parts("alternative", page, plain), "plain", ""},
		{"alternative of nothing and a page", parts("alternative", "Content-Type: text/plain\n\n \n", page), "page", ""},
		{"nested with a boundary that begins alike", parts("mixed", inner, plain), "plain\n\nplain", ""},
		{"only a page", "Content-Type: text/html\n\n<b>a</b> b", "a b", ""},
		{"attachment", parts("mixed", plain, "Content-Type: text/csv\nContent-Disposition: attachment; filename=\"a/b\\\\c.csv\"\n\n1;2"),
			"plain", "c.csv text/csv 1;2"},
		{"named in another charset", parts("mixed", plain, "Content-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=iso-8859-1''caf%E9;\n filename*1=\"-x.pdf\"\n\nP"),
			"plain", "café-x.pdf application/pdf P"},
		{"named by an encoded word", parts("mixed", plain, "Content-Type: application/pdf; name=\"=?utf-8?q?caf=C3=A9?=.pdf\"\n\nP"),
			"plain", "café.pdf application/pdf P"},
		{"inline with a name", parts("mixed", plain, "Content-Type: text/x-patch; name=a.patch\nContent-Disposition: inline\n\n+x"),
			"plain\n\n[a.patch]\n\n+x", ""},
		{"signed", parts("signed", plain, "Content-Type: application/pgp-signature\n\nS"), "plain", "signature.asc application/pgp-signature S"},
		{"encrypted", parts("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream; name=\"encrypted.asc\"\n\nE"),
			"", "version.txt application/pgp-encrypted Version: 1|encrypted.asc application/octet-stream E"},
		{"forwarded", parts("mixed", plain, "Content-Type: message/rfc822\n\nSubject: s\n\nb"), "plain", "message.eml message/rfc822 Subject: s\n\nb"},
		{"digest", parts("digest", "\nSubject: s\n\nb"), "", "message.eml message/rfc822 Subject: s\n\nb"},
		{"whole message is a file", "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nUERG\n", "", "document.pdf application/pdf PDF"},
		{"no end", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo", "one\n\ntwo", ""},
		{"no boundary", "Content-Type: multipart/mixed\n\n--b\n\none\n", "--b\n\none", ""},
		{"boundary that never comes", "Content-Type: multipart/mixed; boundary=c\n\n--b\n\none\n", "--b\n\none", ""},
		{"text after the end", parts("mixed", plain) + "\nlist footer\n", "plain\n\nlist footer", ""},
		{"part without a blank line", parts("mixed", "hello\nyou", plain), "hello\nyou\n\nplain", ""},
		{"footer after base64", "Content-Transfer-Encoding: base64\n\naGVsbG8=\n-- \nTo leave the list, say so.\n", "hello\n\n-- \nTo leave the list, say so.", ""},
		{"PGP inline", "\n-----BEGIN PGP SIGNED MESSAGE-----\n\nx\n", "-----BEGIN PGP SIGNED MESSAGE-----\n\nx", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ends := range []string{"\n", "\r\n"} {
				m := readMail(t, strings.ReplaceAll(tt.mail, "\n", ends))
				if m.Text != tt.text {
					t.Errorf("line ends %q: text %q, want %q", ends, m.Text, tt.text)
				}
				var files []string
				for _, f := range m.Files {
					files = append(files, fmt.Sprintf("%s %s %s", f.Name, f.Type, f.Content))
				}
				got := strings.ReplaceAll(strings.Join(files, "|"), "\r\n", "\n")
				if strings.TrimRight(got, "\n") != strings.TrimRight(tt.files, "\n") {
					t.Errorf("line ends %q: files %q, want %q", ends, got, tt.files)
				}
			}
		})
	}
}

func TestBombs(t *testing.T) {
	deep := "\nbottom"
	for i := range 100 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d-\n\n--b%d-\n%s\n--b%d---\n", i, i, deep, i)
	}
	m := readMail(t, deep)
	if len(m.Files) != 1 || !strings.Contains(string(m.Files[0].Content), "bottom") || len(m.Notes) != 2 {
		t.Errorf("deep: %d files, notes %q", len(m.Files), m.Notes)
	}
	m = readMail(t, "Content-Type: multipart/mixed; boundary=b\n\n"+strings.Repeat("--b\n\nx\n", 10_000)+"--b--\n")
	last := m.Files[len(m.Files)-1]
	if n := strings.Count(m.Text, "x"); n != maxParts || last.Name != "message.eml" || len(last.Content) < 70_000 {
		t.Errorf("wide: %d parts read, last file %q of %d bytes", n, last.Name, len(last.Content))
	}
}

func TestLongText(t *testing.T) {
	long := strings.Repeat("é", 1000)
	all, _ := readMbox(t, "From a@example.org Mon Jan  5 10:00:00 2004\n\n"+long+"\n", Options{MaxText: 501})
	m := all[0]
	if m.Text != long[:500] || len(m.Files) != 1 || string(m.Files[0].Content) != long || len(m.Notes) == 0 {
		t.Errorf("text of %d bytes, %d files, notes %q", len(m.Text), len(m.Files), m.Notes)
	}
}

func TestUndoTransfer(t *testing.T) {
	whole := base64.StdEncoding.EncodeToString([]byte("hello world"))
	tests := []struct{ encoding, in, data, tail string }{
		{"base64", whole, "hello world", ""},
		{"BASE64 ", "aGVs\r\nbG8g\r\n\td29ybGQ=", "hello world", ""},
		{"base64", "aG!Vs*bG8gd29ybGQ", "hello world", ""},
		{"base64", "aGVsbG8=\nIHdvcmxk", "hello world", ""},
		{"base64", "aGVsbG8=\n___\nlist", "hello", "___\nlist"},
		{"quoted-printable", "caf=C3=A9=\n s = 3 =ZZ \nend=", "café s = 3 =ZZ\nend", ""},
		{"quoted-printable", "a=\r\nb=20\r\n", "ab \r\n", ""},
		{"x-uuencode", "begin 644 x", "begin 644 x", ""},
		{"", "=41", "=41", ""},
	}
	for _, tt := range tests {
		data, tail := undoTransfer(tt.encoding, []byte(tt.in))
		if string(data) != tt.data || string(tail) != tt.tail {
			t.Errorf("%s %q: %q and %q, want %q and %q", tt.encoding, tt.in, data, tail, tt.data, tt.tail)
		}
	}
}

func TestUnflow(t *testing.T) {
	tests := []struct {
		name, in, want string
		delsp          bool
	}{
		{"paragraph", "one \ntwo\nthree", "one two\nthree", false},
		{"delsp", "你 \n好", "你好", true},
		{"stuffed", " From me\n >no quote", "From me\n>no quote", false},
		{"quotes", ">> a \n>> b\n> c \nd", ">> a b\n> c \nd", false},
		{"signature", "end \n-- \nFirst Last", "end \n-- \nFirst Last", false},
		{"flowing to the end", "a ", "a ", false},
	}
	for _, tt := range tests {
		if got := unflow(tt.in, tt.delsp); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFromHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "<p>one\n two</p><p>three</p>", "one two\n\nthree"},
		{"inline", "a<b>b</b> c <i> d</i>e", "ab c de"},
		{"breaks", "a<br>b<br><br>c", "a\nb\n\nc"},
		{"entities", "&lt;a&gt;&nbsp;&eacute;", "<a> é"},
		{"unseen", "<head><title>t</title><style>p{}</style></head><script>x</script><!-- c -->seen", "seen"},
		{"list", "<ul><li>a</li><li>b</li></ul>after", "- a\n- b\n\nafter"},
		{"quotation", "<div>a</div><blockquote>b<blockquote>c</blockquote></blockquote>d", "a\n\n> b\n>\n> > c\n\nd"},
		{"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"},
		{"preformatted", "<pre>a\n  b</pre>", "a\n  b"},
		{"link", `<a href="https://example.org/">word</a> <a href="https://example.org">https://example.org</a>`,
			"word <https://example.org/> https://example.org"},
		{"mail", `<a href="mailto:a@example.org">a@example.org</a>`, "a@example.org"},
		{"picture", `<img alt="flag">`, "flag"},
		{"unclosed", "<p>a<b>b", "ab"},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, fromHTML(tt.in)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// Input made to be slow must not take the square of its length.
func TestLongLines(t *testing.T) {
	const n = 1 << 20
	for name, mail := range map[string]string{
		"boundaries": "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b", n),
		"words":      "Subject: " + strings.Repeat("=?x?q?", n/8) + "\n\nx",
		"pieces":     "Content-Type: text/plain; a=1" + strings.Repeat(";a*1=x;a*0=y", n/64) + "\n\nx",
		"cells":      "Content-Type: text/html\n\n" + strings.Repeat("<td> ", n/4),
		"quotes":     "Content-Type: text/html\n\n" + strings.Repeat("<blockquote>x", n/16),
		"shifts":     "Content-Type: text/plain; charset=utf-7\n\n" + strings.Repeat("+", n),
		"arrows":     "Content-Type: text/plain; format=flowed\n\n" + strings.Repeat(">", n),
		"base64":     "Content-Transfer-Encoding: base64\n\n" + strings.Repeat("=", n),
		"comments":   "From: " + strings.Repeat("(", n/8) + "\n\nx",
	} {
		began := time.Now()
		readMail(t, mail)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}
