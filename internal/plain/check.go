package plain

import (
	"fmt"
	"unicode/utf8"

	"asem.internal/avs/internal/fault"
)

// Check refuses, with a fault.Usage, a text of more than bound bytes or one that
// is not UTF-8; of the latter it names the first wrong byte and its offset. The
// word what names the thing to the person, as in "text" or "title". Check looks
// at the raw input: call it before Text or Line, which repair.
func Check(what, raw string, bound int) error {
	if len(raw) > bound {
		return fault.New(fault.Usage, "The %s has %d bytes; %s is the most that is taken.", what, len(raw), size(bound)).
			Then("Shorten it, or send it in parts.")
	}
	if at := invalidAt(raw); at >= 0 {
		return fault.New(fault.Usage, "The %s is not UTF-8: byte 0x%02X at offset %d.", what, raw[at], at).
			Then("Save it as UTF-8 and send it again.")
	}
	return nil
}

// invalidAt is the offset of the first byte that is not UTF-8, or -1.
func invalidAt(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

func size(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d (%d MiB)", n, n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d (%d KiB)", n, n>>10)
	}
	return fmt.Sprint(n)
}
