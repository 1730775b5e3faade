package newsrc

import "github.com/RoaringBitmap/roaring/v2"

// A Board is what a delegate has and has not read of one board.
type Board struct {
	Last    uint32 // the newest ordinal; 0 on an empty board
	Settled Set    // nobody's news
	Read    Set    // the delegate's
}

// New counts what is new to the delegate.
func (b Board) New() int {
	old := b.Settled.Count() + b.Read.Count()
	if b.Settled.bits != nil && b.Read.bits != nil {
		old -= int(b.Settled.bits.AndCardinality(b.Read.bits))
	}
	return max(0, int(b.Last)-old)
}

// IsNew says whether the ordinal is new to the delegate.
func (b Board) IsNew(ordinal uint32) bool {
	return ordinal >= 1 && ordinal <= b.Last && !b.Settled.Has(ordinal) && !b.Read.Has(ordinal)
}

// After is the first new ordinal above the given one; ok is false where none is.
func (b Board) After(ordinal uint32) (next uint32, ok bool) {
	for low := uint64(ordinal) + 1; low <= uint64(b.Last); {
		high := min(low|stretch, uint64(b.Last))
		if fresh := b.fresh(low, high); !fresh.IsEmpty() {
			return fresh.Minimum(), true
		}
		low = high + 1
	}
	return 0, false
}

// Before is the last new ordinal below the given one; ok is false where none is.
func (b Board) Before(ordinal uint32) (previous uint32, ok bool) {
	newest := b.Newest(ordinal, 1)
	if len(newest) == 0 {
		return 0, false
	}
	return newest[0], true
}

// Newest lists new ordinals below the given one, descending, limit at most.
func (b Board) Newest(below uint32, limit int) []uint32 {
	var list []uint32
	for high := min(int64(below)-1, int64(b.Last)); high >= 1; {
		low := max(1, high&^stretch)
		for it := b.fresh(uint64(low), uint64(high)).ReverseIterator(); it.HasNext(); {
			if list = append(list, it.Next()); len(list) >= limit {
				return list
			}
		}
		high = low - 1
	}
	return list
}

// stretch is a container of the bitmaps less one: what is new is looked for a
// container at a time, so that finding the next costs the same on a board of millions.
const stretch = 1<<16 - 1

// fresh is the set of what is new from low to high. It goes by differences, because
// roaring v2.30 finds absent values wrongly beyond the first container.
func (b Board) fresh(low, high uint64) *roaring.Bitmap {
	fresh := roaring.New()
	fresh.AddRange(low, high+1)
	for _, old := range []Set{b.Settled, b.Read} {
		if old.bits != nil {
			fresh.AndNot(old.bits)
		}
	}
	return fresh
}
