package archive

import (
	"encoding/binary"
	"time"
)

// shelfRecord is what the index knows of a shelf.
type shelfRecord struct {
	id    uint32
	slips uint32 // given so far
	alive uint64 // texts
	words uint64 // in them
}

func readShelf(b []byte) (r shelfRecord, ok bool) {
	if len(b) != 24 {
		return r, false
	}
	return shelfRecord{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:]), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])}, true
}

func (r shelfRecord) bytes() []byte {
	b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 0, 24), r.id), r.slips)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, r.alive), r.words)
}

// columnSize is the bytes of one slip in the columns of a block: number, seconds since
// 1970, words.
const columnSize = 20

// columns are what is known of the slips of a block, read where they lie.
type columns []byte

func (c columns) slot(i int) []byte { return c[i*columnSize : (i+1)*columnSize] }

func (c columns) number(i int) uint64 { return binary.BigEndian.Uint64(c.slot(i)) }

func (c columns) at(i int) int64 { return int64(binary.BigEndian.Uint64(c.slot(i)[8:])) }

func (c columns) words(i int) uint32 { return binary.BigEndian.Uint32(c.slot(i)[16:]) }

func appendColumn(c []byte, number uint64, at time.Time, words int) []byte {
	c = binary.BigEndian.AppendUint64(c, number)
	c = binary.BigEndian.AppendUint64(c, uint64(at.Unix()))
	return binary.BigEndian.AppendUint32(c, uint32(min(words, 1<<31)))
}

// bits are a bit for each slip of a block.
type bits [blockSize / 64]uint64

func (b *bits) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b *bits) clear(i int) { b[i/64] &^= 1 << (i % 64) }

func (b *bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b *bits) and(o *bits) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b *bits) or(o *bits) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b *bits) less(o *bits) {
	for i := range b {
		b[i] &^= o[i]
	}
}

func readBits(v []byte) (b bits) {
	for i := range b {
		if len(v) >= (i+1)*8 {
			b[i] = binary.BigEndian.Uint64(v[i*8:])
		}
	}
	return b
}

func (b *bits) bytes() []byte {
	out := make([]byte, 0, len(b)*8)
	for _, w := range b {
		out = binary.BigEndian.AppendUint64(out, w)
	}
	return out
}
