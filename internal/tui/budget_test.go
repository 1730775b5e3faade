package tui_test

import (
	"fmt"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// budgets are bytes on the channel. Source: the table of budgets.
const (
	budgetCursor = 20
	budgetScroll = 140
	budgetPage   = 1800
	budgetFirst  = 1900
	budgetLetter = 16
)

func TestBudgets(t *testing.T) {
	s := newScene(t)
	for range 60 {
		s.open("finance", "A title of some length, as titles of topics are", "Text.")
		s.Clock.Advance(60e9)
	}
	long := s.open("health", "Long", paragraphs(60))
	for _, size := range sizes {
		st := tuitest.Open(t, s.reader, size.width, size.height)
		within := func(act string, most int) {
			t.Helper()
			if st.Bytes() > most {
				t.Errorf("%dx%d: %s cost %d bytes, %d at most", size.width, size.height, act, st.Bytes(), most)
			}
		}
		if size.width == 80 {
			within("the first screen", budgetFirst)
		}
		st.Press("j")
		within("a row on Today", budgetCursor)
		st.Open(screen.Topics{Board: "finance"})
		st.Changed()
		st.Press("g")
		for range 15 {
			st.Press("j")
			within("a row of topics", budgetCursor)
		}
		if size.width == 80 {
			for range 25 {
				st.Press("j")
				within("a row of topics at the edge", budgetScroll)
			}
			st.Press("b")
			within("a page of topics", budgetPage)
		}
		st.Open(screen.Read{Number: long})
		st.Changed()
		for range 30 {
			st.Press("j")
			within("a line of text", budgetScroll)
		}
		for range 10 {
			st.Press("k")
			within("a line of text back", budgetScroll)
		}
		if size.width == 80 {
			st.Press("space")
			within("a page of text", budgetPage)
		}
		st.Press(":")
		for _, letter := range "finance" {
			st.Type(string(letter))
			within("a letter", budgetLetter)
		}
	}
}

// TestRestCostsNothing tells an idle session of changes that do not concern it.
func TestRestCostsNothing(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "A topic", "Text.")
	for _, place := range []screen.Place{screen.Today{}, screen.Boards{}, screen.Topics{Board: "finance"}, screen.Read{Number: n}, screen.Help{}} {
		st := tuitest.Open(t, s.reader, 80, 24)
		st.Open(place)
		st.Changed()
		if st.Changed(); st.Bytes() != 0 {
			t.Errorf("%T: %d bytes for nothing", place, st.Bytes())
		}
	}
}

// TestBudgetsOfLettersAndDocuments counts what the acts cost in their lists, in one of
// each, beside their envelopes, and at rest.
func TestBudgetsOfLettersAndDocuments(t *testing.T) {
	s := newScene(t)
	var letter asem.Number
	var symbol asem.Symbol
	for i := range 60 {
		s.Clock.Advance(7 * time.Minute)
		text := "Text."
		if i == 30 {
			text = paragraphs(60)
		}
		n := s.sent("FI", fmt.Sprintf("A subject of some length, as subjects of letters are, %d", i), text).Number
		doc := s.issued(fmt.Sprintf("A title of some length, as titles of documents are, %d", i), text, document.FirstIssue, "", "FI").Symbol
		if i == 30 {
			letter, symbol = n, doc
		}
	}
	for _, size := range sizes {
		s.Clock.Advance(24 * time.Hour)
		st := tuitest.Open(t, s.reader, size.width, size.height)
		within := func(act string, most int) {
			t.Helper()
			if st.Bytes() > most {
				t.Errorf("%dx%d: %s cost %d bytes, %d at most", size.width, size.height, act, st.Bytes(), most)
			}
		}
		if size.width == 80 {
			within("the first screen with letters and documents", budgetFirst)
		}
		rests := func(what string) {
			t.Helper()
			st.Changed()
			if st.Changed(); st.Bytes() != 0 {
				t.Errorf("%s: %d bytes for nothing", what, st.Bytes())
			}
		}
		for _, place := range []screen.Place{screen.Letters{}, screen.Documents{}} {
			what := fmt.Sprintf("%T", place)
			st.Open(place)
			rests(what)
			for range 15 {
				st.Press("j")
				within("a row of "+what, budgetCursor)
			}
			if size.width == 80 {
				for range 25 {
					st.Press("j")
					within("a row at the edge of "+what, budgetScroll)
				}
				st.Press("b")
				within("a page of "+what, budgetPage)
			}
		}
		for _, place := range []screen.Place{screen.Letter{Number: letter}, screen.Document{Symbol: symbol}} {
			what := fmt.Sprintf("%T", place)
			st.Open(place)
			rests(what)
			for range 30 {
				st.Press("j")
				within("a line of "+what, budgetScroll)
			}
			if size.width == 80 {
				st.Press("space")
				within("a page of "+what, budgetPage)
			}
		}
		for _, place := range []secretariat.Place{secretariat.NewLetter, secretariat.NewDocument} {
			st.Open(screen.Write{At: place})
			st.Changed()
			for _, c := range "som, fi" {
				st.Type(string(c))
				within("a letter of the envelope of "+string(place), budgetLetter)
			}
			st.Press("esc")
			for _, c := range "A title, and what stands in it" {
				st.Type(string(c))
				within("a letter beside the envelope of "+string(place), budgetLetter)
			}
			rests(string(place))
		}
	}
}
