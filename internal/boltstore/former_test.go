package boltstore

import (
	"testing"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// proposing writes a history of so many entries at least, until a procedure waits for consent.
func proposing(t testing.TB, s *Store, entries int) (waits []procedure.Procedure) {
	t.Helper()
	for c := newChronicler(7); len(c.lines) < 4000; {
		c.write(t, s, max(50, entries-len(c.lines)))
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

// forget makes a store what a former version would have written: without the list of
// proposals, and without the items that are gone. It answers how many of these there were.
func forget(t testing.TB, s *Store) (gone int) {
	t.Helper()
	err := s.state.Update(func(btx *bolt.Tx) error {
		in := &tx{store: s, bolt: btx}
		for _, m := range all[agenda.Meeting](in, bMeetings, nil) {
			gone += len(m.Gone)
			m.Gone = nil
			put(in, bMeetings, number(m.Number), m)
		}
		if in.err != nil {
			return in.err
		}
		if err := btx.DeleteBucket(bAdopted); err != nil {
			return err
		}
		return btx.DeleteBucket(bProposed)
	})
	if err != nil {
		t.Fatal(err)
	}
	return gone
}

// TestStoresOfFormerVersions: what a store does not keep yet is there once it is opened, and
// the whole verifies.
func TestStoresOfFormerVersions(t *testing.T) {
	o := testOptions(t, t.TempDir())
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	want := proposing(t, s, 2000)
	if gone := forget(t, s); gone == 0 {
		t.Error("the history took no item with an hour out")
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
	n := proposing(t, s, 0)[0].Number
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
