package redline

import (
	"strings"

	"znkr.io/diff"
)

// compareWords is the difference of two paragraphs in runs. A Same word may have a
// space before it in one text and none in the other: then the space was added or removed.
func compareWords(left *effort, old, new string) []Run {
	was, is := wordsOf(old, MaxWords), wordsOf(new, MaxWords)
	if len(was) > MaxWords || len(is) > MaxWords {
		return []Run{{Removed, old}, {Added, new}}
	}
	r := runner{}
	x, y := 0, 0
	for _, m := range matches(left, was, is) {
		r.change(was[x:m.x], is[y:m.y], old, new)
		r.same(was[m.x], is[m.y])
		x, y = m.x+1, m.y+1
	}
	r.change(was[x:], is[y:], old, new)
	r.end()
	return r.runs
}

// A match is a word that stands in both texts, by its place in each.
type match struct{ x, y int }

func matches(left *effort, was, is []word) []match {
	var found []match
	for _, e := range edits(left, texts(was), texts(is)) {
		if e.Op == diff.Match {
			found = append(found, match{e.PosX, e.PosY})
		}
	}
	return steady(found, was, is)
}

func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

// steady leaves out matches that only tear a change apart: a stretch of few letters
// ("of", a comma, one character) between changes of two words and more on both
// sides of it. What was written anew is then read in one piece.
func steady(found []match, was, is []word) []match {
	kept := make([]match, 0, len(found))
	from := match{-1, -1} // the last one kept
	for len(found) > 0 {
		n, letters := 1, len(was[found[0].x].text)
		for n < len(found) && found[n].x == found[n-1].x+1 && found[n].y == found[n-1].y+1 {
			letters += len(was[found[n].x].text)
			n++
		}
		to := match{len(was), len(is)}
		if n < len(found) {
			to = found[n]
		}
		if letters > 4 || !apart(from, found[0]) || !apart(found[n-1], to) {
			kept = append(kept, found[:n]...)
			from = found[n-1]
		}
		found = found[n:]
	}
	return kept
}

// apart says whether two words and more stand between matches in both texts.
func apart(a, b match) bool { return b.x-a.x > 2 && b.y-a.y > 2 }

// runner puts runs behind one another.
type runner struct {
	runs []Run
	kind Kind
	text strings.Builder // of the run that is not ended yet
}

func (r *runner) put(k Kind, text string) {
	if text == "" {
		return
	}
	if k != r.kind {
		r.end()
		r.kind = k
	}
	r.text.WriteString(text)
}

func (r *runner) end() {
	if r.text.Len() > 0 {
		r.runs = append(r.runs, Run{r.kind, r.text.String()})
		r.text.Reset()
	}
}

// same puts a word that is in both.
func (r *runner) same(was, is word) {
	switch {
	case was.space && is.space:
		r.put(Same, " ")
	case was.space:
		r.put(Removed, " ")
	case is.space:
		r.put(Added, " ")
	}
	r.put(Same, is.text)
}

// change puts what old words became. A space before both is none of the change.
func (r *runner) change(was, is []word, old, new string) {
	gone, come := stretch(was, old), stretch(is, new)
	if gone != "" && come != "" && gone[0] == ' ' && come[0] == ' ' {
		r.put(Same, " ")
		gone, come = gone[1:], come[1:]
	}
	r.put(Removed, gone)
	r.put(Added, come)
}

// stretch is what words that follow one another are of their paragraph.
func stretch(words []word, paragraph string) string {
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	end := last.at + len(last.text)
	if last.space {
		end++
	}
	return paragraph[words[0].at:end]
}
