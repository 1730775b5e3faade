package boltstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"runtime/debug"
	"sync"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// The buckets of blobs.db.
var (
	bBlobs  = []byte("blobs")
	bChunks = []byte("chunks")
)

// chunk is the size of a piece of a body. A power of two would cost a page more
// each, for the header. perCommit is how many pieces one transaction writes:
// small enough that others wait for milliseconds only.
const (
	chunk     = 65472
	perCommit = 8
)

// PutBlob receives a body in a file beside the store, since its digest, by which
// it is kept, is known only at its end. The body can be read only once all of it
// is there; pieces left by a crash are written over when it comes again.
func (s *Store) PutBlob(r io.Reader, limit int64) (digest rule.Digest, size int64, err error) {
	digest, size, _, err = s.putBlob(r, limit, false)
	return digest, size, err
}

// HoldBlob is PutBlob for a body that something is about to name.
func (s *Store) HoldBlob(r io.Reader, limit int64) (rule.Digest, int64, func(), error) {
	digest, size, written, err := s.putBlob(r, limit, true)
	if err != nil {
		return digest, 0, nil, err
	}
	var once sync.Once
	return digest, size, func() { once.Do(func() { s.release(digest, written) }) }, nil
}

// release lets go of a held body. One that was written for its holder and that nothing
// came to name goes with it.
func (s *Store) release(digest rule.Digest, written bool) {
	s.receiving.Lock()
	if s.held[digest]--; s.held[digest] == 0 {
		delete(s.held, digest)
	}
	s.receiving.Unlock()
	if written {
		s.dropBlobs([]rule.Digest{digest})
	}
}

// putBlob says whether the body was written now, and not there before.
func (s *Store) putBlob(r io.Reader, limit int64, hold bool) (digest rule.Digest, size int64, written bool, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	if damage := s.Damage(); damage != nil {
		return digest, 0, false, damage
	}
	spool, err := os.CreateTemp(s.spool, TemporaryPrefix+"receiving-*")
	if err != nil {
		return digest, 0, false, translate(err)
	}
	defer spool.Close()
	if err := os.Remove(spool.Name()); err != nil { // it lives as long as it is open: a crash leaves nothing
		return digest, 0, false, fmt.Errorf("receiving a file: %w", err)
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(spool, sum), io.LimitReader(r, limit+1))
	switch {
	case isFull(err):
		return digest, 0, false, translate(err)
	case err != nil:
		return digest, 0, false, fmt.Errorf("receiving a file: %w", err)
	}
	if size > limit {
		return digest, 0, false, fault.New(fault.Usage, "The file has more than %d bytes, the most that is taken.", limit).Then("Send it in parts.")
	}
	digest = rule.Digest(sum.Sum(nil))
	s.receiving.Lock()
	defer s.receiving.Unlock()
	if _, there, err := s.blobSize(digest); err != nil || there {
		s.hold(digest, hold && err == nil)
		return digest, size, false, err
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return digest, 0, false, fmt.Errorf("receiving a file: %w", err)
	}
	if err := s.writeBlob(digest, size, spool); err != nil {
		_ = spool.Close() // gives the disk room again: it may be full
		_ = s.removePieces(digest)
		return digest, 0, false, err
	}
	s.hold(digest, hold)
	return digest, size, true, nil
}

// hold counts one more who holds a body. The caller has receiving.
func (s *Store) hold(digest rule.Digest, really bool) {
	if really {
		s.held[digest]++
	}
}

// PutSmallBlobs stores bodies that have one piece each, for whoever brings in
// thousands of them and would otherwise wait for the disk thousands of times.
func (s *Store) PutSmallBlobs(bodies [][]byte) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	if damage := s.Damage(); damage != nil {
		return damage
	}
	s.receiving.Lock()
	defer s.receiving.Unlock()
	return translate(s.blobs.Update(func(btx *bolt.Tx) error {
		blobs, chunks := btx.Bucket(bBlobs), btx.Bucket(bChunks)
		for _, body := range bodies {
			if len(body) > secretariat.MaxSmallBlob {
				return fmt.Errorf("a body of %d bytes is not a small one", len(body))
			}
			digest := sha256.Sum256(body)
			if blobs.Get(digest[:]) != nil {
				continue
			}
			if len(body) > 0 {
				if err := chunks.Put(chunkKey(digest, 0), bytes.Clone(body)); err != nil {
					return err
				}
			}
			if err := blobs.Put(digest[:], number(uint64(len(body)))); err != nil {
				return err
			}
		}
		return nil
	}))
}

// writeBlob writes the pieces, a few a transaction, and the body's size with the last.
func (s *Store) writeBlob(digest rule.Digest, size int64, r io.Reader) error {
	index := uint32(0)
	for done := false; !done; {
		err := s.blobs.Update(func(btx *bolt.Tx) error {
			chunks := btx.Bucket(bChunks)
			for range perCommit {
				piece := make([]byte, chunk)
				n, err := io.ReadFull(r, piece)
				if n > 0 {
					if err := chunks.Put(chunkKey(digest, index), piece[:n]); err != nil {
						return err
					}
					index++
				}
				if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
					done = true
					return btx.Bucket(bBlobs).Put(digest[:], number(uint64(size)))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return translate(err)
		}
	}
	return nil
}

func chunkKey(d rule.Digest, index uint32) []byte {
	return binary.BigEndian.AppendUint32(append([]byte(nil), d[:]...), index)
}

func (s *Store) blobSize(d rule.Digest) (size int64, ok bool, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	err = s.blobs.View(func(btx *bolt.Tx) error {
		v := btx.Bucket(bBlobs).Get(d[:])
		if ok = len(v) == 8; ok {
			size = int64(readNumber(v))
		}
		return nil
	})
	return size, ok, err
}

// Blob opens a body. The reader keeps no transaction open between reads.
func (s *Store) Blob(d rule.Digest) (io.ReadCloser, error) {
	size, ok, err := s.blobSize(d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, notKept()
	}
	return &blobReader{store: s, digest: d, left: size, sum: sha256.New()}, nil
}

type blobReader struct {
	store  *Store
	digest rule.Digest
	index  uint32
	piece  []byte
	left   int64
	sum    hash.Hash
}

// Read gives the next bytes; the last ones only if the whole matches its digest.
func (b *blobReader) Read(p []byte) (int, error) {
	if len(b.piece) == 0 {
		if b.left == 0 {
			return 0, io.EOF
		}
		if err := b.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, b.piece)
	b.piece = b.piece[n:]
	return n, nil
}

func (b *blobReader) next() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer b.store.recoverDamage(&err)
	err = b.store.blobs.View(func(btx *bolt.Tx) error {
		b.piece = bytes.Clone(btx.Bucket(bChunks).Get(chunkKey(b.digest, b.index)))
		return nil
	})
	if err != nil {
		return err
	}
	b.index++
	b.left -= int64(len(b.piece))
	b.sum.Write(b.piece)
	if len(b.piece) == 0 || b.left < 0 || b.left == 0 && rule.Digest(b.sum.Sum(nil)) != b.digest {
		b.piece = nil
		return damagedBody(b.digest)
	}
	return nil
}

func (b *blobReader) Close() error { return nil }

// dropBlobs removes bodies that nothing names any more, and nobody holds. One that a crash leaves
// behind is unreachable, and `avs verify` counts it. An import that puts the same
// body again between here and its own entry, and does not hold it, is told that it is
// there: whoever redacts a file while its collection is imported does the import again.
func (s *Store) dropBlobs(digests []rule.Digest) {
	if len(digests) == 0 {
		return
	}
	s.receiving.Lock()
	defer s.receiving.Unlock()
	for _, d := range digests {
		named := true
		err := s.state.View(func(btx *bolt.Tx) error {
			named = (&tx{store: s, bolt: btx}).named(d)
			return nil
		})
		if err != nil || named || s.held[d] > 0 {
			continue
		}
		if s.removePieces(d) != nil {
			return
		}
	}
}

func (s *Store) removePieces(d rule.Digest) error {
	return s.blobs.Update(func(btx *bolt.Tx) error {
		c := btx.Bucket(bChunks).Cursor()
		for k, _ := c.Seek(d[:]); k != nil && bytes.HasPrefix(k, d[:]); k, _ = c.Seek(d[:]) {
			if err := c.Delete(); err != nil {
				return err
			}
		}
		return btx.Bucket(bBlobs).Delete(d[:])
	})
}
