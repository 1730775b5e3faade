package boltstore

import (
	"bytes"
	"context"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/secretariat"
)

// refold folds the journal into an empty store and compares the two, bucket by
// bucket.
func (v *verifier) refold() error {
	folder, err := os.MkdirTemp(v.store.spool, TemporaryPrefix+"verifying-*")
	if err != nil {
		return fmt.Errorf("folding afresh: %w", err)
	}
	defer os.RemoveAll(folder)
	fresh, err := Open(Options{Folder: folder, Codec: v.store.codec, Seal: v.store.seal, NoSync: true})
	if err != nil {
		return fmt.Errorf("folding afresh: %w", err)
	}
	defer fresh.Close()
	if err := v.store.refoldInto(v.ctx, fresh); err != nil {
		return err
	}
	if stored, implied := nextOf(v.store), nextOf(fresh); stored != implied {
		v.problem(0, "the next number on file is %d, and by the journal %d", stored, implied)
	}
	for _, bucket := range folded {
		key, err := firstDifference(v.store.state, fresh.state, bucket)
		if err != nil {
			return err
		}
		if key != nil {
			v.problem(0, "the state on file is not what the journal says: %s %q", bucket, key)
		}
	}
	return nil
}

// nextOf is the number that the next post of a store will get.
func nextOf(s *Store) (next asem.Number) {
	_ = s.View(func(state secretariat.State) error { // an error shows as a difference
		next = state.NextNumber()
		return nil
	})
	return next
}

// foldAtOnce is how many entries one transaction folds.
const foldAtOnce = 2000

// refoldInto folds this store's journal into another one, which is empty.
func (s *Store) refoldInto(ctx context.Context, fresh *Store) error {
	for from := uint64(1); ; {
		var entries []journal.Entry
		err := s.state.View(func(btx *bolt.Tx) error {
			c := btx.Bucket(bJournal).Cursor()
			for k, record := c.Seek(number(from)); k != nil && len(entries) < foldAtOnce; k, record = c.Next() {
				e, err := s.codec.DecodeEntry(record)
				if err != nil {
					return err
				}
				entries = append(entries, e)
			}
			return ctx.Err()
		})
		if err != nil || len(entries) == 0 {
			return err
		}
		err = fresh.state.Update(func(btx *bolt.Tx) error {
			t := &tx{store: fresh, bolt: btx}
			for _, e := range entries {
				if err := t.fold(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		from = entries[len(entries)-1].Number + 1
	}
}

// firstDifference is the first key of a bucket under which two files do not hold
// the same, or nil.
func firstDifference(a, b *bolt.DB, bucket []byte) (key []byte, err error) {
	err = a.View(func(ta *bolt.Tx) error {
		return b.View(func(tb *bolt.Tx) error {
			ca, cb := ta.Bucket(bucket).Cursor(), tb.Bucket(bucket).Cursor()
			ka, va := ca.First()
			kb, vb := cb.First()
			for ka != nil || kb != nil {
				if !bytes.Equal(ka, kb) || !bytes.Equal(va, vb) {
					key = bytes.Clone(ka)
					if ka == nil || kb != nil && bytes.Compare(kb, ka) < 0 {
						key = bytes.Clone(kb)
					}
					return nil
				}
				ka, va = ca.Next()
				kb, vb = cb.Next()
			}
			return nil
		})
	})
	return key, err
}
