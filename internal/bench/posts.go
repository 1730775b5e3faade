package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

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
	if err := b.echoedCommands(ctx); err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	b.table.note("a post adds %s to state.db, which the bare loop puts", octets(each))
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
	connected, err := connect(house.address, b.people, writers)
	if err != nil {
		return p, err
	}
	defer connected.close()
	clients := connected.clients
	before, err := house.weigh(false)
	if err != nil {
		return p, err
	}
	p, err = b.post(data, writers, func(i, n int, text string) error {
		_, err := order(clients[i], fmt.Sprintf("reply %d --id bench-%d-%d-%d", answered(i, n), writers, i, n), text)
		return err
	})
	if err != nil {
		return p, err
	}
	after, err := house.weigh(false)
	p.cpu = after.CPU - before.CPU
	return p, err
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
	return b.post(data, writers, func(i, n int, text string) error {
		_, err := desks[i].Reply(fmt.Sprintf("desk-%d-%d-%d", writers, i, n), forum.Reply{To: answered(i, n), Text: text})
		return err
	})
}

// echoedCommands says how many commands a second the bare server sends back: what
// ssh alone takes, here and there.
func (b *bench) echoedCommands(ctx context.Context) error {
	bare, err := b.start(ctx, "bare", "posts")
	if err != nil {
		return err
	}
	defer bare.stop()
	for _, writers := range b.plan.writers {
		connected, err := connect(bare.address, b.people, writers)
		if err != nil {
			return err
		}
		n, took, err := b.asFastAs(writers, func(i, _ int, text string) error {
			_, err := order(connected.clients[i], "reply", text)
			return err
		})
		connected.close()
		if err != nil {
			return err
		}
		b.table.add(row{what: fmt.Sprintf("commands echoed by the bare ssh server, %d callers", writers), value: perSecond(n, took)})
	}
	return nil
}

// answered is the post that a writer answers: another one each time, since a
// topic has its bound.
func answered(writer, n int) asem.Number { return asem.Number(10 + (7*writer+n)%4000) }

// post lets writers post for as long as the plan says.
func (b *bench) post(data string, writers int, one func(writer, n int, text string) error) (p posted, err error) {
	commits, err := commitsOf(data)
	if err != nil {
		return p, err
	}
	if p.posts, p.took, err = b.asFastAs(writers, one); err != nil {
		return p, err
	}
	after, err := commitsOf(data)
	if err != nil {
		return p, err
	}
	p.commits = after - commits
	return p, nil
}

// asFastAs lets each of so many do the same over and over, as fast as they are answered.
func (b *bench) asFastAs(writers int, one func(writer, n int, text string) error) (n int, took time.Duration, err error) {
	var done atomic.Int64
	var group errgroup.Group
	from := time.Now()
	for i := range writers {
		group.Go(func() error {
			draw := newDraw(i)
			for n := 0; time.Since(from) < b.plan.posting; n++ {
				if err := one(i, n, prose(draw, 60)); err != nil {
					return err
				}
				done.Add(1)
			}
			return nil
		})
	}
	err = group.Wait()
	return int(done.Load()), time.Since(from), err
}
