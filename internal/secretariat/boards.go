package secretariat

import (
	"cmp"
	"fmt"
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
)

// limit is the number of rows asked for, within bounds.
func (p Page) limit() (int, error) {
	switch {
	case p.Limit == 0:
		return DefaultLimit, nil
	case p.Limit < 0 || p.Limit > MaxLimit:
		return 0, fault.New(fault.Usage, "A page has 1 to %d rows, not %d.", MaxLimit, p.Limit)
	}
	return p.Limit, nil
}

// span is the page as a range of the store.
func (p Page) span() (Range, error) {
	limit, err := p.limit()
	r := Range{Limit: limit}
	switch {
	case p.At != 0:
		r.From, r.Inclusive = p.At, true
	case p.Before != 0:
		r.From = p.Before
	case p.After != 0:
		r.From, r.Backward = p.After, true
	case p.Last:
		r.Backward = true
	}
	return r, err
}

func noBoard(id asem.BoardID) error {
	return fault.New(fault.NotFound, "There is no board %q.", string(id)).Then("`boards` lists them.")
}

func noPost(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no post %s.", n).Then("`new` lists what is new to you, `boards` all there is.")
}

// Boards lists all boards by pillar in founding order, those across the pillars last, and
// in each pillar those of the archive behind the others.
func (d *Desk) Boards() ([]BoardView, error) {
	var views []BoardView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		boards := s.Boards()
		slices.SortStableFunc(boards, func(a, b forum.Board) int { return cmp.Compare(ranked(a), ranked(b)) })
		for _, b := range boards {
			views = append(views, d.board(s, me, b))
		}
		return nil
	})
	return views, err
}

// ranked is where a board stands in lists.
func ranked(b forum.Board) int {
	place := 2 * slices.Index(append(asem.Pillars(), asem.Across), b.Pillar)
	if b.InArchive() {
		place++
	}
	return place
}

// Board is one board.
func (d *Desk) Board(id asem.BoardID) (BoardView, error) {
	var view BoardView
	_, err := d.ask(roster.Read, id, func(s State, me roster.Delegate) error {
		b, ok := s.Board(id)
		if !ok {
			return noBoard(id)
		}
		view = d.board(s, me, b)
		return nil
	})
	return view, err
}

// Clusters lists the clusters, in the order in which they were named.
func (d *Desk) Clusters() ([]forum.Cluster, error) {
	var clusters []forum.Cluster
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		clusters = s.Clusters()
		return nil
	})
	return clusters, err
}

func (d *Desk) board(s State, me roster.Delegate, b forum.Board) BoardView {
	return BoardView{Board: b, New: d.office.news(s, me, b).New()}
}

// Topics lists the topics of a board: pinned ones first, then newest activity first.
func (d *Desk) Topics(id asem.BoardID, p Page) (TopicPage, error) {
	var page TopicPage
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, id, func(s State, me roster.Delegate) error {
		b, ok := s.Board(id)
		if !ok {
			return noBoard(id)
		}
		if t, ok := s.Topic(span.From); span.From != 0 && (!ok || t.Board != id) {
			return fault.New(fault.NotFound, "There is no topic %s on %s.", span.From, b.Title).Then("`topics %s` lists those it has.", id)
		}
		news := d.office.news(s, me, b)
		page.Board = BoardView{Board: b, New: news.New()}
		topics, more := s.TopicsOf(id, span)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, t := range topics {
			page.Rows = append(page.Rows, topicView(s, me, t, news))
		}
		return nil
	})
	return page, err
}

// TopicsNow gives the topics of these numbers as they are now, wherever they stand. One
// that is not there is left out.
func (d *Desk) TopicsNow(numbers ...asem.Number) ([]TopicView, error) {
	var views []TopicView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		read := map[asem.BoardID]newsrc.Board{}
		for _, n := range numbers {
			t, ok := s.Topic(n)
			if !ok {
				continue
			}
			if _, known := read[t.Board]; !known {
				b, _ := s.Board(t.Board)
				read[t.Board] = d.office.news(s, me, b)
			}
			views = append(views, topicView(s, me, t, read[t.Board]))
		}
		return nil
	})
	return views, err
}

// edges says what stands before and after a page. A page that begins at or after
// a row has something before it, unless it begins at the first row, which only
// costs the reader one empty page backwards.
func edges(r Range, more, from bool) (earlier, follow bool) {
	if r.Backward {
		return more, from
	}
	return from, more
}

// topicView is the topic as the delegate sees it, who has read that of its board.
func topicView(s State, me roster.Delegate, t forum.Topic, news newsrc.Board) TopicView {
	view := TopicView{Topic: t, New: s.TopicOrdinals(t.Number).Without(news.Settled, news.Read)}
	if t.Hidden && !me.Moderates(t.Board) {
		view.Title = hiddenTitle
	}
	return view
}

// Thread lists a topic's posts with their texts, each answer under what it
// answers. n may be any post of the topic.
func (d *Desk) Thread(n asem.Number, p Page) (ThreadPage, error) {
	var page ThreadPage
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		t, err := topicOf(s, n)
		if err != nil {
			return err
		}
		if from, ok := s.Post(span.From); span.From != 0 && (!ok || from.Topic != t.Number) {
			return fault.New(fault.NotFound, "There is no post %s in topic %s.", span.From, t.Number)
		}
		b, ok := s.Board(t.Board)
		if !ok {
			return fmt.Errorf("topic %d stands on the board %q, which is not there", t.Number, t.Board)
		}
		news := d.office.news(s, me, b)
		page.Board, page.Topic = BoardView{Board: b, New: news.New()}, topicView(s, me, t, news)
		posts, more := s.PostsOf(t.Number, span)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		if fit := within(posts, p.Bytes, span.Backward); len(fit) < len(posts) {
			page.Follow = page.Follow || !span.Backward
			posts = fit
		}
		if len(posts) > 0 {
			page.First = s.Rank(posts[0])
			page.Earlier = page.First > 0
		}
		for _, post := range posts {
			page.Posts = append(page.Posts, d.post(s, me, post, news.IsNew(post.Ordinal)))
		}
		return nil
	})
	return page, err
}

// within is the part of a page whose texts fit, the end of it for a page that was
// asked for backwards.
func within(posts []forum.Post, bytes int, backward bool) []forum.Post {
	if bytes <= 0 {
		return posts
	}
	if backward {
		slices.Reverse(posts)
		posts = within(posts, bytes, false)
		slices.Reverse(posts)
		return posts
	}
	for i, p := range posts {
		if bytes -= p.Current().Bytes; bytes <= 0 {
			return posts[:i+1]
		}
	}
	return posts
}

// topicOf is the topic of this number, or of the post of this number.
func topicOf(s State, n asem.Number) (forum.Topic, error) {
	if t, ok := s.Topic(n); ok {
		return t, nil
	}
	p, ok := s.Post(n)
	if !ok {
		return forum.Topic{}, noPost(n)
	}
	t, ok := s.Topic(p.Topic)
	if !ok {
		return t, fmt.Errorf("post %d is of topic %d, which is not there", n, p.Topic)
	}
	return t, nil
}
