package archive

import "time"

// A reading is one shelf being searched.
type reading struct {
	search *search
	name   Shelf
	record shelfRecord
	root   finder // nil for everything
}

// A block is one block of a shelf being searched.
type block struct {
	number  uint32
	columns columns
	alive   bits
	reading *reading
	scores  [blockSize]float32
	inexact bits // what has another form of a word, and not the word
}

// run searches the shelf block by block, the newest first.
func (r *reading) run() {
	var b block
	for n := int64(r.record.slips-1) / blockSize; n >= 0; n-- {
		b = block{number: uint32(n), reading: r}
		b.alive = readBits(r.search.reader.Get(blockKey(spaceAlive, r.record.id, b.number)))
		if b.alive == (bits{}) {
			continue
		}
		b.columns = r.search.reader.Get(blockKey(spaceColumns, r.record.id, b.number))
		found := b.alive
		if r.root != nil {
			found = r.root.find(&b, b.alive)
		}
		b.offer(&found)
	}
}

// offer hands on what was found in the block.
func (b *block) offer(found *bits) {
	for i, w := range found {
		for bit := 0; w != 0; bit, w = bit+1, w>>1 {
			if w&1 == 0 {
				continue
			}
			slot := i*64 + bit
			b.reading.search.offer(Hit{Shelf: b.reading.name, Number: b.columns.number(slot), Place: Place{
				Exact: !b.inexact.has(slot), Score: b.scores[slot], At: b.columns.at(slot), Number: b.columns.number(slot),
			}})
		}
	}
}

// monthOf is the month of a time in seconds since 1970.
func monthOf(at int64, zone *time.Location) Month {
	t := time.Unix(at, 0).In(zone)
	return Month(t.Year()*100 + int(t.Month()))
}
