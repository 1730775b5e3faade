package secretariat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
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

	asides chan *aside
	stop   chan struct{}
	done   chan struct{}
	failed chan error

	mu      sync.Mutex               // guards waiting and broken
	waiting map[commandKey][]*waiter // who waits for the answer to a command
	broken  error                    // set once nothing more can be written
}

type commandKey struct {
	by asem.Login
	id string
}

// A Receipt is the answer to a command that was done: the facts, the entry and
// its time. Already says that it had been done before.
type Receipt struct {
	journal.Entry
	Already bool
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

func newClerk(o Options, announce func([]journal.Entry)) *clerk {
	return &clerk{
		store: o.Store, sequencer: o.Sequencer, codec: o.Codec, now: o.Now, log: o.Log, announce: announce,
		asides: make(chan *aside, mostAsides), stop: make(chan struct{}), done: make(chan struct{}),
		failed: make(chan error, 1), waiting: map[commandKey][]*waiter{},
	}
}

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
	w := &waiter{also: also, done: make(chan struct{})}
	key := commandKey{cmd.By, cmd.ID}
	c.mu.Lock()
	if c.broken != nil {
		c.mu.Unlock()
		return nil, stopping(c.broken)
	}
	c.waiting[key] = append(c.waiting[key], w)
	c.mu.Unlock()
	if err := c.sequencer.Propose(context.Background(), cmd); err != nil {
		c.answer(key, Receipt{}, stopping(err))
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

// A batch is what one transaction does.
type batch struct {
	placed  []journal.Placed
	asides  []*aside
	results []result // of placed, in order
	entries []journal.Entry
}

type result struct {
	receipt Receipt
	err     error
}

func (b *batch) empty() bool { return len(b.placed) == 0 && len(b.asides) == 0 }

func (c *clerk) gather(first *aside) *batch {
	b := &batch{placed: c.sequencer.Take(mostCommands)}
	if first != nil {
		b.asides = append(b.asides, first)
	}
	for len(b.asides) < mostAsides {
		select {
		case a := <-c.asides:
			b.asides = append(b.asides, a)
		default:
			return b
		}
	}
	return b
}

// commit does the batch in one transaction and answers everybody in it. It
// returns an error only where the clerk cannot go on.
func (c *clerk) commit(b *batch) error {
	err := c.store.Update(func(l Ledger) error {
		b.results, b.entries = b.results[:0], b.entries[:0]
		for _, p := range b.placed {
			receipt, fatal, err := c.do(l, p)
			if fatal != nil {
				return fatal
			}
			if err == nil && !receipt.Already && len(receipt.Facts) > 0 {
				b.entries = append(b.entries, receipt.Entry)
			}
			b.results = append(b.results, result{receipt, err})
		}
		for _, a := range b.asides {
			a.write(l)
		}
		return nil
	})
	switch {
	case err == nil:
		for i, p := range b.placed {
			c.answer(commandKey{p.By, p.ID}, b.results[i].receipt, b.results[i].err)
		}
		c.release(b.asides, nil)
		if len(b.entries) > 0 {
			c.announce(b.entries)
		}
		return nil
	case errors.Is(err, ErrFull):
		c.log.Error("the disk is full: nothing was written", "commands", len(b.placed), "err", err)
		full := fault.New(fault.Failed, "There is no room left on the disk of the server, so nothing was written.").
			Then("What you typed is still here: send it again when your operator has made room.").Because(err)
		c.refuse(b, full)
		return nil
	default:
		c.refuse(b, uncertain(err))
		return err
	}
}

func (c *clerk) refuse(b *batch, err error) {
	for _, p := range b.placed {
		c.answer(commandKey{p.By, p.ID}, Receipt{}, err)
	}
	c.release(b.asides, err)
}

func (c *clerk) release(asides []*aside, err error) {
	for _, a := range asides {
		a.err = err
		close(a.done)
	}
}

// do decides one command and folds its facts. err is the answer to whoever
// asked; fatal ends the transaction.
func (c *clerk) do(l Ledger, p journal.Placed) (receipt Receipt, fatal, err error) {
	action, err := digestOf(c.codec, p.Action)
	if err != nil {
		return Receipt{}, nil, err
	}
	if number, before, done := l.Done(p.By, p.ID); done {
		return c.repeated(l, p, number, before == action)
	}
	last, lastAt := l.Last()
	o := rule.Occasion{By: p.By, At: journal.After(lastAt, p.At)}
	ruling, err := c.decide(l, p.Action, o)
	if err != nil {
		return Receipt{}, nil, err
	}
	e := journal.Entry{Number: last + 1, At: o.At, Actor: p.By, Command: p.ID, Rule: journal.RuleVersion, Facts: ruling.Facts}
	receipt = Receipt{Entry: e}
	if len(ruling.Facts) > 0 {
		if err := l.Append(e, ruling.Texts); err != nil {
			return Receipt{}, fmt.Errorf("entry %d: %w", e.Number, err), nil
		}
		l.Remember(p.By, p.ID, e.Number, action)
	}
	c.aside(l, p, receipt)
	return receipt, nil, nil
}

// repeated answers a command that was done before with what it led to then.
func (c *clerk) repeated(l Ledger, p journal.Placed, number uint64, same bool) (Receipt, error, error) {
	if !same {
		return Receipt{}, nil, fault.New(fault.Conflict, "This token was used before, for something else.").
			Then("Use a new token for each thing you send.")
	}
	e, err := l.Entry(number)
	if err != nil {
		return Receipt{}, nil, err
	}
	receipt := Receipt{Entry: e, Already: true}
	c.aside(l, p, receipt)
	return receipt, nil, nil
}

// aside writes what those who wait for the command want written with it.
func (c *clerk) aside(l Ledger, p journal.Placed, r Receipt) {
	c.mu.Lock()
	waiters := c.waiting[commandKey{p.By, p.ID}]
	c.mu.Unlock()
	for _, w := range waiters {
		if w.also != nil {
			w.also(l, r)
		}
	}
}

// decide asks policy and rule. A rule that panics is a mistake of ours: the one
// who asked is told so, the transaction has not changed, and the log has the place.
func (c *clerk) decide(l Ledger, a rule.Action, o rule.Occasion) (ruling rule.Ruling, err error) {
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("a rule panicked", "action", a.Kind(), "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("deciding %s: %v", a.Kind(), r)
		}
	}()
	return decide(l, a, o)
}

// answer tells everybody who waits for the command, once.
func (c *clerk) answer(key commandKey, r Receipt, err error) {
	c.mu.Lock()
	waiters := c.waiting[key]
	delete(c.waiting, key)
	c.mu.Unlock()
	for _, w := range waiters {
		w.receipt, w.err = r, err
		close(w.done)
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
		for _, w := range waiters {
			w.err = stopping(cause)
			close(w.done)
		}
	}
	c.failed <- cause
}

func stopping(cause error) error {
	return fault.New(fault.Failed, "The server is stopping and took nothing.").
		Then("Come back in a moment and send it again.").Because(cause)
}

func uncertain(cause error) error {
	return fault.New(fault.Failed, "The disk failed while this was being written, so the server starts again and nobody can say yet whether it was kept.").
		Then("Come back in a moment: what you typed is a draft, and sending it again posts it once.").Because(cause)
}
