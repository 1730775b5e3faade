package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// nudges is how many posts a second tell every screen that there is news: as often
// as a screen looks at the most.
const nudges = 4

// nudged measures the cursor while somebody posts all the time and every open
// screen shows so. An answer is what moves the mark of the cursor's row, since the
// counts of what is new are drawn at any time.
func (b *bench) nudged(ctx context.Context, house *process, floor spread) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	posted := make(chan error, 1)
	go func() { posted <- b.keepPosting(ctx, house) }()
	before, err := house.cpu()
	if err != nil {
		return err
	}
	from := time.Now()
	s, err := b.marks(house)
	if err != nil {
		return err
	}
	took := time.Since(from)
	after, err := house.cpu()
	if err != nil {
		return err
	}
	cancel()
	if err := <-posted; err != nil {
		return fmt.Errorf("posting: %w", err)
	}
	how := fmt.Sprintf("with %d shown %d posts a second", b.plan.crowd, nudges)
	b.tellLatency("cursor row, "+how, s, floor)
	b.table.add(row{what: "CPU of the server, " + how, value: ofACore(after-before, took)})
	return nil
}

// keepPosting answers one post after the other until ctx ends.
func (b *bench) keepPosting(ctx context.Context, house *process) error {
	client, err := dial(house.address, b.people.number(1), postQuantum)
	if err != nil {
		return err
	}
	defer client.Close()
	draw := newDraw(3)
	pace := time.NewTicker(time.Second / nudges)
	defer pace.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-pace.C:
		}
		if _, err := order(client, "reply 200", prose(draw, 40)); err != nil {
			return err
		}
	}
}

// marks measures how soon the mark moves.
func (b *bench) marks(house *process) (spread, error) {
	client, err := dial(house.address, b.people.number(0), postQuantum)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	t, err := openTerminal(client, narrow)
	if err != nil {
		return nil, err
	}
	if _, err := t.rest(settled); err != nil {
		return nil, err
	}
	if err := t.goTo("boards", "AVS > Boards"); err != nil {
		return nil, err
	}
	draw := newDraw(4)
	var s spread
	for i := range b.plan.strokes {
		took, err := t.mark([]string{"j", "k"}[i%2])
		if err != nil {
			return nil, err
		}
		s = append(s, took)
		time.Sleep(time.Duration(draw.IntN(int(20 * time.Millisecond))))
	}
	return s, nil
}

// mark presses a key and waits for the mark.
func (t *terminal) mark(key string) (time.Duration, error) {
	from := t.send(key)
	deadline := time.After(patience)
	for {
		t.mu.Lock()
		marked, ended := t.marked, t.ended
		t.mu.Unlock()
		switch {
		case ended != nil:
			return 0, errors.Join(errSilent, ended)
		case marked.After(from):
			return marked.Sub(from), nil
		}
		select {
		case <-t.came:
		case <-deadline:
			return 0, errSilent
		}
	}
}
