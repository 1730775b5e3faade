package secretariat

import (
	"slices"
	"sort"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
)

// news is what the delegate has and has not read of a board.
func (o *Office) news(s State, me roster.Delegate, b forum.Board) newsrc.Board {
	return o.newsOf(s, me, b.ID.Shelf(), b.Ordinals)
}

// newsOf is what the delegate has and has not read of a shelf on which so many
// things took their turn. Before the first mark everything that was new before the
// delegate's floor counts as read: nobody is buried on the first day.
func (o *Office) newsOf(s State, me roster.Delegate, shelf asem.Shelf, ordinals uint32) newsrc.Board {
	n := newsrc.Board{Last: ordinals, Settled: s.Settled(shelf)}
	read, ok := s.Marks(me.Login, shelf)
	if !ok {
		read.AddUpTo(o.floorOrdinal(s, me, shelf, ordinals))
	}
	n.Read = read
	return n
}

// floorOrdinal is the last ordinal from before the delegate's floor.
func (o *Office) floorOrdinal(s State, me roster.Delegate, shelf asem.Shelf, ordinals uint32) uint32 {
	floor := me.Since.Add(-o.limits.Floor)
	return uint32(sort.Search(int(ordinals), func(i int) bool {
		_, since, ok := s.At(shelf, uint32(i)+1)
		return ok && !since.Before(floor)
	}))
}

// Waiting counts what is new to the delegate: posts on all boards, notices, letters and
// documents.
func (d *Desk) Waiting() (total int, err error) {
	counts, err := d.WaitingByKind()
	for _, n := range counts {
		total += n
	}
	return total, err
}

// WaitingByKind counts what is new to the delegate, each kind by itself.
func (d *Desk) WaitingByKind() (map[Kind]int, error) {
	counts := map[Kind]int{}
	return counts, d.Recount(Everything, counts)
}

// Recount counts anew what is new to the delegate of the kinds that were touched, and
// leaves the others as they were counted before.
func (d *Desk) Recount(t Touched, counts map[Kind]int) error {
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		if t.Has(KindPost) {
			counts[KindPost] = d.newPosts(s, me)
		}
		if t.Has(KindNotice) {
			counts[KindNotice] = len(d.newNotices(s, me))
		}
		for _, k := range recordKinds {
			if t.Has(k) {
				counts[k] = len(d.office.tray(s, me, k).fresh())
			}
		}
		if t.Has(KindLetter) {
			counts[KindLetter] = len(d.newLetters(s, me))
		}
		if t.Has(KindDocument) {
			counts[KindDocument] = len(d.newDocuments(s, me))
		}
		return nil
	})
	return err
}

// newPosts is how many posts are new to the delegate on all boards.
func (d *Desk) newPosts(s State, me roster.Delegate) (n int) {
	for _, b := range s.Boards() {
		n += d.office.news(s, me, b).New()
	}
	return n
}

// newNotices are those that are new to the delegate and have not expired.
func (d *Desk) newNotices(s State, me roster.Delegate) []asem.Number {
	return slices.DeleteFunc(d.office.tray(s, me, KindNotice).fresh(), func(n asem.Number) bool {
		found, ok := s.Notice(n)
		return !ok || found.Expired(d.office.now())
	})
}

// newLetters are those that are new to the delegate and that they did not remove.
func (d *Desk) newLetters(s State, me roster.Delegate) []asem.Number {
	return slices.DeleteFunc(d.office.tray(s, me, KindLetter).fresh(), func(n asem.Number) bool {
		return s.Filed(d.login, n) == FolderRemoved
	})
}

// NextInTrays is the next thing that is new to the delegate and is no post; ok is
// false where there is none.
func (d *Desk) NextInTrays() (next Destination, ok bool, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		if fresh := d.newNotices(s, me); len(fresh) > 0 {
			next, ok = Destination{Number: fresh[0], Kind: KindNotice}, true
			return nil
		}
		for _, k := range recordKinds {
			if fresh := d.office.tray(s, me, k).fresh(); len(fresh) > 0 {
				next, ok = Destination{Number: fresh[0], Kind: k}, true
				return nil
			}
		}
		if fresh := d.newLetters(s, me); len(fresh) > 0 {
			next, ok = Destination{Number: fresh[0], Kind: KindLetter}, true
			return nil
		}
		if fresh := d.newDocuments(s, me); len(fresh) > 0 {
			doc, _ := s.Document(fresh[0])
			next, ok = Destination{Number: doc.Newest().Number, Kind: KindDocument, Symbol: doc.Symbol, Version: doc.Newest().Label}, true
		}
		return nil
	})
	return next, ok, err
}

// News lists what is new to the delegate on all boards, newest first. Of a page
// only Limit and Before are heeded.
func (d *Desk) News(p Page) (NewsPage, error) {
	var page NewsPage
	limit, err := p.limit()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		before, bounded := s.Post(p.Before)
		if p.Before != 0 && !bounded {
			return noPost(p.Before)
		}
		for _, b := range s.Boards() {
			page.Rows = append(page.Rows, d.newOn(s, me, b, before, limit+1)...)
		}
		return nil
	})
	sort.SliceStable(page.Rows, func(i, j int) bool { return newer(page.Rows[i].Post, page.Rows[j].Post) })
	if len(page.Rows) > limit {
		page.Rows, page.Follow = page.Rows[:limit], true
	}
	return page, err
}

// newOn gives the newest posts of one board that are new to the delegate and
// not newer than the bound, limit at most. A bound without number is none.
func (d *Desk) newOn(s State, me roster.Delegate, b forum.Board, bound forum.Post, limit int) []PostView {
	news := d.office.news(s, me, b)
	top := news.Last + 1
	if bound.Number != 0 {
		top = 1 + uint32(sort.Search(int(b.Ordinals), func(i int) bool {
			_, since, ok := s.At(b.ID.Shelf(), uint32(i)+1)
			return ok && since.After(bound.Changed)
		}))
	}
	var rows []PostView
	for len(rows) < limit {
		ordinals := news.Newest(top, limit)
		for _, ordinal := range ordinals {
			n, _, _ := s.At(b.ID.Shelf(), ordinal)
			post, found := s.Post(n)
			if found && len(rows) < limit && (bound.Number == 0 || newer(bound, post)) {
				rows = append(rows, d.row(s, me, post, true))
			}
		}
		if len(ordinals) < limit {
			break
		}
		top = ordinals[len(ordinals)-1]
	}
	return rows
}

// newer orders what is new: by when it became so, and what became so at once by
// board and then in the order in which each board is walked.
func newer(a, b forum.Post) bool {
	switch {
	case !a.Changed.Equal(b.Changed):
		return a.Changed.After(b.Changed)
	case a.Board != b.Board:
		return a.Board < b.Board
	}
	return a.Ordinal > b.Ordinal
}

// NextNew finds where to read on from a post: the next that is new in its topic,
// then on its board, then on the boards that follow, round to its own again. From
// may be zero, to begin with the first board. ok is false where nothing is new.
func (d *Desk) NextNew(from asem.Number) (next PostView, ok bool, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		post, _ := s.Post(from)
		boards := s.Boards()
		start := 0
		for i, b := range boards {
			if b.ID == post.Board {
				start = i
			}
		}
		for i := range len(boards) {
			b := boards[(start+i)%len(boards)]
			news := d.office.news(s, me, b)
			ordinal, found := uint32(0), false
			if b.ID == post.Board {
				ordinal, found = nextInTopic(s, news, post)
			}
			if !found {
				ordinal, found = news.After(0)
			}
			if !found {
				continue
			}
			n, _, _ := s.At(b.ID.Shelf(), ordinal)
			p, there := s.Post(n)
			if there {
				next, ok = d.row(s, me, p, true), true
				return nil
			}
		}
		return nil
	})
	return next, ok, err
}

// nextInTopic is the first new ordinal of the post's topic after the post, or
// failing that the first one of the topic.
func nextInTopic(s State, news newsrc.Board, from forum.Post) (first uint32, found bool) {
	s.TopicOrdinals(from.Topic).Each(func(o uint32) {
		if !news.IsNew(o) || found && first > from.Ordinal {
			return
		}
		if !found || o > from.Ordinal {
			first, found = o, true
		}
	})
	return first, found
}

// MarkRead marks posts as read, as they were seen: one that was edited since stays new.
// Posts that do not exist are passed over.
func (d *Desk) MarkRead(seen ...Seen) error {
	if _, err := d.ask(roster.Read, "", nil); err != nil {
		return err
	}
	return d.office.clerk.beside(func(l Ledger) { d.office.markRead(l, d.login, seen) })
}

// markRead writes marks, a board at a time, and only where one is missing.
func (o *Office) markRead(l Ledger, login asem.Login, seen []Seen) {
	me, ok := l.Delegate(login)
	if !ok {
		return
	}
	fresh := map[asem.BoardID][]uint32{}
	for _, s := range seen {
		if p, ok := l.Post(s.Number); ok && len(p.Versions) == s.Version {
			fresh[p.Board] = append(fresh[p.Board], p.Ordinal)
		}
	}
	for id, ordinals := range fresh {
		b, founded := l.Board(id)
		if !founded {
			continue
		}
		news := o.news(l, me, b)
		before := news.Read.Count()
		news.Read.Add(ordinals...)
		if news.Read.Count() != before {
			l.PutMarks(login, id.Shelf(), news.Read)
		}
	}
}

// MarkNew marks a post as new again.
func (d *Desk) MarkNew(n asem.Number) error {
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		p, ok := s.Post(n)
		switch {
		case !ok:
			return noPost(n)
		case s.Settled(p.Board.Shelf()).Has(p.Ordinal):
			return fault.New(fault.Refused, "%s is from the archive or hidden, and so is nobody's news.", n)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.office.clerk.beside(func(l Ledger) {
		me, accredited := l.Delegate(d.login)
		p, there := l.Post(n)
		b, founded := l.Board(p.Board)
		if !accredited || !there || !founded {
			return
		}
		news := d.office.news(l, me, b)
		news.Read.Remove(p.Ordinal)
		l.PutMarks(d.login, b.ID.Shelf(), news.Read)
	})
}
