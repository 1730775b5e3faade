package boltstore

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"runtime/debug"
	"sync"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// astray is how many pieces a reader may run ahead of the piece that is next in
// order and still count as one that reads from the beginning to the end. Clients
// keep several requests under way, which are answered by several goroutines.
const astray = 16

var errNegative = errors.New("a negative offset")

// BlobAt opens a body for reading at any place. It keeps no transaction open
// between reads.
func (s *Store) BlobAt(d rule.Digest) (secretariat.Body, error) {
	size, ok, err := s.blobSize(d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, notKept()
	}
	return &body{store: s, digest: d, size: size, sum: sha256.New()}, nil
}

// damagedBody is a body that is not what it was when it was kept. Nobody is given it for
// what it was.
func damagedBody(d rule.Digest) error {
	return fault.New(fault.Failed, "The file is damaged on the disk of the server: it does not match its digest.").
		Then("Tell your operator, who can have it named by `avs verify` and restore it from a backup.").
		Because(fmt.Errorf("%w: the file %s does not match its digest", errRecord, d))
}

func notKept() error { return fault.New(fault.NotFound, "The file is not kept here any more.") }

// A body holds nothing but where it is in its digest: 200 bytes.
type body struct {
	store  *Store
	digest rule.Digest
	size   int64

	mu     sync.Mutex // guards what follows; taken inside a transaction, never around one
	sum    hash.Hash  // of the pieces before next; nil for a reader that jumped about
	next   int64      // piece to be summed next
	broken bool       // the whole does not match its digest
}

func (b *body) Size() int64 { return b.size }

// ReadAt copies from a few pieces at a time, each time in a transaction of its own.
func (b *body) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errNegative
	}
	for n < len(p) && off < b.size {
		read, err := b.some(p[n:], off)
		n, off = n+read, off+int64(read)
		if err != nil {
			return n, err
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (b *body) some(p []byte, off int64) (n int, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer b.store.recoverDamage(&err)
	err = b.store.blobs.View(func(btx *bolt.Tx) error {
		if btx.Bucket(bBlobs).Get(b.digest[:]) == nil {
			return notKept()
		}
		chunks := btx.Bucket(bChunks)
		for range perCommit {
			if n == len(p) || off == b.size {
				break
			}
			piece, err := b.piece(chunks, off/chunk)
			if err != nil {
				return err
			}
			copied := copy(p[n:], piece[off%chunk:])
			n, off = n+copied, off+int64(copied)
		}
		return b.check(chunks, (off-1)/chunk)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// piece is valid inside the transaction only. One that has not the length that it
// must have is damage.
func (b *body) piece(chunks *bolt.Bucket, index int64) ([]byte, error) {
	piece := chunks.Get(chunkKey(b.digest, uint32(index)))
	if int64(len(piece)) != min(chunk, b.size-index*chunk) {
		return nil, b.mismatch()
	}
	return piece, nil
}

func (b *body) mismatch() error {
	return damagedBody(b.digest)
}

// check sums the pieces up to the one that was read, where it is next in order or
// nearly so, and refuses the last piece of a body that does not match its digest.
func (b *body) check(chunks *bolt.Bucket, read int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if read > b.next+astray {
		b.sum = nil
	}
	last := (b.size - 1) / chunk
	for b.sum != nil && b.next <= read {
		piece, err := b.piece(chunks, b.next)
		if err != nil {
			return err
		}
		b.sum.Write(piece)
		b.next++
		if b.next > last {
			b.broken = rule.Digest(b.sum.Sum(nil)) != b.digest
		}
	}
	if b.broken && read == last {
		return b.mismatch()
	}
	return nil
}
