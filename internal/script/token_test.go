package script

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestOneTokenFromTwoLines sends the same thing under one token on several lines at once,
// as a client does that takes a slow line for a broken one: it is made once, and every
// line is answered with its number.
func TestOneTokenFromTwoLines(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	for kind, c := range []struct{ login, line, list string }{
		{"demo.delegate", "post finance --title Once --id token-%d-%d", "topics finance --json"},
		{"demo.delegate", "letter send --to demo.colleague --subject Once --id token-%d-%d", "letters --folder sent --json"},
		{"demo.coordinator", "notice post --to @all --title Once --id token-%d-%d", "notices --json"},
		{"demo.delegate", "doc draft --series SOM --title Once --name once.txt --id token-%d-%d", "doc drafts --json"},
	} {
		for round := range 5 {
			const lines = 4
			var numbers [lines]int
			var work sync.WaitGroup
			for i := range lines {
				work.Go(func() { numbers[i] = numberIn(t, h.Does(c.login, "Text.", fmt.Sprintf(c.line, kind, round)+" --json")) })
			}
			work.Wait()
			for _, n := range numbers {
				if n == 0 || n != numbers[0] {
					t.Fatalf("%s: %v", c.line, numbers)
				}
			}
		}
		var made []json.RawMessage
		if err := json.Unmarshal([]byte(h.Does(c.login, "", c.list)), &made); err != nil || len(made) != 5 {
			t.Errorf("%s: %d were made of 5, %v", c.line, len(made), err)
		}
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}
