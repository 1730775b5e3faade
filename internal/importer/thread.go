package importer

import (
	"slices"
	"time"
)

const (
	maxReferences = 100
	maxIdentifier = 1 << 10
	none          = int32(-1)
)

// A forest gathers what messages say of one another, and then tells which
// answers which. Identifiers are kept as numbers; an identifier that is only
// referred to is unknown.
type forest struct {
	numbers map[string]int32
	names   []string
	message []int32   // by identifier: its message, or none while unknown
	ids     []int32   // by message: its identifier
	chains  [][]int32 // by message: its ancestors as it names them, nearest last
}

func newForest() *forest {
	return &forest{numbers: make(map[string]int32)}
}

// number gives an identifier its number.
func (f *forest) number(name string) int32 {
	n, found := f.numbers[name]
	if !found {
		n = int32(len(f.names))
		f.numbers[name] = n
		f.names = append(f.names, name)
		f.message = append(f.message, none)
	}
	return n
}

// add takes in a message with its ancestors, nearest last. If the identifier
// has a message already, nothing changes and that message is returned.
func (f *forest) add(name string, ancestors []string) (first int32, added bool) {
	id := f.number(name)
	if f.message[id] != none {
		return f.message[id], false
	}
	m := int32(len(f.ids))
	f.message[id] = m
	f.ids = append(f.ids, id)
	chain := make([]int32, 0, len(ancestors))
	for _, a := range ancestors {
		if n := f.number(a); n != id && !slices.Contains(chain, n) {
			chain = append(chain, n)
		}
	}
	f.chains = append(f.chains, chain)
	return m, true
}

// name is a message's identifier.
func (f *forest) name(m int32) string { return f.names[f.ids[m]] }

// parents tells of each message which one it answers, or none. The dates, one
// a message, decide who opens a topic whose first message is unknown and where
// a circle is cut. Following parents always ends.
func (f *forest) parents(at []time.Time) []int32 {
	up := f.link()
	f.cutCircles(up, at)
	parents := make([]int32, len(f.ids))
	top := make([]int32, len(f.ids)) // the unknown identifier above, if no message is
	settled := make(map[int32]int32) // where an unknown identifier leads
	opener := make(map[int32]int32)  // the earliest message below an unknown top
	for m := range parents {
		parents[m], top[m] = none, none
		a := f.ascend(up, up[f.ids[m]], settled)
		if a == none {
			continue
		}
		if parents[m] = f.message[a]; parents[m] != none {
			continue
		}
		top[m] = a
		if o, found := opener[a]; !found || at[m].Before(at[o]) {
			opener[a] = int32(m)
		}
	}
	for m := range parents {
		if top[m] != none && opener[top[m]] != int32(m) {
			parents[m] = opener[top[m]]
		}
	}
	return parents
}

// link draws, by identifier, what is above it: of a message the nearest known
// one of its own chain, else the nearest at all; of an unknown one what the
// first message that names both says.
func (f *forest) link() []int32 {
	up := make([]int32, len(f.names))
	for i := range up {
		up[i] = none
	}
	for m, chain := range f.chains {
		if len(chain) == 0 {
			continue
		}
		nearest := chain[len(chain)-1]
		for _, a := range slices.Backward(chain) {
			if f.message[a] != none {
				nearest = a
				break
			}
		}
		up[f.ids[m]] = nearest
	}
	for _, chain := range f.chains {
		for i := 1; i < len(chain); i++ {
			if a := chain[i]; f.message[a] == none && up[a] == none {
				up[a] = chain[i-1]
			}
		}
	}
	return up
}

// cutCircles removes one link of every circle: above an unknown identifier,
// which is hearsay, else above the earliest message.
func (f *forest) cutCircles(up []int32, at []time.Time) {
	walk := make([]int32, len(up)) // by identifier: the walk that first passed it
	for i := range walk {
		walk[i] = none
	}
	for start := range up {
		at0 := int32(start)
		n := at0
		for n != none && walk[n] == none {
			walk[n] = at0
			n = up[n]
		}
		if n != none && walk[n] == at0 {
			up[f.weakest(up, n, at)] = none
		}
	}
}

// weakest is the member of the circle through n whose link is to be cut.
func (f *forest) weakest(up []int32, n int32, at []time.Time) int32 {
	weak := n
	for i := up[n]; i != n; i = up[i] {
		switch m, w := f.message[i], f.message[weak]; {
		case w == none:
			return weak
		case m == none, at[m].Before(at[w]), at[m].Equal(at[w]) && m < w:
			weak = i
		}
	}
	return weak
}

// ascend climbs from identifier n over unknown ones to the first known one, or
// to the topmost. It remembers in settled where the unknown ones lead, so that
// all climbs together pass each link once.
func (f *forest) ascend(up []int32, n int32, settled map[int32]int32) int32 {
	var passed []int32
	for n != none && f.message[n] == none {
		if end, found := settled[n]; found {
			n = end
			break
		}
		passed = append(passed, n)
		if up[n] == none {
			break
		}
		n = up[n]
	}
	for _, p := range passed {
		settled[p] = n
	}
	return n
}
