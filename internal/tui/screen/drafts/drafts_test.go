package drafts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// written is an office in which a delegate has three drafts: a reply, a topic, and
// a reply to a topic that is locked now.
func written(t *testing.T) (o *testkit.Office, desk *secretariat.Desk) {
	t.Helper()
	o = testkit.NewOffice(t)
	desk = o.Accredit("demo.writer", "FI", "delegate")
	moderator := o.Accredit("demo.moderator", "VN", "delegate", "moderator")
	open := func(title string) asem.Number {
		posted, err := moderator.Open("", forum.Open{Board: "finance", Title: title, Text: "Text."})
		must(t, err)
		return posted.Number
	}
	locked, free := open("A locked topic"), open("会议的议程 and a title that is longer than the column")
	for _, d := range []secretariat.Draft{
		{Place: secretariat.ReplyTo(locked), Text: "Too late, " + strings.Repeat("and it is long.\n", 40)},
		{Place: secretariat.OnBoard("finance"), Title: "การเงิน", Text: "A text."},
		{Place: secretariat.ReplyTo(free), Text: "\nAn answer, which begins like this."},
	} {
		o.Clock.Advance(20 * time.Minute)
		must(t, desk.SaveDraft(d))
	}
	must(t, moderator.Lock(locked, true))
	return o, desk
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, desk *secretariat.Desk, width, height int) *tuitest.Stage {
	st := tuitest.Open(t, desk, width, height)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(screen.Drafts{}) }})
	return st
}

func TestAsDrawn(t *testing.T) {
	for _, size := range []struct{ width, height int }{{80, 24}, {120, 40}} {
		_, desk := written(t)
		st := open(t, desk, size.width, size.height)
		st.Golden(fmt.Sprintf("drafts-%dx%d", size.width, size.height))
		st.Press("j", "j", "space", "space")
		st.Golden(fmt.Sprintf("read-%dx%d", size.width, size.height))
	}
}

func TestWriteOn(t *testing.T) {
	_, desk := written(t)
	st := open(t, desk, 80, 24)
	st.Press("enter")
	st.Shows("Reply to #3", "An answer, which begins like this.", "Your draft of")
	st.Type(" More.")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #4.")
	st.Press("q")
	st.Shows("AVS > Drafts", "New topic on Finance")
	st.Lacks("An answer")
}

// TestLocked reads and copies a draft that can be sent no more.
func TestLocked(t *testing.T) {
	_, desk := written(t)
	st := open(t, desk, 80, 24)
	st.Press("j", "j", "enter")
	st.Shows("Topic #2 is locked by a moderator.", "AVS > Drafts")
	st.Press("space")
	st.Shows("Kept 10 Sep 2026 09:20 UTC", "Too late, and it is long.")
	st.Press("y")
	if !strings.HasPrefix(st.Copied, "Too late") {
		t.Errorf("copied: %q", st.Copied)
	}
}

func TestDrop(t *testing.T) {
	_, desk := written(t)
	st := open(t, desk, 80, 24)
	st.Press("-", "n")
	st.Shows("An answer")
	st.Press("-")
	st.Shows("Drop the draft of Reply to #3 in")
	st.Press("y")
	st.Shows("The draft is dropped.")
	st.Lacks("An answer")
	st.Press("-", "y", "-", "y")
	st.Shows("No draft. What you write and do not send is kept here")
	st.Press("enter")
	st.Shows("There is no draft.")
}

// TestGone opens a draft that was sent in another session.
func TestGone(t *testing.T) {
	_, desk := written(t)
	st := open(t, desk, 80, 24)
	must(t, desk.DropDraft(secretariat.ReplyTo(3)))
	st.Press("enter")
	st.Shows("This draft is gone")
	st.Lacks("An answer")
}

func TestSmallWindows(t *testing.T) {
	_, desk := written(t)
	st := open(t, desk, 80, 24)
	for _, size := range [][2]int{{1, 1}, {3, 3}, {40, 8}, {64, 10}, {250, 100}} {
		st.Resize(size[0], size[1])
		st.Press("j", "space", "space", "b", "k")
		st.Screen()
	}
}
