// Package newsrc keeps exact account of what a delegate has read, after the
// file of the same name in which news readers kept it.
//
// What there is to read on a board is numbered from 1 without gaps: its ordinals.
// A post takes an ordinal when it is made and another when it is edited. What a
// delegate has read is a Set of ordinals; what is nobody's news any more (versions
// that were replaced, hidden posts, imports) is another. What is new is the rest, and
// counting it costs what the sets cost compressed, not what the board holds.
//
// Dependency: github.com/RoaringBitmap/roaring/v2, the compressed sets that search
// engines use; exact, and run-length coded where whole stretches are read.
package newsrc

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
)

// A Set is a compressed set of ordinals. The zero Set is empty and ready. It is
// not safe for concurrent change.
type Set struct{ bits *roaring.Bitmap }

// Parse reads a set from its bytes; no bytes are an empty set. The set keeps no
// reference to data.
func Parse(data []byte) (Set, error) {
	if len(data) == 0 {
		return Set{}, nil
	}
	bits := roaring.New()
	if err := bits.UnmarshalBinary(data); err != nil {
		return Set{}, fmt.Errorf("reading a set of ordinals: %w", err)
	}
	return Set{bits}, nil
}

// Bytes gives the set its bytes, the same for equal sets made the same way, in
// the portable format of roaring bitmaps. Empty sets have none.
func (s *Set) Bytes() ([]byte, error) {
	if s.bits == nil || s.bits.IsEmpty() {
		return nil, nil
	}
	s.bits.RunOptimize()
	return s.bits.ToBytes()
}

// Add puts ordinals into the set.
func (s *Set) Add(ordinals ...uint32) {
	s.own()
	s.bits.AddMany(ordinals)
}

// AddUpTo puts 1 to last into the set.
func (s *Set) AddUpTo(last uint32) {
	s.own()
	s.bits.AddRange(1, uint64(last)+1)
}

// Remove takes an ordinal out.
func (s *Set) Remove(ordinal uint32) {
	if s.bits != nil {
		s.bits.Remove(ordinal)
	}
}

// Has says whether the ordinal is in the set.
func (s Set) Has(ordinal uint32) bool { return s.bits != nil && s.bits.Contains(ordinal) }

// Count is how many ordinals the set holds.
func (s Set) Count() int {
	if s.bits == nil {
		return 0
	}
	return int(s.bits.GetCardinality())
}

// Each calls do for every ordinal of the set, ascending.
func (s Set) Each(do func(uint32)) {
	if s.bits == nil {
		return
	}
	for it := s.bits.Iterator(); it.HasNext(); {
		do(it.Next())
	}
}

// Without counts the ordinals of s that stand in neither of the others.
func (s Set) Without(a, b Set) int {
	if s.bits == nil {
		return 0
	}
	rest := s.bits.Clone()
	for _, other := range []Set{a, b} {
		if other.bits != nil {
			rest.AndNot(other.bits)
		}
	}
	return int(rest.GetCardinality())
}

func (s *Set) own() {
	if s.bits == nil {
		s.bits = roaring.New()
	}
}
