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
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	if damage := s.Damage(); damage != nil {
		return digest, 0, damage
	}
	spool, err := os.CreateTemp(s.spool, TemporaryPrefix+"receiving-*")
	if err != nil {
		return digest, 0, translate(err)
	}
	defer spool.Close()
	if err := os.Remove(spool.Name()); err != nil { // it lives as long as it is open: a crash leaves nothing
		return digest, 0, fmt.Errorf("receiving a file: %w", err)
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(spool, sum), io.LimitReader(r, limit+1))
	switch {
	case isFull(err):
		return digest, 0, translate(err)
	case err != nil:
		return digest, 0, fmt.Errorf("receiving a file: %w", err)
	}
	if size > limit {
		return digest, 0, fault.New(fault.Usage, "The file has more than %d bytes, the most that is taken.", limit).Then("Send it in parts.")
	}
	digest = rule.Digest(sum.Sum(nil))
	s.receiving.Lock()
	defer s.receiving.Unlock()
	if _, there, err := s.blobSize(digest); err != nil || there {
		return digest, size, err
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return digest, 0, fmt.Errorf("receiving a file: %w", err)
	}
	return digest, size, s.writeBlob(digest, size, spool)
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
		return fmt.Errorf("%w: the file %s does not match its digest", errRecord, b.digest)
	}
	return nil
}

func (b *blobReader) Close() error { return nil }

// dropBlobs removes bodies that nothing names any more. One that a crash leaves
// behind is unreachable, and `avs verify` counts it. An import that puts the same
// body again between here and its own entry is told that it is there: whoever
// redacts a file while its collection is imported does the import again.
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
		if err != nil || named {
			continue
		}
		err = s.blobs.Update(func(btx *bolt.Tx) error {
			c := btx.Bucket(bChunks).Cursor()
			for k, _ := c.Seek(d[:]); k != nil && bytes.HasPrefix(k, d[:]); k, _ = c.Next() {
				if err := c.Delete(); err != nil {
					return err
				}
			}
			return btx.Bucket(bBlobs).Delete(d[:])
		})
		if err != nil {
			return
		}
	}
}
