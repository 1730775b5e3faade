package importer

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// fromUTF7 decodes UTF-7, for which no kept library exists: ASCII in which
// "+…-" encloses UTF-16 in base64. What is no such sequence stays as it is,
// and bytes above ASCII are guessed at. Source: RFC 2152.
func fromUTF7(b []byte) string {
	text, _ := decode("", b)
	var out strings.Builder
	for {
		plain, after, found := strings.Cut(text, "+")
		out.WriteString(plain)
		if !found {
			return out.String()
		}
		end := strings.IndexFunc(after, func(r rune) bool {
			return r > 0x7F || base64Digit[r] == noDigit
		})
		if end < 0 {
			end = len(after)
		}
		shifted := after[:end]
		text = strings.TrimPrefix(after[end:], "-")
		switch units, ok := utf16Units(shifted); {
		case shifted == "":
			out.WriteByte('+')
		case !ok:
			out.WriteString("+" + shifted)
			text = after[end:]
		default:
			out.WriteString(string(utf16.Decode(units)))
		}
	}
}

// utf16Units decodes the base64 of UTF-7: no padding, big endian.
func utf16Units(shifted string) ([]uint16, bool) {
	raw, err := base64.RawStdEncoding.DecodeString(shifted)
	if err != nil || len(raw) == 0 {
		return nil, false
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return units, len(units) > 0
}

// euckrFromISO2022KR turns ISO-2022-KR, which x/text lacks, into EUC-KR: what
// stands between SO and SI gets its eighth bit. Source: RFC 1557.
func euckrFromISO2022KR(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\x1B$)C"), nil)
	out := make([]byte, 0, len(b))
	korean := false
	for _, c := range b {
		switch {
		case c == 0x0E:
			korean = true
		case c == 0x0F:
			korean = false
		case c == '\n': // SO lasts to the end of its line
			korean = false
			out = append(out, c)
		case korean && c > ' ' && c < 0x7F:
			out = append(out, c|0x80)
		default:
			out = append(out, c)
		}
	}
	return out
}
