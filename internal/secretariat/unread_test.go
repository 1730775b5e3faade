package secretariat_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

// An issue is a post in one of its states: made, edited, or moved. Each is news once.
type issue struct {
	board asem.BoardID
	since time.Time
	no    int
}

// A paper is a post as the model knows it.
type paper struct {
	number asem.Number
	topic  asem.Number
	author int // the desk that wrote it
	newest issue
	seen   secretariat.Seen // its newest version
	hidden bool
}

// A reader is what the model knows of a delegate.
type reader struct {
	desk *secretariat.Desk
	read map[issue]bool
	undo map[asem.BoardID]map[issue]bool // nil where there is nothing to undo
}

// A reading room is the plain model: every reader with the set of what they have
// read, and no numbers, sets or floors that are counted from anything.
type readingRoom struct {
	h       *house
	random  *rand.Rand
	papers  map[asem.Number]*paper
	readers []*reader
	issues  int
}

var (
	rooms     = []asem.BoardID{"finance", "health", "labour"}
	floorOf   = 48 * time.Hour
	newcomers = []asem.Code{"FI", "VN", "SG", "DE", "JP"}
)

func newReadingRoom(t *testing.T, seed uint64) *readingRoom {
	t.Helper()
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.Floor = floorOf })
	r := &readingRoom{h: h, random: rand.New(rand.NewPCG(seed, 9)), papers: map[asem.Number]*paper{}}
	r.joins()
	r.joins()
	return r
}

// joins accredits one more delegate, to whom everything older than the floor is read.
func (r *readingRoom) joins() {
	i := len(r.readers)
	desk := r.h.accredit(asem.Login(fmt.Sprintf("reader.%c", 'a'+i)), newcomers[i], "delegate", "moderator")
	w := &reader{desk: desk, read: map[issue]bool{}}
	for _, p := range r.papers {
		if p.newest.since.Before(r.h.clock.Now().Add(-floorOf)) {
			w.read[p.newest] = true
		}
	}
	r.readers = append(r.readers, w)
}

func (r *readingRoom) issue(board asem.BoardID) issue {
	r.issues++
	return issue{board, r.h.clock.Now(), r.issues}
}

func (w *reader) isNew(p *paper) bool {
	return !p.hidden && !w.read[p.newest]
}

// news are the numbers of what is new to a reader, in order.
func (r *readingRoom) news(w *reader) []asem.Number {
	var list []asem.Number
	for n, p := range r.papers {
		if w.isNew(p) {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

func (r *readingRoom) some() *paper {
	if len(r.papers) == 0 {
		return nil
	}
	numbers := slices.Sorted(maps.Keys(r.papers))
	return r.papers[numbers[r.random.IntN(len(numbers))]]
}

// step does one random thing and tells the model.
func (r *readingRoom) step(t *testing.T) {
	t.Helper()
	if r.random.IntN(2) == 0 {
		r.h.clock.Advance(time.Duration(r.random.IntN(4)) * time.Hour)
	}
	i := r.random.IntN(len(r.readers))
	w, p := r.readers[i], r.some()
	kind := r.random.IntN(15)
	if p == nil {
		kind = 0
	}
	switch kind {
	case 0, 1:
		board := rooms[r.random.IntN(len(rooms))]
		n := opened(t, w.desk, board, "a subject")
		r.posts(i, &paper{number: n, topic: n, newest: r.issue(board)})
	case 2, 3, 4:
		r.replies(t, i, p)
	case 5, 6:
		r.edits(t, p)
	case 7:
		must(t, w.desk.Hide(p.number, !p.hidden, "off the subject"))
		p.hidden = !p.hidden
	case 8:
		r.moves(t, w, p)
	case 9, 10:
		must(t, w.desk.MarkRead(p.seen, secretariat.Seen{Number: 9999, Version: 1}))
		w.read[p.newest] = true
	case 11:
		r.marksNew(t, w, p)
	case 12:
		r.catchesUp(t, w)
	case 13:
		r.undoes(t, w)
	case 14: // an earlier version, or one that nobody can have seen yet
		must(t, w.desk.MarkRead(secretariat.Seen{Number: p.number, Version: p.seen.Version - 1}, secretariat.Seen{Number: p.number, Version: p.seen.Version + 1}))
	}
}

func (r *readingRoom) replies(t *testing.T, author int, to *paper) {
	t.Helper()
	posted, err := r.readers[author].desk.Reply("", forum.Reply{To: to.number, Text: "x"})
	if to.hidden {
		wantKind(t, "answering what is hidden", err, fault.Refused)
		return
	}
	must(t, err)
	r.posts(author, &paper{number: posted.Number, topic: to.topic, newest: r.issue(to.newest.board)})
}

// posts: what one has written oneself is not news to oneself.
func (r *readingRoom) posts(author int, p *paper) {
	p.author, p.seen = author, secretariat.Seen{Number: p.number, Version: 1}
	r.papers[p.number] = p
	r.readers[author].read[p.newest] = true
}

func (r *readingRoom) edits(t *testing.T, p *paper) {
	t.Helper()
	w := r.readers[p.author]
	_, err := w.desk.Edit("", forum.Edit{Number: p.number, Text: fmt.Sprint("Version ", r.issues)})
	if p.hidden {
		wantKind(t, "editing what is hidden", err, fault.Refused)
		return
	}
	must(t, err)
	p.newest = r.issue(p.newest.board)
	p.seen.Version++
	w.read[p.newest] = true
}

// moves: what was read of the topic stays read on the other board, and the rest is new there.
func (r *readingRoom) moves(t *testing.T, w *reader, p *paper) {
	t.Helper()
	to := rooms[r.random.IntN(len(rooms))]
	must(t, w.desk.Move(p.topic, to))
	if to == p.newest.board {
		return
	}
	for _, q := range r.papers {
		if q.topic == p.topic {
			was := q.newest
			q.newest = r.issue(to)
			for _, other := range r.readers {
				if other.read[was] {
					other.read[q.newest] = true
				}
			}
		}
	}
}

func (r *readingRoom) marksNew(t *testing.T, w *reader, p *paper) {
	t.Helper()
	err := w.desk.MarkNew(p.number)
	if p.hidden {
		wantKind(t, "marking what is hidden as new", err, fault.Refused)
		return
	}
	must(t, err)
	delete(w.read, p.newest)
}

// catchesUp reads what there is on one board, or on all, hidden posts with the others.
func (r *readingRoom) catchesUp(t *testing.T, w *reader) {
	t.Helper()
	board := append(rooms, "")[r.random.IntN(len(rooms)+1)]
	count := map[asem.BoardID]int{}
	for _, n := range r.news(w) {
		if b := r.papers[n].newest.board; board == "" || b == board {
			count[b]++
		}
	}
	want := secretariat.CaughtUp{Boards: len(count)}
	for _, n := range count {
		want.Posts += n
	}
	got, err := w.desk.CatchUp(board)
	must(t, err)
	if got != want {
		t.Fatalf("caught up with %+v, want %+v", got, want)
	}
	if want.Boards == 0 {
		return
	}
	w.undo = map[asem.BoardID]map[issue]bool{}
	for b := range count {
		w.undo[b] = r.readOn(w, b)
	}
	for _, p := range r.papers {
		if count[p.newest.board] > 0 {
			w.read[p.newest] = true
		}
	}
}

// readOn is what a reader has read of a board.
func (r *readingRoom) readOn(w *reader, board asem.BoardID) map[issue]bool {
	on := map[issue]bool{}
	for i := range w.read {
		if i.board == board {
			on[i] = true
		}
	}
	return on
}

func (r *readingRoom) undoes(t *testing.T, w *reader) {
	t.Helper()
	got, err := w.desk.UndoCatchUp()
	if w.undo == nil {
		wantKind(t, "undoing nothing", err, fault.Conflict)
		return
	}
	must(t, err)
	for board, before := range w.undo {
		maps.DeleteFunc(w.read, func(i issue, _ bool) bool { return i.board == board })
		maps.Copy(w.read, before)
	}
	news := 0
	for _, n := range r.news(w) {
		if _, undone := w.undo[r.papers[n].newest.board]; undone {
			news++
		}
	}
	if want := (secretariat.CaughtUp{Posts: news, Boards: len(w.undo)}); got != want {
		t.Fatalf("undone: %+v, want %+v", got, want)
	}
	w.undo = nil
}

// TestUnreadIsExact does random things as several delegates and compares, for each
// of them, every count and every list with the plain model.
func TestUnreadIsExact(t *testing.T) {
	seeds := uint64(4)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		r := newReadingRoom(t, seed)
		for step := range 160 {
			if step == 60 || step == 110 {
				r.joins()
			}
			r.step(t)
			if step%8 == 7 {
				for _, w := range r.readers {
					r.check(t, w)
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, step)
			}
		}
		r.readOnToTheEnd(t)
	}
}

// check compares every way of asking with the model.
func (r *readingRoom) check(t *testing.T, w *reader) {
	t.Helper()
	want := r.news(w)
	if got := newsOf(t, w.desk, 1+r.random.IntN(7)); !slices.Equal(got, want) {
		t.Errorf("new are %v, want %v", got, want)
	}
	wantWaiting(t, w.desk, len(want))
	boards, err := w.desk.Boards()
	must(t, err)
	byBoard, byTopic := map[asem.BoardID]int{}, map[asem.Number]int{}
	for _, n := range want {
		byBoard[r.papers[n].newest.board]++
		byTopic[r.papers[n].topic]++
	}
	for _, b := range boards {
		if b.New != byBoard[b.ID] {
			t.Errorf("on %s %d are new, want %d", b.ID, b.New, byBoard[b.ID])
		}
		page, err := w.desk.Topics(b.ID, secretariat.Page{Limit: secretariat.MaxLimit})
		must(t, err)
		for _, topic := range page.Rows {
			if topic.New != byTopic[topic.Number] {
				t.Errorf("in %s %d are new, want %d", topic.Number, topic.New, byTopic[topic.Number])
			}
			r.checkThread(t, w, topic.Number)
		}
	}
}

func (r *readingRoom) checkThread(t *testing.T, w *reader, topic asem.Number) {
	t.Helper()
	thread, err := w.desk.Thread(topic, secretariat.Page{Limit: secretariat.MaxLimit})
	must(t, err)
	for _, p := range thread.Posts {
		known := r.papers[p.Number]
		if known == nil {
			continue // the Declaration
		}
		if p.New != w.isNew(known) {
			t.Errorf("%s is new: %v, want %v", p.Number, p.New, w.isNew(known))
		}
		if p.Mine != (r.readers[known.author] == w) {
			t.Errorf("%s is mine: %v", p.Number, p.Mine)
		}
	}
}

// newsOf collects the pages of what is new, sorted by number. It wants them newest
// first, and nothing twice.
func newsOf(t testing.TB, d *secretariat.Desk, limit int) []asem.Number {
	t.Helper()
	var list []asem.Number
	var last time.Time
	page := secretariat.Page{Limit: limit}
	for {
		news, err := d.News(page)
		must(t, err)
		for _, row := range news.Rows {
			if !last.IsZero() && row.Changed.After(last) {
				t.Errorf("%s of %v comes after one of %v", row.Number, row.Changed, last)
			}
			if slices.Contains(list, row.Number) {
				t.Fatalf("%s comes twice", row.Number)
			}
			last = row.Changed
			list = append(list, row.Number)
		}
		if !news.Follow {
			break
		}
		if len(news.Rows) != limit {
			t.Fatalf("%d rows and more to come, of pages of %d", len(news.Rows), limit)
		}
		page.Before = list[len(list)-1]
	}
	slices.Sort(list)
	return list
}

// readOnToTheEnd reads with one key, as a person does: everything that is new is
// come to once, and a topic or board that was begun is read to its end.
func (r *readingRoom) readOnToTheEnd(t *testing.T) {
	t.Helper()
	for _, w := range r.readers {
		want := r.news(w)
		var got []asem.Number
		var before secretariat.PostView
		for {
			next, ok, err := w.desk.NextNew(before.Number)
			must(t, err)
			if !ok {
				break
			}
			got = append(got, next.Number)
			must(t, w.desk.MarkRead(next.Seen()))
			if before.Number != 0 {
				r.wantReadOn(t, w, before, next)
			}
			w.read[r.papers[next.Number].newest] = true
			before = next
			if len(got) > len(want) {
				t.Fatalf("there is no end: %v, want %v", got, want)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("read %v, want %v", got, want)
		}
		wantWaiting(t, w.desk, 0)
	}
}

// wantReadOn: no topic is left while there is more to read in it, and no board.
func (r *readingRoom) wantReadOn(t *testing.T, w *reader, before, next secretariat.PostView) {
	t.Helper()
	for _, n := range r.news(w) {
		p := r.papers[n]
		if p.topic == before.Topic && next.Topic != before.Topic {
			t.Errorf("from %s on to %s, and %s is new in the topic", before.Number, next.Number, n)
		}
		if p.newest.board == before.Board && next.Board != before.Board {
			t.Errorf("from %s on to %s, and %s is new on the board", before.Number, next.Number, n)
		}
	}
}

// TestMarksNameWhatWasSeen: what is edited between being seen and being marked stays
// new, wherever its topic stands by then.
func TestMarksNameWhatWasSeen(t *testing.T) {
	h := newHouse(t, nil)
	a, b, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.reader", "VN", "delegate"), h.accredit("a.moderator", "JP", "moderator")
	topic := opened(t, a, "finance", "x")
	reply := replied(t, a, topic)
	var seen []secretariat.Seen
	thread, err := b.Thread(topic, secretariat.Page{})
	must(t, err)
	for _, p := range thread.Posts {
		seen = append(seen, p.Seen())
	}
	_, err = a.Edit("", forum.Edit{Number: reply, Text: "On second thoughts."})
	must(t, err)
	must(t, mod.Move(topic, "health"))
	must(t, b.MarkRead(seen...))
	if got := newsOf(t, b, 10); !slices.Equal(got, []asem.Number{reply}) {
		t.Errorf("new are %v", got)
	}
	p, err := b.Post(reply)
	must(t, err)
	must(t, b.MarkRead(p.Seen()))
	wantWaiting(t, b, 0)
}
