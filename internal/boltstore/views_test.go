package boltstore

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// TestLongViewIsCounted lets a view live longer than a view may, by a clock that
// only the test moves.
func TestLongViewIsCounted(t *testing.T) {
	s := openIn(t, t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		for _, lives := range []time.Duration{0, longest, longest + time.Millisecond, time.Hour} {
			err := s.View(func(secretariat.State) error {
				time.Sleep(lives)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	if n := s.LongViews(); n != 2 {
		t.Errorf("%d views lived too long, want 2", n)
	}
}

// TestMistakesOfOursAreNoDamage panics in a view and in an update as a mistake
// of our own would: an error, and the store goes on.
func TestMistakesOfOursAreNoDamage(t *testing.T) {
	s := openIn(t, t.TempDir())
	var none map[string]int
	if err := s.View(func(secretariat.State) error { none["x"]++; return nil }); !errors.Is(err, secretariat.ErrBroken) {
		t.Errorf("a view that panicked: %v", err)
	}
	if err := s.Update(func(secretariat.Ledger) error { none["x"]++; return nil }); !errors.Is(err, secretariat.ErrBroken) {
		t.Errorf("an update that panicked: %v", err)
	}
	if s.Damage() != nil {
		t.Errorf("damage: %v", s.Damage())
	}
	newChronicler(1).write(t, s, 10)
	wantClean(t, s)
}

// TestNumbersOnly asks for what is not there.
func TestNumbersOnly(t *testing.T) {
	s := openIn(t, t.TempDir())
	err := s.View(func(s secretariat.State) error {
		n, at := s.Last()
		if n != 0 || !at.IsZero() || s.NextNumber() != 1 {
			t.Errorf("an empty journal ends with %d at %v, next %d", n, at, s.NextNumber())
		}
		if _, err := s.Entry(1); err == nil {
			t.Error("entry 1 of an empty journal")
		}
		if _, ok := s.Post(1); ok {
			t.Error("a post")
		}
		if page, more := s.TopicsOf(asem.BoardID("finance"), secretariat.Range{Limit: 5}); len(page) > 0 || more {
			t.Error("topics of no board")
		}
		if page, more := s.PostsOf(1, secretariat.Range{Limit: 5, Backward: true}); len(page) > 0 || more {
			t.Error("posts of no topic")
		}
		if signed, err := s.Checkpoint(); len(signed) > 0 || err != nil {
			t.Errorf("a checkpoint of nothing: %q, %v", signed, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
