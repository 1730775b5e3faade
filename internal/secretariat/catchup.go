package secretariat

import (
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
)

// CatchUp marks everything on a board as read, or on all boards where board is empty.
// UndoCatchUp takes the last catching up back.
func (d *Desk) CatchUp(board asem.BoardID) (CaughtUp, error) {
	_, err := d.ask(roster.Read, board, func(s State, _ roster.Delegate) error {
		if _, ok := s.Board(board); board != "" && !ok {
			return noBoard(board)
		}
		return nil
	})
	if err != nil {
		return CaughtUp{}, err
	}
	return d.catchUp(func(l Ledger, me roster.Delegate, c *catching) { c.boards(l, me, board) })
}

// CatchUpOn marks all notices, letters, documents or records of a kind as read: by a word of their own, so
// that nobody passes over a letter with the boards. What is to be acknowledged stays so.
func (d *Desk) CatchUpOn(k Kind) (CaughtUp, error) {
	if _, err := d.ask(roster.Read, "", nil); err != nil {
		return CaughtUp{}, err
	}
	return d.catchUp(func(l Ledger, me roster.Delegate, c *catching) { c.tray(l, me, k) })
}

// trayKinds are what lies in trays.
var trayKinds = []Kind{KindNotice, KindLetter, KindDocument}

// caughtKinds are those and the records, each of which is counted by itself when it is
// caught up with.
var caughtKinds = append(slices.Clone(trayKinds), recordKinds...)

// A catching is one catching up under way.
type catching struct {
	desk     *Desk
	caught   CaughtUp
	replaced map[asem.Shelf][]byte // the marks from before
}

func (d *Desk) catchUp(mark func(Ledger, roster.Delegate, *catching)) (CaughtUp, error) {
	var c *catching
	err := d.office.clerk.beside(func(l Ledger) {
		c = &catching{desk: d, replaced: map[asem.Shelf][]byte{}}
		me, ok := l.Delegate(d.login)
		if !ok {
			return
		}
		if mark(l, me, c); c.caught.Any() {
			l.PutUndo(d.login, c.replaced)
		}
	})
	if err != nil {
		return CaughtUp{}, err
	}
	return c.caught, nil
}

// boards marks what is new on one board, or on all.
func (c *catching) boards(l Ledger, me roster.Delegate, board asem.BoardID) {
	for _, b := range l.Boards() {
		if board != "" && b.ID != board {
			continue
		}
		news := c.desk.office.news(l, me, b)
		if count := news.New(); count > 0 && c.read(l, b.ID.Shelf(), news) {
			c.caught.Posts += count
			c.caught.Boards++
		}
	}
}

// tray marks what is new of a kind, in every box in which it lies.
func (c *catching) tray(l Ledger, me roster.Delegate, k Kind) {
	*c.caught.of(k) += c.desk.freshOf(l, me, k)
	for _, b := range c.desk.office.tray(l, me, k).boxes {
		if b.past == nil && b.news.New() > 0 {
			c.read(l, b.shelf, b.news)
		}
	}
}

// read marks a shelf as read up to its end. It says whether that was done.
func (c *catching) read(l Ledger, shelf asem.Shelf, news newsrc.Board) bool {
	before, err := news.Read.Bytes()
	if err != nil {
		c.desk.office.log.Error("read marks", "login", c.desk.login, "shelf", shelf, "err", err)
		return false
	}
	c.replaced[shelf] = before
	news.Read.AddUpTo(news.Last)
	l.PutMarks(c.desk.login, shelf, news.Read)
	return true
}

// of is the count of a kind.
func (c *CaughtUp) of(k Kind) *int {
	switch k {
	case KindNotice:
		return &c.Notices
	case KindLetter:
		return &c.Letters
	case KindDocument:
		return &c.Documents
	case KindPost:
		return &c.Posts
	}
	return &c.Records
}

// Words say how much it was: 3 posts on 2 boards, 1 notice.
func (c CaughtUp) Words() string {
	var words []string
	if c.Posts > 0 {
		words = append(words, counted(c.Posts, "post")+" on "+counted(c.Boards, "board"))
	}
	for _, k := range trayKinds {
		if n := *c.of(k); n > 0 {
			words = append(words, counted(n, string(k)))
		}
	}
	if c.Records > 0 {
		words = append(words, counted(c.Records, "record"))
	}
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return strings.Join(words, "")
}

// One says whether it was one thing, for the verb.
func (c CaughtUp) One() bool { return c.Posts+c.Notices+c.Letters+c.Documents+c.Records == 1 }

func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// freshOf is how much of a kind is new to the delegate.
func (d *Desk) freshOf(s State, me roster.Delegate, k Kind) int {
	switch k {
	case KindNotice:
		return len(d.newNotices(s, me))
	case KindLetter:
		return len(d.newLetters(s, me))
	case KindDocument:
		return len(d.newDocuments(s, me))
	}
	return len(d.office.tray(s, me, k).fresh())
}

// UndoCatchUp makes new again what the last catching up marked as read. What was read
// since becomes new again with it. It is refused where there is nothing to undo.
func (d *Desk) UndoCatchUp() (CaughtUp, error) {
	var back CaughtUp
	if _, err := d.ask(roster.Read, "", nil); err != nil {
		return back, err
	}
	undone := false
	err := d.office.clerk.beside(func(l Ledger) {
		back, undone = CaughtUp{}, false
		me, ok := l.Delegate(d.login)
		if !ok {
			return
		}
		for _, k := range caughtKinds {
			*back.of(k) -= d.freshOf(l, me, k)
		}
		for shelf, data := range l.Undo(d.login) {
			before, err := newsrc.Parse(data)
			if err != nil {
				d.office.log.Error("undoing a catching up", "login", d.login, "shelf", shelf, "err", err)
				continue
			}
			undone = true
			l.PutMarks(d.login, shelf, before)
			if !strings.Contains(string(shelf), "/") { // a board's
				back.Posts += newsrc.Board{Last: l.Ordinals(shelf), Settled: l.Settled(shelf), Read: before}.New()
				back.Boards++
			}
		}
		for _, k := range caughtKinds {
			*back.of(k) += d.freshOf(l, me, k)
		}
		l.PutUndo(d.login, nil)
	})
	switch {
	case err != nil:
		return CaughtUp{}, err
	case !undone:
		return back, fault.New(fault.Conflict, "There is no catching up to undo.")
	}
	return back, nil
}
