package boltstore

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// bytesOf are that many bytes, the same for the same seed.
func bytesOf(seed, size int) []byte {
	data := make([]byte, size)
	random := rand.NewChaCha8([32]byte{byte(seed)})
	_, _ = random.Read(data) // never fails
	return data
}

func wantBlob(t *testing.T, s *Store, digest rule.Digest, want []byte) {
	t.Helper()
	body, err := s.Blob(digest)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes of %d come back, %v", len(got), len(want), err)
	}
}

func TestBlobs(t *testing.T) {
	s := openIn(t, t.TempDir())
	for i, size := range []int{0, 1, chunk - 1, chunk, chunk + 1, perCommit * chunk, 3*perCommit*chunk + 5} {
		data := bytesOf(i, size)
		for range 2 {
			digest, n, err := s.PutBlob(iotest.HalfReader(bytes.NewReader(data)), int64(size))
			if err != nil || n != int64(size) || digest != rule.Digest(sha256.Sum256(data)) {
				t.Fatalf("%d bytes: %s, %d, %v", size, digest, n, err)
			}
			wantBlob(t, s, digest, data)
		}
	}
	if left, err := filepath.Glob(filepath.Join(s.spool, "receiving-*")); len(left) > 0 || err != nil {
		t.Errorf("%v is left, %v", left, err)
	}
}

func TestBlobOverItsLimit(t *testing.T) {
	s := openIn(t, t.TempDir())
	data := bytesOf(1, 100)
	_, _, err := s.PutBlob(bytes.NewReader(data), 99)
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "99 bytes") {
		t.Errorf("%v", err)
	}
	if _, err := s.Blob(sha256.Sum256(data)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what was refused can be opened: %v", err)
	}
}

// TestBlobInterrupted breaks off in the middle: nothing is there, and sending it
// again brings it.
func TestBlobInterrupted(t *testing.T) {
	s := openIn(t, t.TempDir())
	data := bytesOf(1, 2*perCommit*chunk+7)
	broken := errors.New("the line broke")
	_, _, err := s.PutBlob(io.MultiReader(bytes.NewReader(data[:len(data)-1]), iotest.ErrReader(broken)), 1<<30)
	if !errors.Is(err, broken) {
		t.Fatalf("%v", err)
	}
	digest := rule.Digest(sha256.Sum256(data))
	if _, err := s.Blob(digest); fault.KindOf(err) != fault.NotFound {
		t.Errorf("half of it can be opened: %v", err)
	}
	if _, _, err := s.PutBlob(bytes.NewReader(data), 1<<30); err != nil {
		t.Fatal(err)
	}
	wantBlob(t, s, digest, data)
}

// TestBlobsAtOnce puts and reads the same bodies from many goroutines.
func TestBlobsAtOnce(t *testing.T) {
	s := openIn(t, t.TempDir())
	var group sync.WaitGroup
	for i := range 12 {
		group.Go(func() {
			data := bytesOf(i%3, perCommit*chunk+i%3)
			digest, _, err := s.PutBlob(bytes.NewReader(data), 1<<30)
			if err != nil {
				t.Error(err)
				return
			}
			body, err := s.Blob(digest)
			if err != nil {
				t.Error(err)
				return
			}
			if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, data) {
				t.Errorf("another body comes back, %v", err)
			}
		})
	}
	group.Wait()
	wantClean(t, s)
}

// TestBlobMemory receives and reads a large body: what is held of it at a time is
// a few pieces.
func TestBlobMemory(t *testing.T) {
	s := openIn(t, t.TempDir())
	const size = 48 << 20
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	digest, n, err := s.PutBlob(io.LimitReader(endless{}, size), size)
	if err != nil || n != size {
		t.Fatal(n, err)
	}
	body, err := s.Blob(digest)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, body); n != size || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > size/2 {
		t.Errorf("the heap grew by %d MiB for a body of %d", grown>>20, size>>20)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i)
	}
	return len(p), nil
}

func TestSmallBlobs(t *testing.T) {
	s := openIn(t, t.TempDir())
	bodies := [][]byte{{}, {1}, bytesOf(1, secretariat.MaxSmallBlob), bytesOf(2, 1000), bytesOf(2, 1000)}
	for range 2 {
		if err := s.PutSmallBlobs(bodies); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.PutBlob(bytes.NewReader(bodies[3]), 1<<20); err != nil {
		t.Error(err)
	}
	for _, body := range bodies {
		wantBlob(t, s, sha256.Sum256(body), body)
	}
	if err := s.PutSmallBlobs([][]byte{bytesOf(5, 10), bytesOf(6, secretariat.MaxSmallBlob+1)}); err == nil {
		t.Error("a large one is taken")
	}
	if _, err := s.Blob(sha256.Sum256(bytesOf(5, 10))); fault.KindOf(err) != fault.NotFound {
		t.Errorf("half of what was refused is there: %v", err)
	}
	if report := wantClean(t, s); report.Orphans != 4 {
		t.Errorf("%d bodies that no entry names, want 4", report.Orphans)
	}
}

// TestSmallBlobsAreTheStoresOwn changes the bytes after they were handed over.
func TestSmallBlobsAreTheStoresOwn(t *testing.T) {
	s := openIn(t, t.TempDir())
	body := []byte("as it was")
	digest := rule.Digest(sha256.Sum256(body))
	if err := s.PutSmallBlobs([][]byte{body}); err != nil {
		t.Fatal(err)
	}
	copy(body, "CHANGED")
	wantBlob(t, s, digest, []byte("as it was"))
}
