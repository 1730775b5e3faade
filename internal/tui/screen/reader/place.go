package reader

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// place is where one reads, so that it is found again when the thread was dropped
// or laid out for another width.
type place struct {
	post    asem.Number // the first one shown
	line    int         // its first line shown
	total   int         // of how many
	seen    int         // of those, shown so far
	version int         // of the post
	current asem.Number
}

func (w *window) place() place {
	if len(w.posts) == 0 {
		return place{}
	}
	a := w.posts[w.top.post]
	return place{post: a.Number, line: w.top.line, total: a.total, seen: a.seen, version: a.Seen().Version, current: w.posts[w.current].Number}
}

// drop forgets the posts. restore reads them again.
func (w *window) drop() { w.posts = nil }

// restore shows a place again in a window of this size. What was shown of a post
// counts as shown in another width as well, as far as it was shown to the top.
func (w *window) restore(p place, area screen.Area) error {
	if area.Width != w.area.Width {
		clear(w.progress) // lines of another width
	}
	w.area = area
	if err := w.open(secretariat.Page{At: p.post}); err != nil {
		return err
	}
	a := w.posts[0]
	w.top.line = p.line
	if a.total != p.total && p.total > 0 {
		w.top.line = p.line * a.total / p.total
	}
	w.top.line = min(w.top.line, a.total-1)
	switch {
	case a.Seen().Version != p.version:
	case a.total == p.total:
		a.seen = p.seen
	case p.seen >= p.line:
		a.seen = w.top.line
	}
	if at := w.find(p.current); at >= 0 {
		w.current = at
	}
	return w.fill()
}
