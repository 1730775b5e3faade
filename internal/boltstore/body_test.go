package boltstore

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// bodyOf puts bytes and opens them.
func bodyOf(t *testing.T, s *Store, data []byte) (secretariat.Body, rule.Digest) {
	t.Helper()
	digest, _, err := s.PutBlob(bytes.NewReader(data), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	body, err := s.BlobAt(digest)
	if err != nil {
		t.Fatal(err)
	}
	return body, digest
}

// TestBodySizes reads bodies around the size of a piece, in pieces of any size.
func TestBodySizes(t *testing.T) {
	s := openIn(t, t.TempDir())
	for i, size := range []int{0, 1, chunk - 1, chunk, chunk + 1, 2*perCommit*chunk + 5} {
		data := bytesOf(i, size)
		body, _ := bodyOf(t, s, data)
		for _, step := range []int{1000, chunk, 1 << 15, 3 * perCommit * chunk} {
			var got []byte
			for off := 0; ; off += step {
				part := make([]byte, step)
				n, err := body.ReadAt(part, int64(off))
				got = append(got, part[:n]...)
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes of %d come back by %d", len(got), size, step)
			}
		}
	}
}

// damagedFile is a store in which one bit of the middle piece of a file is another,
// and the digest of the file.
func damagedFile(t *testing.T, pieces int) (*Store, rule.Digest) {
	t.Helper()
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	_, digest := bodyOf(t, s, bytesOf(7, pieces*chunk))
	w := written{records: recordsOf(t, s, nil)}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.state, w.blobs = fileBytes(t, folder+"/"+StateFile), fileBytes(t, folder+"/"+BlobsFile)
	return openIn(t, w.flipped(t, w.records[string(bChunks)][pieces/2], rand.New(rand.NewPCG(1, 2)))), digest
}

// TestDamagedBody reads a file with one wrong bit: in order it ends with an error
// before its end is given out, also where the reads overtake one another.
func TestDamagedBody(t *testing.T) {
	const pieces = 40
	s, digest := damagedFile(t, pieces)
	const step = chunk / 2
	for name, order := range map[string]func(i int) int{
		"in order":   func(i int) int { return i },
		"overtaking": func(i int) int { return i ^ 7 }, // eight under way, the last one first
	} {
		body, err := s.BlobAt(digest)
		if err != nil {
			t.Fatal(err)
		}
		failed := 0
		for i := range 2 * pieces {
			off := int64(order(i) * step)
			_, err := body.ReadAt(make([]byte, step), off)
			if err != nil && !errors.Is(err, errRecord) {
				t.Fatal(err)
			}
			if last := off/chunk == pieces-1; last != (err != nil) {
				t.Errorf("%s: reading at piece %d: %v", name, off/chunk, err)
			}
			if err != nil {
				failed++
			}
		}
		if failed != 2 {
			t.Errorf("%s: %d reads failed", name, failed)
		}
	}
	t.Run("anywhere", func(t *testing.T) { // promised are bytes in their place
		body, err := s.BlobAt(digest)
		if err != nil {
			t.Fatal(err)
		}
		part := make([]byte, 100)
		if _, err := body.ReadAt(part, (pieces-1)*chunk); err != nil || !bytes.Equal(part, bytesOf(7, pieces*chunk)[(pieces-1)*chunk:][:100]) {
			t.Errorf("%v", err)
		}
	})
	if damage := s.Damage(); damage != nil {
		t.Errorf("one file that does not match closes the record: %v", damage)
	}
}

// TestBodyRemoved removes a file while somebody reads it.
func TestBodyRemoved(t *testing.T) {
	s := openIn(t, t.TempDir())
	body, digest := bodyOf(t, s, bytesOf(1, 3*chunk))
	if _, err := body.ReadAt(make([]byte, 10), 0); err != nil {
		t.Fatal(err)
	}
	s.dropBlobs([]rule.Digest{digest})
	if _, err := body.ReadAt(make([]byte, 10), chunk); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

// TestBodyAllocates reads without allocating what it reads.
func TestBodyAllocates(t *testing.T) {
	s := openIn(t, t.TempDir())
	body, _ := bodyOf(t, s, bytesOf(1, 4*chunk))
	part := make([]byte, 1<<15)
	result := testing.Benchmark(func(b *testing.B) {
		for i := range b.N {
			if _, err := body.ReadAt(part, int64(i%8)<<15); err != nil && !errors.Is(err, io.EOF) {
				b.Fatal(err)
			}
		}
	})
	if got := result.AllocedBytesPerOp(); got > 4096 {
		t.Errorf("%d bytes allocated for %d read", got, len(part))
	}
	t.Logf("%s", result)
}
