package sftpd

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRanges compares ranges with what a slice of booleans says.
func TestRanges(t *testing.T) {
	const size = 60
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var r ranges
		var come [size]bool
		for range random.IntN(40) {
			if end := random.IntN(size); random.IntN(10) == 0 {
				r = r.until(int64(end))
				clear(come[end:])
				continue
			}
			from := random.IntN(size)
			to := from + random.IntN(size-from+1)
			var ok bool
			if r, ok = r.with(extent{int64(from), int64(to)}); !ok {
				t.Fatal("refused")
			}
			for i := from; i < to; i++ {
				come[i] = true
			}
			if got := seen(r); got != come || !tidy(r) {
				t.Fatalf("%v after %d-%d", r, from, to)
			}
			if r.whole(size) != !slices.Contains(come[:], false) {
				t.Fatalf("%v is whole: %v", r, r.whole(size))
			}
		}
	}
}

func seen(r ranges) (come [60]bool) {
	for _, e := range r {
		for i := e.from; i < e.to; i++ {
			come[i] = true
		}
	}
	return come
}

func tidy(r ranges) bool {
	for i, e := range r {
		if e.from >= e.to || i > 0 && r[i-1].to >= e.from {
			return false
		}
	}
	return true
}

func TestScatteredRanges(t *testing.T) {
	var r ranges
	for i := range int64(maxParts) {
		r, _ = r.with(extent{2 * i, 2*i + 1})
	}
	if _, ok := r.with(extent{1 << 20, 1<<20 + 1}); ok {
		t.Error("any number of parts is taken")
	}
	if joined, ok := r.with(extent{1, 2}); !ok || len(joined) != maxParts-1 {
		t.Errorf("a part that joins two: %d parts, %v", len(joined), ok)
	}
}
