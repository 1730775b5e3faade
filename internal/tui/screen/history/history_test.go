package history_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// edited is an office with a topic of so many versions.
func edited(t *testing.T, versions int) (o *testkit.Office, author, reader *secretariat.Desk, n asem.Number) {
	t.Helper()
	o = testkit.NewOffice(t)
	author, reader = o.Accredit("demo.author", "FI", "delegate"), o.Accredit("demo.reader", "VN", "delegate", "moderator")
	posted, err := author.Open("", forum.Open{Board: "finance", Title: "会议的议程", Text: "Version 1. " + strings.Repeat("A line.\n", 40)})
	if err != nil {
		t.Fatal(err)
	}
	for v := 2; v <= versions; v++ {
		edit(t, o, author, posted.Number, v)
	}
	return o, author, reader, posted.Number
}

func edit(t *testing.T, o *testkit.Office, author *secretariat.Desk, n asem.Number, v int) {
	t.Helper()
	o.Clock.Advance(3600e9)
	_, err := author.Edit("", forum.Edit{Number: n, Title: fmt.Sprintf("Agenda of the meeting, %d", v), Text: fmt.Sprintf("Version %d. การประชุม.\n\nThe end.", v)})
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, desk *secretariat.Desk, width, height int, at screen.Place) *tuitest.Stage {
	st := tuitest.Open(t, desk, width, height)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(at) }})
	return st
}

func TestAsDrawn(t *testing.T) {
	for _, size := range []struct{ width, height int }{{80, 24}, {120, 40}} {
		_, _, reader, n := edited(t, 3)
		st := open(t, reader, size.width, size.height, screen.History{Number: n})
		st.Golden(fmt.Sprintf("newest-%dx%d", size.width, size.height))
		st.Press("j", "j", "enter", "space")
		st.Golden(fmt.Sprintf("oldest-%dx%d", size.width, size.height))
	}
}

func TestVersions(t *testing.T) {
	o, author, reader, n := edited(t, 4)
	st := open(t, reader, 80, 24, screen.History{Number: n})
	st.Shows("Version 4 of 4", "Version 4. การประชุม.", "as it stands")
	st.Press("j")
	if st.Bytes() > 20 {
		t.Errorf("the cursor moves for %d bytes", st.Bytes())
	}
	st.Shows("Version 4 of 4")
	st.Press("enter")
	st.Shows("Version 3 of 4", "Agenda of the meeting, 3")
	st.Press("y")
	st.Shows("Version 3 is on your clipboard")
	if !strings.HasPrefix(st.Copied, "Version 3.") {
		t.Errorf("copied: %q", st.Copied)
	}
	st.Press("b")
	edit(t, o, author, n, 5)
	st.Changed()
	st.Shows("a new version; ^R shows it", "Version 3 of 4")
	st.Press("ctrl+r")
	st.Shows("Version 3 of 5")
	st.Press("k", "k", "enter")
	st.Shows("Version 5 of 5")

	if err := reader.Redact(n, "It named somebody."); err != nil {
		t.Fatal(err)
	}
	st.Press("ctrl+r")
	st.Shows("withheld", "Redacted by demo.reader")
	st.Lacks("Version 5. การประชุม.")
	st.Press("y")
	st.Shows("Redacted by demo.reader")
	st.Press("q")
	st.Shows("AVS > Today")
}

func TestManyVersions(t *testing.T) {
	_, _, reader, n := edited(t, 30)
	st := open(t, reader, 80, 24, screen.History{Number: n})
	st.Press(strings.Split(strings.Repeat("j", 40), "")...)
	st.Press("enter")
	st.Shows("Version 1 of 30", "会议的议程")
	for _, size := range [][2]int{{1, 1}, {3, 3}, {40, 8}, {64, 10}, {250, 100}} {
		st.Resize(size[0], size[1])
		st.Press("j", "k", "space", "b")
		st.Screen()
	}
	st.Shows("Version 1 of 30")
}

func TestNoPost(t *testing.T) {
	_, _, reader, _ := edited(t, 1)
	st := open(t, reader, 80, 24, screen.History{Number: 999})
	st.Shows("There is nothing numbered #999 that you can read.", "AVS > Today")
}
