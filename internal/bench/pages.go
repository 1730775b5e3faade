package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/secretariat"
)

// inTurn measures the large board and the small one by turns, so that whatever else
// the machine does disturbs both.
func inTurn(n int, large, small func(n int) (spread, error)) (l, s spread, err error) {
	const block = 20
	for range (n + block - 1) / block {
		for _, side := range []struct {
			measure func(int) (spread, error)
			all     *spread
		}{{large, &l}, {small, &s}} {
			some, err := side.measure(block)
			if err != nil {
				return nil, nil, err
			}
			*side.all = append(*side.all, some...)
		}
	}
	return l, s, nil
}

// A sitting is one server with one terminal on it.
type sitting struct {
	house  *process
	client *gossh.Client
	*terminal
}

func (b *bench) read(ctx context.Context, purpose, folder string) (*sitting, error) {
	r := &sitting{}
	var err error
	// A board that was just grown would be indexed meanwhile, which is measured by itself.
	if r.house, err = b.start(ctx, "house", purpose, folder, b.people.ring, postQuantum, unindexed); err != nil {
		return nil, err
	}
	if r.client, err = dial(r.house.address, b.people.number(0), postQuantum); err != nil {
		r.close()
		return nil, err
	}
	if r.terminal, err = openTerminal(r.client, narrow); err != nil {
		r.close()
		return nil, err
	}
	if _, err := r.rest(settled); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *sitting) close() {
	if r.client != nil {
		_ = r.client.Close() // the server goes with it
	}
	r.house.stop()
}

// pagesOverSSH opens boards and topics and turns their pages, on both boards.
func (b *bench) pagesOverSSH(ctx context.Context, folder string) error {
	large, err := b.read(ctx, "size-large", folder)
	if err != nil {
		return err
	}
	defer large.close()
	small, err := b.read(ctx, "size-small", b.small)
	if err != nil {
		return err
	}
	defer small.close()
	for _, act := range []struct{ what, place, heading, row, there, back string }{
		{"opening the board and going back, over ssh", "boards", "AVS > Boards", "Finance", "\r", "q"},
		{"turning a page of the board, over ssh", string(grown), "Draft statement", "", " ", "b"},
		{"opening a topic and going back, over ssh", string(grown), "Draft statement", "", "\r", "q"},
		{"turning a page of a topic, over ssh", firstTopic, "paragraph", "", " ", "b"},
	} {
		for _, r := range []*sitting{large, small} {
			if err := r.goTo(act.place, act.heading); err != nil {
				return err
			}
			if err := r.moveTo(act.row); err != nil {
				return err
			}
		}
		press := func(r *sitting) func(int) (spread, error) {
			return func(n int) (spread, error) { return r.strokes(n, act.there, act.back) }
		}
		l, s, err := inTurn(b.plan.strokes, press(large), press(small))
		if err != nil {
			return fmt.Errorf("%s: %w", act.what, err)
		}
		b.compared(act.what, l, s)
	}
	return nil
}

// moveTo moves the cursor down to the row with these words; none are on every row.
func (t *terminal) moveTo(words string) error {
	for range t.window.rows {
		for _, line := range t.shows() {
			if words == "" || strings.HasPrefix(line, ">") && strings.Contains(line, words) {
				return nil
			}
		}
		if _, _, err := t.stroke("j", settled); err != nil {
			return err
		}
	}
	return fmt.Errorf("no row has %q", words)
}

// asked is how often a desk is asked the same.
const asked = 1000

// pagesAtDesk asks both boards without a door or a screen.
func (b *bench) pagesAtDesk(folder string) error {
	var desks []*secretariat.Desk
	for _, path := range []string{folder, b.small} {
		o, err := openOffice(path, true)
		if err != nil {
			return err
		}
		defer o.close()
		desk, err := o.Desk(secretariat.Visitor{Login: b.people.number(0).login, From: "127.0.0.1", Client: "bench"})
		if err != nil {
			return err
		}
		defer desk.Close()
		desks = append(desks, desk)
	}
	for _, q := range questions() {
		ask := func(d *secretariat.Desk) func(int) (spread, error) {
			return func(n int) (spread, error) { return repeated(n, func() error { return q.ask(d) }) }
		}
		l, s, err := inTurn(asked, ask(desks[0]), ask(desks[1]))
		if err != nil {
			return fmt.Errorf("%s: %w", q.what, err)
		}
		b.compared(q.what+", at the desk", l, s)
	}
	return nil
}

// A question is what a screen asks its desk.
type question struct {
	what string
	ask  func(*secretariat.Desk) error
}

func questions() []question {
	topics := func(p secretariat.Page) func(*secretariat.Desk) error {
		return func(d *secretariat.Desk) error { _, err := d.Topics(grown, p); return err }
	}
	return []question{
		{"boards with their counts", func(d *secretariat.Desk) error { _, err := d.Boards(); return err }},
		{"the total of what is new", func(d *secretariat.Desk) error { _, err := d.Waiting(); return err }},
		{"news, the first page", func(d *secretariat.Desk) error { _, err := d.News(secretariat.Page{}); return err }},
		{"the next new post", func(d *secretariat.Desk) error { _, _, err := d.NextNew(0); return err }},
		{"topics, the first page", topics(secretariat.Page{})},
		{"topics, the last page", topics(secretariat.Page{Last: true})},
	}
}

// repeated does something over and over and measures each.
func repeated(n int, do func() error) (spread, error) {
	var s spread
	for range n {
		from := time.Now()
		if err := do(); err != nil {
			return nil, err
		}
		s = append(s, time.Since(from))
	}
	return s, nil
}
