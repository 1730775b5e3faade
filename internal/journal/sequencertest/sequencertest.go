// Package sequencertest holds every sequencer to the same conduct. A new one
// passes Run before anything is built on it.
//
// Dependency: package testing, since this is for tests only.
package sequencertest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
)

// Make makes a sequencer with room for that many commands (more is as well, but
// some bound there must be) and with that clock.
type Make func(t *testing.T, places int, now func() time.Time) journal.Sequencer

// patience is how long anything here may take before it counts as hanging.
const patience = 10 * time.Second

// Run holds a sequencer to the contract of journal.Sequencer.
func Run(t *testing.T, make Make) {
	for name, test := range map[string]func(*testing.T, Make){
		"one after the other":          order,
		"many proposers, nothing lost": many,
		"take is bounded":              bounded,
		"take never blocks":            unblocked,
		"ready while something waits":  ready,
		"placed twice":                 twice,
		"the sequencer's own clock":    clock,
		"closed":                       closed,
		"closed while many propose":    closedUnderWay,
		"full, then cancelled":         cancelled,
		"full, then closed":            closedWhileFull,
		"full, then taken":             takenWhileFull,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			context.AfterFunc(ctx, func() {
				if errors.Is(ctx.Err(), context.DeadlineExceeded) {
					panic("sequencertest: " + t.Name() + " hangs")
				}
			})
			test(t, make)
		})
	}
}

var epoch = time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)

func still() time.Time { return epoch }

func command(by asem.Login, n int) journal.Command {
	return journal.Command{ID: fmt.Sprint(n), By: by, Action: forum.Pin{Topic: asem.Number(n), On: true}}
}

func propose(t *testing.T, s journal.Sequencer, c journal.Command) {
	t.Helper()
	if err := s.Propose(context.Background(), c); err != nil {
		t.Errorf("proposing %s: %v", c.ID, err)
	}
}

// collect takes until that many have come.
func collect(t *testing.T, s journal.Sequencer, n, most int) []journal.Placed {
	t.Helper()
	var taken []journal.Placed
	for len(taken) < n {
		<-s.Ready()
		for {
			some := s.Take(most)
			if len(some) > most {
				t.Errorf("%d taken, %d at most", len(some), most)
			}
			if len(some) == 0 {
				break
			}
			taken = append(taken, some...)
		}
	}
	return taken
}

func order(t *testing.T, make Make) {
	s := make(t, 64, still)
	defer s.Close()
	for n := range 50 {
		propose(t, s, command("first.last", n))
	}
	for n, p := range collect(t, s, 50, 7) {
		if p.ID != fmt.Sprint(n) || p.Action != (forum.Pin{Topic: asem.Number(n), On: true}) || p.By != "first.last" {
			t.Fatalf("in place %d: %+v", n, p)
		}
	}
}

func many(t *testing.T, make Make) {
	const proposers, each = 16, 100
	s := make(t, 8, still)
	defer s.Close()
	var group sync.WaitGroup
	for i := range proposers {
		by := asem.Login(fmt.Sprintf("proposer.%d", i))
		group.Go(func() {
			for n := range each {
				propose(t, s, command(by, n))
			}
		})
	}
	next := map[asem.Login]int{}
	for _, p := range collect(t, s, proposers*each, 10) {
		if p.ID != fmt.Sprint(next[p.By]) {
			t.Fatalf("%s: %s comes where %d should", p.By, p.ID, next[p.By])
		}
		next[p.By]++
	}
	group.Wait()
	if len(next) != proposers {
		t.Errorf("of %d proposers %d were heard", proposers, len(next))
	}
	if rest := s.Take(1); len(rest) > 0 {
		t.Errorf("%+v comes from nowhere", rest)
	}
}

func bounded(t *testing.T, make Make) {
	s := make(t, 16, still)
	defer s.Close()
	for n := range 10 {
		propose(t, s, command("first.last", n))
	}
	<-s.Ready()
	for _, want := range []int{3, 3, 3, 1, 0} {
		taken := s.Take(3)
		if len(taken) > want {
			t.Fatalf("%d taken, want %d", len(taken), want)
		}
	}
}

func unblocked(t *testing.T, make Make) {
	s := make(t, 4, still)
	defer s.Close()
	for range 3 {
		if taken := s.Take(5); len(taken) > 0 {
			t.Errorf("%+v of nothing", taken)
		}
	}
}

// ready: as long as something waits, whoever asks Ready and then takes gets on.
func ready(t *testing.T, make Make) {
	s := make(t, 64, still)
	defer s.Close()
	for n := range 20 {
		propose(t, s, command("first.last", n))
	}
	for n := 0; n < 20; {
		<-s.Ready()
		n += len(s.Take(1))
	}
	propose(t, s, command("first.last", 20))
	if taken := collect(t, s, 1, 5); taken[0].ID != "20" {
		t.Errorf("%+v", taken)
	}
}

// twice: the same id may come twice, and is not lost.
func twice(t *testing.T, make Make) {
	s := make(t, 8, still)
	defer s.Close()
	propose(t, s, command("first.last", 1))
	propose(t, s, command("first.last", 1))
	taken := collect(t, s, 1, 8)
	for _, p := range taken {
		if p.ID != "1" {
			t.Errorf("%+v", p)
		}
	}
}

func clock(t *testing.T, make Make) {
	var mu sync.Mutex
	now := epoch
	s := make(t, 8, func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	})
	defer s.Close()
	for n := range 5 {
		propose(t, s, command("first.last", n))
	}
	last := epoch
	for _, p := range collect(t, s, 5, 8) {
		if !p.At.After(last) {
			t.Errorf("placed at %v, after one at %v", p.At, last)
		}
		last = p.At
	}
}

func closed(t *testing.T, make Make) {
	s := make(t, 8, still)
	propose(t, s, command("first.last", 1))
	s.Close()
	s.Close()
	if err := s.Propose(context.Background(), command("first.last", 2)); !errors.Is(err, journal.ErrClosed) {
		t.Errorf("proposed after closing: %v", err)
	}
	if taken := collect(t, s, 1, 8); len(taken) != 1 || taken[0].ID != "1" {
		t.Errorf("what had its place before is %+v", taken)
	}
}

// closedUnderWay: whoever was told of a place has one, and it can be taken.
func closedUnderWay(t *testing.T, make Make) {
	s := make(t, 1000, still)
	var group sync.WaitGroup
	var mu sync.Mutex
	placed := map[string]bool{}
	for i := range 8 {
		group.Go(func() {
			for n := range 100 {
				c := command(asem.Login(fmt.Sprintf("proposer.%d", i)), n)
				err := s.Propose(context.Background(), c)
				switch {
				case err == nil:
					mu.Lock()
					placed[string(c.By)+c.ID] = true
					mu.Unlock()
				case !errors.Is(err, journal.ErrClosed):
					t.Errorf("%v", err)
				}
				if n == 20 && i == 0 {
					s.Close()
				}
			}
		})
	}
	group.Wait()
	for taken := s.Take(50); len(taken) > 0; taken = s.Take(50) {
		for _, p := range taken {
			delete(placed, string(p.By)+p.ID)
		}
	}
	if len(placed) > 0 {
		t.Errorf("%d commands had their place and cannot be taken", len(placed))
	}
}

// fillUp proposes until nothing more finds a place, and gives the number of those
// that did.
func fillUp(t *testing.T, s journal.Sequencer) int {
	t.Helper()
	for n := 0; ; n++ {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		err := s.Propose(ctx, command("first.last", n))
		cancel()
		if err != nil {
			return n
		}
		if n > 1<<16 {
			t.Fatal("there is no bound")
		}
	}
}

func cancelled(t *testing.T, make Make) {
	s := make(t, 3, still)
	defer s.Close()
	placed := fillUp(t, s)
	ctx, cancel := context.WithCancelCause(context.Background())
	told := startProposing(s, ctx, placed)
	why := errors.New("the line broke")
	cancel(why)
	if err := <-told; !errors.Is(err, why) && !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if taken := collect(t, s, placed, 8); len(taken) != placed {
		t.Errorf("%d can be taken of %d; one that was cancelled has no place", len(taken), placed)
	}
}

func startProposing(s journal.Sequencer, ctx context.Context, n int) <-chan error {
	told := make(chan error, 1)
	go func() { told <- s.Propose(ctx, command("first.last", n)) }()
	return told
}

func closedWhileFull(t *testing.T, make Make) {
	s := make(t, 3, still)
	placed := fillUp(t, s)
	told := startProposing(s, context.Background(), placed)
	s.Close()
	if err := <-told; !errors.Is(err, journal.ErrClosed) {
		t.Errorf("closed while it waited: %v", err)
	}
	if taken := collect(t, s, placed, 8); len(taken) != placed {
		t.Errorf("%d can be taken of %d", len(taken), placed)
	}
}

func takenWhileFull(t *testing.T, make Make) {
	s := make(t, 3, still)
	defer s.Close()
	placed := fillUp(t, s)
	told := startProposing(s, context.Background(), placed)
	taken := collect(t, s, placed+1, 1)
	if err := <-told; err != nil {
		t.Errorf("there was room again: %v", err)
	}
	if last := taken[len(taken)-1]; last.ID != fmt.Sprint(placed) {
		t.Errorf("the last one is %+v", last)
	}
}
