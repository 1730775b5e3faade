package importer

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode makes valid UTF-8 of bytes in the charset that a label names. It
// always succeeds. An unknown label, none, and one that the bytes belie are
// guessed at; note then says so, and is "" when all was as labelled.
func decode(label string, b []byte) (text, note string) {
	label = tidyLabel(label)
	switch strings.ReplaceAll(label, "_", "-") {
	case "", "us-ascii", "ascii", "ansi-x3.4-1968", "utf-8", "utf8":
		if utf8.Valid(b) && !hasEscapes(label, b) {
			return string(bytes.TrimPrefix(b, []byte("\uFEFF"))), ""
		}
		return guess(label, b)
	case "utf-7", "unicode-1-1-utf-7", "csutf7", "x-utf-7":
		return fromUTF7(b), ""
	case "iso-2022-kr", "csiso2022kr":
		b, label = euckrFromISO2022KR(b), "euc-kr"
	}
	enc := charset(label)
	if enc == nil {
		return guess(label, b)
	}
	text, err := decodeAs(enc, b)
	if err == nil && !strings.ContainsRune(text, utf8.RuneError) {
		return text, ""
	}
	// Of a charset of single bytes, all of which mean something in the usual
	// one, it is the label that is wrong; of others a few bytes may be.
	if _, single := enc.(*charmap.Charmap); utf8.Valid(b) || single && enc != charmap.Windows1252 {
		return guess(label, b)
	}
	return text, fmt.Sprintf("Some characters are not valid %s and were replaced.", label)
}

// decodeAs decodes b; what the charset cannot mean becomes U+FFFD.
func decodeAs(enc encoding.Encoding, b []byte) (string, error) {
	out, err := enc.NewDecoder().Bytes(b)
	return strings.ToValidUTF8(string(out), "\uFFFD"), err
}

// guess decodes bytes of which nothing is known, or something wrong: by a byte
// order mark or the escapes of ISO-2022-JP, as UTF-8 if most of what is not
// ASCII is, else as windows-1252, the usual meaning of an unlabelled byte.
func guess(label string, b []byte) (text, note string) {
	as := "UTF-8"
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xFE\xFF")):
		as = "UTF-32"
		text, _ = decodeAs(utf32.UTF32(utf32.BigEndian, utf32.UseBOM), b)
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		as = "UTF-16"
		text, _ = decodeAs(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), b)
	case hasEscapes("", b):
		as = "ISO-2022-JP"
		text, _ = decodeAs(japanese.ISO2022JP, b)
	case utf8.Valid(b):
		text = string(b)
	case mostlyUTF8(b):
		as = "UTF-8 with bad characters replaced"
		text = strings.ToValidUTF8(string(b), "\uFFFD")
	default:
		as = "windows-1252"
		text, _ = decodeAs(charmap.Windows1252, b)
	}
	if label == "" {
		return text, fmt.Sprintf("No charset was given; read as %s.", as)
	}
	return text, fmt.Sprintf("Labelled %s, but was read as %s.", cutText(label, 40), as)
}

// mostlyUTF8 says whether b has at least as many characters of several bytes
// as bytes that belong to none.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good >= bad
}

// hasEscapes says whether unlabelled or "ASCII" text is in fact ISO-2022-JP.
func hasEscapes(label string, b []byte) bool {
	return !strings.HasPrefix(label, "utf") && bytes.IndexByte(b, 0x1B) >= 0 &&
		(bytes.Contains(b, []byte("\x1B$B")) || bytes.Contains(b, []byte("\x1B$@")))
}

// tidyLabel makes the usual form of a label as mailers write it.
func tidyLabel(label string) string {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'<>;,"))
	if i := strings.IndexAny(label, " \t;,\""); i >= 0 {
		label = label[:i]
	}
	return label
}

// charset finds the encoding of a tidy label, or nil. The WHATWG index comes
// first: its encodings are the supersets that mailers mean, windows-1252 by
// iso-8859-1, GBK by gb2312, code page 949 by ks_c_5601.
func charset(label string) encoding.Encoding {
	dashed := strings.ReplaceAll(label, "_", "-")
	spelt := []string{label, dashed, strings.Replace(dashed, "iso8859-", "iso-8859-", 1), strings.TrimPrefix(dashed, "x-")}
	for _, name := range spelt {
		if enc, found := mailCharsets[name]; found {
			return enc
		}
		if enc, err := htmlindex.Get(name); err == nil && enc != encoding.Replacement {
			return enc
		}
		if enc, err := ianaindex.MIME.Encoding(name); err == nil && enc != nil {
			return enc
		}
	}
	return nil
}

// mailCharsets are the labels seen in mail that neither index knows, or knows
// otherwise than mailers mean them.
var mailCharsets = map[string]encoding.Encoding{
	"hz-gb-2312":        simplifiedchinese.HZGB2312,
	"cp936":             simplifiedchinese.GB18030,
	"gb2312":            simplifiedchinese.GB18030,
	"gbk":               simplifiedchinese.GB18030,
	"euc-cn":            simplifiedchinese.GB18030,
	"cp950":             traditionalchinese.Big5,
	"cp932":             japanese.ShiftJIS,
	"ms932":             japanese.ShiftJIS,
	"iso-2022-jp-1":     japanese.ISO2022JP,
	"iso-2022-jp-2":     japanese.ISO2022JP,
	"iso-2022-jp-3":     japanese.ISO2022JP,
	"iso-2022-jp-ms":    japanese.ISO2022JP,
	"cp50220":           japanese.ISO2022JP,
	"cp50221":           japanese.ISO2022JP,
	"eucjp-ms":          japanese.EUCJP,
	"cp949":             korean.EUCKR,
	"ms949":             korean.EUCKR,
	"uhc":               korean.EUCKR,
	"ks-c-5601-1987":    korean.EUCKR,
	"ks-c-5601":         korean.EUCKR,
	"utf-8j":            unicode.UTF8,
	"unicode-1-1-utf-8": unicode.UTF8,
	"unicode-2-0-utf-8": unicode.UTF8,
	"cp65001":           unicode.UTF8,
	"utf-16":            unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-32":            utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	"utf-32be":          utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	"utf-32le":          utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
	"roman":             charmap.Macintosh,
	"mac-roman":         charmap.Macintosh,
	"macroman":          charmap.Macintosh,
	// x-user-defined and the like name no charset at all.
	"user-defined":   nil,
	"x-user-defined": nil,
}
