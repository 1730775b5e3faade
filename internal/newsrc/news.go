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
	fresh := b.fresh()
	return nth(fresh, fresh.Rank(ordinal))
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
	fresh := b.fresh()
	var list []uint32
	for n := under(fresh, below); n > 0 && len(list) < limit; n-- {
		ordinal, _ := nth(fresh, n-1)
		list = append(list, ordinal)
	}
	return list
}

// fresh is the set of what is new. It goes by ranks and differences, because
// roaring v2.30 finds absent values wrongly beyond the first 65,536.
func (b Board) fresh() *roaring.Bitmap {
	fresh := roaring.New()
	fresh.AddRange(1, uint64(b.Last)+1)
	for _, old := range []Set{b.Settled, b.Read} {
		if old.bits != nil {
			fresh.AndNot(old.bits)
		}
	}
	return fresh
}

// nth is the n-th element of a set from 0; ok is false where there are not so many.
func nth(set *roaring.Bitmap, n uint64) (element uint32, ok bool) {
	if n >= set.GetCardinality() {
		return 0, false
	}
	element, err := set.Select(uint32(n))
	return element, err == nil
}

// under counts the elements of a set below a value.
func under(set *roaring.Bitmap, value uint32) uint64 {
	if value == 0 {
		return 0
	}
	return set.Rank(value - 1)
}
