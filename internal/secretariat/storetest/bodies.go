package storetest

import (
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// filesAnywhere reads parts of files, in order and out of it, and at once.
func filesAnywhere(t *testing.T, s secretariat.Store) {
	for _, want := range []string{"", "x", strings.Repeat("large ", 50_000)} {
		body, err := s.BlobAt(putBlob(t, s, want))
		if err != nil {
			t.Fatal(err)
		}
		if body.Size() != int64(len(want)) {
			t.Errorf("%d bytes are said to be %d", len(want), body.Size())
		}
		if got, err := io.ReadAll(io.NewSectionReader(body, 0, body.Size())); string(got) != want || err != nil {
			t.Errorf("%d bytes of %d in order, %v", len(got), len(want), err)
		}
		var readers sync.WaitGroup
		for seed := range uint64(4) {
			readers.Go(func() { readAnywhere(t, body, want, rand.New(rand.NewPCG(seed, 1))) })
		}
		readers.Wait()
		for _, off := range []int64{int64(len(want)), int64(len(want)) + 1, 1 << 62} {
			if n, err := body.ReadAt(make([]byte, 1), off); n != 0 || !errors.Is(err, io.EOF) {
				t.Errorf("at %d: %d bytes, %v", off, n, err)
			}
		}
		if _, err := body.ReadAt(make([]byte, 1), -1); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("before the beginning: %v", err)
		}
	}
	if _, err := s.BlobAt(rule.DigestOf("never put")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what was never put: %v", err)
	}
}

func readAnywhere(t *testing.T, body secretariat.Body, want string, random *rand.Rand) {
	for range 50 {
		from := random.IntN(len(want) + 1)
		part := make([]byte, random.IntN(len(want)-from+2))
		n, err := body.ReadAt(part, int64(from))
		whole := min(len(part), len(want)-from)
		if n != whole || string(part[:n]) != want[from:from+whole] || (err != nil) != (whole < len(part)) {
			t.Errorf("%d bytes of %d at %d, %v", n, len(part), from, err)
		}
	}
}
