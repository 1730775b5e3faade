package archive

import (
	"slices"

	"asem.internal/avs/internal/archive/word"
	"asem.internal/avs/internal/fault"
)

// A phrase finds words in a row.
type phrase struct {
	weight *weight
	title  bool
	words  []phraseWord
}

// A phraseWord is a word of it, in all the forms in which it may stand there.
type phraseWord struct {
	after uint32 // how far behind the first word
	forms []map[uint32]posting
}

// phrase builds the finder of words in a row. Its weight is that of its rarest word.
func (f *finders) phrase(r *reading, n words) (finder, error) {
	p := &phrase{weight: f.weight(), title: n.title}
	rarest := -1
	for i, w := range n.words {
		if last := i == len(n.words)-1; last && w.Paired && i > 0 && n.words[i-1].Paired && !n.begin {
			break // its character is in the pair before
		}
		pw := phraseWord{after: uint32(w.Pos - n.words[0].Pos), forms: []map[uint32]posting{r.postings(w.Text)}}
		if n.begin && i == len(n.words)-1 {
			if err := pw.begin(r, w); err != nil {
				return nil, err
			}
		}
		has := 0
		for _, form := range pw.forms {
			has += count(form)
		}
		if rarest < 0 || has < rarest {
			rarest = has
		}
		p.words = append(p.words, pw)
	}
	p.weight.texts += rarest
	return p, nil
}

// begin adds the words that begin so.
func (pw *phraseWord) begin(r *reading, w word.Word) error {
	others, more := r.beginning(w.Text, mostBegun)
	if more {
		return fault.New(fault.Usage, "More than %d words begin with %q.", mostBegun, w.Text).Then("Write more of the word.")
	}
	for _, o := range others {
		if o != w.Text {
			pw.forms = append(pw.forms, r.postings(o))
		}
	}
	return nil
}

func (p *phrase) find(b *block, among bits) (found bits) {
	p.narrow(b, &among)
	if among == (bits{}) {
		return found
	}
	starts := p.places(b, 0, &among)
	for i := range p.words[1:] {
		after := p.words[i+1].after
		next := p.places(b, i+1, &among)
		for slot, at := range starts {
			kept := slices.DeleteFunc(at, func(start uint32) bool { return !has(next[slot], start+after) })
			if len(kept) == 0 {
				delete(starts, slot)
			} else {
				starts[slot] = kept
			}
		}
	}
	for slot, at := range starts {
		title := at[0] < bodyFrom
		if p.title && !title {
			continue
		}
		found.set(slot)
		b.score(slot, title, min(len(at), mostCount), p.weight.value)
	}
	return found
}

// narrow leaves the texts that have every word, wherever.
func (p *phrase) narrow(b *block, among *bits) {
	for _, w := range p.words {
		var have bits
		for _, form := range w.forms {
			form[b.number].each(func(slot int, _ bool, _ int) { have.set(slot) })
		}
		among.and(&have)
	}
}

// places are where a word stands in each of the texts.
func (p *phrase) places(b *block, word int, among *bits) map[int][]uint32 {
	found := map[int][]uint32{}
	for _, form := range p.words[word].forms {
		form[b.number].places(among, func(slot int, at []uint32) { found[slot] = append(found[slot], at...) })
	}
	if len(p.words[word].forms) > 1 {
		for _, at := range found {
			slices.Sort(at)
		}
	}
	return found
}

func has(at []uint32, place uint32) bool {
	_, ok := slices.BinarySearch(at, place)
	return ok
}
