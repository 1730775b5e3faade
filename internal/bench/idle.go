package main

import (
	"context"
	"fmt"
	"time"
)

// idlePerSession is what an idle session may hold at the most.
const idlePerSession = 200 << 10

// sharedWindows are more than the renderers that all sessions share cover, so that
// they are all there before something else is weighed.
const sharedWindows = 60

// closing is how long what a crowd leaves to be done takes at the most.
const closing = 500 * time.Millisecond

// idle weighs many idle sessions, and watches what CPU they take.
func idle(ctx context.Context, b *bench) error {
	bare, err := b.start(ctx, "bare", "idle")
	if err != nil {
		return err
	}
	floor, err := b.idlers(bare, "x")
	bare.stop()
	if err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	house, err := b.house(ctx, "idle", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	own, err := b.idlers(house, "")
	if err != nil {
		return err
	}
	n := b.plan.idlers
	what := func(of string) string { return fmt.Sprintf("%s, each of %d idle sessions", of, n) }
	b.table.add(row{what: what("resident memory"), value: kibibytes(own.resident), floor: kibibytes(floor.resident), goal: atMost(kibibytes(idlePerSession))})
	b.table.add(row{what: what("heap and stacks in use"), value: kibibytes(own.held), floor: kibibytes(floor.held), goal: atMost(kibibytes(idlePerSession))})
	b.table.add(row{what: fmt.Sprintf("CPU of all %d, watched for %s", n, b.plan.idle), value: ofACore(own.cpu, b.plan.idle),
		floor: ofACore(floor.cpu, b.plan.idle), goal: atMost(quantity{0.5, "% core"})})
	return nil
}

// idling is what one idle session holds, and what all of them use.
type idling struct {
	resident, held float64
	cpu            time.Duration
}

func (b *bench) idlers(p *process, poke string) (i idling, err error) {
	warm, err := gatherBlind(p.address, b.people, 2, poke) // what is made at the first login is not theirs
	if err != nil {
		return i, err
	}
	warm.close()
	time.Sleep(closing)
	empty, err := p.weigh(true)
	if err != nil {
		return i, err
	}
	crowd, err := gatherBlind(p.address, b.people, b.plan.idlers, poke)
	if err != nil {
		return i, err
	}
	defer crowd.close()
	time.Sleep(time.Second) // until the logins' marks are on disk and nudges have come
	full, err := p.weigh(true)
	if err != nil {
		return i, err
	}
	n := float64(b.plan.idlers)
	i.resident = float64(full.Resident-empty.Resident) / n
	i.held = float64(full.held()-empty.held()) / n
	before, err := p.weigh(false)
	if err != nil {
		return i, err
	}
	time.Sleep(b.plan.idle)
	after, err := p.weigh(false)
	i.cpu = after.CPU - before.CPU
	return i, err
}
