package tui_test

import (
	"maps"
	"slices"
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestWhatReachesNoMoreLeavesTheScreen: whoever is posted elsewhere sees nothing any more
// of what goes to the former mission, on whatever screen it stands.
func TestWhatReachesNoMoreLeavesTheScreen(t *testing.T) {
	s := newScene(t)
	cora := s.Accredit("demo.coordinator", "KR", "coordinator")
	letter := s.sent("FI/Brussels", "Confidential venue", "Confidential room [4].").Number
	posted, err := cora.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"FI/Brussels"}, Title: "Confidential alarm", Text: "Confidential hour."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cora.CorrectNotice("", notice.Correct{Number: posted.Number, Text: "Confidential minute."}); err != nil {
		t.Fatal(err)
	}
	doc := s.issued("Confidential agenda", "Confidential item [one].", document.FirstIssue, "", "FI/Brussels")
	s.issued("Confidential agenda", "Confidential item [two].", document.Revision, doc.Symbol)
	places := map[string]screen.Place{
		"today": screen.Today{}, "letters": screen.Letters{}, "letter": screen.Letter{Number: letter},
		"notices": screen.Notices{}, "notice": screen.Notice{Number: posted.Number}, "versions": screen.History{Number: posted.Number},
		"documents": screen.Documents{}, "series": screen.Documents{Series: "ASEM/SOM"}, "document": screen.Document{Symbol: doc.Symbol},
		"difference": screen.Difference{Symbol: doc.Symbol, Old: "-", New: "REV 1"}, "brackets": screen.Brackets{Symbol: doc.Symbol, Version: "-"},
	}
	words := map[string]string{"brackets": "[one]", "difference": "item"}
	open := map[string]*tuitest.Stage{}
	// Today comes first, which lists what is new: what is opened is read.
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(places)), func(name string) bool { return name == "today" })
	for _, name := range append([]string{"today"}, others...) {
		open[name] = tuitest.OpenWith(t, s.reader, tui.Options{Begin: places[name]}, 80, 24)
		if word := words[name]; word != "" {
			open[name].Shows(word)
		} else {
			open[name].Shows("Confidential")
		}
	}
	s.Amend("demo.reader", func(l *roster.Line) { l.Mission = "Jakarta" })
	for _, name := range slices.Sorted(maps.Keys(open)) {
		st := open[name]
		st.Changed()
		st.Lacks("Confidential", "[one]", "[-one-]", "item")
		st.Press("ctrl+r", "y", "v", "enter")
		st.Lacks("Confidential", "[one]")
		if t.Failed() {
			t.Fatalf("on the screen of %s", name)
		}
	}
}

// TestBarredSeesNothing: whoever holds no role any more, and is still in the roster.
func TestBarredSeesNothing(t *testing.T) {
	s := newScene(t)
	s.sent("FI", "Confidential venue", "Which room is it?")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("3")
	st.Shows("Confidential venue")
	s.Amend("demo.reader", func(l *roster.Line) { l.Roles = nil })
	st.Changed()
	st.Lacks("Confidential")
	st.Shows("You hold no role")
	s.Amend("demo.reader", func(l *roster.Line) { l.Roles = []roster.Role{{Name: roster.Observer}} })
	st.Changed()
	st.Shows("Confidential venue")
}
