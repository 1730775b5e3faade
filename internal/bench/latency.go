package main

import (
	"context"
	"fmt"
	"time"
)

// keyToLastByte is what 95 of 100 key strokes may take at the most.
const keyToLastByte = 3 * time.Millisecond

// latency measures from a key stroke to the last byte of its answer: alone, among
// open sessions that idle, and among sessions that are told of posts all the time.
func latency(ctx context.Context, b *bench) error {
	floors, err := b.bareLatency(ctx)
	if err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	house, err := b.house(ctx, "latency", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	if err := b.acts(house, "alone", floors.alone); err != nil {
		return err
	}
	crowd, err := gatherBlind(house.address, b.people, b.plan.crowd, "")
	if err != nil {
		return err
	}
	defer crowd.close()
	time.Sleep(time.Second)
	if err := b.acts(house, fmt.Sprintf("with %d idle", b.plan.crowd), floors.crowded); err != nil {
		return err
	}
	return b.nudged(ctx, house, floors.crowded)
}

// floors are the latencies of one echoed letter.
type floors struct{ alone, crowded spread }

func (b *bench) bareLatency(ctx context.Context) (f floors, err error) {
	bare, err := b.start(ctx, "bare", "latency")
	if err != nil {
		return f, err
	}
	defer bare.stop()
	echo := func() (spread, error) {
		client, err := dial(bare.address, b.people.number(0), postQuantum)
		if err != nil {
			return nil, err
		}
		defer client.Close()
		t, err := openTerminal(client, narrow)
		if err != nil {
			return nil, err
		}
		return t.strokes(b.plan.strokes, "x", "y")
	}
	if f.alone, err = echo(); err != nil {
		return f, err
	}
	crowd, err := gatherBlind(bare.address, b.people, b.plan.crowd, "x")
	if err != nil {
		return f, err
	}
	defer crowd.close()
	f.crowded, err = echo()
	return f, err
}

// quiet is for how long nothing may come for an answer to count as complete.
const quiet = 5 * time.Millisecond

// strokes presses two keys in turn and measures each.
func (t *terminal) strokes(n int, there, back string) (spread, error) {
	draw := newDraw(1)
	var s spread
	for i := range n + 10 {
		key := there
		if i%2 == 1 {
			key = back
		}
		_, took, err := t.stroke(key, quiet)
		if err != nil {
			return nil, fmt.Errorf("key stroke %d, %q: %w", i, key, err)
		}
		if i >= 10 { // the first ones warm up
			s = append(s, took)
		}
		time.Sleep(time.Duration(draw.IntN(int(5 * time.Millisecond)))) // not in step with any timer
	}
	return s, nil
}

// acts measures what people do most.
func (b *bench) acts(house *process, how string, floor spread) error {
	client, err := dial(house.address, b.people.number(0), postQuantum)
	if err != nil {
		return err
	}
	defer client.Close()
	t, err := openTerminal(client, narrow)
	if err != nil {
		return err
	}
	if _, err := t.rest(settled); err != nil {
		return err
	}
	for _, act := range []struct {
		what, place, heading string
		there, back          string
	}{
		{"cursor row", string(grown), "Draft statement", "j", "k"},
		{"page of a list", string(grown), "Draft statement", " ", "b"},
		{"page of text", firstTopic, "paragraph", " ", "b"},
	} {
		if err := t.goTo(act.place, act.heading); err != nil {
			return err
		}
		s, err := t.strokes(b.plan.strokes, act.there, act.back)
		if err != nil {
			return fmt.Errorf("%s: %w", act.what, err)
		}
		b.tellLatency(act.what+", "+how, s, floor)
	}
	s, err := t.typing(b.plan.strokes)
	if err != nil {
		b.table.note("typed letter, %s: not measured: %v", how, err)
		return nil
	}
	b.tellLatency("typed letter, "+how, s, floor)
	return nil
}

// firstTopic is a topic of the board that has several pages of text.
const firstTopic = "3"

func (b *bench) tellLatency(what string, s, floor spread) {
	b.table.add(row{what: what + ": median", value: elapsed(s.at(50)), floor: elapsed(floor.at(50))})
	b.table.add(row{what: what + ": 95th percentile", value: elapsed(s.at(95)), floor: elapsed(floor.at(95)), goal: atMost(elapsed(keyToLastByte))})
	b.table.add(row{what: what + ": 99th percentile", value: elapsed(s.at(99)), floor: elapsed(floor.at(99))})
}
