package main

import (
	"context"
	"fmt"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// logins measures how many log in a second and see their first screen, and what
// that costs the server.
func logins(ctx context.Context, b *bench) error {
	bare, err := b.start(ctx, "bare", "logins")
	if err != nil {
		return err
	}
	defer bare.stop()
	house, err := b.house(ctx, "logins", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	floor, err := b.logIn(bare, "x")
	if err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	own, err := b.logIn(house, "")
	if err != nil {
		return err
	}
	n := b.plan.logins
	b.table.add(row{what: fmt.Sprintf("logins to the first screen, %d at a time", atOnce), value: perSecond(n, own.took), floor: perSecond(n, floor.took)})
	b.table.add(row{what: "CPU of the server for one login", value: elapsed(own.cpu / time.Duration(n)), floor: elapsed(floor.cpu / time.Duration(n))})
	return nil
}

type loggedIn struct{ took, cpu time.Duration }

// logIn logs in and out again, over and over.
func (b *bench) logIn(p *process, poke string) (l loggedIn, err error) {
	if err := inParallel(20, func(i int) error { return b.once(p, i, poke) }); err != nil { // so that both are warm
		return l, err
	}
	before, err := p.weigh(false)
	if err != nil {
		return l, err
	}
	from := time.Now()
	if err := inParallel(b.plan.logins, func(i int) error { return b.once(p, i, poke) }); err != nil {
		return l, err
	}
	l.took = time.Since(from)
	time.Sleep(200 * time.Millisecond) // what the last ones leave to be done is counted too
	after, err := p.weigh(false)
	l.cpu = after.CPU - before.CPU
	return l, err
}

// once logs in, waits for the first bytes, which are the whole first screen, and leaves.
func (b *bench) once(p *process, i int, poke string) error {
	client, err := dial(p.address, b.people.number(i), postQuantum)
	if err != nil {
		return err
	}
	defer client.Close()
	return firstBytes(client, poke)
}

func firstBytes(client *gossh.Client, poke string) error {
	s, err := client.NewSession()
	if err != nil {
		return err
	}
	if err := s.RequestPty("xterm-256color", narrow.rows, narrow.columns, gossh.TerminalModes{}); err != nil {
		return err
	}
	in, err := s.StdinPipe()
	if err != nil {
		return err
	}
	out, err := s.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.Shell(); err != nil {
		return err
	}
	if _, err := in.Write([]byte(poke)); err != nil {
		return err
	}
	_, err = out.Read(make([]byte, 8<<10))
	return err
}
