package script

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestNotUTF8 puts bytes that are no UTF-8 wherever a command takes words. Each is
// refused, and a server that starts again finds a record that it can read.
func TestNotUTF8(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	h.Does("demo.delegate", "An opinion.", "post finance --title One")
	key := "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + strings.Repeat("A", 43) + " bad\xffcomment"
	for _, c := range []struct{ login, input, line string }{
		{"demo.delegate", "Text.", "post finance --title 'bad\xfftitle'"},
		{"demo.delegate", "bad\xfftext", "post finance --title T"},
		{"demo.delegate", "Text.", "post finance --title T --id 'bad\xfftoken'"},
		{"demo.delegate", "Text.", "post 'fin\xffance' --title T"},
		{"demo.delegate", "bad\xfftext", "reply 2"},
		{"demo.delegate", "Text.", "reply 2 --id '\xc3'"},
		{"demo.delegate", "bad\xfftext", "edit 2"},
		{"demo.delegate", "Text.", "edit 2 --title '\xed\xa0\x80'"},
		{"demo.delegate", "Text.", "edit 2 --id '\xff'"},
		{"demo.delegate", "", "preferences --zone 'Europe/\xff'"},
		{"demo.delegate", "", "drafts show 'board/\xff'"},
		{"demo.delegate", "", "\xff"},
		{"demo.delegate", "", "topics '\xff'"},
		{"demo.delegate", "", "catchup '\xff'"},
		{"demo.moderator", "", "moderate hide 2 --reason 'bad\xffreason'"},
		{"demo.moderator", "", "moderate move 2 '\xff'"},
		{"demo.secretariat", "From a\n\nb\n", "import mbox --board '\xff' --title '\xff'"},
	} {
		answer := h.Run(c.login, c.input, c.line)
		if answer.Code < 2 || strings.Contains(answer.Out+answer.Err, "\xff") {
			t.Errorf("%q with %q: exit code %d, %q %q", c.line, c.input, answer.Code, answer.Out, answer.Err)
		}
	}
	h.Run("demo.delegate", key, "keys add") // refused or cleaned
	h.Run("demo.secretariat", "From a@example.org Mon Sep  4 10:00:00 2006\nFrom: \xff\xfe <\xff@example.org>\nMessage-ID: <\xff\xfe@example.org>\nSubject: \xff\n\nText \xff.\n",
		"import mbox --board letters --title Letters")
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	h.Start()
	h.Does("demo.delegate", "Another opinion.", "post finance --title Two")
}

// TestOneTokenAtOnce has many connections send one post under one token at the same
// time: it is posted once, and each of them is told the same number.
func TestOneTokenAtOnce(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	for round := range 5 {
		line := fmt.Sprintf("post finance --title Round-%d --id token-%d --json", round, round)
		answers := make([]served.Answer, 12)
		var work sync.WaitGroup
		for i := range answers {
			client := h.Enter("demo.delegate", served.Way{})
			work.Go(func() {
				answer, err := served.Do(client, strings.NewReader("Opinion."), line)
				if err != nil {
					answer.Err = err.Error()
				}
				answers[i] = answer
			})
		}
		work.Wait()
		for _, a := range answers {
			if a != answers[0] || a.Code != 0 {
				t.Errorf("round %d: %+v and %+v", round, a, answers[0])
			}
		}
	}
	if n := strings.Count(h.Does("demo.delegate", "", "topics finance --json"), `"number"`); n != 5 {
		t.Errorf("%d topics", n)
	}
}
