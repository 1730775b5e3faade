package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/boltstore"
)

// recordBytes is how much the bare loop puts at a time: about as much as one
// record of a post has.
const recordBytes = 300

// bareLoop puts the same bytes in as many commits into an empty file of bbolt,
// with the options of the store, and gives how long that takes. A commit is two
// syncs for both.
func (b *bench) bareLoop(p posted, each int) (took time.Duration, err error) {
	folder, err := os.MkdirTemp(b.folder, "bare-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	db, err := bolt.Open(filepath.Join(folder, "bare.db"), 0o600,
		&bolt.Options{FreelistType: bolt.FreelistMapType, NoFreelistSync: true, InitialMmapSize: 1 << 30})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	bucket := []byte("posts")
	if err := db.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket(bucket); return err }); err != nil {
		return 0, err
	}
	puts := (each + recordBytes - 1) / recordBytes
	from, key := time.Now(), uint64(0)
	for commit := range p.commits {
		due := p.posts * (commit + 1) / p.commits
		err := db.Update(func(tx *bolt.Tx) error {
			bucket := tx.Bucket(bucket)
			bucket.FillPercent = 0.9
			for ; key < uint64(due*puts); key++ {
				if err := bucket.Put(binary.BigEndian.AppendUint64(nil, key), make([]byte, recordBytes)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return time.Since(from), nil
}

// addedByPost is how many bytes of keys and values one post of the small board has
// in state.db, over all of its records.
func (b *bench) addedByPost() (each int, err error) {
	db, err := bolt.Open(filepath.Join(b.small, boltstore.StateFile), 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	total := 0
	err = db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(_ []byte, bucket *bolt.Bucket) error {
			total += bucket.Stats().LeafInuse
			return nil
		})
	})
	return total / b.plan.small, err
}

// commitsOf counts the commits of a folder's state.db since it was made: bbolt
// numbers them in its two meta pages, of which the later one counts. The file may
// be in use.
func commitsOf(folder string) (int, error) {
	const (
		magic   = 0xED0CDAED
		header  = 16 // of a page, before the meta page's fields
		lastTxn = header + 48
	)
	f, err := os.Open(filepath.Join(folder, boltstore.StateFile))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	last := uint64(0)
	for page := range int64(2) {
		meta := make([]byte, lastTxn+8)
		if _, err := f.ReadAt(meta, page*int64(os.Getpagesize())); err != nil {
			return 0, err
		}
		if binary.NativeEndian.Uint32(meta[header:]) != magic {
			return 0, fmt.Errorf("page %d of state.db is no meta page", page)
		}
		last = max(last, binary.NativeEndian.Uint64(meta[lastTxn:]))
	}
	return int(last), nil
}
