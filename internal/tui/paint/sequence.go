package paint

import (
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// what a measured sequence is.
type what uint8

const (
	isKey    what = iota // a key or a report, whole
	isText               // the beginning of a string sequence (OSC, DCS, SOS, PM, APC)
	isBroken             // ended by something that cannot be in it
)

// measure finds the length of the escape sequence at the beginning of buf, 0 if
// it is not whole yet.
func measure(buf []byte) (n int, is what) {
	if len(buf) < 2 {
		return 0, isKey
	}
	switch buf[1] {
	case '[':
		return measureCSI(buf)
	case 'O':
		return measureSS3(buf)
	case ']', 'P', 'X', '^', '_':
		if len(buf) == 2 { // Alt and that key?
			return 0, isKey
		}
		return 2, isText
	case esc:
		return measureTwo(buf)
	}
	if n := runeLen(buf[1:]); n > 0 {
		return 1 + n, isKey
	}
	return 0, isKey
}

// measureTwo measures what begins with two ESC: Alt and a key, as rxvt sends
// it, or Esc pressed twice.
func measureTwo(buf []byte) (n int, is what) {
	switch {
	case len(buf) == 2:
		return 0, isKey
	case buf[2] != '[' && buf[2] != 'O':
		return 1, isKey
	}
	n, is = measure(buf[1:])
	if n == 0 {
		return 0, is
	}
	return n + 1, is
}

func measureCSI(buf []byte) (n int, is what) {
	if len(buf) > 2 && buf[2] == '[' { // Linux console: ESC [ [ A
		if len(buf) == 3 {
			return 0, isKey
		}
		return 4, isKey
	}
	n = 2
	digits := true
	for n < len(buf) && buf[n] >= 0x30 && buf[n] <= 0x3f {
		digits = digits && buf[n] <= '9'
		n++
	}
	if n < len(buf) && buf[n] == '$' && digits && n > 2 { // rxvt: Shift and a key
		return n + 1, isKey
	}
	for n < len(buf) && buf[n] >= 0x20 && buf[n] <= 0x2f {
		n++
	}
	return final(buf, n, 0x40)
}

func measureSS3(buf []byte) (n int, is what) {
	n = 2
	for n < len(buf) && buf[n] >= '0' && buf[n] <= '9' {
		n++
	}
	return final(buf, n, 0x21)
}

// final ends a sequence of n bytes with one final byte from least to '~'.
func final(buf []byte, n int, least byte) (int, what) {
	switch {
	case n > maxRest:
		return n, isBroken
	case n == len(buf):
		return 0, isKey
	case buf[n] < least || buf[n] > '~':
		return n, isBroken
	}
	return n + 1, isKey
}

// runeLen is the length of the first character of buf, 1 for a byte that is
// none, and 0 if its end is missing.
func runeLen(buf []byte) int {
	if !utf8.FullRune(buf) {
		return 0
	}
	_, n := utf8.DecodeRune(buf)
	return n
}

// oddKey knows the sequences that the library's decoder does not, or takes for
// another key than the one with that name on a keyboard.
func oddKey(seq string) (uv.KeyPressEvent, bool) {
	switch seq {
	case "\x1b[[A", "\x1b[[B", "\x1b[[C", "\x1b[[D", "\x1b[[E": // Linux console
		return uv.KeyPressEvent{Code: uv.KeyF1 + rune(seq[3]-'A')}, true
	case "\x1b\t": // Linux console
		return uv.KeyPressEvent{Code: uv.KeyTab, Mod: uv.ModShift}, true
	case "\b": // Backspace of many an old terminal; Ctrl+H is no key here
		return uv.KeyPressEvent{Code: uv.KeyBackspace}, true
	case "\n": // Enter of a client that did not put its terminal into raw mode
		return uv.KeyPressEvent{Code: uv.KeyEnter}, true
	}
	return uv.KeyPressEvent{}, false
}

// mayBeKey tells whether a whole sequence has the form of a key. The library
// is not asked about the others: one of Windows' consoles, 20 bytes long, makes
// it give 65,535 events.
func mayBeKey(seq []byte) bool {
	if len(seq) < 3 || seq[0] != esc || seq[1] != '[' {
		return true
	}
	return strings.IndexByte("ABCDEFHPQRSZabcd~^@$u", seq[len(seq)-1]) >= 0
}

// keypad is what the keys of an application keypad say, from KeyKpEnter on.
const keypad = "\r=*+,-./0123456789"

// unpad turns a key of the keypad into the plain key of that name.
func unpad(k uv.Key) uv.Key {
	if k.Code < uv.KeyKpEnter || k.Code > uv.KeyKp9 {
		return k
	}
	c := rune(keypad[k.Code-uv.KeyKpEnter])
	if c == '\r' {
		return uv.Key{Code: uv.KeyEnter, Mod: k.Mod}
	}
	k.Code = c
	if k.Mod&^uv.ModShift == 0 {
		k.Text = string(c)
	}
	return k
}
