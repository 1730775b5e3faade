package sftpd

import (
	"cmp"
	"slices"
)

// ranges are the parts of a file that have come: sorted, not empty, not touching.
type ranges []extent

// An extent is the bytes from the first up to the second offset.
type extent struct{ from, to int64 }

// maxParts is how many parts may stand apart: clients overtake themselves by the
// requests that they have under way and not more.
const maxParts = 1024

// with is r and one more part. It is false, and r as it was, where that makes too many.
func (r ranges) with(e extent) (ranges, bool) {
	if e.from >= e.to {
		return r, true
	}
	first, _ := slices.BinarySearchFunc(r, e.from, func(have extent, from int64) int { return cmp.Compare(have.to, from) })
	last := first
	for last < len(r) && r[last].from <= e.to {
		e.from, e.to = min(e.from, r[last].from), max(e.to, r[last].to)
		last++
	}
	if first == last && len(r) >= maxParts {
		return r, false
	}
	return slices.Replace(r, first, last, e), true
}

// until is r without what lies behind an offset.
func (r ranges) until(end int64) ranges {
	for len(r) > 0 && r[len(r)-1].to > end {
		if r[len(r)-1].from < end {
			r[len(r)-1].to = end
			break
		}
		r = r[:len(r)-1]
	}
	return r
}

// whole says whether nothing is missing of so many bytes.
func (r ranges) whole(size int64) bool {
	return size == 0 || len(r) == 1 && r[0] == extent{0, size}
}
