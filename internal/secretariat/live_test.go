package secretariat_test

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// waitFor waits until something is so, giving way to whoever makes it so.
func waitFor(t testing.TB, what string, so func() bool) {
	t.Helper()
	for began := time.Now(); !so(); runtime.Gosched() {
		if time.Since(began) > patience {
			t.Fatalf("%s: it never comes to that", what)
		}
	}
}

// announced returns when everything that was answered before has been announced
// too: the clerk answers first, and has then gone on to this.
func announced(t testing.TB, d *secretariat.Desk) {
	t.Helper()
	must(t, d.DropDraft(secretariat.OnBoard("labour")))
}

// look takes the token of a change, if there is one.
func look(d *secretariat.Desk) bool {
	select {
	case <-d.Changes():
		return true
	default:
		return false
	}
}

func TestChanges(t *testing.T) {
	h := newHouse(t, nil)
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	announced(t, a)
	look(a)
	look(b)
	topic := opened(t, a, "finance", "x")
	for range 3 {
		replied(t, a, topic)
	}
	announced(t, a)
	for _, d := range []*secretariat.Desk{a, b} {
		within(t, "a change", d.Changes())
		if look(d) {
			t.Error("a change twice, that nobody looked at in between")
		}
	}
	must(t, b.MarkRead(secretariat.Seen{Number: topic, Version: 1}))
	must(t, b.SaveDraft(secretariat.Draft{Place: secretariat.OnBoard("finance"), Text: "x"}))
	if look(a) {
		t.Error("what is private nudges others")
	}
	if _, err := a.Board("nowhere"); err == nil || look(b) {
		t.Error("a question nudges others")
	}
}

// TestTouched: whoever is nudged reads again what was touched, and no more than that.
func TestTouched(t *testing.T) {
	h := newHouse(t, nil)
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	announced(t, b)
	b.Touched()
	wants := func(what string, kinds ...secretariat.Kind) {
		t.Helper()
		announced(t, a)
		touched := b.Touched()
		for _, k := range []secretariat.Kind{secretariat.KindPost, secretariat.KindNotice, secretariat.KindDocument, secretariat.KindLetter} {
			if got := touched.Has(k); got != slices.Contains(kinds, k) {
				t.Errorf("%s: %s touched: %v", what, k, got)
			}
		}
	}
	topic := opened(t, a, "finance", "x")
	replied(t, a, topic)
	wants("posts", secretariat.KindPost)
	wants("nothing")
	_, err := a.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"b.writer"}, Subject: "x", Text: "x"})
	must(t, err)
	wants("a letter", secretariat.KindLetter)
	h.accredit("c.writer", "PL", "delegate")
	wants("the roster", secretariat.KindPost, secretariat.KindNotice, secretariat.KindDocument, secretariat.KindLetter)
}

// TestChangeIsThere: whoever is nudged and looks sees what changed.
func TestChangeIsThere(t *testing.T) {
	h := newHouse(t, nil)
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	announced(t, b)
	look(b)
	for i := range 50 {
		done := make(chan struct{})
		go func() { defer close(done); opened(t, a, "finance", fmt.Sprint(i)) }()
		within(t, "a change", b.Changes())
		wantWaiting(t, b, i+1)
		within(t, "an answer", done)
	}
}

func ended(d *secretariat.Desk) bool {
	select {
	case <-d.Ended():
		return true
	default:
		return false
	}
}

func TestEndedByRevoking(t *testing.T) {
	h := newHouse(t, nil)
	first := h.accredit("a.writer", "FI", "delegate")
	if _, err := first.AddKey("spare"); err != nil {
		t.Fatal(err)
	}
	lost := []*secretariat.Desk{h.seat("a.writer", "SHA256:spare"), h.seat("a.writer", "SHA256:spare")}
	_, err := lost[0].RevokeKey("spare")
	wantKind(t, "the key one came in with", err, fault.Refused)
	if _, err := first.RevokeKey("spare"); err != nil {
		t.Fatal(err)
	}
	for _, d := range lost {
		within(t, "the end", d.Ended())
		if d.Why() != "This key was revoked." {
			t.Errorf("why: %q", d.Why())
		}
		_, err := d.Boards()
		wantKind(t, "a question at an ended desk", err, fault.Refused)
	}
	if ended(first) || first.Why() != "" {
		t.Error("the other session ended too")
	}
}

func TestEndedByTheRing(t *testing.T) {
	told := make(chan string, 10)
	h := newHouse(t, func(o *secretariat.Options) {
		o.Revoked = func(login asem.Login, _, why string) {
			told <- fmt.Sprint(login, " ", why)
		}
	})
	a, b := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	if _, err := a.AddKey("own"); err != nil {
		t.Fatal(err)
	}
	own := h.seat("a.writer", "SHA256:own")
	h.strike("a.writer")
	for _, d := range []*secretariat.Desk{a, own} {
		within(t, "the end", d.Ended())
		if d.Why() != "Your accreditation has ended." {
			t.Errorf("why: %q", d.Why())
		}
	}
	if ended(b) {
		t.Error("another delegate's desk ended")
	}
	if what := within(t, "a word to the door", told); what != "a.writer Your accreditation has ended." {
		t.Errorf("the door is told %q", what)
	}
	if on, err := b.Online(); err != nil || len(on) != 2 {
		t.Errorf("here until they close: %+v, %v", on, err)
	}
}

func TestAttendance(t *testing.T) {
	h := newHouse(t, nil)
	a := h.accredit("a.writer", "FI", "delegate")
	h.clock.Advance(time.Minute)
	b := h.accredit("b.writer", "VN", "delegate")
	h.clock.Advance(time.Minute)
	second := h.seat("a.writer", "")
	on, err := b.Online()
	must(t, err)
	if len(on) != 2 || on[0].Login != "a.writer" || on[0].Sessions != 2 || !on[0].Since.Equal(h.clock.Now().Add(-2*time.Minute)) ||
		on[0].Name != "A Writer" || on[0].Partner != "FI" || on[0].Mission != "Brussels" || on[1].Sessions != 1 {
		t.Errorf("%+v", on)
	}
	sessions, err := second.Sessions()
	must(t, err)
	if len(sessions) != 2 || sessions[0].Here || !sessions[1].Here || sessions[0].Fingerprint != "SHA256:a.writer" || sessions[0].From != "192.0.2.7" || sessions[0].Client != "SSH-2.0-test" {
		t.Errorf("%+v", sessions)
	}
	if seen, err := a.LastSeen(); err != nil || !seen.IsZero() {
		t.Errorf("seen before at %v, %v", seen, err)
	}
	h.clock.Advance(time.Hour)
	second.Close()
	second.Close()
	waitFor(t, "the visit is kept", func() bool {
		seen, err := a.LastSeen()
		return err == nil && seen.Equal(h.clock.Now().Truncate(time.Minute))
	})
	if on, _ := b.Online(); len(on) != 2 || on[0].Sessions != 1 {
		t.Errorf("%+v", on)
	}
	a.Close()
	if on, _ := b.Online(); len(on) != 1 {
		t.Errorf("%+v", on)
	}
}

// TestComingAndGoing opens, nudges, ends and closes desks from many goroutines.
func TestComingAndGoing(t *testing.T) {
	h := newHouse(t, nil)
	a := h.accredit("a.writer", "FI", "delegate")
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 60 {
			opened(t, a, "finance", fmt.Sprint(i))
		}
	}()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				d, err := h.Desk(secretariat.Visitor{Login: "a.writer"})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := d.Online(); err != nil {
					t.Error(err)
				}
				d.Close()
			}
		})
	}
	within(t, "sixty posts", done)
	group.Wait()
	if on, err := a.Online(); err != nil || len(on) != 1 || on[0].Sessions != 1 {
		t.Errorf("here still: %+v, %v", on, err)
	}
}

// TestWouldRevoke names what the ring would end without ending it: every key of a
// delegate who left, their own additions too, and of one who stays only the ring's.
func TestWouldRevoke(t *testing.T) {
	h := newHouse(t, nil)
	a := h.accredit("a.writer", "FI", "delegate")
	h.accredit("b.writer", "VN", "delegate")
	if _, err := a.AddKey("own"); err != nil {
		t.Fatal(err)
	}
	last := h.lastEntry()
	if ended := h.WouldRevoke(nil); len(ended) != 3 || !slices.Contains(ended, "SHA256:own") {
		t.Errorf("an empty ring ends %q", ended)
	}
	if h.lastEntry() != last {
		t.Error("asking changed something")
	}
	if _, err := a.Boards(); err != nil {
		t.Errorf("and the desk: %v", err)
	}
}
