package archive

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// Order says how hits are ordered.
type Order string

// The orders.
const (
	ByRelevance Order = "relevance"
	ByDate      Order = "date" // the newest first
)

// Options of a search.
type Options struct {
	Shelves []Shelf // that are the delegate's; no other is read
	Order   Order   // empty for ByRelevance
	Limit   int     // hits of the page, at least 1
	After   *Place  // the page follows this place; nil for the first
	// New says what is new to the delegate; it is asked only where Query.Among is true.
	New func(Shelf, uint64) bool
	// Skip says which hits the delegate is not to be shown; nil for none.
	Skip func(Shelf, uint64) bool
	// Months asks how many hits there are in each month, as the calendar of this zone has
	// it; nil does not ask.
	Months *time.Location
}

// A Place is where a hit stands in its order.
type Place struct {
	Exact  bool
	Score  float32
	At     int64 // seconds since 1970
	Number uint64
}

// A Hit is something found.
type Hit struct {
	Shelf  Shelf
	Number uint64
	Place  Place
}

// A Month is a year and a month, as 200609.
type Month int

// Result is a page of what was found.
type Result struct {
	Hits   []Hit
	Total  int  // of all pages
	More   bool // whether hits follow
	Months map[Month]int
}

// Search answers a query. It fails with a fault.Usage where the query asks for more
// than can be looked up at once.
func (x *Index) Search(q Query, o Options) (Result, error) {
	var found Result
	err := x.keep.View(func(r Reader) error {
		s := &search{reader: r, query: q, options: o, months: map[Month]int{}}
		if err := s.open(); err != nil {
			return err
		}
		s.run()
		found = s.result()
		return nil
	})
	return found, err
}

// A search is one query under way, in one transaction.
type search struct {
	reader  Reader
	query   Query
	options Options
	shelves []*reading
	mean    float64 // words of a text
	texts   float64 // on all shelves
	page    hitHeap
	total   int
	after   int             // hits that stand after the page's place
	seen    map[uint64]bool // where things may lie on several shelves
	months  map[Month]int
}

// open finds the shelves and the postings of each word on them, and weighs the words.
func (s *search) open() error {
	var texts, count uint64
	for _, name := range s.options.Shelves {
		record, ok := readShelf(s.reader.Get(shelfKey(name)))
		if !ok || record.alive == 0 {
			continue
		}
		texts += record.alive
		count += record.words
		s.shelves = append(s.shelves, &reading{search: s, name: name, record: record})
	}
	s.texts, s.mean = float64(texts), max(float64(count)/max(float64(texts), 1), 1)
	if len(s.shelves) > 1 {
		s.seen = map[uint64]bool{}
	}
	finders := newFinders()
	for _, shelf := range s.shelves {
		var err error
		if shelf.root, err = finders.build(shelf, s.query.root); err != nil {
			return err
		}
		finders.next = 0
	}
	finders.weigh(s.texts)
	return nil
}

func (s *search) run() {
	for _, shelf := range s.shelves {
		shelf.run()
	}
}

// offer takes a hit into the page, if it belongs there.
func (s *search) offer(h Hit) {
	if s.seen != nil {
		if s.seen[h.Number] {
			return
		}
		s.seen[h.Number] = true
	}
	if s.options.Skip != nil && s.options.Skip(h.Shelf, h.Number) {
		return
	}
	s.total++
	if s.options.Months != nil {
		s.months[monthOf(h.Place.At, s.options.Months)]++
	}
	if s.options.After != nil && s.compare(h.Place, *s.options.After) <= 0 {
		return
	}
	s.after++
	s.page.order = s.compare
	switch {
	case len(s.page.hits) < s.options.Limit:
		heap.Push(&s.page, h)
	case s.compare(h.Place, s.page.hits[0].Place) < 0:
		s.page.hits[0] = h
		heap.Fix(&s.page, 0)
	}
}

// compare orders places: negative where a stands before b.
func (s *search) compare(a, b Place) int {
	if s.options.Order != ByDate {
		switch {
		case a.Exact != b.Exact && a.Exact:
			return -1
		case a.Exact != b.Exact:
			return 1
		case a.Score != b.Score:
			return cmp.Compare(b.Score, a.Score)
		}
	}
	return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Number, a.Number))
}

func (s *search) result() Result {
	slices.SortFunc(s.page.hits, func(a, b Hit) int { return s.compare(a.Place, b.Place) })
	return Result{Hits: s.page.hits, Total: s.total, More: s.after > len(s.page.hits), Months: s.months}
}

// hitHeap has the last hit of the page on top.
type hitHeap struct {
	hits  []Hit
	order func(a, b Place) int
}

func (h *hitHeap) Len() int           { return len(h.hits) }
func (h *hitHeap) Less(i, j int) bool { return h.order(h.hits[i].Place, h.hits[j].Place) > 0 }
func (h *hitHeap) Swap(i, j int)      { h.hits[i], h.hits[j] = h.hits[j], h.hits[i] }
func (h *hitHeap) Push(x any)         { h.hits = append(h.hits, x.(Hit)) }
func (h *hitHeap) Pop() any           { return nil } // nothing is ever taken off
