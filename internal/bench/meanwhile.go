package main

import (
	"context"
	"errors"
	"sync/atomic"

	"asem.internal/avs/internal/server"
)

// meanwhile presses two keys in turn while something is being done, and measures each;
// beside is called now and then.
func (t *terminal) meanwhile(there, back string, do, beside func() error) (during spread, err error) {
	over := make(chan error, 1)
	var ended atomic.Bool
	go func() {
		err := do()
		ended.Store(true)
		over <- err
	}()
	for !ended.Load() && err == nil {
		var some spread
		if some, err = t.strokes(20, there, back); err == nil {
			during = append(during, some...)
			err = beside()
		}
	}
	return during, errors.Join(err, <-over)
}

// indexing measures what making the search index anew does to those who read.
func indexing(ctx context.Context, b *bench) error {
	house, err := b.house(ctx, "indexing", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
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
	for _, place := range []struct{ what, name, heading, there, back string }{
		{"Today: cursor row", "today", "Today", "j", "k"},
		{"Topics: cursor row", string(grown), "Draft statement", "j", "k"},
		{"Reader: page of text", firstTopic, "paragraph", " ", "b"},
	} {
		if err := t.goTo(place.name, place.heading); err != nil {
			return err
		}
		before, err := t.strokes(b.plan.strokes, place.there, place.back)
		if err != nil {
			return err
		}
		entries := uint64(0)
		during, err := t.meanwhile(place.there, place.back, func() error {
			return server.Reindex(ctx, options(b.small, b.people.ring), func(_, total uint64) { entries = total })
		}, func() error { return nil })
		if err != nil {
			return err
		}
		if place.there == "j" && place.name == "today" {
			b.table.note("%d entries are indexed anew meanwhile", entries)
		}
		b.tellLatency(place.what+" while it is indexed", during, before)
	}
	return nil
}
