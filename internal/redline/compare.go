package redline

import (
	"fmt"
	"math"
	"strings"

	"znkr.io/diff"
)

// Kind is what became of a paragraph, or of a run of text within one.
type Kind int

// The kinds. A run is never Changed.
const (
	Same Kind = iota
	Changed
	Added
	Removed
)

// String is the kind's word in sentences and in JSON.
func (k Kind) String() string {
	switch k {
	case Same:
		return "unchanged"
	case Changed:
		return "changed"
	case Added:
		return "added"
	case Removed:
		return "removed"
	}
	return "unknown"
}

// A Run is a stretch of a paragraph; spaces are part of it.
type Run struct {
	Kind Kind
	Text string // never ""
}

// A Paragraph is one paragraph of either text, or of both.
type Paragraph struct {
	Kind     Kind
	Old, New int   // its number in each text, from 1; 0 where it has none
	Runs     []Run // neighbours differ in kind; of a Same, Added or Removed paragraph one
}

// A Difference is all that two texts hold, in the order of the new one; what was
// removed stands where it stood.
type Difference struct {
	Paragraphs []Paragraph
}

// Before is the old text of a paragraph, "" if it has none; After is the new one.
// They are what Paragraphs gives for Old and New.
func (p Paragraph) Before() string { return p.without(Added) }

// After is the new text of a paragraph, "" if it was removed.
func (p Paragraph) After() string { return p.without(Removed) }

func (p Paragraph) without(k Kind) string {
	var out strings.Builder
	for _, r := range p.Runs {
		if r.Kind != k {
			out.WriteString(r.Text)
		}
	}
	return out.String()
}

// Count is how many paragraphs are of this kind.
func (d Difference) Count(k Kind) int {
	n := 0
	for _, p := range d.Paragraphs {
		if p.Kind == k {
			n++
		}
	}
	return n
}

// Summary is the difference in one line without a full stop, such as
// "3 paragraphs changed, 1 added, 2 removed".
func (d Difference) Summary() string {
	var parts []string
	for _, k := range []Kind{Changed, Added, Removed} {
		n := d.Count(k)
		switch {
		case n == 0:
		case len(parts) > 0:
			parts = append(parts, fmt.Sprintf("%d %s", n, k))
		default:
			parts = append(parts, fmt.Sprintf("%s %s", counted(n, "paragraph"), k))
		}
	}
	if len(parts) == 0 {
		return "No paragraph changed"
	}
	return strings.Join(parts, ", ")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Compare is the difference between two versions of a text. Both may hold
// anything; they are cleaned and divided as by Paragraphs.
func Compare(old, new string) Difference {
	c := comparison{old: Paragraphs(old), new: Paragraphs(new), left: enough}
	x, y := 0, 0 // how far each text is done
	for _, e := range edits(&c.left, c.old, c.new) {
		if e.Op != diff.Match {
			continue
		}
		c.gap(x, e.PosX, y, e.PosY)
		c.put(Same, e.PosX, e.PosY, Run{Same, e.X})
		x, y = e.PosX+1, e.PosY+1
	}
	c.gap(x, len(c.old), y, len(c.new))
	return Difference{c.done}
}

// comparison is a Difference in the making.
type comparison struct {
	old, new []string
	left     effort
	done     []Paragraph
}

// put adds a paragraph; x and y count from 0, and -1 is none.
func (c *comparison) put(k Kind, x, y int, runs ...Run) {
	c.done = append(c.done, Paragraph{Kind: k, Old: x + 1, New: y + 1, Runs: runs})
}

// gap adds what stands between two unchanged paragraphs: old[x:xEnd] became
// new[y:yEnd]. Those that became one another are compared by word.
func (c *comparison) gap(x, xEnd, y, yEnd int) {
	for _, p := range pairs(&c.left, c.old[x:xEnd], c.new[y:yEnd]) {
		switch {
		case p.y < 0:
			c.put(Removed, x+p.x, -1, Run{Removed, c.old[x+p.x]})
		case p.x < 0:
			c.put(Added, -1, y+p.y, Run{Added, c.new[y+p.y]})
		default:
			c.put(Changed, x+p.x, y+p.y, p.runs...)
		}
	}
}

// An effort is how much may still be spent on finding the fewest changes between
// two texts. When it is used up, a good answer takes its place.
type effort float64

// enough is spent in about a second.
const enough effort = 3e6

// edits turns x into y. The library needs n^1.5 log n for nearly the fewest
// changes and n log n for good ones.
func edits[T comparable](left *effort, x, y []T) []diff.Edit[T] {
	n := float64(len(x) + len(y))
	if cost := effort(n * math.Sqrt(n)); cost <= *left {
		*left -= cost
		return diff.Edits(x, y)
	}
	return diff.Edits(x, y, diff.Fast())
}
