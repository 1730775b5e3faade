package script

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// TestLive has somebody post while others look: each open screen tells of it, and what
// is being read stays where it is. That it is within a second, package tui holds.
func TestLive(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	long := aboard(t, h, 40)
	h.Does("demo.delegate", "", "catchup")

	today := h.Screen("demo.delegate", served.Look{})
	today.Shows("AVS > Today")
	board := h.Screen("demo.delegate", served.Look{})
	board.Shows("AVS > Today")
	board.Type(":finance\r")
	board.Shows("> Finance", "The statement as a whole")
	board.Type("jjjj")
	board.Until("the fifth row", func(p served.Picture) bool { return p.Y == 6 })
	reader := h.Screen("demo.delegate", served.Look{})
	reader.Shows("AVS > Today")
	reader.Type(":" + long + "\r")
	reader.Shows("> #"+long, "1. ")
	reader.Type(" ")
	reader.Until("the second page", func(p served.Picture) bool { return !strings.Contains(p.String(), "\n 1. ") })
	writer := h.Screen("demo.delegate", served.Look{})
	writer.Shows("AVS > Today")
	writer.Type(":labour\r")
	writer.Shows("> Labour")
	writer.Type("wHalf a tit")
	writer.Shows("Half a tit")

	screens := map[string]*served.Terminal{"Today": today, "the board": board, "the reader": reader, "the composer": writer}
	before := map[string]served.Picture{}
	for name, s := range screens {
		before[name] = s.Look()
	}
	h.Does("demo.contact", "A new opinion.", "post finance --title 'News from the chair'")
	posted := time.Now()
	for name, s := range screens {
		after := s.Until("the news on "+name, func(p served.Picture) bool { return strings.Contains(p.Lines[0], "1 new") })
		t.Logf("%s told of it after %v", name, time.Since(posted))
		was := before[name]
		if after.Row() != was.Row() {
			t.Errorf("%s: the cursor was on %q and is on %q", name, was.Row(), after.Row())
		}
		foot := len(after.Lines) - 1                                                  // where a list says that there is more
		if name != "Today" && !slices.Equal(after.Lines[1:foot], was.Lines[1:foot]) { // on Today the news stand where "Nothing." stood
			t.Errorf("%s moved:\n%s\nwas\n%s", name, after, was)
		}
	}
	today.Until("the news", func(p served.Picture) bool { return strings.Contains(p.Line("  Finance")+p.Line("> Finance"), "1 new") })
	if n := h.Does("demo.delegate", "", "new --json"); !strings.Contains(n, "News from the chair") {
		t.Errorf("new: %s", n)
	}
}

// TestIdle looks at open screens on which nothing happens: not one byte comes.
func TestIdle(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	long := aboard(t, h, 40)
	screens := map[string]*served.Terminal{}
	for name, keys := range map[string]string{"Today": "", "boards": ":boards\r", "topics": ":finance\r", "reader": ":" + long + "\r", "composer": ":labour\rwTitle\tText", "directory": ":directory\r", "desk": ":desk\r", "help": "?"} {
		s := h.Screen("demo.delegate", served.Look{})
		s.Shows("AVS > Today")
		s.Type(keys)
		switch name {
		case "Today":
		case "help":
			s.Shows("> Help")
		case "composer":
			s.Shows("Title", "Text")
		default:
			s.Until(name, func(p served.Picture) bool { return !strings.HasPrefix(p.Lines[0], "AVS > Today ") })
		}
		screens[name] = s
	}
	lines := h.Screen("demo.observer", served.Look{Term: "dumb"})
	lines.Says("Today")
	screens["linear"] = lines
	// The composer keeps its draft some seconds after the last key: that is waited
	// for too, and shows nothing.
	await(t, "the draft", func() bool { return strings.Contains(h.Does("demo.delegate", "", "drafts --json"), "labour") })
	before := map[string]int{}
	for name, s := range screens {
		before[name] = s.Look().Bytes
	}
	<-time.After(2 * time.Second) // to see that nothing happens one has to wait
	for name, s := range screens {
		if p := s.Look(); p.Bytes != before[name] {
			t.Errorf("%s: %d bytes came while nothing happened:\n%q\n%s", name, p.Bytes-before[name], s.Raw()[before[name]:], p)
		}
	}
}
