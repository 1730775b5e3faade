package directory_test

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

func house(t *testing.T) (o *testkit.Office, desk *secretariat.Desk) {
	o = testkit.NewOffice(t)
	desk = o.Accredit("demo.delegate", "FI", "delegate")
	o.Accredit("demo.contact", "FI", "contact-point", "moderator:finance")
	o.Accredit("demo.coordinator", "VN", "coordinator")
	o.Accredit("demo.absent", "JP", "observer").Close()
	o.Clock.Advance(3 * time.Hour)
	return o, desk
}

func open(t *testing.T, desk *secretariat.Desk, width, height int, at screen.Directory) *tuitest.Stage {
	st := tuitest.Open(t, desk, width, height)
	goTo(st, at)
	return st
}

func goTo(st *tuitest.Stage, at screen.Directory) {
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(at) }})
}

func TestAsDrawn(t *testing.T) {
	for _, size := range []struct{ width, height int }{{80, 24}, {120, 40}} {
		name := func(screen string) string { return fmt.Sprintf("%s-%dx%d", screen, size.width, size.height) }
		_, desk := house(t)
		st := open(t, desk, size.width, size.height, screen.Directory{})
		st.Golden(name("partners"))
		st.Press("o")
		st.Golden(name("online"))
		goTo(st, screen.Directory{Partner: "FI"})
		st.Golden(name("partner"))
		st.Press("enter")
		st.Golden(name("delegate"))
	}
}

func TestDirectory(t *testing.T) {
	_, desk := house(t)
	st := open(t, desk, 80, 24, screen.Directory{})
	st.Shows("53 partners, 4 delegates, 3 on line at 12:00.")
	st.Press("j")
	if st.Bytes() > 20 {
		t.Errorf("the cursor moves for %d bytes", st.Bytes())
	}
	st.Press("o", "enter")
	st.Shows("Demo Contact", "contact-point: reads and writes, and speaks for the partner.", "moderator:finance: pins, moves, locks and hides.", "on line now", "Finland (FI)")
	st.Press("enter")
	st.Shows("Finland (FI)", "Region Europe, group EU.", "Partner since 1 Mar 1996, welcomed at ASEM1 Bangkok.", "2 delegates, 2 on line.", "Demo Delegate")
	st.Press("q", "q", "o")
	st.Shows("Region")

	st = open(t, desk, 80, 24, screen.Directory{Delegate: "demo.absent"})
	st.Shows("Demo Absent", "observer: reads.", "not on line")
	st = open(t, desk, 80, 24, screen.Directory{Partner: "SG"})
	st.Shows("Singapore", "No delegate yet.")
	st.Press("enter")
	st.Shows("Singapore has no delegate here yet.")
	st = open(t, desk, 80, 24, screen.Directory{Partner: "ZZ"})
	st.Shows("There is no partner ZZ.", "AVS > Today")
	st = open(t, desk, 80, 24, screen.Directory{Delegate: "no.body"})
	st.Shows("There is no delegate", "AVS > Today")
}

func TestSmallWindows(t *testing.T) {
	_, desk := house(t)
	for _, at := range []screen.Directory{{}, {Partner: "FI"}, {Partner: "SG"}, {Delegate: "demo.contact"}} {
		st := open(t, desk, 80, 24, at)
		for _, size := range [][2]int{{1, 1}, {3, 3}, {40, 8}, {64, 10}, {250, 100}} {
			st.Resize(size[0], size[1])
			st.Press("j", "space", "G", "o", "j", "g", "o")
			st.Screen()
		}
	}
}
