package newsrc

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// container is how many ordinals the sets keep together: what holds within one must
// hold across many, on boards of any size.
const container = 1 << 16

// TestLargeBoards asks boards of several containers, all of them read but a few
// ordinals, at and around the borders.
func TestLargeBoards(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, last := range []uint32{container - 1, container, container + 1, 2*container - 1, 2 * container, 3*container + 7, 20 * container} {
		for range 30 {
			fresh := someOf(random, last)
			b := Board{Last: last}
			b.Read.AddUpTo(last)
			if random.IntN(2) == 0 { // half of it is settled instead
				b = Board{Last: last}
				b.Settled.AddUpTo(last / 2)
				for o := last/2 + 1; o <= last; o++ {
					b.Read.Add(o)
				}
			}
			for _, o := range fresh {
				b.Read.Remove(o)
				b.Settled.Remove(o)
			}
			b = stored(t, b)
			if b.New() != len(fresh) {
				t.Fatalf("of %d: %d new, want %d", last, b.New(), len(fresh))
			}
			var forward, backward []uint32
			for o, ok := b.After(0); ok && len(forward) <= len(fresh); o, ok = b.After(o) {
				forward = append(forward, o)
			}
			for o, ok := b.Before(last + 1); ok && len(backward) <= len(fresh); o, ok = b.Before(o) {
				backward = append(backward, o)
			}
			slices.Reverse(backward)
			if !slices.Equal(forward, fresh) || !slices.Equal(backward, fresh) {
				t.Fatalf("of %d: forward %v, backward %v, want %v", last, forward, backward, fresh)
			}
		}
	}
}

// someOf are a few ordinals up to the last, ascending, many of them at borders.
func someOf(random *rand.Rand, last uint32) []uint32 {
	var some []uint32
	for range random.IntN(6) {
		o := 1 + random.Uint32N(last)
		if random.IntN(2) == 0 {
			o = o/container*container + random.Uint32N(3)
		}
		if o >= 1 && o <= last {
			some = append(some, o)
		}
	}
	slices.Sort(some)
	return slices.Compact(some)
}
