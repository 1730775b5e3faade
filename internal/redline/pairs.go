package redline

import "slices"

// MaxWords is up to how many words a paragraph is compared word by word.
const MaxWords = 50_000

// A pair is an old paragraph and the new one that it became, by index; -1 is none.
type pair struct {
	x, y int
	runs []Run // of a pair with both
}

// pairs finds in a gap which paragraphs became which, keeping the order of both;
// those that resemble no other were removed or added. Of two in the same place the
// removed one stands first.
func pairs(left *effort, old, new []string) []pair {
	if len(old) == 0 || len(new) == 0 {
		return alone(nil, 0, len(old), 0, len(new))
	}
	was, is := profiles(old), profiles(new)
	var found []pair
	if len(old)*len(new) <= maxTable {
		found = bestPairs(was, is)
	} else {
		found = nearPairs(was, is)
	}
	var out []pair
	x, y := 0, 0
	for _, p := range found {
		out = alone(out, x, p.x, y, p.y)
		p.runs = compareWords(left, old[p.x], new[p.y])
		out = append(out, p)
		x, y = p.x+1, p.y+1
	}
	return alone(out, x, len(old), y, len(new))
}

// alone appends old paragraphs that went and new ones that came.
func alone(out []pair, x, xEnd, y, yEnd int) []pair {
	for ; x < xEnd; x++ {
		out = append(out, pair{x: x, y: -1})
	}
	for ; y < yEnd; y++ {
		out = append(out, pair{x: -1, y: y})
	}
	return out
}

// A gap of up to maxTable pairs is searched for the best ones; in a larger one each
// old paragraph is held against the next few new ones. The profiles which are held
// against each other have maxProfile words.
const (
	maxTable   = 2_500
	maxProfile = 300
	reach      = 8
	alike      = 30 // in a hundred: from here on two paragraphs are one that changed
)

// bestPairs are the pairs with the greatest likeness in all, by a table as for a longest
// common subsequence.
func bestPairs(was, is []profile) []pair {
	width := len(is) + 1
	total := make([]int, (len(was)+1)*width) // of was[x:] against is[y:]
	like := make([]int, len(was)*len(is))
	for x := len(was) - 1; x >= 0; x-- {
		for y := len(is) - 1; y >= 0; y-- {
			l := likeness(was[x], is[y])
			like[x*len(is)+y] = l
			best := max(total[(x+1)*width+y], total[x*width+y+1])
			if l >= alike {
				best = max(best, l+total[(x+1)*width+y+1])
			}
			total[x*width+y] = best
		}
	}
	var found []pair
	for x, y := 0, 0; x < len(was) && y < len(is); {
		switch l := like[x*len(is)+y]; {
		case l >= alike && total[x*width+y] == l+total[(x+1)*width+y+1]:
			found = append(found, pair{x: x, y: y})
			x, y = x+1, y+1
		case total[x*width+y] == total[(x+1)*width+y]:
			x++
		default:
			y++
		}
	}
	return found
}

// nearPairs takes for each old paragraph the first of the next new ones that is like it.
func nearPairs(was, is []profile) []pair {
	var found []pair
	y := 0
	for x := range was {
		for ahead := y; ahead < min(y+reach, len(is)); ahead++ {
			if likeness(was[x], is[ahead]) >= alike {
				found = append(found, pair{x: x, y: ahead})
				y = ahead + 1
				break
			}
		}
	}
	return found
}

// A profile is the words of a paragraph, by number, in order of number.
type profile []uint32

func profiles(paragraphs []string) []profile {
	out := make([]profile, len(paragraphs))
	for i, p := range paragraphs {
		for _, w := range wordsOf(p, maxProfile) {
			out[i] = append(out[i], hash(w.text))
		}
		slices.Sort(out[i])
	}
	return out
}

// hash is FNV-1a: two words that share a number only make two paragraphs seem a
// little more alike, and the same everywhere.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// likeness is how much of two profiles is common, in a hundred of both.
func likeness(a, b profile) int {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common++
			i, j = i+1, j+1
		}
	}
	return 200 * common / max(1, len(a)+len(b))
}
