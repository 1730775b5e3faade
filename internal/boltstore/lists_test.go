package boltstore

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

// pageOf is the page of a whole list that a range asks for, found by counting.
func pageOf(list []asem.Number, r secretariat.Range) (page []asem.Number, more bool) {
	from, to := 0, len(list)
	if at := slices.Index(list, r.From); at >= 0 {
		switch {
		case r.Backward && r.Inclusive:
			to = at + 1
		case r.Backward:
			to = at
		case r.Inclusive:
			from = at
		default:
			from = at + 1
		}
	}
	page = list[from:to]
	switch {
	case len(page) <= r.Limit:
		return page, false
	case r.Backward:
		return page[len(page)-r.Limit:], true
	}
	return page[:r.Limit], true
}

// ranges are all that can be asked for of a list.
func ranges(list []asem.Number) []secretariat.Range {
	var all []secretariat.Range
	for _, from := range append([]asem.Number{0}, list...) {
		for _, limit := range []int{1, 2, 3, len(list) - 1, len(list), len(list) + 1} {
			for _, backward := range []bool{false, true} {
				for _, inclusive := range []bool{false, true} {
					all = append(all, secretariat.Range{From: from, Limit: max(1, limit), Backward: backward, Inclusive: inclusive})
				}
			}
		}
	}
	return all
}

// TestLists compares every page of every list with one found by counting, on
// boards with pinned topics, topics from before 1970, and topics of the same moment.
func TestLists(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(21)
	c.write(t, s, 3)
	for i, year := range []int{1969, 1950, 1, 1969, 1970, 2006, 1969} {
		c.do(t, s, "", forum.Import{Board: "old-papers", Origin: fmt.Sprint(i), Text: "x",
			At: time.Date(year, 6, 1, 0, 0, 0, 1e6*i, time.UTC).Truncate(time.Second)})
	}
	c.do(t, s, "", forum.Import{Board: "old-papers", Origin: "never", Text: "x"}) // no date at all
	c.write(t, s, 160)
	pinOnEachBoard(t, s, c)
	err := s.View(func(st secretariat.State) error {
		topics, posts := collect(st)
		for _, b := range st.Boards() {
			wantPages(t, string(b.ID), inBoardOrder(topics[b.ID]), func(r secretariat.Range) ([]asem.Number, bool) {
				page, more := st.TopicsOf(b.ID, r)
				return numbersOf(page, func(t forum.Topic) asem.Number { return t.Number }), more
			})
		}
		for topic, of := range posts {
			list := inThreadOrder(of)
			wantPages(t, topic.String(), list, func(r secretariat.Range) ([]asem.Number, bool) {
				page, more := st.PostsOf(topic, r)
				return numbersOf(page, func(p forum.Post) asem.Number { return p.Number }), more
			})
			for _, p := range of {
				if rank := st.Rank(p); rank != slices.Index(list, p.Number) {
					t.Errorf("%s stands at %d, want %d", p.Number, rank, slices.Index(list, p.Number))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// pinOnEachBoard pins the first two topics of each board, if they are not.
func pinOnEachBoard(t *testing.T, s *Store, c *chronicler) {
	t.Helper()
	err := s.Update(func(l secretariat.Ledger) error {
		for _, b := range l.Boards() {
			page, _ := l.TopicsOf(b.ID, secretariat.Range{Limit: 2})
			for _, topic := range page {
				if topic.Pinned {
					continue
				}
				if err := c.append(l, "moderator.one", forum.Pin{Topic: topic.Number, On: true}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// collect reads all topics and posts one by one, by number.
func collect(s secretariat.State) (map[asem.BoardID][]forum.Topic, map[asem.Number][]forum.Post) {
	topics, posts := map[asem.BoardID][]forum.Topic{}, map[asem.Number][]forum.Post{}
	for n := asem.Number(1); n < s.NextNumber(); n++ {
		if topic, ok := s.Topic(n); ok {
			topics[topic.Board] = append(topics[topic.Board], topic)
		}
		if p, ok := s.Post(n); ok {
			posts[p.Topic] = append(posts[p.Topic], p)
		}
	}
	return topics, posts
}

// inBoardOrder: pinned ones first, then newest activity, then highest number.
func inBoardOrder(topics []forum.Topic) []asem.Number {
	slices.SortFunc(topics, func(a, b forum.Topic) int {
		if a.Pinned != b.Pinned {
			if a.Pinned {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(b.Number, a.Number))
	})
	return numbersOf(topics, func(t forum.Topic) asem.Number { return t.Number })
}

// inThreadOrder: each answer under what it answers, the older first.
func inThreadOrder(posts []forum.Post) []asem.Number {
	slices.SortFunc(posts, func(a, b forum.Post) int { return slices.Compare(a.Path, b.Path) })
	return numbersOf(posts, func(p forum.Post) asem.Number { return p.Number })
}

func numbersOf[T any](list []T, number func(T) asem.Number) []asem.Number {
	numbers := make([]asem.Number, len(list))
	for i, v := range list {
		numbers[i] = number(v)
	}
	return numbers
}

func wantPages(t *testing.T, name string, list []asem.Number, ask func(secretariat.Range) ([]asem.Number, bool)) {
	t.Helper()
	if len(list) == 0 {
		t.Errorf("%s: nothing to list", name)
	}
	for _, r := range ranges(list) {
		want, wantMore := pageOf(list, r)
		got, more := ask(r)
		if !slices.Equal(got, want) || more != wantMore {
			t.Fatalf("%s %+v: %v, more %v; want %v, more %v", name, r, got, more, want, wantMore)
		}
	}
}

// TestListsAreOfOneBoard asks boards whose names begin alike, and one that ends the file.
func TestListsAreOfOneBoard(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(1)
	c.write(t, s, 1)
	names := []asem.BoardID{"a", "a-b", "a-bc", "ab", "zz"}
	var found forum.Found
	for _, id := range names {
		found.Boards = append(found.Boards, forum.BoardFounded{ID: id, Title: strings.ToUpper(string(id)), Archive: true})
	}
	c.do(t, s, "", found)
	for i := range 15 {
		c.do(t, s, "", forum.Import{Board: names[i%len(names)], Origin: fmt.Sprint(i), Text: "x", At: c.now.AddDate(-i, 0, 0)})
	}
	err := s.View(func(s secretariat.State) error {
		topics, _ := collect(s)
		for _, id := range names {
			wantPages(t, string(id), inBoardOrder(topics[id]), func(r secretariat.Range) ([]asem.Number, bool) {
				page, more := s.TopicsOf(id, r)
				return numbersOf(page, func(t forum.Topic) asem.Number { return t.Number }), more
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
