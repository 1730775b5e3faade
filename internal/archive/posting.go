package archive

import (
	"encoding/binary"
	"slices"
)

// blockSize is how many slips share a posting.
const blockSize = 1024

// One slip in a posting: ten bits of slip, one for the title, five for the count.
const (
	titleBit  = 1 << 5
	mostCount = titleBit - 1
)

// A posting is the value of one word in one block; see the package comment. It may be
// read where it lies.
type posting []byte

// slips are the entries of a posting, two bytes each.
func (p posting) slips() []byte {
	n, size := binary.Uvarint(p)
	if size <= 0 || uint64(len(p)-size) < 2*n {
		return nil
	}
	return p[size : size+2*int(n)]
}

// count is how many slips it has.
func (p posting) count() int { return len(p.slips()) / 2 }

// each walks the slips of a posting.
func (p posting) each(do func(slot int, title bool, count int)) {
	for s := p.slips(); len(s) > 0; s = s[2:] {
		v := binary.BigEndian.Uint16(s)
		do(int(v>>6), v&titleBit != 0, int(v&mostCount))
	}
}

// places walks those slips of a posting that are wanted, nil for all, with where the
// word stands in each. The slice is good until do returns.
func (p posting) places(wanted *bits, do func(slot int, at []uint32)) {
	slips := p.slips()
	if len(slips) == 0 {
		return
	}
	_, size := binary.Uvarint(p)
	rest := p[size+len(slips):]
	var at []uint32
	for ; len(slips) > 0 && len(rest) > 0; slips = slips[2:] {
		slot := int(binary.BigEndian.Uint16(slips) >> 6)
		if wanted != nil && !wanted.has(slot) {
			rest = passPlaces(rest)
			continue
		}
		at, rest = readPlaces(at[:0], rest)
		do(slot, at)
	}
}

func readPlaces(at []uint32, from []byte) ([]uint32, []byte) {
	n, size := binary.Uvarint(from)
	if size <= 0 {
		return at, nil
	}
	from = from[size:]
	var last uint64
	for range n {
		step, size := binary.Uvarint(from)
		if size <= 0 {
			return at, nil
		}
		last += step
		at, from = append(at, uint32(last)), from[size:]
	}
	return at, from
}

// passPlaces is what follows the places of one slip.
func passPlaces(from []byte) []byte {
	n, size := binary.Uvarint(from)
	if size <= 0 {
		return nil
	}
	for from = from[size:]; n > 0 && len(from) > 0; from = from[1:] {
		if from[0] < 0x80 {
			n--
		}
	}
	return from
}

// A draft is a posting that is being written.
type draft struct {
	slips  []byte
	places []byte
}

// add adds a slip, which must be higher than those before. Places are in order; none
// for a word that is not of the text.
func (d *draft) add(slip uint32, title bool, at []uint32) {
	v := uint16(slip%blockSize)<<6 | uint16(min(max(len(at), 1), mostCount))
	if title {
		v |= titleBit
	}
	d.slips = binary.BigEndian.AppendUint16(d.slips, v)
	if at != nil {
		d.place(at)
	}
}

// after is the posting with what the draft adds to a former one.
func (d *draft) after(former posting) []byte {
	old := former.slips()
	_, size := binary.Uvarint(former)
	var places []byte
	if len(former) > 0 {
		places = former[size+len(old):]
	}
	out := binary.AppendUvarint(make([]byte, 0, 3+len(old)+len(d.slips)+len(places)+len(d.places)), uint64(len(old)+len(d.slips))/2)
	return slices.Concat(out, old, d.slips, places, d.places)
}

// without is the posting without some of its slips; nil where none is left.
func (p posting) without(gone func(slot int) bool) []byte {
	var kept draft
	placed := map[int][]uint32{}
	p.places(nil, func(slot int, at []uint32) { placed[slot] = slices.Clone(at) })
	for s := p.slips(); len(s) > 0; s = s[2:] {
		slot := int(binary.BigEndian.Uint16(s) >> 6)
		if gone(slot) {
			continue
		}
		kept.slips = append(kept.slips, s[:2]...)
		if at, ok := placed[slot]; ok {
			kept.place(at)
		}
	}
	if len(kept.slips) == 0 {
		return nil
	}
	return kept.after(nil)
}

func (d *draft) place(at []uint32) {
	d.places = binary.AppendUvarint(d.places, uint64(len(at)))
	var last uint32
	for _, p := range at {
		d.places = binary.AppendUvarint(d.places, uint64(p-last))
		last = p
	}
}
