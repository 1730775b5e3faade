package importer

import (
	"regexp"
	"strings"
)

// encodedWord is an encoded word of RFC 2047, taken broadly: mailers leave
// spaces and 8-bit characters in.
var encodedWord = regexp.MustCompile(`=\?([^?\s]{1,64})\?([BbQq])\?([^?]*)\?=`)

// decodeWords makes readable text of a raw header value. Words that follow one
// another in the same charset are joined before they are decoded, for mailers
// that cut in the middle of a character; 8-bit text that was not encoded at
// all is guessed at.
func decodeWords(raw string) string {
	var out strings.Builder
	var pending []byte // of the words before, not yet decoded
	charset := ""
	flush := func() {
		text, _ := decode(charset, pending)
		out.WriteString(text)
		pending = pending[:0]
	}
	for {
		at := encodedWord.FindStringSubmatchIndex(raw)
		if at == nil {
			break
		}
		between := raw[:at[0]]
		if len(pending) == 0 || strings.TrimSpace(between) != "" {
			flush()
			text, _ := decode("", []byte(between))
			out.WriteString(text)
		}
		label, _, _ := strings.Cut(raw[at[2]:at[3]], "*") // RFC 2231 adds a language
		if !strings.EqualFold(label, charset) {
			flush()
			charset = label
		}
		pending = append(pending, wordBytes(raw[at[4]], raw[at[6]:at[7]])...)
		raw = raw[at[1]:]
	}
	flush()
	text, _ := decode("", []byte(raw))
	out.WriteString(text)
	return out.String()
}

// wordBytes undoes the transfer encoding of one encoded word.
func wordBytes(encoding byte, text string) []byte {
	if encoding == 'B' || encoding == 'b' {
		// A word is short and has no tail: rubbish in it is left out.
		b, _ := fromBase64([]byte(strings.ReplaceAll(text, " ", "")))
		return b
	}
	return fromQuotedPrintable([]byte(strings.ReplaceAll(text, "_", " ")), false)
}
