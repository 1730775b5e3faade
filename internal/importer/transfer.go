package importer

import (
	"bytes"
	"strings"
)

// undoTransfer undoes a Content-Transfer-Encoding. It always succeeds: what is
// no code stays as it is. The tail is prose found after base64, such as the
// footer that some lists append.
func undoTransfer(encoding string, body []byte) (data, tail []byte) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return fromBase64(body)
	case "quoted-printable":
		return fromQuotedPrintable(body, true), nil
	}
	return body, nil
}

// fromBase64 decodes line by line, leaving out single bytes that are no code,
// and starting afresh after padding, as concatenated codes need it. The first
// line that reads as prose ends it, and is the first of tail.
func fromBase64(body []byte) (data, tail []byte) {
	data = make([]byte, 0, len(body)/4*3+3)
	var bits uint32
	digits := 0
	flush := func() {
		switch digits {
		case 2:
			data = append(data, byte(bits>>4))
		case 3:
			data = append(data, byte(bits>>10), byte(bits>>2))
		}
		bits, digits = 0, 0
	}
	for rest := body; len(rest) > 0; {
		line, after := cutLine(rest)
		if isProse(line) {
			flush()
			return data, rest
		}
		for _, c := range line {
			v := base64Digit[c]
			if c == '=' {
				flush()
			}
			if v == noDigit {
				continue
			}
			bits = bits<<6 | uint32(v)
			if digits++; digits == 4 {
				data = append(data, byte(bits>>16), byte(bits>>8), byte(bits))
				bits, digits = 0, 0
			}
		}
		rest = after
	}
	flush()
	return data, nil
}

// isProse says whether a line between lines of base64 is none: it has words,
// or is a rule.
func isProse(line []byte) bool {
	line = bytes.TrimSpace(line)
	return bytes.IndexByte(line, ' ') >= 0 || len(line) > 1 && len(bytes.Trim(line, "-_")) == 0
}

const noDigit = 0xFF

var base64Digit = func() (table [256]byte) {
	for i := range table {
		table[i] = noDigit
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i, c := range []byte(alphabet) {
		table[c] = byte(i)
	}
	return table
}()

// fromQuotedPrintable decodes, and leaves as they are the "=" that begin no
// code. With lines, soft line breaks and blanks before line ends are undone.
func fromQuotedPrintable(body []byte, lines bool) []byte {
	out := make([]byte, 0, len(body))
	for rest := body; len(rest) > 0; {
		line, after := cutLine(rest)
		rest = after
		end := ""
		if lines {
			text := bytes.TrimRight(line, " \t\r\n")
			end = string(line[len(bytes.TrimRight(line, "\r\n")):])
			if soft, found := bytes.CutSuffix(text, []byte("=")); found {
				text, end = soft, ""
			}
			line = text
		}
		out = append(appendUnquoted(out, line), end...)
	}
	return out
}

// appendUnquoted appends line with its codes undone.
func appendUnquoted(out, line []byte) []byte {
	for i := 0; i < len(line); i++ {
		if line[i] == '=' && i+2 < len(line) {
			hi, lo := hexDigit(line[i+1]), hexDigit(line[i+2])
			if hi != noDigit && lo != noDigit {
				out = append(out, hi<<4|lo)
				i += 2
				continue
			}
		}
		out = append(out, line[i])
	}
	return out
}

// hexDigit is the value of c, or noDigit.
func hexDigit(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return noDigit
}
