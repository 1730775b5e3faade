package paint

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// What a person types changes one row at the cursor. The library repaints the rest
// of that row, and the whole of one that holds a wide or a combined character: 70 to
// 240 bytes where the letter itself and three more would do. These few bytes are
// found here, from the two frames and the cursors alone, so that it makes no
// difference whether a renderer was kept.

// longestEdit is the most bytes that are taken for typing. What is longer was pasted.
const longestEdit = 64

// edit is one row before and after.
type edit struct {
	y        int
	was, now string
}

// onlyRow finds the one row in which two frames differ.
func onlyRow(was, now string) (e edit, ok bool) {
	for y := 0; was != "" || now != ""; y++ {
		var oldRow, newRow string
		oldRow, was, _ = strings.Cut(was, "\n")
		newRow, now, _ = strings.Cut(now, "\n")
		if oldRow == newRow {
			continue
		}
		if was != now || ok {
			return e, false
		}
		return edit{y: y, was: oldRow, now: newRow}, true
	}
	return e, false
}

// typed gives the bytes that make the row what it is now, if the cursor stood where
// something was put in or taken out and stands behind it now; nil otherwise.
func (e edit) typed(from, to uv.Position, sh shape) []byte {
	if from.Y != e.y || to.Y != e.y || len(e.was)+len(e.now) == 0 || max(width(e.was), width(e.now)) >= sh.Width-1 ||
		strings.Contains(e.was, "\x1b") || strings.Contains(e.now, "\x1b") {
		return nil
	}
	switch {
	case len(e.now) > len(e.was):
		return e.put(from.X, to.X, sh.kind)
	default:
		return e.taken(from.X, to.X, sh.kind)
	}
}

// put is typing: the head up to the cursor, something new, the tail.
func (e edit) put(from, to int, kind Kind) []byte {
	head, ok := cutAt(e.was, from)
	if !ok || !strings.HasPrefix(e.now, head) || !strings.HasSuffix(e.now, e.was[len(head):]) {
		return nil
	}
	tail := e.was[len(head):]
	letters := e.now[len(head) : len(e.now)-len(tail)]
	if len(letters) > longestEdit || width(head+letters) != to || width(head)+width(letters) != to {
		return nil
	}
	if tail == "" {
		return []byte(letters)
	}
	if !shifts(tail, kind) || to == from || width(letters+tail) != width(letters)+width(tail) {
		return nil
	}
	return []byte(ansi.InsertCharacter(to-from) + letters)
}

// taken is rubbing out: the head up to where the cursor is now, what was there, the tail.
func (e edit) taken(from, to int, kind Kind) []byte {
	head, ok := cutAt(e.now, to)
	if !ok || to > from || from-to > longestEdit || !strings.HasPrefix(e.was, head) || !strings.HasSuffix(e.was, e.now[len(head):]) {
		return nil
	}
	tail := e.now[len(head):]
	letters := e.was[len(head) : len(e.was)-len(tail)]
	if width(head)+width(letters) != from && from != to || width(head)+width(letters)+width(tail) != width(e.was) {
		return nil
	}
	n := width(letters)
	if n == 0 {
		return nil
	}
	back := strings.Repeat("\b", from-to)
	if tail == "" {
		return []byte(back + ansi.EraseLineRight)
	}
	if !shifts(tail, kind) {
		return nil
	}
	return []byte(back + ansi.DeleteCharacter(n))
}

// cutAt is the beginning of a row that takes this many columns, if some does.
func cutAt(row string, columns int) (string, bool) {
	head := ansi.TruncateWc(row, columns, "")
	return head, width(head) == columns
}

// shifts says whether the terminal may move the tail of a row: it knows how, and
// agrees with us on the width of every character in it.
func shifts(tail string, kind Kind) bool {
	if kind == VT100 {
		return false
	}
	for _, r := range tail {
		if r >= 0x250 { // beyond Latin, where marks and wide characters begin
			return false
		}
	}
	return true
}

func width(s string) int { return ansi.StringWidthWc(s) }
