package linear

import (
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/manual"
)

// newManual lists the pages of the manual.
func newManual(s *session) place {
	l := &list{s: s, title: "Manual", picks: "says that page",
		empty: "The manual has no pages. Type ? at any prompt to hear what can be done there."}
	l.fetch = paged(func() ([]row, error) {
		var rows []row
		for _, t := range manual.Topics() {
			rows = append(rows, row{words: join(t.Name, t.Title), open: func() error { return s.sayPage(t) }})
		}
		return rows, nil
	})
	return l
}

func (s *session) sayPage(t manual.Topic) error {
	s.fact("%s.", t.Title)
	return s.text(t.Text)
}

// explainWord says what a letter or word does, or what the manual has on it.
func (s *session) explainWord(word string) error {
	for _, v := range verbs {
		if v.key == word || equalFold(word, v.word) {
			where := v.where
			if where == "" {
				where = "everywhere"
			}
			s.fact("%s, %s: %s. It is offered %s.", v.key, v.word, v.does, where)
			return nil
		}
	}
	if t, ok := manual.Find(word); ok {
		return s.sayPage(t)
	}
	var names []string
	for _, t := range manual.Topics() {
		names = append(names, t.Name)
	}
	return fault.New(fault.NotFound, "The manual has nothing on %q.", word).Then("It has pages on %s.", strings.Join(names, ", "))
}
