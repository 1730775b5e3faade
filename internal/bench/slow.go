package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// A slow line: 9,600 bit/s are 1,200 bytes a second each way.
const (
	slowRate = 9600 / 8
	held     = 35  // strokes of a key that is held down
	heldLong = 150 // and held on
	repeat   = time.Second / 30
	current  = 1500 * time.Millisecond
)

// slowLine holds a key down in a list over 9,600 bit/s and measures how long after
// the last stroke the screen is current again.
func slowLine(ctx context.Context, b *bench) error {
	bare, err := b.start(ctx, "bare", "slow")
	if err != nil {
		return err
	}
	defer bare.stop()
	house, err := b.house(ctx, "slow", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	var floors, own [2]time.Duration
	var group errgroup.Group // all at once: none takes the machine's time
	for i, strokes := range []int{held, heldLong} {
		group.Go(func() (err error) {
			if floors[i], err = b.holdDown(bare, strokes, "x", "", ""); err != nil {
				return fmt.Errorf("at the bare server: %w", err)
			}
			return nil
		})
		group.Go(func() (err error) {
			own[i], err = b.holdDown(house, strokes, "j", string(grown), "Draft statement")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	const what = "%d strokes held down at 9,600 bit/s: current again after"
	b.table.add(row{what: fmt.Sprintf(what, held), value: elapsed(own[0]), floor: elapsed(floors[0]), goal: atMost(elapsed(current))})
	b.table.add(row{what: fmt.Sprintf(what, heldLong), value: elapsed(own[1]), floor: elapsed(floors[1])})
	return nil
}

// holdDown measures from the last of many strokes to the last byte.
func (b *bench) holdDown(p *process, strokes int, key, place, heading string) (time.Duration, error) {
	s, err := b.sit(p.address, narrow, classic, slowRate) // the login is not what is measured
	if err != nil {
		return 0, err
	}
	defer s.leave()
	const calm = 2 * time.Second // on such a line, on which a page comes in one packet
	if place == "" {
		s.send(key)
	}
	if _, err := s.rest(calm); err != nil {
		return 0, err
	}
	if place != "" {
		s.send(":" + place + "\r")
		if _, err := s.rest(calm); err != nil {
			return 0, err
		}
		if err := s.expect(heading); err != nil {
			return 0, err
		}
	}
	var last time.Time
	for range strokes {
		last = time.Now()
		if _, err := s.in.Write([]byte(key)); err != nil {
			return 0, err
		}
		time.Sleep(repeat)
	}
	s.mu.Lock()
	s.bytes = max(s.bytes, 1)
	s.mu.Unlock()
	_, err = s.rest(calm)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at.Sub(last), err
}
