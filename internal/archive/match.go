package archive

import (
	"math"
	"slices"

	"asem.internal/avs/internal/archive/word"
	"asem.internal/avs/internal/fault"
)

// BM25, with its usual constants.
const (
	saturation = 1.2
	levelling  = 0.75
	titleWorth = 2    // times, for a word of the title
	otherForm  = 0.6  // for another form of the word
	mostBegun  = 2000 // words that one beginning may stand for
)

// A weight is how much a word of the query says, by how few texts have it.
type weight struct {
	texts int
	value float32
}

func (f *finders) weight() *weight {
	if f.next == len(f.weights) {
		f.weights = append(f.weights, &weight{})
	}
	f.next++
	return f.weights[f.next-1]
}

// weigh sets the weights, when all shelves have been counted.
func (f *finders) weigh(texts float64) {
	for _, w := range f.weights {
		has := float64(w.texts)
		w.value = float32(math.Log(1 + (max(texts-has, 0)+0.5)/(has+0.5)))
	}
}

// words builds the finder of a word, or of several in a row.
func (f *finders) words(r *reading, n words) (finder, error) {
	if len(n.words) > 1 {
		return f.phrase(r, n)
	}
	w := n.words[0]
	m := &matcher{weight: f.weight(), title: n.title}
	m.word(r, w.Text)
	switch {
	case n.begin || w.Alone:
		more := false
		var others []string
		if others, more = r.beginning(w.Text, mostBegun); more {
			return nil, fault.New(fault.Usage, "More than %d words begin with %q.", mostBegun, w.Text).Then("Write more of the word.")
		}
		for _, o := range others {
			if o != w.Text {
				m.other(r, o, w.Paired)
			}
		}
	case !n.exact:
		for _, stem := range stems(w) {
			m.other(r, stem, false)
		}
	}
	m.weight.texts += m.texts
	return m, nil
}

// stems are the words under which other forms of a word are indexed.
func stems(w word.Word) (list []string) {
	for _, l := range w.Languages() {
		if stem := w.Bare(l); stem != "" {
			list = append(list, markStem+string(l)+stem)
			if stem != w.Text && !slices.Contains(list, stem) {
				list = append(list, stem) // the stem itself, where it is a word
			}
		}
	}
	return list
}

// A matcher finds one word in its forms.
type matcher struct {
	weight *weight
	title  bool
	texts  int
	exact  []map[uint32]posting
	others []map[uint32]posting
}

func (m *matcher) word(r *reading, w string) {
	p := r.postings(w)
	m.texts += count(p)
	m.exact = append(m.exact, p)
}

// other takes another form of the word; as good as the word itself where it is so.
func (m *matcher) other(r *reading, w string, same bool) {
	p := r.postings(w)
	if len(p) == 0 {
		return
	}
	m.texts += count(p)
	if same {
		m.exact = append(m.exact, p)
	} else {
		m.others = append(m.others, p)
	}
}

func count(postings map[uint32]posting) (n int) {
	for _, p := range postings {
		n += p.count()
	}
	return n
}

func (m *matcher) find(b *block, among bits) (found bits) {
	for _, of := range m.exact {
		m.add(b, of[b.number], 1, &among, &found)
	}
	exact := found
	for _, of := range m.others {
		m.add(b, of[b.number], otherForm, &among, &found)
	}
	inexact := found
	inexact.less(&exact)
	b.inexact.or(&inexact)
	return found
}

func (m *matcher) add(b *block, p posting, worth float32, among, found *bits) {
	p.each(func(slot int, title bool, count int) {
		if among.has(slot) && !found.has(slot) && (title || !m.title) {
			found.set(slot)
			b.score(slot, title, count, m.weight.value*worth)
		}
	})
}

// score adds what a word that occurs so often is worth in a text.
func (b *block) score(slot int, title bool, count int, weight float32) {
	if title {
		weight *= titleWorth
	}
	length := float32(b.columns.words(slot)) / float32(b.reading.search.mean)
	often := float32(count)
	b.scores[slot] += weight * often * (saturation + 1) / (often + saturation*(1-levelling+levelling*length))
}
