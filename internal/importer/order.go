package importer

import (
	"container/heap"
	"time"
)

// arrange orders entries by date, then by their place, so that none comes
// before its parent: an answer that is dated before what it answers comes as
// soon as that has come. Following parents must end.
func arrange(at []time.Time, parents []int32) []int32 {
	first, next := siblings(parents)
	ready := &queue{at: at}
	for e, p := range parents {
		if p == none {
			ready.entries = append(ready.entries, int32(e))
		}
	}
	heap.Init(ready)
	order := make([]int32, 0, len(parents))
	for len(ready.entries) > 0 {
		e := heap.Pop(ready).(int32)
		order = append(order, e)
		for child := first[e]; child != none; child = next[child] {
			heap.Push(ready, child)
		}
	}
	return order
}

// siblings turns parents round: the first child of each entry, and of each
// child the next one of the same parent.
func siblings(parents []int32) (first, next []int32) {
	first, next = make([]int32, len(parents)), make([]int32, len(parents))
	for e := range parents {
		first[e], next[e] = none, none
	}
	for e, p := range parents {
		if p != none {
			next[e], first[p] = first[p], int32(e)
		}
	}
	return first, next
}

// A queue is a heap of entries, the earliest on top.
type queue struct {
	at      []time.Time
	entries []int32
}

var _ heap.Interface = (*queue)(nil)

func (q *queue) Len() int { return len(q.entries) }

func (q *queue) Less(i, j int) bool {
	a, b := q.entries[i], q.entries[j]
	if c := q.at[a].Compare(q.at[b]); c != 0 {
		return c < 0
	}
	return a < b
}

func (q *queue) Swap(i, j int) { q.entries[i], q.entries[j] = q.entries[j], q.entries[i] }

func (q *queue) Push(e any) { q.entries = append(q.entries, e.(int32)) }

func (q *queue) Pop() any {
	last := len(q.entries) - 1
	e := q.entries[last]
	q.entries = q.entries[:last]
	return e
}
