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
	held     = 35 // strokes of a key that is held down
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
	var floor, own time.Duration
	var group errgroup.Group // both at once: neither takes the machine's time
	group.Go(func() (err error) {
		if floor, err = b.holdDown(bare, "x", "", ""); err != nil {
			return fmt.Errorf("at the bare server: %w", err)
		}
		return nil
	})
	group.Go(func() (err error) {
		own, err = b.holdDown(house, "j", string(grown), "Draft statement")
		return err
	})
	if err := group.Wait(); err != nil {
		return err
	}
	b.table.add(row{what: fmt.Sprintf("%d strokes held down at 9,600 bit/s: current again after", held), value: elapsed(own), floor: elapsed(floor), goal: atMost(elapsed(current))})
	return nil
}

// holdDown measures from the last of many strokes to the last byte.
func (b *bench) holdDown(p *process, key, place, heading string) (time.Duration, error) {
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
	for range held {
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
