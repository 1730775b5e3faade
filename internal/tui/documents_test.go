package tui_test

import (
	"context"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/tuitest"
)

// issued issues a document of the writer's, or the next version of one.
func (s *scene) issued(title, text string, kind document.Kind, of asem.Symbol, to ...roster.Address) secretariat.Issued {
	s.t.Helper()
	n, err := s.writer.WritePaper(context.Background(), secretariat.Draft{Title: title, Text: text, Envelope: map[string]string{"series": "SOM"}})
	if err != nil {
		s.t.Fatal(err)
	}
	issued, err := s.writer.IssueDocument(context.Background(), "", document.Issue{Number: n.Number, As: kind, Of: of, To: to})
	if err != nil {
		s.t.Fatal(err)
	}
	return issued
}

func TestDocumentIsReadAndCompared(t *testing.T) {
	s := newScene(t)
	first := s.issued("Draft agenda", "Item one: the venue.\n\nItem two: [the date].", document.FirstIssue, "", "FI")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Shows("Documents", "Draft agenda", "ASEM/SOM/2026/1", "1 new")
	st.Press("4")
	st.Shows("> Documents", "new", "ASEM/SOM/2026/1", "VN")
	st.Press("enter")
	st.Shows("Demo Writer, VN Brussels", "Circulated to FI", "File 1: text.txt, en, ", "1 passage in square brackets; [ lists them", "Item two: [the date].")
	st.Lacks("1 new", "Versions:")
	st.Press("[")
	st.Shows("1 pair of square brackets", "[the date]")
	st.Press("q")
	st.Shows("Item two: [the date].")
	s.issued("Draft agenda", "Item one: the large venue.\n\nItem two: the date.", document.Revision, first.Symbol)
	st.Changed()
	st.Shows("a new version; ^R shows it", "1 new")
	st.Press("ctrl+r")
	st.Shows("Replaced by REV 1; v goes there", "Versions: - (this), REV 1")
	st.Press("v")
	st.Shows("ASEM/SOM/2026/1 REV 1", "the large venue")
	st.Press("=")
	st.Shows("REV 1 against -", "the {+large+} venue", "2 paragraphs changed")
	st.Press("q", "q")
	st.Shows("REV 1", "Draft agenda")
}

func TestDocumentIsWrittenAndIssued(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Press("4")
	st.Shows("Helsinki Declaration", "w write")
	st.Press("w")
	st.Shows("Series:")
	st.Type("som")
	st.Press("enter", "esc")
	st.Type("Draft agenda")
	st.Press("tab")
	st.Type("Item one.")
	st.Press("ctrl+x", "y")
	st.Shows("Your drafts", "Drawn up as draft #", "Draft agenda", "ASEM/SOM")
	st.Press("i")
	st.Shows("Issue as")
	st.Press("enter")
	st.Press("enter")
	st.Shows("A document goes to somebody.")
	st.Type("@eu")
	st.Press("enter")
	st.Shows("Issue #2 in ASEM/SOM to @eu (1 delegate)?")
	st.Press("y")
	st.Shows("Issued as ASEM/SOM/2026/1.", "Circulated to @eu", "Item one.", "Receipt not acknowledged yet:")
	if docs, err := s.reader.Documents(secretariat.DocumentScope{}, secretariat.Page{}); err != nil || len(docs.Rows) != 2 {
		t.Errorf("FI, of the EU, is reached by %v, %v", docs.Rows, err)
	}
	if docs, err := s.moderator.Documents(secretariat.DocumentScope{}, secretariat.Page{}); err != nil || len(docs.Rows) != 1 {
		t.Errorf("JP is reached by %v, %v", docs.Rows, err)
	}
}

// TestDocumentOfOthersIsNotThere: by symbol, by number, in lists, on any screen.
func TestDocumentOfOthersIsNotThere(t *testing.T) {
	s := newScene(t)
	issued := s.issued("Confidential agenda", "Item one.", document.FirstIssue, "", "FI")
	st := tuitest.Open(t, s.moderator, 80, 24)
	for _, name := range []string{issued.Number.String(), string(issued.Symbol)} {
		st.Press(":")
		st.Type(name)
		st.Press("enter")
		st.Lacks("Confidential", "Item one")
		st.Press("esc")
	}
	st.Press("4")
	st.Lacks("Confidential")
	if strings.Contains(st.Screen(), "SOM") {
		t.Errorf("a symbol is told:\n%s", st.Screen())
	}
}

func TestDocumentsAreNarrowed(t *testing.T) {
	s := newScene(t)
	s.issued("Agenda", "Item.", document.FirstIssue, "", "FI")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("4")
	st.Shows("Agenda", "Helsinki Declaration")
	st.Press("s")
	st.Type("2006 across")
	st.Press("enter")
	st.Shows("Documents > across 2006", "Helsinki Declaration")
	st.Lacks("Agenda")
	st.Press("s", "ctrl+u")
	st.Type("no/series/of/this/kind")
	st.Press("enter")
	st.Shows("is neither a series nor a pillar nor a year")
	st.Press("ctrl+u")
	st.Type(`"SOM Helsinki"`)
	st.Press("enter")
	st.Shows("No document like that reaches you.")
	st.Press("s", "ctrl+u", "enter")
	st.Shows("Agenda", "Helsinki Declaration")
}

// TestEveryFileIsRead: annexes too, one after the other.
func TestEveryFileIsRead(t *testing.T) {
	s := newScene(t)
	var files []document.File
	for _, text := range []string{"The paper itself.", "Annex one.", "Annex two."} {
		in, err := s.writer.TakeIn(context.Background(), text[:9]+".txt", "", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Release()
		files = append(files, in.File)
	}
	draft, err := s.writer.DraftDocument("", document.Paper{Series: "SOM", Title: "With annexes", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.IssueDocument(context.Background(), "", document.Issue{Number: draft.Number, To: []roster.Address{"FI"}}); err != nil {
		t.Fatal(err)
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("4", "enter")
	st.Shows("The paper itself.", "File 1: The paper.txt, en, 17 bytes (this)")
	st.Press("f")
	st.Shows("Annex one.", "(this)")
	st.Lacks("The paper itself.")
	st.Press("f")
	st.Shows("Annex two.")
	st.Press("f")
	st.Shows("The paper itself.")
}
