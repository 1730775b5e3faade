package reader

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// Bounds of the window.
const (
	batch     = 6        // posts that are read at a time
	keptBytes = 32 << 10 // of lines, beyond which posts out of sight are dropped
	batchText = 64 << 10 // bytes of text after which a batch ends
)

// spot is a line of the thread: of which article, and which of its lines.
type spot struct{ post, line int }

// window is a part of the thread, laid out, and where in it one reads.
type window struct {
	seat  *screen.Seat
	area  screen.Area
	topic secretariat.TopicView // as last read
	board secretariat.BoardView

	posts         []*article
	before, after bool // posts stand before and after those held
	top           spot // the first line shown
	current       int  // the post that keys are about
	known         int  // posts of the topic when it was read

	progress map[secretariat.Seen]int // of new posts shown in part: lines seen
}

// read reads a page of the topic.
func (w *window) read(p secretariat.Page) (secretariat.ThreadPage, []*article, error) {
	p.Bytes = batchText
	page, err := w.seat.Desk.Thread(w.topic.Number, p)
	if err != nil {
		return page, nil, err
	}
	w.topic, w.board = page.Topic, page.Board
	posts := make([]*article, len(page.Posts))
	for i, view := range page.Posts {
		at := 0
		if p.After != 0 || p.Last {
			at = 1 << 30 // it is met from its end
		}
		posts[i] = layOut(w.seat, view, w.area, at)
		posts[i].seen = w.progress[view.Seen()]
	}
	return page, posts, nil
}

// open shows the page that begins with a post, or the last one.
func (w *window) open(p secretariat.Page) error {
	p.Limit = batch
	page, posts, err := w.read(p)
	if err != nil {
		return err
	}
	w.posts, w.before, w.after = posts, page.Earlier, page.Follow
	w.known = page.Topic.Posts
	w.top, w.current = spot{}, 0
	return nil
}

// goTo shows a post from its heading on, as far as the thread reaches, and makes it
// the current one.
func (w *window) goTo(n asem.Number) error {
	at := w.find(n)
	if at < 0 {
		if err := w.open(secretariat.Page{At: n}); err != nil {
			return err
		}
		at = 0
	}
	w.top, w.current = spot{post: at}, at
	return w.fill()
}

// home shows the beginning of the thread.
func (w *window) home() error {
	if err := w.open(secretariat.Page{}); err != nil {
		return err
	}
	return w.fill()
}

// end shows the end of the thread.
func (w *window) end() error {
	if err := w.open(secretariat.Page{Last: true}); err != nil {
		return err
	}
	if len(w.posts) == 0 {
		return nil
	}
	w.current = len(w.posts) - 1
	w.top = spot{post: w.current, line: w.posts[w.current].total - 1}
	return w.fill()
}

// find is where a post is held, -1 for nowhere.
func (w *window) find(n asem.Number) int {
	for i, a := range w.posts {
		if a.Number == n {
			return i
		}
	}
	return -1
}

// fill has a whole screen of lines held from the top on, moving the top back where
// the thread ends sooner. It tidies up behind itself.
func (w *window) fill() error {
	for {
		have, err := w.reach(w.area.Height)
		if err != nil {
			return err
		}
		if have >= w.area.Height {
			break
		}
		moved, err := w.back()
		if err != nil {
			return err
		}
		if !moved {
			break
		}
	}
	w.follow()
	w.trim()
	return w.load()
}

// reach reads on until so many lines stand from the top on, or the thread ends. It
// says how many there are, the empty line at the end of the thread not counted.
func (w *window) reach(lines int) (have int, err error) {
	have = -w.top.line
	for i := w.top.post; have < lines && i < len(w.posts); i++ {
		if i == len(w.posts)-1 && w.after {
			if err := w.append(); err != nil {
				return have, err
			}
		}
		have += w.posts[i].total
		if i == len(w.posts)-1 {
			have--
		}
	}
	return have, nil
}

// append reads what follows.
func (w *window) append() error {
	page, posts, err := w.read(secretariat.Page{Before: w.posts[len(w.posts)-1].Number, Limit: batch})
	if err != nil {
		return err
	}
	w.posts, w.after = append(w.posts, posts...), page.Follow && len(posts) > 0
	return nil
}

// back moves the top one line back; it says whether there was one.
func (w *window) back() (bool, error) {
	if w.top.line > 0 {
		w.top.line--
		return true, nil
	}
	if w.top.post == 0 && w.before && len(w.posts) > 0 {
		page, posts, err := w.read(secretariat.Page{After: w.posts[0].Number, Limit: batch})
		if err != nil {
			return false, err
		}
		w.before = page.Earlier && len(posts) > 0
		w.posts = append(posts, w.posts...)
		w.top.post += len(posts)
		w.current += len(posts)
	}
	if w.top.post == 0 {
		return false, nil
	}
	w.top.post--
	w.top.line = w.posts[w.top.post].total - 1
	return true, nil
}

// scroll moves the top by so many lines, down if positive, as far as there are
// lines to fill the screen. It says whether it moved.
func (w *window) scroll(by int) (moved bool, err error) {
	if len(w.posts) == 0 {
		return false, nil
	}
	was, post := w.top, w.topNumber()
	if by > 0 {
		have, err := w.reach(w.area.Height + by)
		if err != nil {
			return false, err
		}
		w.top.line += max(0, min(by, have-w.area.Height))
		for w.top.line >= w.posts[w.top.post].total {
			w.top.line -= w.posts[w.top.post].total
			w.top.post++
		}
	}
	for ; by < 0; by++ {
		if ok, err := w.back(); err != nil || !ok {
			break
		}
	}
	if err := w.fill(); err != nil {
		return false, err
	}
	return w.top.line != was.line || w.topNumber() != post, nil
}

func (w *window) topNumber() asem.Number {
	if len(w.posts) == 0 {
		return 0
	}
	return w.posts[w.top.post].Number
}

// atEnd says whether the last line of the thread is shown.
func (w *window) atEnd() bool {
	have, err := w.reach(w.area.Height + 1)
	return err == nil && have <= w.area.Height
}

// shown calls f for every article on the screen with its lines that are shown.
func (w *window) shown(f func(i, from, to int)) {
	room := w.area.Height
	line := w.top.line
	for i := w.top.post; i < len(w.posts) && room > 0; i++ {
		to := min(w.posts[i].total, line+room)
		f(i, line, to)
		room -= to - line
		line = 0
	}
}

// follow makes another post the current one when it has left the screen: the first
// whose heading is shown, or the one that fills the screen.
func (w *window) follow() {
	first, whole := -1, -1
	seen := false
	w.shown(func(i, from, to int) {
		seen = seen || i == w.current && from < w.posts[i].total-1
		if first < 0 {
			first = i
		}
		if whole < 0 && from == 0 {
			whole = i
		}
	})
	switch {
	case seen:
	case whole >= 0:
		w.current = whole
	case first >= 0:
		w.current = first
	}
}

// load has the lines of every article on the screen held.
func (w *window) load() (err error) {
	w.shown(func(i, from, to int) {
		a := w.posts[i]
		if err != nil || a.holds(from, to) {
			return
		}
		var view secretariat.PostView
		if view, err = w.seat.Desk.Post(a.Number); err == nil {
			w.posts[i] = w.around(i, view, from)
		}
	})
	return err
}

// trim drops posts out of sight while more than enough is held.
func (w *window) trim() {
	last := w.top.post
	w.shown(func(i, _, _ int) { last = i })
	size := 0
	for _, a := range w.posts {
		for _, line := range a.lines {
			size += len(line) + 16
		}
	}
	if size <= keptBytes {
		return
	}
	if last+2 < len(w.posts) {
		w.posts, w.after = w.posts[:last+2:last+2], true
	}
	if drop := min(w.top.post-1, w.current); drop > 0 {
		w.posts, w.before = append([]*article(nil), w.posts[drop:]...), true
		w.top.post -= drop
		w.current -= drop
	}
}
