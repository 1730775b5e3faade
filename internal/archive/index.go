package archive

import (
	"encoding/binary"
	"runtime"
	"slices"
	"sync"

	"asem.internal/avs/internal/archive/word"
)

// Format is the number of the index's form and of what its texts are found by. An
// index with another one is of no use.
const Format = 1_000*2 + word.Version

// An Index finds texts. It is safe for concurrent use; changes come from one goroutine.
type Index struct{ keep Keep }

// New makes an index of what lies in a keep.
func New(keep Keep) *Index { return &Index{keep} }

// A Change is what one step of the record asks of the index.
type Change struct {
	Put   *Text  // a text to be found from now on
	Drop  uint64 // a text that is found no more, with Shelf
	Shelf Shelf
	Purge bool // with Drop: nothing of it may stay, not even unfound
}

var (
	keyPosition = metaKey("position")
	keyFormat   = metaKey("format")
	keyNext     = metaKey("next")
)

// Position is up to which entry of the record the index was brought. ok is false where
// there is none of this format, and it has to be made anew.
func (x *Index) Position() (entry uint64, ok bool, err error) {
	err = x.keep.View(func(r Reader) error {
		ok = readNumber(r.Get(keyFormat)) == Format
		entry = readNumber(r.Get(keyPosition))
		return nil
	})
	return entry, ok, err
}

// Clear empties the index, for it to be made anew.
func (x *Index) Clear() error {
	if err := x.keep.Clear(); err != nil {
		return err
	}
	return x.keep.Update(func(w Writer) error { return w.Put(keyFormat, number(Format)) })
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func readNumber(v []byte) uint64 {
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}

// Apply makes changes, in order, and remembers the entry up to which the index was
// brought by them: both or, where it fails, nothing.
func (x *Index) Apply(changes []Change, entry uint64) error {
	studies := studyAll(changes)
	return x.keep.Update(func(w Writer) error {
		b := &binder{w: w, shelves: map[Shelf]*shelfRecord{}, drafts: map[string]*draft{}, alive: map[string]*bits{}, columns: map[string][]byte{}}
		for i, c := range changes {
			if err := b.change(c, studies[i]); err != nil {
				return err
			}
		}
		if err := b.finish(); err != nil {
			return err
		}
		return w.Put(keyPosition, number(entry))
	})
}

// studyAll reads the words of all texts, on all processors.
func studyAll(changes []Change) []study {
	studies := make([]study, len(changes))
	next := make(chan int)
	var work sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(changes)) {
		work.Go(func() {
			var s scholar
			for i := range next {
				studies[i] = s.study(*changes[i].Put)
			}
		})
	}
	for i, c := range changes {
		if c.Put != nil {
			next <- i
		}
	}
	close(next)
	work.Wait()
	return studies
}

// A binder gathers what one transaction changes, so that each key is written once.
type binder struct {
	w       Writer
	shelves map[Shelf]*shelfRecord
	drafts  map[string]*draft // by the key of the posting
	alive   map[string]*bits
	columns map[string][]byte
	purged  map[uint32][]uint32 // slips by shelf
}

func (b *binder) change(c Change, s study) error {
	if c.Put == nil {
		return b.drop(c.Shelf, c.Drop, c.Purge)
	}
	if err := b.drop(c.Put.Shelf, c.Put.Number, false); err != nil {
		return err
	}
	return b.put(s)
}

// shelf finds a shelf's record, and gives it a number at the first text.
func (b *binder) shelf(name Shelf, found bool) (*shelfRecord, error) {
	if r, ok := b.shelves[name]; ok {
		return r, nil
	}
	r, ok := readShelf(b.w.Get(shelfKey(name)))
	if !ok && !found {
		return nil, nil
	}
	if !ok {
		r.id = uint32(readNumber(b.w.Get(keyNext))) + 1
		if err := b.w.Put(keyNext, number(uint64(r.id))); err != nil {
			return nil, err
		}
	}
	b.shelves[name] = &r
	return &r, nil
}

func (b *binder) put(s study) error {
	shelf, err := b.shelf(s.text.Shelf, true)
	if err != nil {
		return err
	}
	slip := shelf.slips
	shelf.slips++
	shelf.alive++
	shelf.words += uint64(s.words)
	block := slip / blockSize
	b.living(shelf.id, block).set(int(slip % blockSize))
	key := string(blockKey(spaceColumns, shelf.id, block))
	if _, ok := b.columns[key]; !ok {
		b.columns[key] = slices.Clone(b.w.Get([]byte(key)))
	}
	b.columns[key] = appendColumn(b.columns[key], s.text.Number, s.text.At, s.words)
	for _, t := range s.terms {
		b.draft(shelf.id, t.word, block).add(slip, t.title, t.at)
	}
	return b.w.Put(numberKey(shelf.id, s.text.Number), binary.BigEndian.AppendUint32(nil, slip))
}

func (b *binder) draft(shelf uint32, word string, block uint32) *draft {
	key := string(binary.BigEndian.AppendUint32(wordPrefix(shelf, word), block))
	d := b.drafts[key]
	if d == nil {
		d = &draft{}
		b.drafts[key] = d
	}
	return d
}

// living are the bits of a block, to be changed.
func (b *binder) living(shelf, block uint32) *bits {
	key := string(blockKey(spaceAlive, shelf, block))
	if a, ok := b.alive[key]; ok {
		return a
	}
	a := readBits(b.w.Get([]byte(key)))
	b.alive[key] = &a
	return &a
}

// drop takes a text off a shelf; one that is not there is no error.
func (b *binder) drop(name Shelf, n uint64, purge bool) error {
	shelf, err := b.shelf(name, false)
	if err != nil || shelf == nil {
		return err
	}
	key := numberKey(shelf.id, n)
	v := b.w.Get(key)
	if len(v) != 4 {
		return nil
	}
	slip := binary.BigEndian.Uint32(v)
	block := slip / blockSize
	column := columns(b.columns[string(blockKey(spaceColumns, shelf.id, block))])
	if column == nil {
		column = b.w.Get(blockKey(spaceColumns, shelf.id, block))
	}
	b.living(shelf.id, block).clear(int(slip % blockSize))
	shelf.alive--
	shelf.words -= min(shelf.words, uint64(column.words(int(slip%blockSize))))
	if purge {
		if b.purged == nil {
			b.purged = map[uint32][]uint32{}
		}
		b.purged[shelf.id] = append(b.purged[shelf.id], slip)
	}
	return b.w.Delete(key)
}

// finish writes what was gathered, keys in their order.
func (b *binder) finish() error {
	keys := make([]string, 0, len(b.drafts))
	for key := range b.drafts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if err := b.w.Put([]byte(key), b.drafts[key].after(b.w.Get([]byte(key)))); err != nil {
			return err
		}
	}
	for key, c := range b.columns {
		if err := b.w.Put([]byte(key), c); err != nil {
			return err
		}
	}
	for key, a := range b.alive {
		if err := b.w.Put([]byte(key), a.bytes()); err != nil {
			return err
		}
	}
	for name, r := range b.shelves {
		if err := b.w.Put(shelfKey(name), r.bytes()); err != nil {
			return err
		}
	}
	return b.purge()
}

// purge takes slips out of all postings of their shelves. It reads a whole shelf, which
// is as rare as a redaction.
func (b *binder) purge() error {
	for shelf, slips := range b.purged {
		rewritten := map[string][]byte{}
		b.w.Each(wordsPrefix(shelf, ""), func(key, value []byte) bool {
			_, block := wordAndBlock(key)
			gone := func(slot int) bool { return slices.Contains(slips, block*blockSize+uint32(slot)) }
			hit := false
			posting(value).each(func(slot int, _ bool, _ int) { hit = hit || gone(slot) })
			if hit {
				rewritten[string(key)] = posting(value).without(gone)
			}
			return true
		})
		for key, value := range rewritten {
			if err := b.rewrite([]byte(key), value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *binder) rewrite(key, value []byte) error {
	if value == nil {
		return b.w.Delete(key)
	}
	return b.w.Put(key, value)
}

// Size says how much the index holds.
type Size struct {
	Shelves int
	Texts   uint64
	Words   uint64
}

// Size counts texts and words on all shelves.
func (x *Index) Size() (s Size, err error) {
	err = x.keep.View(func(r Reader) error {
		r.Each([]byte{spaceShelf}, func(_, v []byte) bool {
			if shelf, ok := readShelf(v); ok {
				s.Shelves++
				s.Texts += shelf.alive
				s.Words += shelf.words
			}
			return true
		})
		return nil
	})
	return s, err
}
