package served

import (
	"bytes"

	"github.com/charmbracelet/x/ansi"
)

// insertions puts what the emulator knows in place of insert mode, which it does
// not know: room is made first, and the text written into it.
type insertions struct {
	kept []byte // of a sequence, or of an insertion, whose end has not come
}

var begin, end = []byte("\x1b[4h"), []byte("\x1b[4l")

func (i *insertions) mended(p []byte) []byte {
	all := append(i.kept, p...)
	i.kept = nil
	var out []byte
	for {
		before, rest, found := bytes.Cut(all, begin)
		if !found {
			whole := len(all) - cutShort(all)
			i.kept = bytes.Clone(all[whole:])
			return append(out, all[:whole]...)
		}
		text, after, ended := bytes.Cut(rest, end)
		out = append(out, before...)
		if !ended {
			i.kept = bytes.Clone(all[len(before):])
			return out
		}
		out = append(out, ansi.InsertCharacter(ansi.StringWidth(string(text)))...)
		out = append(out, text...)
		all = after
	}
}

// cutShort is how many bytes at the end may be the beginning of an insertion.
func cutShort(p []byte) int {
	for n := min(len(begin)-1, len(p)); n > 0; n-- {
		if bytes.HasSuffix(p, begin[:n]) {
			return n
		}
	}
	return 0
}
