package tui_test

import (
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestTextStandsBesideLists, on a wide window, for the row on which the cursor rests; to
// look at it there marks nothing as read.
func TestTextStandsBesideLists(t *testing.T) {
	s := newScene(t)
	coordinator := s.Accredit("demo.coordinator", "LA", "coordinator")
	for _, title := range []string{"First", "Second"} {
		to := []roster.Address{"FI"}
		if _, err := coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: to, Title: title + " notice", Text: title + " told."}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.writer.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: to, Subject: title + " letter", Text: title + " written."}); err != nil {
			t.Fatal(err)
		}
		s.issued(title+" paper", "Text.", document.FirstIssue, "", "FI")
	}
	st := tuitest.Open(t, s.reader, 120, 40)
	for _, c := range []struct {
		place         screen.Place
		second, first []string
	}{
		{screen.Notices{}, []string{"Second told.", "routine, Demo Coordinator, LA"}, []string{"First told."}},
		{screen.Letters{}, []string{"Second written.", "To FI"}, []string{"First written."}},
		{screen.Documents{}, []string{"Circulated to FI", "ASEM/SOM/2026/2"}, []string{"ASEM/SOM/2026/1"}},
	} {
		st.Open(c.place)
		st.Shows(append(c.second, " | ")...)
		st.Press("j")
		st.Wait()
		st.Shows(c.first...)
		st.Resize(80, 24)
		st.Lacks(" | ")
		st.Resize(120, 40)
	}
	if n, err := s.reader.Waiting(); n != 6 || err != nil {
		t.Errorf("%d are new of 6, %v", n, err)
	}
}
