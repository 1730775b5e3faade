package script

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestDayOnScreens goes through what two delegates and a moderator do on a day,
// with the keys only, and looks at what each of them sees.
func TestDayOnScreens(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	author := h.Screen("demo.delegate", served.Look{})
	author.Shows("AVS > Today", "nothing new")
	author.Type(":finance\r")
	author.Shows("> Finance")
	author.Type("wBudget of the facility\tThe budget grew.\rBy how much?\x18")
	author.Shows("Post this topic on Finance?")
	author.Type("y")
	author.Until("the topic to be posted", func(p served.Picture) bool { return p.Has("Budget of the facility") && !p.Has("^X") })

	reader := h.Screen("demo.colleague", served.Look{Columns: 120, Rows: 40})
	reader.Shows("AVS > Today", "1 new")
	reader.Type("\t") // next unread, anywhere
	reader.Shows("By how much?")
	reader.Type("R")
	reader.Shows("> The budget grew.", "> By how much?")
	reader.Type("\x1b[1;5FBy a tenth.") // Ctrl+End
	reader.Shows("By a tenth.")
	reader.Type("\x18")
	reader.Shows("Post this reply to #2?")
	reader.Type("y")
	reader.Until("the answer to be posted", func(p served.Picture) bool { return p.Has("in reply to") && p.Has("By a tenth.") && !p.Has("^X") })

	author.Until("the news", func(p served.Picture) bool { return strings.Contains(p.Lines[0], "1 new") })
	author.Type("\t")
	author.Shows("By a tenth.")
	author.Type("r")
	author.Shows("Reply to #3")
	author.Type("Thank you.\x1b") // kept as a draft
	author.Shows("Kept as a draft")
	author.Type(":drafts\r")
	author.Shows("> Drafts", "#3")
	author.Type("\r")
	author.Shows("Thank you.")
	author.Type("\x18")
	author.Shows("Post this reply to #3?")
	author.Type("y")
	await(t, "the answer to be posted", func() bool {
		return strings.Contains(h.Does("demo.observer", "", "read 2 --thread --json"), `"number":4`)
	})
	author.Until("the place before", func(p served.Picture) bool { return !p.Has("^X") })

	thread := h.Does("demo.observer", "", "read 2 --thread --json")
	for _, words := range []string{`"number":2`, `"number":3`, `"replyTo":2`, `"number":4`, `"replyTo":3`, `"text":"Thank you."`, `By a tenth.`} {
		if !strings.Contains(thread, words) {
			t.Errorf("%s does not stand in the thread: %s", words, thread)
		}
	}
	if drafts := h.Does("demo.delegate", "", "drafts --json"); drafts != "[]\n" {
		t.Errorf("a draft is left: %s", drafts)
	}

	moderator := h.Screen("demo.moderator", served.Look{})
	moderator.Shows("AVS > Today", "3 new")
	moderator.Type(":2\r")
	moderator.Shows("The budget grew.")
	moderator.Type("L")
	await(t, "the topic to be locked", func() bool {
		return strings.Contains(h.Does("demo.observer", "", "topics finance --json"), `"locked":true`)
	})
	// Refused before anything is typed.
	author.Type(":2\rr")
	author.Shows("locked")
	observer := h.Screen("demo.observer", served.Look{})
	observer.Shows("AVS > Today")
	observer.Type(":finance\rw")
	observer.Shows("read and do not write")
}
