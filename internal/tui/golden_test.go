package tui_test

import (
	"fmt"
	"testing"

	"asem.internal/avs/internal/tui/tuitest"
)

// sizes are those at which every screen is complete.
var sizes = []struct{ width, height int }{{80, 24}, {120, 40}}

// staged is a board with topics in many scripts, one of them with a thread.
func staged(t *testing.T) *scene {
	s := newScene(t)
	for _, sc := range scripts {
		s.open("multilateralism", sc.title, sc.text)
	}
	n := s.open("multilateralism", "Working methods", paragraphs(5))
	a := s.reply(s.reader, n, "A reply. See #2 and #3, and "+scripts[0].text)
	b := s.reply(s.writer, a, paragraphs(2))
	s.reply(s.moderator, b, scripts[5].text)
	if err := s.moderator.Pin(2, true); err != nil {
		t.Fatal(err)
	}
	if err := s.moderator.Lock(3, true); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScreensAsDrawn(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.width, size.height), func(t *testing.T) {
			s := staged(t)
			st := tuitest.Open(t, s.reader, size.width, size.height)
			name := func(screen string) string { return fmt.Sprintf("%s-%dx%d", screen, size.width, size.height) }
			st.Golden(name("today"))
			st.Press("1")
			st.Golden(name("boards"))
			st.Press("t")
			st.Golden(name("clusters"))
			st.Press("t", "enter")
			st.Golden(name("topics"))
			st.Press("j", "enter")
			st.Golden(name("reader"))
			st.Press("space")
			st.Golden(name("reader-paged"))
			st.Press("?")
			st.Golden(name("help"))
			st.Press("q", "q", "g", "j", "j", "j", "enter")
			st.Golden(name("reader-combining"))
			st.Press(":")
			st.Type("#5")
			st.Press("enter")
			st.Golden(name("reader-thai"))
		})
	}
}

// TestTheTextBesideTheListFollowsWhenTheCursorRests holds a key down first.
func TestTheTextBesideTheListFollowsWhenTheCursorRests(t *testing.T) {
	s := staged(t)
	st := tuitest.Open(t, s.reader, 120, 40)
	st.Press(":")
	st.Type("multilateralism")
	st.Press("enter")
	st.Shows("多边主义。")
	st.Press("j", "j")
	st.Lacks(scripts[5].text)
	st.Wait()
	st.Shows("多边主义。") // the cursor moved on while the time ran
	st.Wait()
	st.Shows(scripts[5].text)
	st.Lacks("多边主义。")
	if n, err := s.reader.Waiting(); err != nil || n != 9 {
		t.Errorf("looking at a text marked something as read: %d new (%v)", n, err)
	}
}
