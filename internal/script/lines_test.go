package script

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestLineBreaksWhileTyping cuts the line under somebody who writes: what was typed
// is there at the next login, on the screens, in the linear mode and as a command
// says it.
func TestLineBreaksWhileTyping(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	topic := aboard(t, h, 2)
	for _, test := range []struct{ what, place, keys, shows, text string }{
		{"a topic", "board/labour", ":labour\rwA title\tWhat was typed", "What was typed", "What was typed"},
		{"a reply", "reply/" + topic, ":" + topic + "\rrAn answer begun", "An answer begun", "An answer begun"},
	} {
		t.Run(test.what, func(t *testing.T) {
			line := h.Line()
			s := h.ScreenOn(h.Enter("demo.delegate", served.Way{Over: line}), served.Look{})
			s.Shows("AVS > Today")
			s.Type(test.keys)
			s.Shows(test.shows)
			line.Cut()
			await(t, "the draft", func() bool {
				return h.Run("demo.delegate", "", "drafts show "+test.place+" --text").Out == test.text+"\n"
			})
			h.Screen("demo.delegate", served.Look{}).Shows("AVS > Today", "Drafts", draftLine(test.place))
			again := h.Screen("demo.delegate", served.Look{})
			again.Shows("AVS > Today")
			again.Type(test.keys[:strings.Index(test.keys, "\r")+2])
			again.Shows(test.text)
			again.Close()
		})
	}
	t.Run("in the linear mode", func(t *testing.T) {
		line := h.Line()
		s := h.ScreenOn(h.Enter("demo.contact", served.Way{Over: line}), served.Look{Term: "dumb"})
		s.Says("Today")
		s.Type(":labour\rw\rA title\rA whole line\rHalf a li")
		s.Says("Half a li")
		line.Cut()
		await(t, "the draft", func() bool {
			return h.Run("demo.contact", "", "drafts show board/labour --text").Out == "A whole line\nHalf a li\n"
		})
	})
	if n := strings.Count(h.Does("demo.delegate", "", "topics labour --json"), `"number"`); n != 1 {
		t.Errorf("%d topics where one was", n)
	}
}

// draftLine is how Today names the place of a draft.
func draftLine(place string) string {
	if strings.HasPrefix(place, "board/") {
		return "New topic on Labour"
	}
	return "Reply to #"
}

// TestLineBreaksWhileSending cuts the line in the middle of a text on standard
// input: nothing is posted by half, and sending it again posts it once.
func TestLineBreaksWhileSending(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	before := h.Does("demo.observer", "", "checkpoint")
	for i, cut := range []int{0, 1, 4 << 10, 40 << 10} {
		line := h.Line()
		client := h.Enter("demo.delegate", served.Way{Over: line})
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		input, err := session.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Start(fmt.Sprintf("post finance --title Half --id half-%d", i)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(input, strings.Repeat("a", cut)); err != nil {
			t.Fatal(err)
		}
		await(t, "the text to be on its way", func() bool { up, _ := line.Bytes(); return up > int64(cut) })
		line.Cut()
		if err := session.Wait(); err == nil {
			t.Error("the command was answered")
		}
		await(t, "the session to end", func() bool { return !strings.Contains(h.Does("demo.observer", "", "who --json"), "demo.delegate") })
	}
	if after := h.Does("demo.observer", "", "checkpoint"); after != before {
		t.Errorf("something was written:\n%s", after)
	}
	if drafts := h.Does("demo.delegate", "", "drafts --json"); drafts != "[]\n" {
		t.Errorf("half a text was kept as if it were whole: %s", drafts)
	}
	for range 2 {
		h.Does("demo.delegate", "Whole.", "post finance --title Half --id half-1")
	}
	if n := strings.Count(h.Does("demo.delegate", "", "topics finance --json"), `"number"`); n != 1 {
		t.Errorf("%d topics", n)
	}
}
