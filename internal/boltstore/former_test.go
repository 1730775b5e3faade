package boltstore

import (
	"testing"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// proposing writes a history until a procedure waits for consent.
func proposing(t testing.TB, s *Store) (waits []procedure.Procedure) {
	t.Helper()
	for c := newChronicler(7); len(c.lines) < 4000; {
		c.write(t, s, 50)
		err := s.View(func(state secretariat.State) error { waits = state.ProposedProcedures(); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if len(waits) > 0 {
			return waits
		}
	}
	t.Fatal("nothing waits for consent")
	return nil
}

// TestProposalsOfFormerVersions: a store that was written before proposals were listed lists
// them once it is opened, and verifies.
func TestProposalsOfFormerVersions(t *testing.T) {
	folder := t.TempDir()
	o := testOptions(t, folder)
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	want := proposing(t, s)
	if err := s.state.Update(func(btx *bolt.Tx) error { return btx.DeleteBucket(bProposed) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openWith(t, o)
	err = again.View(func(state secretariat.State) error {
		if got := state.ProposedProcedures(); len(got) != len(want) || got[0].Number != want[0].Number {
			t.Errorf("%d are listed, want %d", len(got), len(want))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantClean(t, again)
}

// TestRemindersOfFormerVersions: that a procedure was recalled, which stands in older records
// and is written no more, is folded as it was.
func TestRemindersOfFormerVersions(t *testing.T) {
	s := openIn(t, t.TempDir())
	n := proposing(t, s)[0].Number
	err := s.Update(func(l secretariat.Ledger) error {
		last, at := l.Last()
		return l.Append(entryOf(last+1, at, []rule.Fact{procedure.Reminded{Number: n, Hours: 48}}), nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(func(state secretariat.State) error {
		if p, _ := state.Procedure(n); len(p.Reminded) != 1 || p.Reminded[0] != 48 {
			t.Errorf("%+v", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantClean(t, s)
}
