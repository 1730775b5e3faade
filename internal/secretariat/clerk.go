package secretariat

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
)

// Bounds of one transaction: as many commands as wait, but not so many that
// those who come next wait for seconds.
const (
	mostCommands = 1024
	mostAsides   = 1024
)

// The clerk is the one goroutine that writes. A batch forms while the former
// one is being synced; there is no timer.
type clerk struct {
	store     Store
	sequencer journal.Sequencer
	codec     *journal.Codec
	now       func() time.Time
	log       *slog.Logger
	announce  func([]journal.Entry)
	around    func(Ledger, []rule.Fact) (after func()) // private writing that facts bring with them

	asides chan *aside
	stop   chan struct{}
	done   chan struct{}
	failed chan error
	full   atomic.Int64 // when the disk was full the last time something was to be written

	mu      sync.Mutex               // guards waiting and broken
	waiting map[commandKey][]*waiter // who waits for the answer to a command
	broken  error                    // set once nothing more can be written
}

// commandKey tells apart who waits for what: the same id may come with another
// action, which is another matter.
type commandKey struct {
	by     asem.Login
	id     string
	action rule.Digest
}

// A Receipt is the answer to a command that was done: the facts, the entry and
// its time. Already says that it had been done before.
type Receipt struct {
	journal.Entry
	Already bool
}

// to is the receipt for the one who waits at a place: who sent the same at the same time
// as another is told that it had been done already.
func (r Receipt) to(place int) Receipt {
	r.Already = r.Already || place > 0
	return r
}

// A waiter waits for one command. also is written in the same transaction.
type waiter struct {
	also    func(Ledger, Receipt)
	receipt Receipt
	err     error
	done    chan struct{}
}

// An aside is private writing that is no entry.
type aside struct {
	write func(Ledger)
	err   error
	done  chan struct{}
}

func newClerk(o Options, announce func([]journal.Entry), around func(Ledger, []rule.Fact) func()) *clerk {
	return &clerk{
		store: o.Store, sequencer: o.Sequencer, codec: o.Codec, now: o.Now, log: o.Log, announce: announce, around: around,
		asides: make(chan *aside, mostAsides), stop: make(chan struct{}), done: make(chan struct{}),
		failed: make(chan error, 1), waiting: map[commandKey][]*waiter{},
	}
}

// lastFull is when the disk was full the last time something was to be written.
func (c *clerk) lastFull() time.Time { return time.Unix(0, c.full.Load()) }

// submit has the command done and returns after the commit. The error is a fault.
func (c *clerk) submit(cmd journal.Command, also func(Ledger, Receipt)) (Receipt, error) {
	w, err := c.propose(cmd, also)
	if err != nil {
		return Receipt{}, err
	}
	return c.await(w)
}

// await waits for the answer. A command that took its place in the very moment
// of closing was not done.
func (c *clerk) await(w *waiter) (Receipt, error) {
	select {
	case <-w.done:
		return w.receipt, w.err
	case <-c.done:
	}
	select {
	case <-w.done:
		return w.receipt, w.err
	default:
		return Receipt{}, stopping(nil)
	}
}

// propose gives the command its place and returns at once with what waits for it.
func (c *clerk) propose(cmd journal.Command, also func(Ledger, Receipt)) (*waiter, error) {
	if damage := c.store.Damage(); damage != nil {
		return nil, readOnly(damage)
	}
	digest, err := digestOf(c.codec, cmd.Action)
	if err != nil {
		return nil, err
	}
	w := &waiter{also: also, done: make(chan struct{})}
	key := commandKey{cmd.By, cmd.ID, digest}
	c.mu.Lock()
	if c.broken != nil {
		c.mu.Unlock()
		return nil, stopping(c.broken)
	}
	c.waiting[key] = append(c.waiting[key], w)
	c.mu.Unlock()
	if err := c.sequencer.Propose(context.Background(), cmd); err != nil {
		answer(c.take(key), Receipt{}, stopping(err))
	}
	return w, nil
}

// beside has private writing done and returns after the commit.
func (c *clerk) beside(write func(Ledger)) error {
	if damage := c.store.Damage(); damage != nil {
		return readOnly(damage)
	}
	a := &aside{write: write, done: make(chan struct{})}
	select {
	case c.asides <- a:
	case <-c.done:
		return stopping(nil)
	}
	select {
	case <-a.done:
		return a.err
	case <-c.done:
		select {
		case <-a.done: // it was in the last batch
			return a.err
		default:
			return stopping(nil)
		}
	}
}

// besideLater hands private writing in that nobody waits for and that may be lost
// where the clerk is overrun, or closed.
func (c *clerk) besideLater(write func(Ledger)) {
	if c.store.Damage() != nil {
		return
	}
	select {
	case c.asides <- &aside{write: write, done: make(chan struct{})}:
	default:
	}
}

// close finishes what has its place and ends the clerk.
func (c *clerk) close() {
	c.sequencer.Close()
	close(c.stop)
	<-c.done
}

// work runs until close, or until a commit of which nobody can say whether it
// was written.
func (c *clerk) work() {
	defer close(c.done)
	for stopping := false; ; {
		var first *aside
		if !stopping {
			select {
			case <-c.sequencer.Ready():
			case first = <-c.asides:
			case <-c.stop:
				stopping = true
			}
		}
		b := c.gather(first)
		if b.empty() {
			if stopping {
				return
			}
			continue
		}
		if err := c.commit(b); err != nil {
			c.fail(err)
			return
		}
	}
}

// fail ends all writing: everybody who still waits is told, and the server with them.
func (c *clerk) fail(cause error) {
	c.log.Error("nothing more can be written", "err", cause)
	c.sequencer.Close()
	c.mu.Lock()
	c.broken = cause
	waiting := c.waiting
	c.waiting = map[commandKey][]*waiter{}
	c.mu.Unlock()
	for _, waiters := range waiting {
		answer(waiters, Receipt{}, stopping(cause))
	}
	c.failed <- cause
}
