package widget

import "strings"

// Bounds of what Undo remembers. The oldest goes first.
const (
	undoSteps = 100
	undoBytes = 128 << 10 // removed text: twice the longest that a delegate may post
)

// edit is one change: what stands between from and end replaced what was removed.
type edit struct {
	from, end spot
	removed   string
}

// undo is what can be taken back, the newest last.
type undo struct {
	edits []edit
	bytes int // of what was removed
	typed bool
}

// remember adds a change. Letters of one word, and characters taken away one by
// one, are taken back together.
func (u *undo) remember(c edit, inserted string) {
	typed := c.removed == "" && !strings.ContainsAny(inserted, " \t\n")
	erased := inserted == "" && !strings.Contains(c.removed, "\n")
	if n := len(u.edits); n > 0 {
		switch last := &u.edits[n-1]; {
		case typed && u.typed && last.end == c.from:
			last.end = c.end
			return
		case erased && last.from == last.end && wasErased(c, *last):
			last.removed = c.removed + last.removed
			last.from, last.end = c.from, c.from
			u.bytes += len(c.removed)
			u.bound()
			return
		}
	}
	u.edits = append(u.edits, c)
	u.bytes += len(c.removed)
	u.typed = typed
	u.bound()
}

// wasErased says whether c was taken away right before what last took away.
func wasErased(c, last edit) bool {
	return c.from.par == last.from.par && c.from.at+len(c.removed) == last.from.at
}

func (u *undo) bound() {
	for len(u.edits) > undoSteps || u.bytes > undoBytes && len(u.edits) > 0 {
		u.bytes -= len(u.edits[0].removed)
		u.edits = u.edits[1:]
	}
}

// Undo takes the last change back and puts the cursor there. It says whether there
// was one.
func (e *Editor) Undo() bool {
	n := len(e.undone.edits)
	if n == 0 {
		return false
	}
	c := e.undone.edits[n-1]
	e.undone.edits = e.undone.edits[:n-1]
	e.undone.bytes -= len(c.removed)
	e.undone.typed = false
	e.place(e.splice(c.from, c.end, c.removed))
	return true
}
