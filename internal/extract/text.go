package extract

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// text reads a file whose source is its text.
func text(kind string, file io.ReaderAt, size int64) (Reading, error) {
	raw := make([]byte, min(size, MaxText))
	if n, err := file.ReadAt(raw, 0); n < len(raw) {
		return Reading{}, unreadable(err)
	}
	if name := wideBOM(raw); name != "" {
		return Reading{Kind: kind, Note: "It is " + name + " and not UTF-8: kept as it is, not readable here."}, nil
	}
	part := size > int64(len(raw))
	if part {
		raw = raw[:len(raw)-unfinished(raw)]
	}
	if at := wrongByte(raw); at >= 0 {
		return Reading{Kind: kind, Note: fmt.Sprintf("It is not UTF-8 (byte 0x%02X at offset %d): kept as it is, not readable here.", raw[at], at)}, nil
	}
	out, cut := bounded(plain.Text(string(raw)), part)
	reading := Reading{Kind: kind, Text: out, Cut: cut}
	switch {
	case cut:
		reading.Note = fmt.Sprintf("Only the beginning of its %d bytes is shown.", size)
	case out == "":
		reading.Note = "It is empty."
	}
	return reading, nil
}

// cutMark is the last line of a text that was cut.
const cutMark = "[cut here: the file holds more]"

// bounded cuts s, which is cleaned, after a character so that it has MaxText bytes at
// most, and says so if that happened or was part already.
func bounded(s string, part bool) (out string, cut bool) {
	if !part && len(s) <= MaxText {
		return s, false
	}
	room := MaxText - len(cutMark) - 2
	if len(s) > room {
		for room > 0 && !utf8.RuneStart(s[room]) {
			room--
		}
		s = s[:room]
	}
	return strings.TrimRight(s, " \t\n") + "\n\n" + cutMark, true
}

// wideBOM names the encoding that a byte order mark tells of, other than UTF-8's.
func wideBOM(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE\x00\x00")):
		return "UTF-32"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return "UTF-16"
	}
	return ""
}

// unfinished is how many bytes at the end of b begin a character that b does not
// hold whole.
func unfinished(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return n
			}
			break
		}
	}
	return 0
}

// wrongByte is the offset of the first byte that is not UTF-8, or -1.
func wrongByte(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for at := 0; at < len(b); {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}
