package boltstore

import (
	"errors"
	"io"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/secretariat"
)

// A Snapshot is both files as they are at one moment, with every body that the state
// names. While it is open, pages that are given up are not used again, so that the files
// grow by what is written meanwhile: it is closed as soon as it was copied, and nobody
// waits for a network in between.
type Snapshot struct {
	Entries    uint64
	Checkpoint []byte // that seals them
	state      *bolt.Tx
	blobs      *bolt.Tx
}

// Snapshot opens one. Uploads and removals wait until both files are had: of a body that
// the state names, none is written later and none dropped earlier.
func (s *Store) Snapshot() (*Snapshot, error) {
	s.receiving.Lock()
	defer s.receiving.Unlock()
	n := new(Snapshot)
	var err error
	if n.state, err = s.state.Begin(false); err != nil {
		return nil, err
	}
	if n.blobs, err = s.blobs.Begin(false); err != nil {
		return nil, errors.Join(err, n.state.Rollback())
	}
	err = s.reading(n.state, func(state secretariat.State) error {
		n.Entries, _ = state.Last()
		n.Checkpoint, err = state.Checkpoint()
		return err
	})
	if err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// A SnapshotFile is one of the two files.
type SnapshotFile struct {
	Name  string
	Bytes int64
	// WriteTo writes the file, of exactly so many bytes.
	WriteTo func(io.Writer) error
}

// Files are both files, to be written one after the other.
func (n *Snapshot) Files() []SnapshotFile {
	file := func(name string, tx *bolt.Tx) SnapshotFile {
		return SnapshotFile{Name: name, Bytes: tx.Size(), WriteTo: func(w io.Writer) error {
			_, err := tx.WriteTo(w)
			return err
		}}
	}
	return []SnapshotFile{file(StateFile, n.state), file(BlobsFile, n.blobs)}
}

// Close lets go of the pages.
func (n *Snapshot) Close() error { return errors.Join(n.state.Rollback(), n.blobs.Rollback()) }
