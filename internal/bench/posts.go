package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"time"

	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/sync/errgroup"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
)

// posts measures answered posts a second: over ssh, a command each on connections
// that stay; at the desk, without ssh; and as the floor a bare loop that puts what
// a post adds to the file, with as many commits for as many posts.
func posts(ctx context.Context, b *bench) error {
	each, err := b.addedByPost()
	if err != nil {
		return err
	}
	data := filepath.Join(b.folder, "posts")
	if err := copyFolder(data, b.small); err != nil {
		return err
	}
	b.table.note("a post adds %s to state.db, measured on %d of them", octets(each), b.plan.small)
	for _, writers := range b.plan.writers {
		over, err := b.postOverSSH(ctx, data, writers)
		if err != nil {
			return fmt.Errorf("%d writers over ssh: %w", writers, err)
		}
		if err := b.tellPosts("over ssh", writers, each, over); err != nil {
			return err
		}
		b.table.note("server's CPU for each post %s", elapsed(over.cpu/time.Duration(max(1, over.posts))))
	}
	for _, writers := range b.plan.writers {
		direct, err := b.postAtDesk(ctx, data, writers)
		if err != nil {
			return fmt.Errorf("%d writers at the desk: %w", writers, err)
		}
		if err := b.tellPosts("at the desk, without ssh", writers, each, direct); err != nil {
			return err
		}
	}
	return nil
}

// posted is what so many writers came to.
type posted struct {
	posts, commits int
	took, cpu      time.Duration
}

func (b *bench) tellPosts(how string, writers, each int, p posted) error {
	floor, err := b.bareLoop(p, each)
	if err != nil {
		return fmt.Errorf("the bare loop: %w", err)
	}
	b.table.add(row{what: fmt.Sprintf("answered posts %s, %d writers", how, writers), value: perSecond(p.posts, p.took), floor: perSecond(p.posts, floor)})
	b.table.note("%d posts in %d commits", p.posts, p.commits)
	return nil
}

// postOverSSH lets so many writers answer posts, each as fast as it is answered.
func (b *bench) postOverSSH(ctx context.Context, data string, writers int) (p posted, err error) {
	house, err := b.house(ctx, fmt.Sprintf("posts-%d", writers), data, postQuantum)
	if err != nil {
		return p, err
	}
	defer house.stop()
	clients := make([]*gossh.Client, writers)
	defer func() {
		for _, c := range clients {
			if c != nil {
				_ = c.Close()
			}
		}
	}()
	err = inParallel(writers, func(i int) (err error) {
		clients[i], err = dial(house.address, b.people.number(i), postQuantum)
		return err
	})
	if err != nil {
		return p, err
	}
	return b.post(data, writers, house.cpu, func(i, n int, text string) error {
		line := fmt.Sprintf("reply %d --id bench-%d-%d-%d", topicOf(i), writers, i, n)
		_, err := order(clients[i], line, text)
		return err
	})
}

// postAtDesk does the same without ssh and without commands.
func (b *bench) postAtDesk(ctx context.Context, data string, writers int) (p posted, err error) {
	o, err := openOffice(data, true)
	if err != nil {
		return p, err
	}
	defer o.close()
	desks, err := o.desks(b.people)
	if err != nil {
		return p, err
	}
	defer closeAll(desks)
	own := func() (time.Duration, error) { return weigh(false).CPU, nil }
	return b.post(data, writers, own, func(i, n int, text string) error {
		_, err := desks[i].Reply(fmt.Sprintf("desk-%d-%d-%d", writers, i, n), forum.Reply{To: topicOf(i), Text: text})
		return err
	})
}

// topicOf is a post of the small board that a writer answers: not the same for
// all, since a topic has its bound.
func topicOf(writer int) asem.Number { return asem.Number(10 + writer*7) }

// post lets writers post for as long as the plan says.
func (b *bench) post(data string, writers int, cpu func() (time.Duration, error), one func(writer, n int, text string) error) (p posted, err error) {
	before, err := cpu()
	if err != nil {
		return p, err
	}
	commits, err := commitsOf(data)
	if err != nil {
		return p, err
	}
	var done atomic.Int64
	var group errgroup.Group
	from := time.Now()
	for i := range writers {
		group.Go(func() error {
			draw := rand.New(rand.NewPCG(uint64(i), 2))
			for n := 0; time.Since(from) < b.plan.posting; n++ {
				if err := one(i, n, prose(draw, 60)); err != nil {
					return err
				}
				done.Add(1)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return p, err
	}
	p.took, p.posts = time.Since(from), int(done.Load())
	after, err := commitsOf(data)
	if err != nil {
		return p, err
	}
	p.commits = after - commits
	used, err := cpu()
	p.cpu = used - before
	return p, err
}

func (p *process) cpu() (time.Duration, error) {
	w, err := p.weigh(false)
	return w.CPU, err
}
