package boltstore

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/secretariat"
)

func checkpointOf(t *testing.T, s *Store) []byte {
	t.Helper()
	var signed []byte
	err := s.View(func(s secretariat.State) (err error) {
		signed, err = s.Checkpoint()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// TestRewrittenHistoryIsProved: whoever holds the seal's key can rewrite the whole
// journal and sign it, and verifying finds nothing. A checkpoint that somebody kept does.
func TestRewrittenHistoryIsProved(t *testing.T) {
	honest, rewritten := openIn(t, t.TempDir()), openIn(t, t.TempDir())
	c := newChronicler(8)
	c.write(t, honest, 40)
	kept := checkpointOf(t, honest)
	c.write(t, honest, 30)
	if err := honest.VerifyCheckpoint(kept); err != nil {
		t.Errorf("nothing was rewritten: %v", err)
	}
	lines := append([]line(nil), c.lines...)
	lines[20].entry.Command = "never said"
	newChronicler(8).shelve(t, rewritten)
	appendAll(t, rewritten, lines, 7)
	wantClean(t, rewritten)
	if err := rewritten.VerifyCheckpoint(kept); err == nil || !strings.Contains(err.Error(), "first 40 entries") {
		t.Errorf("entry 21 was rewritten: %v", err)
	}
	short := openIn(t, t.TempDir())
	appendAll(t, short, c.lines[:39], 7)
	if err := short.VerifyCheckpoint(kept); err == nil || !strings.Contains(err.Error(), "entry 40") {
		t.Errorf("the end was cut off: %v", err)
	}
	if err := honest.VerifyCheckpoint(bytes.Replace(kept, []byte("\n40\n"), []byte("\n41\n"), 1)); err == nil {
		t.Error("a checkpoint that was changed")
	}
}

// TestCheckpointsAreKept writes some thousands of entries: one checkpoint is kept
// for each thousand, and a kept one that was changed is found.
func TestCheckpointsAreKept(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(1)
	c.write(t, s, 3)
	for batch := range 7 {
		err := s.Update(func(l secretariat.Ledger) error {
			for i := range 500 {
				last, at := l.Last()
				e := journal.Entry{Number: last + 1, At: at, Command: fmt.Sprint(batch, i), Rule: 1}
				if err := l.Append(e, nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	c.do(t, s, "delegate.one", forum.Open{Board: "finance", Title: "x", Text: "x"})
	kept := 0
	err := s.state.Update(func(btx *bolt.Tx) error {
		b := btx.Bucket(bCheckpoints)
		if err := b.ForEach(func(_, _ []byte) error { kept++; return nil }); err != nil {
			return err
		}
		k, v := b.Cursor().First()
		return b.Put(k, append(bytes.Clone(v[:len(v)-2]), "A\n"...))
	})
	if err != nil {
		t.Fatal(err)
	}
	if kept != 3 {
		t.Errorf("%d checkpoints are kept of 3,504 entries", kept)
	}
	report, err := s.Verify(t.Context(), nil)
	if err != nil || len(report.Problems) != 1 || !strings.Contains(report.Problems[0].What, "checkpoint") {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestVerifyStops verifies with progress, and is interrupted.
func TestVerifyStops(t *testing.T) {
	s := openIn(t, t.TempDir())
	newChronicler(8).write(t, s, 40)
	var told []uint64
	if _, err := s.Verify(t.Context(), func(done, total uint64) {
		if told = append(told, done); total != 40 {
			t.Errorf("%d of %d", done, total)
		}
	}); err != nil || len(told) != 40 || told[39] != 40 {
		t.Errorf("%v, %v", told, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Verify(ctx, nil); err == nil {
		t.Error("interrupted, and no error")
	}
}
