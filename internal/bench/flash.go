package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// flashes is how many flash notices are posted, one after the other.
const flashes = 5

// flashWithin is how soon a flash notice may stand on 99 of 100 open screens.
const flashWithin = time.Second

// flashSettled is how long the house takes to show what is less urgent: the counts, and
// the list on Today.
const flashSettled = time.Second

// flash measures from the answer that a flash notice was posted to the last byte of it
// on each of many open screens, which is the bell. One that had it before counts as at
// once.
func flash(ctx context.Context, b *bench) error {
	data := filepath.Join(b.folder, "flashed") // a flash waits on every screen of those who come later
	if err := copyFolder(data, b.small); err != nil {
		return err
	}
	house, err := b.house(ctx, "flash", data, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	crowd, terminals, err := gather(house.address, b.people, b.plan.crowd, "")
	if err != nil {
		return err
	}
	defer crowd.close()
	for _, t := range terminals {
		t.blind()
	}
	client, err := dial(house.address, b.people.coordinator, postQuantum)
	if err != nil {
		return err
	}
	defer client.Close()
	time.Sleep(time.Second) // until the logins' marks are on disk and nudges have come
	before, err := house.cpu()
	if err != nil {
		return err
	}
	var s spread
	for i := range flashes {
		took, err := postFlash(client, terminals, i)
		if err != nil {
			return err
		}
		s = append(s, took...)
	}
	after, err := house.cpu()
	if err != nil {
		return err
	}
	what := fmt.Sprintf("flash notice on %d open screens", b.plan.crowd)
	b.table.add(row{what: what + ": median", value: elapsed(s.at(50))})
	b.table.add(row{what: what + ": 99th percentile", value: elapsed(s.at(99)), goal: atMost(elapsed(flashWithin))})
	b.table.add(row{what: "CPU of the server for each of them", value: elapsed((after - before) / flashes)})
	return nil
}

// postFlash posts a flash notice and gives how long it took to each of the screens.
func postFlash(client *gossh.Client, terminals []*terminal, i int) (spread, error) {
	for _, t := range terminals {
		t.anew()
	}
	if _, err := order(client, fmt.Sprintf("notice post --to @all --level flash --title 'Flash number %d'", i), "Call in."); err != nil {
		return nil, err
	}
	answered := time.Now()
	s := make(spread, len(terminals))
	for i, t := range terminals {
		rang, err := t.bell()
		if err != nil {
			return nil, fmt.Errorf("screen %d: %w", i, err)
		}
		s[i] = max(0, rang.Sub(answered))
	}
	time.Sleep(flashSettled)
	return s, nil
}
