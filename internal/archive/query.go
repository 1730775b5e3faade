package archive

import (
	"time"

	"asem.internal/avs/internal/archive/word"
)

// A Query is what is looked for. The zero Query finds everything.
type Query struct {
	root node
	text string
}

// String is the query as it was typed.
func (q Query) String() string { return q.text }

// Bare says whether it has no words to be ranked by, only fields: then order by date is
// the one that makes sense.
func (q Query) Bare() bool {
	for _, w := range q.wanted() {
		if len(w.words) > 0 {
			return false
		}
	}
	return true
}

// Among says whether it asks for what is new to the delegate, which the index does not
// know: Options.New must be given.
func (q Query) Among() bool {
	found := false
	walk(q.root, func(n node) { _, is := n.(unread); found = found || is })
	return found
}

// A node is a part of a query: one of the types below, or nil for everything.
type node interface{}

type (
	// all finds what each part finds.
	all []node
	// either finds what some part finds.
	either []node
	// not finds what its part does not.
	not struct{ of node }
	// words finds texts with these words in a row.
	words struct {
		words []word.Word
		exact bool // in no other form
		begin bool // the last one may go on
		title bool // in the title
	}
	// field finds what is said of a text beside its words.
	field struct{ name, value string }
	// span finds texts of a time: from, and before to; a zero time is no bound.
	span struct{ from, to time.Time }
	// unread finds what is new to the delegate.
	unread struct{}
)

// walk visits a node and all below it.
func walk(n node, do func(node)) {
	switch n := n.(type) {
	case nil:
		return
	case all:
		for _, p := range n {
			walk(p, do)
		}
	case either:
		for _, p := range n {
			walk(p, do)
		}
	case not:
		walk(n.of, do)
	}
	do(n)
}

// wanted are the words that are looked for, without those that are excluded.
func (q Query) wanted() (list []words) {
	var visit func(node)
	visit = func(n node) {
		switch n := n.(type) {
		case all:
			for _, p := range n {
				visit(p)
			}
		case either:
			for _, p := range n {
				visit(p)
			}
		case words:
			list = append(list, n)
		}
	}
	visit(q.root)
	return list
}
