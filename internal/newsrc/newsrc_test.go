package newsrc

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAgainstPlainMaps compares every answer with one found by counting.
func TestAgainstPlainMaps(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	boards := 200
	if testing.Short() {
		boards = 30
	}
	for range boards {
		last := uint32(random.IntN(300))
		b := Board{Last: last}
		settled, read := map[uint32]bool{}, map[uint32]bool{}
		if random.IntN(2) == 0 && last > 0 {
			floor := uint32(random.IntN(int(last)))
			b.Read.AddUpTo(floor)
			for o := uint32(1); o <= floor; o++ {
				read[o] = true
			}
		}
		for range random.IntN(200) {
			if last == 0 {
				break
			}
			o := uint32(random.IntN(int(last))) + 1
			switch random.IntN(3) {
			case 0:
				b.Settled.Add(o)
				settled[o] = true
			case 1:
				b.Read.Add(o)
				read[o] = true
			case 2:
				b.Read.Remove(o)
				delete(read, o)
			}
		}
		b = stored(t, b)
		var fresh []uint32
		for o := uint32(1); o <= last; o++ {
			isNew := !settled[o] && !read[o]
			if isNew {
				fresh = append(fresh, o)
			}
			if b.IsNew(o) != isNew {
				t.Fatalf("ordinal %d of %d: new %v", o, last, !isNew)
			}
		}
		if b.New() != len(fresh) {
			t.Fatalf("%d new, counted %d", b.New(), len(fresh))
		}
		check(t, b, fresh)
	}
}

func check(t *testing.T, b Board, fresh []uint32) {
	t.Helper()
	for o := uint32(0); o <= b.Last+1; o++ {
		var next, previous uint32
		for _, f := range fresh {
			if f > o && next == 0 {
				next = f
			}
			if f < o {
				previous = f
			}
		}
		if got, ok := b.After(o); got != next || ok != (next != 0) {
			t.Fatalf("after %d: %d, want %d", o, got, next)
		}
		if got, ok := b.Before(o); got != previous || ok != (previous != 0) {
			t.Fatalf("before %d: %d, want %d", o, got, previous)
		}
	}
}

// stored sends the sets through their bytes.
func stored(t *testing.T, b Board) Board {
	t.Helper()
	for _, s := range []*Set{&b.Settled, &b.Read} {
		data, err := s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		*s = back
	}
	return b
}

func TestWithout(t *testing.T) {
	var topic, settled, read Set
	topic.Add(3, 4, 5, 9)
	settled.Add(4, 100)
	read.AddUpTo(3)
	if n := topic.Without(settled, read); n != 2 {
		t.Errorf("%d, want 2", n)
	}
	if n := (Set{}).Without(settled, read); n != 0 {
		t.Errorf("an empty topic has %d new", n)
	}
}

func TestEach(t *testing.T) {
	var s Set
	s.Add(70_000, 3, 1, 3)
	var got []uint32
	s.Each(func(o uint32) { got = append(got, o) })
	if !slices.Equal(got, []uint32{1, 3, 70_000}) {
		t.Errorf("%v", got)
	}
	Set{}.Each(func(o uint32) { t.Errorf("%d of an empty set", o) })
}

// TestEndsOfTheRange asks at the first and the last ordinal there can be.
func TestEndsOfTheRange(t *testing.T) {
	const last = 1<<32 - 1
	b := Board{Last: last}
	if !b.IsNew(last) || b.IsNew(0) || b.New() != last {
		t.Errorf("%d new", b.New())
	}
	b.Read.AddUpTo(last)
	if b.New() != 0 || b.IsNew(last) {
		t.Errorf("%d new of a board that is read", b.New())
	}
	if next, ok := b.After(0); ok {
		t.Errorf("%d is new", next)
	}
	if previous, ok := b.Before(last); ok {
		t.Errorf("%d is new", previous)
	}
	b.Read.Remove(last)
	if next, ok := b.After(5); next != last || !ok {
		t.Errorf("after 5 comes %d", next)
	}
	if _, ok := b.After(last); ok {
		t.Error("something comes after the last")
	}
}

// TestDamagedSets reads sets of which bytes are missing.
func TestDamagedSets(t *testing.T) {
	var s Set
	for o := range uint32(2000) {
		s.Add(o*3 + 1)
	}
	data, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(data); n += 7 {
		if _, err := Parse(data[:n]); err == nil {
			t.Fatalf("%d bytes of %d are read", n, len(data))
		}
	}
	if s, err := Parse(nil); err != nil || s.Count() != 0 {
		t.Errorf("no bytes: %d, %v", s.Count(), err)
	}
}

// TestParsedSetsAreTheirOwn changes the bytes after they were read.
func TestParsedSetsAreTheirOwn(t *testing.T) {
	var s Set
	s.Add(1, 2, 3, 900)
	data, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	clear(data)
	if back.Count() != 4 || !back.Has(900) {
		t.Errorf("%d are left", back.Count())
	}
}

func FuzzParse(f *testing.F) {
	var s Set
	s.Add(1, 2, 3, 70000)
	data, _ := s.Bytes()
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err != nil || s.bits != nil && s.bits.Validate() != nil {
			return
		}
		again, err := s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(again)
		if err != nil || back.Count() != s.Count() {
			t.Fatalf("%d ordinals, and %d after being written and read: %v", s.Count(), back.Count(), err)
		}
		board := Board{Last: 10, Read: s}
		if next, ok := board.After(0); ok && !board.IsNew(next) {
			t.Fatalf("%d is next, and is not new", next)
		}
		for o := uint32(1); o <= board.Last; o++ {
			if board.IsNew(o) == s.Has(o) {
				t.Fatalf("ordinal %d is read and new, or neither", o)
			}
		}
	})
}

// BenchmarkNew counts on a board of a million with scattered marks.
func BenchmarkNew(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	board := Board{Last: 1_000_000}
	board.Read.AddUpTo(900_000)
	for range 20_000 {
		board.Read.Add(900_000 + uint32(random.IntN(100_000)))
		board.Settled.Add(uint32(random.IntN(1_000_000)) + 1)
	}
	for b.Loop() {
		board.New()
	}
}
