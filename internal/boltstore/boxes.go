package boltstore

import (
	"encoding/binary"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// A box is the shelf of an address: what was sent there, each thing under its number
// and under the ordinal that made it new the last time.

func boxedKey(box asem.Shelf, n asem.Number) []byte { return downwards(prefix(box), n) }

// In walks a box from its highest number down.
func (t *tx) In(box asem.Shelf, r secretariat.Range) ([]asem.Number, bool) {
	return t.numbered(bBoxed, prefix(box), r)
}

func (t *tx) OrdinalIn(box asem.Shelf, n asem.Number) (uint32, bool) {
	v := t.bucket(bBoxed).Get(boxedKey(box, n))
	if len(v) != 4 {
		return 0, false
	}
	return binary.BigEndian.Uint32(v), true
}

func (t *tx) Ordinals(shelf asem.Shelf) uint32 {
	if b, ok := t.Board(asem.BoardID(shelf)); ok {
		return b.Ordinals
	}
	v := t.bucket(bBoxes).Get([]byte(shelf))
	if len(v) != 4 {
		return 0
	}
	return binary.BigEndian.Uint32(v)
}

// deliver puts something into a box, or makes it new there again: it takes the next
// ordinal of the box, and its former one is nobody's news any more.
func (t *tx) deliver(box asem.Shelf, n asem.Number, at time.Time) {
	if former, ok := t.OrdinalIn(box, n); ok {
		settled := t.Settled(box)
		settled.Add(former)
		t.putSet(bSettled, []byte(box), settled)
	}
	ordinal := binary.BigEndian.AppendUint32(nil, t.Ordinals(box)+1)
	t.putBytes(bBoxes, []byte(box), ordinal)
	t.putBytes(bBoxed, boxedKey(box, n), ordinal)
	t.putBytes(bOrdinals, append(prefix(box), ordinal...), ordinalValue(n, millis(at)))
}
