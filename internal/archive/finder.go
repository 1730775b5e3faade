package archive

import (
	"cmp"
	"slices"
	"time"
)

// A finder finds, in one block, what a part of a query asks for, among some of its
// texts. It adds to the block's scores.
type finder interface {
	find(b *block, among bits) bits
}

// finders builds the finders of a query, shelf by shelf. Words of the same place in the
// query share their weight, which is that of all shelves together.
type finders struct {
	next    int       // the word that is come to
	weights []*weight // of the words, in the order of the query
}

func newFinders() *finders { return &finders{} }

// build makes the finder of a node on a shelf; nil for everything.
func (f *finders) build(r *reading, n node) (finder, error) {
	switch n := n.(type) {
	case all:
		parts, err := f.parts(r, n)
		// What narrows for little comes first, phrases last.
		slices.SortStableFunc(parts, func(a, b finder) int { return cmp.Compare(effort(a), effort(b)) })
		return allOf(parts), err
	case either:
		parts, err := f.parts(r, n)
		return anyOf(parts), err
	case not:
		part, err := f.build(r, n.of)
		return without{part}, err
	case words:
		return f.words(r, n)
	case field:
		return exactly{r.postings(markField + n.name + ":" + n.value)}, nil
	case span:
		return within(n), nil
	case unread:
		return fresh{}, nil
	}
	return nil, nil
}

func (f *finders) parts(r *reading, nodes []node) ([]finder, error) {
	var parts []finder
	for _, n := range nodes {
		part, err := f.build(r, n)
		if err != nil {
			return nil, err
		}
		if part == nil {
			part = within{}
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func effort(f finder) int {
	switch f.(type) {
	case exactly:
		return 0
	case *matcher:
		return 1
	case *phrase:
		return 3
	}
	return 2
}

type allOf []finder

func (a allOf) find(b *block, among bits) bits {
	for _, part := range a {
		if among == (bits{}) {
			break
		}
		among = part.find(b, among)
	}
	return among
}

type anyOf []finder

// find joins what its parts find: what one part has exactly is found exactly.
func (a anyOf) find(b *block, among bits) (found bits) {
	before := b.inexact
	var exact bits
	for _, part := range a {
		b.inexact = bits{}
		of := part.find(b, among)
		found.or(&of)
		of.less(&b.inexact)
		exact.or(&of)
	}
	b.inexact = found
	b.inexact.less(&exact)
	b.inexact.or(&before)
	return found
}

type without struct{ part finder }

// find leaves scores and exactness as they are: what is excluded says nothing of them.
func (w without) find(b *block, among bits) bits {
	if w.part == nil {
		return bits{}
	}
	aside := &block{number: b.number, columns: b.columns, alive: b.alive, reading: b.reading}
	of := w.part.find(aside, among)
	among.less(&of)
	return among
}

// exactly finds what has a field.
type exactly struct{ postings map[uint32]posting }

func (e exactly) find(b *block, among bits) (found bits) {
	e.postings[b.number].each(func(slot int, _ bool, _ int) { found.set(slot) })
	found.and(&among)
	return found
}

// within finds texts of a time.
type within span

func (w within) find(b *block, found bits) bits {
	if w == (within{}) {
		return found
	}
	from, to := seconds(w.from), seconds(w.to)
	for slot := range len(b.columns) / columnSize {
		at := b.columns.at(slot)
		if !w.from.IsZero() && at < from || !w.to.IsZero() && at >= to {
			found.clear(slot)
		}
	}
	return found
}

func seconds(t time.Time) int64 { return t.Unix() }

// fresh finds what is new to the delegate.
type fresh struct{}

func (fresh) find(b *block, among bits) (found bits) {
	is := b.reading.search.options.New
	for slot := range len(b.columns) / columnSize {
		if is != nil && among.has(slot) && is(b.reading.name, b.columns.number(slot)) {
			found.set(slot)
		}
	}
	return found
}

// postings are those of one word on the shelf, by block.
func (r *reading) postings(word string) map[uint32]posting {
	found := map[uint32]posting{}
	r.search.reader.Each(wordPrefix(r.record.id, word), func(key, value []byte) bool {
		_, block := wordAndBlock(key)
		found[block] = value
		return true
	})
	return found
}

// beginning are the words on the shelf that begin so, most at the most; more says that
// there are others.
func (r *reading) beginning(begin string, most int) (words []string, more bool) {
	r.search.reader.Each(wordsPrefix(r.record.id, begin), func(key, _ []byte) bool {
		w, _ := wordAndBlock(key)
		if len(words) == 0 || words[len(words)-1] != string(w) {
			words = append(words, string(w))
		}
		more = len(words) > most
		return !more
	})
	if more {
		words = words[:most]
	}
	return slices.Clip(words), more
}
