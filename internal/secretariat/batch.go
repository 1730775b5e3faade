package secretariat

import (
	"errors"
	"fmt"
	"runtime/debug"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
)

// A batch is what one transaction does.
type batch struct {
	placed  []journal.Placed
	asides  []*aside
	results []result // of placed, in order; shorter where the transaction ended early
	entries []journal.Entry
}

type result struct {
	waiters []*waiter
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
			// The result is there before anything can go wrong: whoever waits is found.
			b.results = append(b.results, result{})
			r := &b.results[len(b.results)-1]
			if err := c.do(l, p, r); err != nil {
				return err
			}
			if r.err == nil && !r.receipt.Already && len(r.receipt.Facts) > 0 {
				b.entries = append(b.entries, r.receipt.Entry)
			}
		}
		for _, a := range b.asides {
			a.write(l)
		}
		return nil
	})
	switch {
	case err == nil:
		for _, r := range b.results {
			answer(r.waiters, r.receipt, r.err)
		}
		c.release(b.asides, nil)
		if len(b.entries) > 0 {
			c.announce(b.entries)
		}
		return nil
	case errors.Is(err, ErrFull):
		c.full.Store(c.now().UnixNano())
		c.log.Error("the disk is full: nothing was written", "commands", len(b.placed), "err", err)
		c.refuse(b, full(err))
		return nil
	case errors.Is(err, ErrDamaged):
		c.log.Error("the record is damaged: from now on it is only read", "err", err)
		c.refuse(b, readOnly(err))
		return nil
	case errors.Is(err, ErrUncertain):
		c.refuse(b, uncertain(err))
		return err
	default:
		c.log.Error("a transaction broke off: nothing was written", "commands", len(b.placed), "err", err)
		c.refuse(b, err)
		return nil
	}
}

// refuse tells everybody in a batch of which nothing was kept: those whose command
// was come to, and those behind them.
func (c *clerk) refuse(b *batch, err error) {
	for _, r := range b.results {
		answer(r.waiters, Receipt{}, err)
	}
	for _, p := range b.placed[len(b.results):] {
		if digest, broken := digestOf(c.codec, p.Action); broken == nil {
			answer(c.take(commandKey{p.By, p.ID, digest}), Receipt{}, err)
		}
	}
	c.release(b.asides, err)
}

func (c *clerk) release(asides []*aside, err error) {
	for _, a := range asides {
		a.err = err
		close(a.done)
	}
}

// do decides one command and folds its facts. The result gets who waits for the
// answer, and then the answer; an error ends the transaction.
func (c *clerk) do(l Ledger, p journal.Placed, r *result) error {
	digest, err := digestOf(c.codec, p.Action)
	if err != nil {
		return err
	}
	r.waiters = c.take(commandKey{p.By, p.ID, digest})
	if number, before, done := l.Done(p.By, p.ID); done {
		r.receipt, r.err = repeated(l, number, before == digest)
	} else {
		r.receipt, r.err = c.append(l, p, digest)
	}
	switch {
	case r.err == nil:
		for i, w := range r.waiters {
			if w.also != nil {
				w.also(l, r.receipt.to(i))
			}
		}
	case errors.As(r.err, new(*fault.Error)), errors.Is(r.err, ErrUnfit), errors.Is(r.err, errPanicked):
		// The answer of a rule, or a mistake that changed nothing: the others go on.
	default:
		return r.err
	}
	return nil
}

// append decides a command that was not done before, and writes its entry. A
// command that changes nothing makes no entry.
func (c *clerk) append(l Ledger, p journal.Placed, digest rule.Digest) (Receipt, error) {
	last, lastAt := l.Last()
	o := rule.Occasion{By: p.By, At: journal.After(lastAt, p.At)}
	ruling, err := c.decide(l, p.Action, o)
	if err != nil {
		return Receipt{}, err
	}
	e := journal.Entry{Number: last + 1, At: o.At, Actor: p.By, Command: p.ID, Rule: journal.RuleVersion, Facts: ruling.Facts}
	if len(ruling.Facts) == 0 {
		return Receipt{Entry: e}, nil
	}
	after := c.around(l, e.Facts)
	if err := l.Append(e, ruling.Texts); err != nil {
		return Receipt{}, fmt.Errorf("entry %d: %w", e.Number, err)
	}
	after()
	l.Remember(p.By, p.ID, e.Number, digest)
	return Receipt{Entry: e}, nil
}

// repeated answers a command that was done before with what it led to then.
func repeated(l Ledger, number uint64, same bool) (Receipt, error) {
	if !same {
		return Receipt{}, fault.New(fault.Conflict, "This token was used before, for something else.").
			Then("Use a new token for each thing you send.")
	}
	e, err := l.Entry(number)
	return Receipt{Entry: e, Already: true}, err
}

// decide asks policy and rule. A rule that panics is a mistake of ours: the one
// who asked is told so, the transaction has not changed, and the log has the place.
func (c *clerk) decide(l Ledger, a rule.Action, o rule.Occasion) (ruling rule.Ruling, err error) {
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("a rule panicked", "action", a.Kind(), "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("%w: deciding %s: %v", errPanicked, a.Kind(), r)
		}
	}()
	return decide(l, a, o)
}

// errPanicked is a rule that panicked.
var errPanicked = errors.New("a rule panicked")

// take gives those who wait for a command; they are answered once, by the caller.
func (c *clerk) take(key commandKey) []*waiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	waiters := c.waiting[key]
	delete(c.waiting, key)
	return waiters
}

func answer(waiters []*waiter, r Receipt, err error) {
	for i, w := range waiters {
		w.receipt, w.err = r.to(i), err
		close(w.done)
	}
}
