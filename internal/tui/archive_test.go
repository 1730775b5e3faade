package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// indexed waits until everything can be found.
func (s *scene) indexed() {
	s.t.Helper()
	if err := s.Indexed(s.t.Context(), nil); err != nil {
		s.t.Fatal(err)
	}
}

func TestArchiveAsDrawn(t *testing.T) {
	s := newScene(t)
	for _, text := range scripts {
		s.open("culture", text.title, text.text+"\n\nOn the working methods of the secretariat.")
	}
	s.issued("Working methods", "The working methods of the secretariat.\n\n亚欧会议虚拟秘书处.", document.FirstIssue, "", "FI")
	s.indexed()
	for _, size := range sizes {
		suffix := fmt.Sprintf("-%dx%d", size.width, size.height)
		t.Run(suffix[1:], func(t *testing.T) {
			name := func(what string) string { return what + suffix }
			st := tuitest.Open(t, s.reader, size.width, size.height)
			st.Press("8")
			st.Golden(name("archive-years"))
			st.Press("/")
			st.Type("working methods")
			st.Press("enter")
			st.Golden(name("archive-found"))
			st.Press("/", "ctrl+u")
			st.Type("虚拟秘书处")
			st.Press("enter")
			st.Golden(name("archive-chinese"))
		})
	}
}

func TestFindingAndComingBack(t *testing.T) {
	s := newScene(t)
	for i := range 60 {
		s.open("finance", fmt.Sprintf("Herons %d", i), "A heron of its own.")
	}
	s.indexed()
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("/")
	st.Type("heron (")
	st.Press("enter")
	st.Shows("stops after: heron", "not closed") // and what was typed is still there
	st.Press("backspace", "enter")
	st.Shows("60 found, the best first", "*heron*")
	for range 40 {
		st.Press("j")
	}
	_, row, _ := strings.Cut(st.Row(), "#")
	st.Press("enter")
	st.Shows("A heron of its own.")
	st.Press("q")
	if !strings.HasSuffix(st.Row(), "#"+row) {
		t.Errorf("the cursor was on %q and is on %q", row, st.Row())
	}
	st.Press("o")
	st.Shows("60 found, by date", "Herons 59")
	st.Press("G", "space")
	st.Press("/", "ctrl+u")
	st.Type("?")
	st.Press("enter")
	st.Shows("What a query may say")
	st.Press("q", "/", "ctrl+u")
	st.Type("nothingofthatkind")
	st.Press("enter")
	st.Shows("Nothing that you may read is like that.", "0 found")
	st.Press("enter")
	st.Shows("There is nothing here to open")
}

func TestArchiveByYearAndMonth(t *testing.T) {
	s := newScene(t)
	s.open("finance", "Herons", "Text.")
	s.indexed()
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("8")
	st.Shows("2026", "2006")
	st.Press("o")
	st.Shows("have one order")
	st.Press("enter")
	st.Shows("Archive > 2026", "2026-09")
	st.Press("enter")
	st.Shows("Herons", "by date")
	st.Press("o")
	st.Shows("ordered by")
	st.Press("enter")
	st.Shows("Herons", "Text.")
}

// TestArchiveByParts: pillars, series and boards, and what a delegate wrote.
func TestArchiveByParts(t *testing.T) {
	s := newScene(t)
	s.open("finance", "Herons", "Text.")
	s.issued("Of herons", "Text.", document.FirstIssue, "", "FI")
	s.indexed()
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("8")
	st.Shows("By year", "By pillar", "Economic", "By series of documents", "SOM", "Boards of the archive", "Founding texts")
	st.Lacks("Political", "INFORM")
	for !strings.Contains(st.Row(), "SOM") {
		st.Press("j")
	}
	st.Press("enter")
	st.Shows("Of herons", "1 found")
	st.Press("q")
	if !strings.Contains(st.Row(), "SOM") {
		t.Errorf("back on %q", st.Row())
	}
	st.Open(screen.Directory{Delegate: "demo.writer"})
	st.Press("a")
	st.Shows("Herons", "from:demo.writer")
}

// TestBoardsAreClosed into the archive by coordinators alone.
func TestBoardsAreClosed(t *testing.T) {
	s := newScene(t)
	s.open("finance", "Herons", "Text.")
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	st := tuitest.Open(t, s.moderator, 80, 24)
	st.Open(screen.Boards{})
	st.Press("L")
	st.Shows("coordinators do")
	st = tuitest.Open(t, coordinator, 80, 24)
	st.Open(screen.Boards{})
	st.Press("/")
	st.Type("Finance")
	st.Press("enter", "L")
	st.Type("It has reported.")
	st.Press("enter")
	st.Shows("Finance is closed into the archive.", "Finance (archive)")
	st.Press("w")
	st.Shows("was closed into the archive on")
	st.Press("enter")
	st.Shows("Closed into the archive on 2026-09-10 by demo.coordinator: It has reported.", "Herons")
	st.Press("w")
	st.Shows("was closed into the archive on")
	st.Press("q", "L", "y")
	st.Shows("Finance is open again.")
	st.Lacks("(archive)  0")
}

// TestNobodyFindsOnScreenWhatIsNotTheirs: not even how much of it there is.
func TestNobodyFindsOnScreenWhatIsNotTheirs(t *testing.T) {
	s := newScene(t)
	s.issued("Confidential herons", "Herons.", document.FirstIssue, "", "FI")
	s.indexed()
	st := tuitest.Open(t, s.moderator, 80, 24)
	st.Open(screen.Archive{Query: "herons"})
	st.Shows("0 found")
	st.Lacks("Confidential", "SOM")
}

func TestArchiveBudgets(t *testing.T) {
	s := newScene(t)
	for i := range 60 {
		s.open("finance", fmt.Sprintf("A title of some length, as titles of topics are %d", i), "A heron of its own, in a line that is as long as lines in texts are in most cases.")
	}
	s.indexed()
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Archive{Query: "heron"})
	st.Changed()
	for i := range 40 {
		st.Press("j")
		most := budgetCursor
		if i > 8 {
			most = 2 * budgetScroll // a hit has two rows
		}
		if st.Bytes() > most {
			t.Errorf("row %d cost %d bytes, %d at most", i, st.Bytes(), most)
		}
	}
	st.Press("b")
	if st.Bytes() > budgetPage {
		t.Errorf("a page cost %d bytes", st.Bytes())
	}
	st.Changed()
	if st.Bytes() != 0 {
		t.Errorf("a change that does not show costs %d bytes", st.Bytes())
	}
}

// TestReleasing asks before it makes something public, and says on the thing that it is.
func TestReleasing(t *testing.T) {
	s := newScene(t)
	topic := s.open("finance", "Herons", "Text.")
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: topic})
	st.Press("P")
	st.Shows("coordinators do")
	st = tuitest.Open(t, coordinator, 80, 24)
	st.Open(screen.Read{Number: topic})
	st.Press("P", "n")
	st.Lacks("public")
	st.Press("P", "y")
	st.Shows("is released to the public.")
	st.Press("q")
	st.Open(screen.Read{Number: topic})
	st.Shows("public")
	st.Press("P")
	st.Type("Not agreed.")
	st.Press("enter")
	st.Shows("is withdrawn from the public.")
}
