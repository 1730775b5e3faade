package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/keyring"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/server"
)

// grown is the board that all posts go to.
const grown = asem.BoardID("finance")

// perTopic is how many posts each of its topics has, on a board of any size, so
// that what is opened stays the same.
const perTopic = 20

// An office is one without a door, in this process, on a data folder that nobody
// serves meanwhile.
type office struct {
	*secretariat.Office
	store *boltstore.Store
}

// openOffice opens a folder. Without sync it is for building: what is closed
// properly is on disk all the same.
func openOffice(folder string, sync bool) (*office, error) {
	seal, err := server.ReadSeal(folder)
	if err != nil {
		return nil, err
	}
	codec := journal.NewCodec()
	store, err := boltstore.Open(boltstore.Options{Folder: folder, Codec: codec, Seal: seal, NoSync: !sync})
	if err != nil {
		return nil, err
	}
	limits := secretariat.DefaultLimits()
	limits.PostsPerMinute, limits.PostsPerDay = 1<<20, 1<<30
	return &office{store: store, Office: secretariat.Open(secretariat.Options{
		Store: store, Sequencer: journal.NewQueue(1024, time.Now), Codec: codec, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), Limits: limits, ReadKey: keyring.ReadKey,
	})}, nil
}

func (o *office) close() error {
	o.Office.Close()
	return o.store.Close()
}

// found makes an installation whose key ring is the people's.
func found(folder string, p *people) error {
	s, err := server.Open(options(folder, p.ring))
	if err != nil {
		return err
	}
	return s.Close()
}

// builders is how many post at once while a board is built: each commit then
// serves hundreds.
const builders = 512

// grow posts topics until the board has that many posts.
func (o *office) grow(ctx context.Context, p *people, total int) error {
	desks, err := o.desks(p)
	if err != nil {
		return err
	}
	defer closeAll(desks)
	board, err := desks[0].Board(grown)
	if err != nil {
		return err
	}
	topics := make(chan int)
	group, ctx := errgroup.WithContext(ctx)
	for i := range builders {
		group.Go(func() error {
			for t := range topics {
				if err := topic(desks, i, t, perTopic); err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(topics)
		for n := board.Posts; n < total; n += perTopic {
			select {
			case topics <- n / perTopic:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	})
	return group.Wait()
}

// desks seats everybody.
func (o *office) desks(p *people) ([]*secretariat.Desk, error) {
	var desks []*secretariat.Desk
	for _, one := range p.all {
		d, err := o.Desk(secretariat.Visitor{Login: one.login, From: "127.0.0.1", Client: "bench"})
		if err != nil {
			return nil, err
		}
		desks = append(desks, d)
	}
	return desks, nil
}

func closeAll(desks []*secretariat.Desk) {
	for _, d := range desks {
		d.Close()
	}
}

// topic posts one topic with its answers.
func topic(desks []*secretariat.Desk, by, n, posts int) error {
	draw := newDraw(n)
	desk := func() *secretariat.Desk { return desks[(by+draw.IntN(4))%len(desks)] }
	opened, err := desk().Open("", forum.Open{Board: grown, Title: fmt.Sprintf("Draft statement, paragraph %d, as amended", n), Text: prose(draw, 90)})
	if err != nil {
		return err
	}
	answers := []asem.Number{opened.Number}
	for len(answers) < posts {
		to := answers[draw.IntN(len(answers))]
		posted, err := desk().Reply("", forum.Reply{To: to, Text: prose(draw, 20+draw.IntN(120))})
		if err != nil {
			return err
		}
		answers = append(answers, posted.Number)
	}
	return nil
}

// newDraw draws the same in every run.
func newDraw(from int) *rand.Rand { return rand.New(rand.NewPCG(uint64(from), 1)) }

var words = strings.Fields(`the partners reaffirmed their commitment to effective multilateralism and to a rules based
	order with the United Nations at its core looked forward to the next meeting of senior officials in the second half of
	the year and took note of proposals on connectivity sustainable finance disaster preparedness and exchanges among people`)

// prose is so many words in lines and paragraphs.
func prose(draw *rand.Rand, n int) string {
	var b strings.Builder
	column := 0
	for i := range n {
		w := words[draw.IntN(len(words))]
		switch {
		case i > 0 && i%60 == 0:
			b.WriteString("\n\n")
			column = 0
		case column+len(w) > 70:
			b.WriteByte('\n')
			column = 0
		case i > 0:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(w)
		column += len(w)
	}
	b.WriteByte('\n')
	return b.String()
}

// copyFolder copies the files of a data folder that nobody serves, with their modes.
func copyFolder(to, from string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := copyFile(filepath.Join(to, f.Name()), filepath.Join(from, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// prepare makes people and the small board, on which most is measured.
func (b *bench) prepare(ctx context.Context) error {
	var err error
	if b.people, err = newPeople(b.folder); err != nil {
		return err
	}
	b.small = filepath.Join(b.folder, "small")
	if err := found(b.small, b.people); err != nil {
		return err
	}
	o, err := openOffice(b.small, false)
	if err != nil {
		return err
	}
	if err := o.grow(ctx, b.people, b.plan.small); err != nil {
		return err
	}
	return o.close()
}
