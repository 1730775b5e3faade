package compose_test

import (
	"testing"
	"time"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestTokenUsed has an earlier state of the text posted under the same token.
func TestTokenUsed(t *testing.T) {
	s := newScene(t)
	must(t, s.writer.SaveDraft(secretariat.Draft{Place: s.reply().At, Token: "t1", Text: "One."}))
	st := s.at(80, 24, s.reply())
	_, err := s.writer.Reply("t1", forum.Reply{To: s.topic, Text: "One."})
	must(t, err)
	st.Type(" Two.")
	st.Press("ctrl+x", "y")
	st.Shows("An earlier state of this text was posted already, as #3.", "^X again posts", "One. Two.")
	if got := s.draft(s.reply()); got != "/One. Two." {
		t.Errorf("kept: %q", got)
	}
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #4.")
}

// TestTwoSessionsAtOnePlace has what is typed in the second one kept after the first
// has sent what both began with.
func TestTwoSessionsAtOnePlace(t *testing.T) {
	for name, end := range map[string]func(st *tuitest.Stage){
		"a while":           (*tuitest.Stage).Wait,
		"the line breaks":   func(st *tuitest.Stage) { st.Send(paint.HangupMsg{}) },
		"going back":        func(st *tuitest.Stage) { st.Press("esc") },
		"two writings":      func(st *tuitest.Stage) { st.Wait(); st.Type("?"); st.Wait(); st.Press("backspace"); st.Wait() },
		"another is opened": func(st *tuitest.Stage) { st.Press("ctrl+g") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			must(t, s.writer.SaveDraft(secretariat.Draft{Place: s.reply().At, Token: "t1", Text: "Common base."}))
			first, second := s.at(80, 24, s.reply()), s.at(80, 24, s.reply())
			second.Type(" And more.")
			first.Press("ctrl+x", "y")
			first.Shows("Posted as #3.")
			end(second)
			if got, want := s.draft(s.reply()), "/Common base. And more."; got != want {
				t.Errorf("kept: %q, want %q", got, want)
			}
			if name == "a while" || name == "two writings" {
				second.Shows("An earlier state of this text was posted already, as #3.")
				second.Press("ctrl+x", "y")
				second.Shows("Posted as #4.")
			}
		})
	}
}

// TestTheDelayOfKeepingIsGiven has the configuration say when a draft is kept.
func TestTheDelayOfKeepingIsGiven(t *testing.T) {
	s := newScene(t)
	for _, c := range []struct{ given, want time.Duration }{{0, 5 * time.Second}, {time.Minute, time.Minute}} {
		st := tuitest.OpenWith(t, s.writer, tui.Options{KeepAfter: c.given}, 80, 24)
		goTo(st, s.reply())
		st.Type("x")
		if got := st.Waits(); len(got) != 1 || got[0] != c.want {
			t.Errorf("given %s it waits %v, want %s", c.given, got, c.want)
		}
	}
}
