package boltstore

import (
	"bytes"
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

// each calls do with every key under a prefix, in order.
func (t *tx) each(bucket, under []byte, do func(key []byte)) {
	c := t.bucket(bucket).Cursor()
	for k, _ := c.Seek(under); k != nil && bytes.HasPrefix(k, under); k, _ = c.Next() {
		do(k)
	}
}

// page walks the keys under a prefix from a key, which is nil for the end where
// the range begins, and gives a page of them in key order. It costs what the page
// costs. The keys are copies.
func (t *tx) page(bucket, under, from []byte, r secretariat.Range) (keys [][]byte, more bool) {
	c := t.bucket(bucket).Cursor()
	var k []byte
	step := c.Next
	switch {
	case r.Backward && from == nil:
		k, step = seekLast(c.Seek, c.Last, c.Prev, under), c.Prev
	case r.Backward:
		if k, _ = c.Seek(from); !r.Inclusive || !bytes.Equal(k, from) {
			k = before(c.Last, c.Prev, k)
		}
		step = c.Prev
	case from == nil:
		k, _ = c.Seek(under)
	default:
		k, _ = c.Seek(from)
		if !r.Inclusive && bytes.Equal(k, from) {
			k, _ = c.Next()
		}
	}
	for ; k != nil && bytes.HasPrefix(k, under); k, _ = step() {
		if len(keys) == r.Limit {
			more = true
			break
		}
		keys = append(keys, bytes.Clone(k))
	}
	if r.Backward {
		slices.Reverse(keys)
	}
	return keys, more
}

// seekLast places a cursor on the last key under a prefix.
func seekLast(seek func([]byte) ([]byte, []byte), last, prev func() ([]byte, []byte), under []byte) []byte {
	beyond := slices.Clone(under)
	for i := len(beyond) - 1; i >= 0; i-- {
		if beyond[i]++; beyond[i] != 0 {
			break
		}
	}
	k, _ := seek(beyond)
	return before(last, prev, k)
}

// before is the key before the one on which a seek came to rest, which is nil
// beyond the last key.
func before(last, prev func() ([]byte, []byte), rested []byte) []byte {
	step := prev
	if rested == nil {
		step = last
	}
	k, _ := step()
	return k
}

func (t *tx) TopicsOf(board asem.BoardID, r secretariat.Range) ([]forum.Topic, bool) {
	var from []byte
	if topic, ok := t.Topic(r.From); ok {
		from = placeInBoard(topic)
	}
	keys, more := t.page(bBoardTopics, prefix(board), from, r)
	return records(keys, func(k []byte) (forum.Topic, bool) { return t.Topic(topicInPlace(k)) }), more
}

func (t *tx) PostsOf(topic asem.Number, r secretariat.Range) ([]forum.Post, bool) {
	var from []byte
	if post, ok := t.Post(r.From); ok {
		from = placeInThread(post)
	}
	keys, more := t.page(bTopicPosts, number(topic), from, r)
	return records(keys, func(k []byte) (forum.Post, bool) { return t.Post(postInPlace(k)) }), more
}

// numbered is a page of the numbers that lie under a prefix, the highest first.
func (t *tx) numbered(bucket, under []byte, r secretariat.Range) ([]asem.Number, bool) {
	var from []byte
	if r.From != 0 {
		from = downwards(under, r.From)
	}
	keys, more := t.page(bucket, under, from, r)
	numbers := make([]asem.Number, len(keys))
	for i, k := range keys {
		numbers[i] = topicInPlace(k)
	}
	return numbers, more
}

// records reads what the keys of a page lead to.
func records[T any](keys [][]byte, read func(key []byte) (T, bool)) []T {
	list := make([]T, 0, len(keys))
	for _, k := range keys {
		if v, ok := read(k); ok {
			list = append(list, v)
		}
	}
	return list
}

// Rank counts keys, which is bounded by forum.MaxPosts.
func (t *tx) Rank(p forum.Post) int {
	rank := 0
	place := placeInThread(p)
	c := t.bucket(bTopicPosts).Cursor()
	for k, _ := c.Seek(number(p.Topic)); k != nil && bytes.Compare(k, place) < 0; k, _ = c.Next() {
		rank++
	}
	return rank
}
