package reader

import "asem.internal/avs/internal/secretariat"

// withhold takes the texts from the window that were hidden or redacted since they
// were read, wherever they are in it, and shows again what is hidden no longer. Why
// stands in their place. What is read beside them stays where it is on the screen:
// the room of a longer text is left empty, until the thread is laid out anew. A post
// that was edited stays as it is being read; edited says how many there are.
func (w *window) withhold(s *search) (edited int, err error) {
	for i, a := range w.posts {
		view, err := w.seat.Desk.Post(a.Number)
		if err != nil {
			return edited, err
		}
		if view.Seen() != a.Seen() {
			edited++
		}
		if view.Withheld == a.Withheld {
			continue
		}
		fresh := w.instead(i, view)
		if view.Withheld == "" && fresh.total > a.total {
			continue // it would push away what is read below it; ^R makes room
		}
		w.posts[i] = fresh
		if s.post == a.Number {
			s.leave()
		}
	}
	return edited, nil
}

// instead lays a post out that takes the place of one that is held. What was shown of
// one version was not shown of another.
func (w *window) instead(i int, view secretariat.PostView) *article {
	at := 0
	if i == w.top.post {
		at = w.top.line
	}
	return w.around(i, view, at)
}

// around is instead with the lines around one of them.
func (w *window) around(i int, view secretariat.PostView, at int) *article {
	a := w.posts[i]
	fresh := layOut(w.seat, view, w.area, at)
	if view.Seen() == a.Seen() {
		fresh.seen, fresh.marked = a.seen, a.marked
	}
	if spare := a.total - fresh.total; spare > 0 {
		fresh.blank, fresh.total = spare, a.total
	}
	return fresh
}
