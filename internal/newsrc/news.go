package newsrc

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
	for at := uint64(ordinal) + 1; at <= uint64(b.Last); {
		skipped := max(firstAbsent(b.Settled, at), firstAbsent(b.Read, at))
		if skipped == at {
			return uint32(at), true
		}
		at = skipped
	}
	return 0, false
}

// Before is the last new ordinal below the given one; ok is false where none is.
func (b Board) Before(ordinal uint32) (previous uint32, ok bool) {
	for at := int64(min(ordinal, b.Last+1)) - 1; at >= 1; {
		skipped := min(lastAbsent(b.Settled, at), lastAbsent(b.Read, at))
		if skipped == at {
			return uint32(at), true
		}
		at = skipped
	}
	return 0, false
}

// firstAbsent is the first ordinal at or above at that the set does not hold.
func firstAbsent(s Set, at uint64) uint64 {
	if s.bits == nil || !s.bits.Contains(uint32(at)) {
		return at
	}
	absent := s.bits.NextAbsentValue(uint32(at))
	if absent < 0 {
		return 1 << 32
	}
	return uint64(absent)
}

// lastAbsent is the last ordinal at or below at that the set does not hold.
func lastAbsent(s Set, at int64) int64 {
	if s.bits == nil || !s.bits.Contains(uint32(at)) {
		return at
	}
	return s.bits.PreviousAbsentValue(uint32(at))
}
