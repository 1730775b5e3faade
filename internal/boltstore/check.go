package boltstore

import (
	"encoding/binary"
	"fmt"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/tlog"

	"asem.internal/avs/internal/journal"
)

// A Problem is something that does not hold. Entry is the first entry
// concerned, 0 where none is.
type Problem struct {
	Entry uint64
	What  string
}

func (p Problem) Error() string {
	if p.Entry == 0 {
		return p.What
	}
	return fmt.Sprintf("entry %d: %s", p.Entry, p.What)
}

// checkJournal reads every entry against the tree, and the tree against the last
// checkpoint. It costs some four seconds for a million entries.
func (s *Store) checkJournal() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	return s.state.View(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		last, err := t.walkJournal(func(journal.Entry) error { return nil })
		if err != nil {
			return err
		}
		return t.checkSealed(last)
	})
}

// walkJournal calls do with every entry in order, having checked that none is
// missing, that each is what the tree says and can be read, and that time does
// not go back. It stops at the first that does not hold.
func (t *tx) walkJournal(do func(journal.Entry) error) (last uint64, err error) {
	var lastAt time.Time
	c := t.bucket(bJournal).Cursor()
	for k, record := c.First(); k != nil; k, record = c.Next() {
		n := last + 1
		if len(k) != 8 || binary.BigEndian.Uint64(k) != n {
			return last, Problem{n, "it is missing"}
		}
		if err := t.checkLeaf(n, record); err != nil {
			return last, err
		}
		e, err := t.store.codec.DecodeEntry(record)
		switch {
		case err != nil:
			return last, Problem{n, err.Error()}
		case e.Number != n:
			return last, Problem{n, fmt.Sprintf("it says it is entry %d", e.Number)}
		case e.At.Before(lastAt):
			return last, Problem{n, "its time is before that of the entry before it"}
		}
		if err := do(e); err != nil {
			return last, err
		}
		last, lastAt = n, e.At
	}
	return last, nil
}

func (t *tx) checkLeaf(n uint64, record []byte) error {
	stored, err := t.hashes().ReadHashes([]int64{tlog.StoredHashIndex(0, int64(n)-1)})
	if err != nil {
		return Problem{n, err.Error()}
	}
	if stored[0] != tlog.RecordHash(record) {
		return Problem{n, "it does not match its leaf in the tree: the entry or the tree was changed"}
	}
	return nil
}

// checkSealed compares the end of the journal and the root of the tree with the
// newest checkpoint and its signature.
func (t *tx) checkSealed(last uint64) error {
	if recorded, _ := t.Last(); recorded != last {
		return Problem{last + 1, fmt.Sprintf("the journal has %d entries and should have %d", last, recorded)}
	}
	if t.err != nil {
		return t.err
	}
	if last == 0 {
		return nil
	}
	signed, err := t.Checkpoint()
	if err != nil {
		return err
	}
	return t.checkCheckpoint(signed, last)
}

// checkCheckpoint says whether the journal still begins with what a checkpoint sealed.
func (t *tx) checkCheckpoint(signed []byte, last uint64) error {
	sealed, err := t.store.seal.Open(signed)
	if err != nil {
		return Problem{0, err.Error()}
	}
	if sealed.Size > int64(last) {
		return Problem{last + 1, fmt.Sprintf("a checkpoint sealed %d entries, and the journal has %d", sealed.Size, last)}
	}
	root, err := tlog.TreeHash(sealed.Size, t.hashes())
	if err != nil {
		return Problem{0, err.Error()}
	}
	if root != sealed.Root {
		return Problem{0, fmt.Sprintf("the first %d entries are not those that a checkpoint sealed", sealed.Size)}
	}
	return nil
}
