package importer

import (
	"archive/zip"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	tests := []struct{ label, in, want string }{
		{"utf-8", "é", "é"},
		{"UTF-8", "\uFEFFé", "é"},
		{"utf-8", "caf\xe9", "café"},
		{"utf-8", "éé\xe9", "éé\uFFFD"},
		{"utf-8", "caf\xe2\x80", "cafâ€"},
		{"us-ascii", "caf\xc3\xa9", "café"},
		{"us-ascii", "caf\xe9 \x93x\x94", "café “x”"},
		{"us-ascii", "\x1b$BF|K\\\x1b(B", "日本"},
		{"", "\xff\xfeh\x00i\x00", "hi"},
		{"unknown-8bit", "caf\xe9", "café"},
		{"x-unknown", "café", "café"},
		{"x-user-defined", "caf\xe9", "café"},
		{"charset=", "caf\xe9", "café"},
		{"iso-8859-1", "\x80 caf\xe9", "€ café"},
		{"\"ISO_8859-1\";", "caf\xe9", "café"},
		{"iso8859-15", "\xa4", "€"},
		{"latin1", "\xe9", "é"},
		{"iso-8859-2", "\xb3", "ł"},
		{"iso-8859-5", "\xdf", "п"},
		{"iso-8859-7", "\xe1", "α"},
		{"iso-8859-9", "\xfd", "ı"},
		{"windows-1250", "\x9e", "ž"},
		{"cp1251", "\xef", "п"},
		{"windows-1256", "\xc7", "ا"},
		{"windows-874", "\xa1", "ก"},
		{"windows-874", "f\xfcr", "für"},
		{"tis-620", "\xa1", "ก"},
		{"koi8-r", "\xd0", "п"},
		{"koi8-u", "\xa4", "є"},
		{"ibm866", "\xaf", "п"},
		{"cp850", "\x82", "é"},
		{"macintosh", "\x8e", "é"},
		{"gb2312", "\xc4\xe3", "你"},
		{"gbk", "\xc4\xe3", "你"},
		{"cp936", "\xc4\xe3", "你"},
		{"gb18030", "\x81\x30\x81\x30", "\u0080"},
		{"hz-gb-2312", "~{Dc~}", "你"},
		{"big5", "\xa7\x41", "你"},
		{"big5-hkscs", "\xa7\x41", "你"},
		{"euc-jp", "\xc6\xfc", "日"},
		{"iso-2022-jp", "\x1b$BF|\x1b(B", "日"},
		{"iso-2022-jp-2", "\x1b$BF|\x1b(B", "日"},
		{"shift_jis", "\x93\xfa", "日"},
		{"cp932", "\x93\xfa", "日"},
		{"windows-31j", "\x93\xfa", "日"},
		{"euc-kr", "\xb0\xa1", "가"},
		{"ks_c_5601-1987", "\xb0\xa1", "가"},
		{"cp949", "\xb0\xa1", "가"},
		{"iso-2022-kr", "\x1b$)Ca\x0e0!\x0fb\n\x0e0!\nc", "a가b\n가\nc"},
		{"utf-16", "\xfe\xff\x00h", "h"},
		{"utf-16le", "h\x00", "h"},
		{"utf-7", "caf+AOk- +- 1+1=2 +2D3d4w-", "café + 1+1=2 \U0001F5E3"},
		{"unicode-1-1-utf-7", "Hi Mom +Jjo--+-", "Hi Mom ☺-+"},
		{"utf-7", "+ZeVnLIqe-", "日本語"},
	}
	for _, tt := range tests {
		got, _ := decode(tt.label, []byte(tt.in))
		if got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.label, tt.in, got, tt.want)
		}
	}
}

func TestDecodeNotes(t *testing.T) {
	for _, tt := range []struct{ label, in, note string }{
		{"utf-8", "é", ""},
		{"", "plain", ""},
		{"", "caf\xe9", "No charset was given; read as windows-1252."},
		{"utf-8", "caf\xe9", "Labelled utf-8, but was read as windows-1252."},
		{"koi9", "é", "Labelled koi9, but was read as UTF-8."},
		{"gb2312", "\xc4\xe3\xc4", "Some characters are not valid gb2312 and were replaced."},
	} {
		if _, note := decode(tt.label, []byte(tt.in)); note != tt.note {
			t.Errorf("%s %q: note %q, want %q", tt.label, tt.in, note, tt.note)
		}
	}
}

// legacyTexts are texts that exist in an old charset and in UTF-8.
var legacyTexts = []struct{ file, charset, utf8 string }{
	{"Hungarian_Magyar-Latin2", "iso-8859-2", "Hungarian_Magyar-UTF8"},
	{"Hungarian_Magyar-Unicode", "utf-16", "Hungarian_Magyar-UTF8"},
	{"Bosnian_Bosanski-Cyrillic", "windows-1251", "Bosnian_Bosanski-UTF8"},
	{"Belorus_Belaruski-Cyrillic", "windows-1251", "Belorus_Belaruski-UTF8"},
	{"Bulgarian_Balgarski-Cyrillic", "windows-1251", "Bulgarian_Balgarski-UTF8"},
	{"Russian-Cyrillic", "cp1251", "Russian-UTF8"},
	{"Ukrainian-Cyrillic", "windows-1251", "Ukrainian-UTF8"},
	{"Greek_Ellinika-Greek", "iso-8859-7", "Greek_Ellinika-UTF8"},
	{"Hebrew_Ivrit-Hebrew", "windows-1255", "Hebrew_Ivrit-UTF8"},
	{"Turkish_Turkce-Turkish", "iso-8859-9", "Turkish_Turkce-UTF8"},
	{"Chinese_Mandarin-GB2312", "gb2312", "Chinese_Mandarin-UTF8"},
	{"Chinese_Mandarin-HZ", "hz-gb-2312", "Chinese_Mandarin-UTF8"},
	{"Japanese_Nihongo-EUC", "euc-jp", "Japanese_Nihongo-UTF8"},
	{"Japanese_Nihongo-SJIS", "shift_jis", "Japanese_Nihongo-UTF8"},
	{"Japanese_Nihongo-JIS", "iso-2022-jp", "Japanese_Nihongo-UTF8"},
}

// TestLegacyTexts sends each old text through every transfer encoding.
func TestLegacyTexts(t *testing.T) {
	shared := os.Getenv("AVS_SHARED")
	if shared == "" {
		t.Skip("AVS_SHARED is not set: no old texts to be read")
	}
	archive, err := zip.OpenReader(filepath.Join(shared, "data", "udhr-legacy-encodings.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	for _, text := range legacyTexts {
		raw, plain := unzip(t, archive, text.file), unzip(t, archive, text.utf8)
		// Both were cut at the same number of bytes, so one is longer, and the
		// last character of either may be half.
		for len(plain) > 0 && !utf8.Valid(plain) {
			plain = plain[:len(plain)-1]
		}
		want := strings.Fields(strings.TrimPrefix(string(plain), "\uFEFF"))
		for _, encoding := range []string{"8bit", "base64", "quoted-printable"} {
			if encoding == "8bit" && text.charset == "utf-16" {
				continue // no line of text
			}
			m := readMail(t, fmt.Sprintf("Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n%s",
				text.charset, encoding, transfer(t, encoding, raw)))
			got := strings.Fields(m.Text)
			n := min(len(got), len(want)) - 1
			if n < 20 {
				t.Errorf("%s: only %d words to compare", text.file, n)
			}
			for i := range n {
				if got[i] != want[i] {
					t.Errorf("%s in %s: word %d is %q, want %q", text.file, encoding, i, got[i], want[i])
					break
				}
			}
		}
	}
}

func unzip(t *testing.T, archive *zip.ReadCloser, name string) []byte {
	t.Helper()
	f, err := archive.Open("udhr/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// transfer encodes a body.
func transfer(t *testing.T, encoding string, raw []byte) string {
	t.Helper()
	var out strings.Builder
	switch encoding {
	case "base64":
		code := base64.StdEncoding.EncodeToString(raw)
		for ; len(code) > 76; code = code[76:] {
			out.WriteString(code[:76] + "\n")
		}
		out.WriteString(code)
	case "quoted-printable":
		w := quotedprintable.NewWriter(&out)
		w.Binary = true
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	default:
		out.Write(raw)
	}
	return out.String()
}
