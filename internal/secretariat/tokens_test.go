package secretariat_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func asNumber(i int) asem.Number { return asem.Number(i) }

func TestTokens(t *testing.T) {
	h := newHouse(t, nil)
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	act := forum.Open{Board: "finance", Title: "x", Text: "x"}
	first, err := a.Open("token", act)
	must(t, err)
	before := h.lastEntry()
	for range 2 {
		again, err := a.Open("token", act)
		if err != nil || !again.Already || again.Number != first.Number || again.Topic != first.Topic || again.Board != "finance" {
			t.Errorf("the same again: %+v, %v", again, err)
		}
	}
	act.Text = "y"
	_, err = a.Open("token", act)
	wantKind(t, "other content", err, fault.Conflict)
	_, err = a.Reply("token", forum.Reply{To: first.Number, Text: "x"})
	wantKind(t, "another act", err, fault.Conflict)
	if h.lastEntry() != before {
		t.Error("something was done")
	}
	theirs, err := b.Open("token", act)
	if err != nil || theirs.Already || theirs.Number == first.Number {
		t.Errorf("another delegate's own token: %+v, %v", theirs, err)
	}
	for name, token := range map[string]string{"long": strings.Repeat("x", 201), "not UTF-8": "a\xff", "with a NUL": "a\x00b"} {
		_, err := a.Open(token, act)
		wantKind(t, name, err, fault.Usage)
	}
	if p, err := a.Open(strings.Repeat("é", 100), act); err != nil || p.Already {
		t.Errorf("200 bytes: %+v, %v", p, err)
	}
}

// TestTokenOfWhatWasRefused: a refusal uses no token up.
func TestTokenOfWhatWasRefused(t *testing.T) {
	h := newHouse(t, nil)
	a, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("a.moderator", "VN", "moderator")
	topic := opened(t, a, "finance", "x")
	must(t, mod.Lock(topic, true))
	reply := forum.Reply{To: topic, Text: "x"}
	_, err := a.Reply("token", reply)
	wantKind(t, "locked", err, fault.Refused)
	must(t, mod.Lock(topic, false))
	if p, err := a.Reply("token", reply); err != nil || p.Already {
		t.Errorf("open again: %+v, %v", p, err)
	}
}

// TestTokenAtOnce sends the same from many sessions at once, and something else
// under the same token: one post, everybody is told of it, and who sent something
// else is told so and keeps their draft.
func TestTokenAtOnce(t *testing.T) {
	h := newHouse(t, nil)
	a := h.accredit("a.writer", "FI", "delegate")
	for round := range 20 {
		token := fmt.Sprint("token ", round)
		act := forum.Open{Board: "finance", Title: "x", Text: "x"}
		var group sync.WaitGroup
		var mu sync.Mutex
		numbers, fresh := map[asem.Number]int{}, 0
		for range 8 {
			group.Go(func() {
				p, err := a.Open(token, act)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				numbers[p.Number]++
				if !p.Already {
					fresh++
				}
			})
		}
		group.Wait()
		if len(numbers) != 1 || numbers[0] > 0 || fresh == 0 {
			t.Fatalf("one thing sent at once became %v", numbers)
		}
	}
}

// TestTwoThingsUnderOneToken holds the first in front of the disk while the second
// comes with the same token: each is answered for what it is.
func TestTwoThingsUnderOneToken(t *testing.T) {
	var g *gate
	var q *counted
	h := newHouse(t, func(o *secretariat.Options) {
		g, q = newGate(o.Store), &counted{Sequencer: o.Sequencer}
		o.Store, o.Sequencer = g, q
	})
	a := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, a, "finance", "x")
	draft := secretariat.Draft{Place: secretariat.OnBoard("health"), Token: "token", Text: "the second"}
	must(t, a.SaveDraft(draft))
	same := forum.Reply{To: topic, Text: "the first"}

	g.shut()
	type answer struct {
		secretariat.Posted
		err error
	}
	first, again, other := make(chan answer, 1), make(chan answer, 1), make(chan answer, 1)
	go func() { p, err := a.Reply("token", same); first <- answer{p, err} }()
	within(t, "the clerk", g.arrived)
	placed := q.placed.Load()
	go func() { p, err := a.Reply("token", same); again <- answer{p, err} }()
	go func() {
		p, err := a.Open("token", forum.Open{Board: "health", Title: "y", Text: "the second"})
		other <- answer{p, err}
	}()
	waitFor(t, "two more commands wait", func() bool { return q.placed.Load() == placed+2 })
	g.open()

	one, two, three := within(t, "the first", first), within(t, "the same again", again), within(t, "the other", other)
	if one.err != nil || one.Number == 0 || two.err != nil || two.Number != one.Number || !two.Already {
		t.Errorf("%+v and %+v", one, two)
	}
	wantKind(t, "something else under the same token", three.err, fault.Conflict)
	if _, ok, _ := a.Draft(draft.Place); !ok {
		t.Error("its draft was dropped")
	}
}

func TestRates(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.PostsPerMinute, o.Limits.PostsPerDay = 3, 5 })
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	second := h.seat("a.writer", "")
	topic := opened(t, a, "finance", "x")
	replied(t, second, topic)
	_, err := a.Edit("", forum.Edit{Number: topic, Text: "y"})
	must(t, err)
	before := h.lastEntry()
	_, err = a.Reply("", forum.Reply{To: topic, Text: "x"})
	wantKind(t, "a fourth within a minute", err, fault.Refused)
	if h.lastEntry() != before || !strings.Contains(err.Error(), "3 times within a minute") {
		t.Errorf("%v", err)
	}
	_, err = second.Reply("", forum.Reply{To: topic, Text: "x"})
	wantKind(t, "from another session", err, fault.Refused)
	replied(t, b, topic)
	h.clock.Advance(20 * time.Second)
	replied(t, a, topic)
	_, err = a.Reply("", forum.Reply{To: topic, Text: "x"})
	wantKind(t, "too soon again", err, fault.Refused)
	h.clock.Advance(time.Minute)
	replied(t, a, topic)
	_, err = a.Reply("", forum.Reply{To: topic, Text: "x"})
	wantKind(t, "a sixth within a day", err, fault.Refused)
	if err != nil && !strings.Contains(err.Error(), "5 times within a day") {
		t.Errorf("%v", err)
	}
	h.clock.Advance(24 * time.Hour)
	replied(t, a, topic)
}
