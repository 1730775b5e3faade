package boltstore

import (
	"context"
	"math/rand/v2"
	"testing"

	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
)

// TestFoldingHasOneOutcome writes made-up histories and folds each again, in
// batches of several sizes and from its bytes: the state is the same, byte for byte.
func TestFoldingHasOneOutcome(t *testing.T) {
	for seed := range uint64(6) {
		c := newChronicler(seed)
		s := openIn(t, t.TempDir())
		c.write(t, s, 150)
		want := impliedDigest(t, s)
		for _, batch := range []int{1, 13, len(c.lines), 0} {
			other := openIn(t, t.TempDir())
			appendAll(t, other, c.lines, batch)
			if got := impliedDigest(t, other); got != want {
				t.Errorf("seed %d: folded %d at a time the state is another", seed, batch)
			}
		}
		afresh := openIn(t, t.TempDir())
		if err := s.refoldInto(context.Background(), afresh); err != nil {
			t.Fatal(err)
		}
		for _, bucket := range folded {
			if key, err := firstDifference(s.state, afresh.state, bucket); key != nil || err != nil {
				t.Errorf("seed %d: folded from its bytes, %s %q differs, %v", seed, bucket, key, err)
			}
		}
	}
}

// appendAll writes a history to an empty store, batch entries a transaction, or
// a random number of them for 0.
func appendAll(t *testing.T, s *Store, lines []line, batch int) {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	for len(lines) > 0 {
		n := batch
		if n == 0 {
			n = 1 + random.IntN(50)
		}
		n = min(n, len(lines))
		err := s.Update(func(l secretariat.Ledger) error {
			for _, line := range lines[:n] {
				if err := l.Append(line.entry, line.texts); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		lines = lines[n:]
	}
}

// TestHistoriesAreVaried holds the chronicler to every kind of fact: a kind that
// it never writes is one that the tests here say nothing about.
func TestHistoriesAreVaried(t *testing.T) {
	c := newChronicler(3)
	s := openIn(t, t.TempDir())
	c.write(t, s, 4000)
	written := map[string]int{}
	for _, line := range c.lines {
		for _, f := range line.entry.Facts {
			written[f.Kind()]++
		}
	}
	for _, f := range journal.Facts() {
		if f == (procedure.Reminded{}) {
			continue // former versions wrote it: see former_test
		}
		if written[f.Kind()] == 0 {
			t.Errorf("no %s in a history of %d entries", f.Kind(), len(c.lines))
		}
	}
	report := wantClean(t, s)
	if report.Entries != uint64(len(c.lines)) || report.Redacted == 0 || report.Texts == 0 {
		t.Errorf("%+v for %d entries", report, len(c.lines))
	}
}
