package secretariat_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
)

// TestSlowSenderKeepsNobodyOut: one delegate begins to send many files and never ends;
// others send theirs all the same, and the first one's further files wait.
func TestSlowSenderKeepsNobodyOut(t *testing.T) {
	r := newRegistry(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	const many = 40
	begun := make(chan struct{}, many)
	for range many {
		go func() { // ends with ctx
			_, err := r.author.TakeIn(ctx, "slow.txt", "", startsThenWaits{ctx, begun})
			ended <- err
		}()
	}
	<-begun
	for range 3 {
		drawUp(t, r.other, document.Paper{}, "A paper that comes meanwhile.")
	}
	cancel()
	for range many {
		if err := <-ended; fault.KindOf(err) != fault.Failed || !strings.Contains(fault.Sentence(err), "nothing was done") {
			t.Errorf("a file that never came whole: %v", err)
		}
	}
	drawUp(t, r.author, document.Paper{}, "And another one of the slow sender's.")
}

// startsThenWaits says that it is read, and gives nothing until the context ends.
type startsThenWaits struct {
	ctx   context.Context
	begun chan<- struct{}
}

func (s startsThenWaits) Read([]byte) (int, error) {
	s.begun <- struct{}{}
	<-s.ctx.Done()
	return 0, io.ErrUnexpectedEOF
}

// TestActsAreBounded: pinning in a loop fills no journal.
func TestActsAreBounded(t *testing.T) {
	r := newRegistry(t)
	posted, err := r.coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{roster.Everybody}, Title: "Pinned", Text: "Be it known."})
	if err != nil {
		t.Fatal(err)
	}
	before := r.LastEntry()
	const tries = 1000
	var refused error
	for range tries {
		if err := r.coordinator.PinNotice(posted.Number, true); err != nil {
			refused = err
		}
	}
	if made := r.LastEntry() - before; made >= tries/2 || fault.KindOf(refused) != fault.Refused || !strings.Contains(fault.Sentence(refused), "within a minute") {
		t.Errorf("%d entries, and at last %v", made, refused)
	}
}
