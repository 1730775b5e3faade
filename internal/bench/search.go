package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/importer"
)

// Goals of the index against notmuch's, over the same messages in the same run.
const (
	indexFaster  = 4
	indexSmaller = 1
)

// indexedAtOnce is how many bytes of texts go into one transaction, as in the office.
const indexedAtOnce = 4 << 20

// search measures how fast texts are indexed, how much that takes, and how long queries
// take among 30,000 texts and ten times as many. The floor of the first two is notmuch,
// where it is installed.
func search(ctx context.Context, b *bench) error {
	mbox, err := b.mailbox(ctx)
	if err != nil {
		return err
	}
	texts, err := b.messagesOf(ctx, mbox)
	if err != nil {
		return err
	}
	bytes := 0
	for _, t := range texts {
		bytes += len(t.Body)
	}
	took, size, drawer, err := b.index("index-mail", texts, 1)
	if err != nil {
		return err
	}
	if err := drawer.Close(); err != nil {
		return err
	}
	rate := row{what: fmt.Sprintf("indexing %d messages, %d MiB of text", len(texts), bytes>>20), value: quantity{float64(len(texts)) / took.Seconds(), "a second"}}
	kept := row{what: "size of the index", value: quantity{float64(size) / (1 << 20), "MiB"}}
	floor, floorSize, err := b.notmuch(ctx, mbox)
	switch {
	case errors.Is(err, exec.ErrNotFound):
		b.table.note("notmuch is not installed: no floor")
	case err != nil:
		return err
	default:
		rate.floor, rate.goal = quantity{float64(len(texts)) / floor.Seconds(), "a second"}, goal{fmt.Sprintf(">= %d x", indexFaster), func(r row) bool { return r.value.amount >= indexFaster*r.floor.amount }}
		kept.floor, kept.goal = quantity{float64(floorSize) / (1 << 20), "MiB"}, goal{fmt.Sprintf("<= %d x", indexSmaller), func(r row) bool { return r.value.amount <= indexSmaller*r.floor.amount }}
	}
	b.table.add(rate)
	b.table.add(kept)
	return b.queries(texts)
}

// messagesOf are the messages of a mailbox as texts.
func (b *bench) messagesOf(ctx context.Context, mbox string) (texts []archive.Text, err error) {
	f, err := os.Open(mbox)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	c, err := importer.Mbox(ctx, f, info.Size(), reading())
	if err != nil {
		return nil, err
	}
	for m, err := range c.Messages(ctx) {
		if err != nil {
			return nil, err
		}
		texts = append(texts, archive.Text{Shelf: "posts", Number: uint64(len(texts) + 1), At: m.At, Title: m.Title, Body: m.Text,
			Fields: append(archive.FieldWords("from", m.Author), archive.Field("kind", "post"), archive.Field("board", "mail"))})
	}
	return texts, nil
}

// index indexes texts, several times over under other numbers, and answers with the
// index still open, which the caller closes.
func (b *bench) index(name string, texts []archive.Text, times int) (took time.Duration, size int64, drawer *boltstore.Drawer, err error) {
	folder := filepath.Join(b.folder, name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		return 0, 0, nil, err
	}
	if drawer, _, err = boltstore.OpenDrawer(folder); err != nil {
		return 0, 0, nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, drawer.Close())
		}
	}()
	x := archive.New(drawer)
	if err := x.Clear(); err != nil {
		return 0, 0, nil, err
	}
	began := time.Now()
	var changes []archive.Change
	bytes := 0
	for copy := range times {
		for _, t := range texts {
			t.Number += uint64(copy * len(texts))
			changes = append(changes, archive.Change{Put: &t})
			if bytes += len(t.Body); bytes < indexedAtOnce {
				continue
			}
			if err := x.Apply(changes, 1); err != nil {
				return 0, 0, nil, err
			}
			changes, bytes = nil, 0
		}
	}
	if err := x.Apply(changes, 1); err != nil {
		return 0, 0, nil, err
	}
	took = time.Since(began)
	size, err = sizeOf(folder)
	return took, size, drawer, err
}

// notmuch lets notmuch index the same messages, one a file as it wants them.
func (b *bench) notmuch(ctx context.Context, mbox string) (took time.Duration, size int64, err error) {
	if _, err := exec.LookPath("notmuch"); err != nil {
		return 0, 0, err
	}
	folder := filepath.Join(b.folder, "notmuch")
	mail := filepath.Join(folder, "mail", "cur")
	if err := os.MkdirAll(mail, 0o700); err != nil {
		return 0, 0, err
	}
	whole, err := os.ReadFile(mbox)
	if err != nil {
		return 0, 0, err
	}
	for i, message := range strings.Split("\n"+string(whole), "\nFrom ")[1:] {
		_, message, _ = strings.Cut(message, "\n")
		if err := os.WriteFile(filepath.Join(mail, fmt.Sprintf("%d:2,S", i)), []byte(message), 0o600); err != nil {
			return 0, 0, err
		}
	}
	config := filepath.Join(folder, "config")
	if err := os.WriteFile(config, []byte("[database]\npath="+folder+"\n[user]\nname=x\nprimary_email=x@example\n"), 0o600); err != nil {
		return 0, 0, err
	}
	cmd := exec.CommandContext(ctx, "notmuch", "new", "--quiet")
	cmd.Env = append(os.Environ(), "NOTMUCH_CONFIG="+config)
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("notmuch: %w: %s", err, out)
	}
	took = time.Since(began)
	size, err = sizeOf(filepath.Join(folder, ".notmuch"))
	if errors.Is(err, fs.ErrNotExist) {
		size, err = sizeOf(filepath.Join(folder, ".local"))
	}
	return took, size, err
}

// queried are queries as people ask them: a rare word, common ones, a phrase, a field.
var queried = []string{"futex", "kernel", "signal handler", `"signal handler"`, "memory -patch", "from:michael page", "thread or process", "title:manual", "syscal*", "after:2021 fix", "board:mail"}

// queries measures how long queries take as texts grow.
func (b *bench) queries(texts []archive.Text) error {
	for _, copies := range b.plan.copies {
		_, _, drawer, err := b.index(fmt.Sprintf("index-%d", copies), texts, copies)
		if err != nil {
			return err
		}
		for _, order := range []archive.Order{archive.ByRelevance, archive.ByDate} {
			times, err := timesOf(archive.New(drawer), order)
			if err != nil {
				return errors.Join(err, drawer.Close())
			}
			what := fmt.Sprintf("a query among %d texts, by %s", copies*len(texts), order)
			b.table.add(row{what: what + ": median", value: quantity{times[len(times)/2].Seconds(), duration}})
			b.table.add(row{what: what + ": 99th percentile", value: quantity{times[len(times)*99/100].Seconds(), duration}})
		}
		if err := drawer.Close(); err != nil {
			return err
		}
	}
	return nil
}

// timesOf are how long each query took, from the shortest.
func timesOf(x *archive.Index, order archive.Order) (times []time.Duration, err error) {
	for range 20 {
		for _, text := range queried {
			q, err := archive.Parse(text, time.UTC)
			if err != nil {
				return nil, err
			}
			began := time.Now()
			if _, err := x.Search(q, archive.Options{Shelves: []archive.Shelf{"posts"}, Order: order, Limit: 20}); err != nil {
				return nil, err
			}
			times = append(times, time.Since(began))
		}
	}
	slices.Sort(times)
	return times, nil
}
