package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// sent sends a letter to the reader by command of the desk.
func (s *scene) sent(to roster.Address, subject, text string) secretariat.Posted {
	s.t.Helper()
	p, err := s.writer.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{to}, Subject: subject, Text: text})
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestLetterIsReadAndAnswered(t *testing.T) {
	s := newScene(t)
	s.sent("FI", "About the venue", "Which room is it? See #1.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Shows("About the venue", "VN demo.writer", "1 new")
	st.Press("3")
	st.Shows("> Letters > In", "new", "VN demo.writer", "About the venue")
	st.Press("enter")
	st.Shows("Demo Writer, VN Brussels", "To FI", "Which room is it? See #1.")
	st.Lacks("1 new")
	st.Press("r")
	st.Shows("Reply to letter #2", "To: demo.writer", "Subject: Re: About the venue", "^X send")
	st.Type("The large one.")
	st.Press("ctrl+x")
	st.Shows("Send this letter to demo.writer (Demo Writer, VN)?")
	st.Press("y")
	st.Shows("Sent as #3.", "In answer to #2; K goes there", "The large one.")
	st.Press("K")
	st.Shows("#2", "Which room is it?")
	st.Press("K")
	st.Shows("This is the first letter of the exchange")
	st.Press("J")
	st.Shows("The large one.")
	if got, err := s.writer.Letters(secretariat.FolderIn, secretariat.Page{}); err != nil || len(got.Rows) != 1 || got.Rows[0].Subject != "Re: About the venue" {
		t.Errorf("the answer arrives as %+v, %v", got.Rows, err)
	}
}

func TestLetterIsAddressedWhileTyping(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Press("3", "w")
	st.Shows("To:", "partners, missions, groups, offices")
	st.Type("nobody.here")
	st.Press("enter")
	st.Shows("Nobody is reached at \"nobody.here\"")
	for range "nobody.here" {
		st.Press("backspace")
	}
	st.Type("demo.rea")
	st.Press("tab")
	st.Shows("To: demo.reader")
	st.Press("enter")
	st.Shows("Copy:")
	st.Press("esc")
	st.Shows("To: demo.reader", "Subject:")
	st.Type("About the venue")
	st.Press("tab")
	st.Type("Which room is it?")
	st.Press("esc")
	st.Shows("Kept as a draft")
	st.Press("q")
	st.Shows("New letter")
	st.Press("3", "w")
	st.Shows("To: demo.reader", "Subject: About the venue", "Which room is it?")
	st.Press("ctrl+x", "y")
	st.Shows("Sent as #2.", "To demo.reader")
}

func TestLettersAreKeptAndRemoved(t *testing.T) {
	s := newScene(t)
	s.sent("FI", "About the venue", "Which room is it?")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("3", "*")
	st.Shows("#2 is kept.", "No letter to you")
	st.Press("f", "f")
	st.Shows("> Letters > Kept", "About the venue")
	st.Press("enter", "*")
	st.Shows("#2 lies where it came to lie.")
	st.Press("*")
	st.Shows("#2 is kept.")
	st.Press("q")
	st.Shows("> Letters > Kept", "About the venue")
	st.Press("D")
	st.Shows("#2 is removed.", "You kept no letter")
	st.Press("f", "D")
	st.Shows("#2 lies where it came to lie.", "You removed no letter")
	st.Press("f")
	st.Shows("> Letters > In", "About the venue")
	st.Press("F", "F", "F")
	st.Shows("> Letters > Sent", "You sent no letter yet")
}

// TestLetterThatReachesNoMore: who leaves a mission reads its letters no more, on open
// screens too.
func TestLetterThatReachesNoMore(t *testing.T) {
	s := newScene(t)
	s.sent("FI", "About the venue", "Which room is it?")
	st := tuitest.OpenWith(t, s.reader, tui.Options{Begin: screen.Letter{Number: 2}}, 80, 24)
	st.Shows("Which room is it?")
	stranger := tuitest.OpenWith(t, s.moderator, tui.Options{Begin: screen.Letter{Number: 2}}, 80, 24)
	stranger.Lacks("Which room", "About the venue")
	stranger.Press("3")
	stranger.Shows("No letter to you")
	stranger.Press(":")
	stranger.Type("2")
	stranger.Press("enter")
	stranger.Shows("There is nothing numbered #2 that you can read.")
	if strings.Contains(stranger.Screen(), "venue") {
		t.Error("a stranger sees the subject")
	}
}

// TestWhomALetterReachesIsSeenBefore: the question before sending names them all, on as
// many lines as that takes.
func TestWhomALetterReachesIsSeenBefore(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Press("3", "w")
	st.Type("demo.reader, demo.moderator, @coordinators, @all")
	st.Press("enter", "esc")
	st.Type("About the venue")
	st.Press("tab")
	st.Type("Which room is it?")
	st.Press("ctrl+x")
	words := strings.Join(strings.Fields(st.Screen()), " ")
	want := "Send this letter to demo.reader (Demo Reader, FI), demo.moderator (Demo Moderator, JP), @coordinators (0 delegates), @all (3 delegates)? (Y/n)"
	if !strings.HasSuffix(words, want) {
		t.Errorf("asked\n%s\nwant %q", st.Screen(), want)
	}
	st.Press("n", "ctrl+e", "end")
	for _, p := range asem.Partners() {
		st.Type(" " + string(p.Code))
	}
	st.Press("enter", "esc", "ctrl+x")
	if lines := st.Lines(); !strings.HasSuffix(lines[23], "(Y/n)") || !strings.Contains(lines[23], "..") || !strings.HasPrefix(lines[12], "Send this letter to demo.reader") {
		t.Errorf("asked of 57 addresses\n%s", st.Screen())
	}
}

// TestOneFieldOfAnEnvelopeIsChanged: Up and Down go between the fields, and take what
// was typed.
func TestOneFieldOfAnEnvelopeIsChanged(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Press("3", "w")
	st.Press("down")
	st.Shows("To is needed.")
	st.Type("demo.reader")
	st.Press("down")
	st.Shows("Copy:")
	st.Type("nobody.here")
	st.Press("up")
	st.Shows("Nobody is reached at \"nobody.here\"")
	st.Press("ctrl+u")
	st.Type("JP")
	st.Press("up")
	st.Shows("To: demo.reader   Copy: JP")
	st.Press("up", "down", "down", "down")
	st.Shows("Attach:")
	st.Press("esc")
	st.Shows("^X send", "^G keys")
}

// TestListsAreSearchedBeyondWhatIsLoaded: what is looked for may lie hundreds of rows down.
func TestListsAreSearchedBeyondWhatIsLoaded(t *testing.T) {
	s := newScene(t)
	for i := range 600 {
		subject := "About " + paragraphs(1)[:20]
		if i == 3 || i == 40 {
			subject = fmt.Sprintf("The venue, letter %d", i)
		}
		s.Clock.Advance(time.Minute)
		s.sent("FI", subject, "A text.")
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("3", "/")
	st.Type("venue")
	for _, step := range []struct{ key, row string }{{"enter", "The venue, letter 40"}, {"n", "The venue, letter 3"}, {"N", "The venue, letter 40"}} {
		st.Press(step.key)
		if !strings.Contains(st.Row(), step.row) {
			t.Errorf("%s found %q, not %q", step.key, st.Row(), step.row)
		}
	}
	st.Press("n", "n")
	st.Shows("No other subject or sender from here on has \"venue\".")
}
