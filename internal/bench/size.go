package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/server"
)

// grownRatio is how much longer than on the small board something may take.
const grownRatio = 1.3

// size measures how what people do most stays as a board grows. One folder grows
// from the small board to the large one.
func size(ctx context.Context, b *bench) error {
	folder := filepath.Join(b.folder, "grown")
	if err := copyFolder(folder, b.small); err != nil {
		return err
	}
	small, err := b.opening(ctx, folder, "small")
	if err != nil {
		return fmt.Errorf("%d posts: %w", b.plan.small, err)
	}
	if err := b.growTo(ctx, folder, b.plan.middle); err != nil {
		return err
	}
	if err := b.verifying(ctx, folder); err != nil {
		return fmt.Errorf("verifying %d posts: %w", b.plan.middle, err)
	}
	if err := b.growTo(ctx, folder, b.plan.large); err != nil {
		return err
	}
	large, err := b.opening(ctx, folder, "large")
	if err != nil {
		return fmt.Errorf("%d posts: %w", b.plan.large, err)
	}
	for i, l := range large {
		b.table.add(row{what: fmt.Sprintf("%s at %s posts", l.what, grouped(int64(b.plan.large))), value: elapsed(l.median),
			floor: elapsed(small[i].median), goal: timesFloor(grownRatio)})
	}
	b.table.note("floors: the same at %s posts", grouped(int64(b.plan.small)))
	return nil
}

// growTo posts until the board has that many posts.
func (b *bench) growTo(ctx context.Context, folder string, posts int) error {
	o, err := openOffice(folder, false)
	if err != nil {
		return err
	}
	from := time.Now()
	if err := o.grow(ctx, b.people, posts); err != nil {
		return err
	}
	if err := o.close(); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(folder, boltstore.StateFile))
	if err != nil {
		return err
	}
	b.table.note("grown to %s posts in %s; state.db has %s", grouped(int64(posts)), time.Since(from).Round(time.Second), mebibytes(float64(info.Size())))
	return nil
}

// verifying measures a check of everything, and the check of each start, beside
// what it takes to read and hash the file.
func (b *bench) verifying(ctx context.Context, folder string) error {
	from := time.Now()
	f, err := os.Open(filepath.Join(folder, boltstore.StateFile))
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.Copy(sha256.New(), f); err != nil {
		return err
	}
	floor := time.Since(from)
	from = time.Now()
	s, err := server.OpenQuietly(options(folder, b.people.ring))
	if err != nil {
		return err
	}
	opened := time.Since(from)
	if err := s.Close(); err != nil {
		return err
	}
	from = time.Now()
	report, err := server.Verify(ctx, folder, "", nil)
	if err != nil {
		return err
	}
	verified := time.Since(from)
	if len(report.Problems) > 0 {
		return fmt.Errorf("the store does not hold: %w", report.Problems[0])
	}
	b.table.add(row{what: fmt.Sprintf("opening again, %s entries", grouped(int64(report.Entries))), value: elapsed(opened), floor: elapsed(floor)})
	b.table.add(row{what: fmt.Sprintf("verify, %s entries", grouped(int64(report.Entries))), value: elapsed(verified), floor: elapsed(floor)})
	b.table.note("floors: reading and hashing the file")
	return nil
}

// A timing is what something took.
type timing struct {
	what   string
	median time.Duration
}

// opening measures on a folder what must not depend on how much it holds: over
// ssh, and at the desk.
func (b *bench) opening(ctx context.Context, folder, purpose string) ([]timing, error) {
	over, err := b.openingOverSSH(ctx, folder, purpose)
	if err != nil {
		return nil, err
	}
	at, err := b.openingAtDesk(folder)
	return append(over, at...), err
}

func (b *bench) openingOverSSH(ctx context.Context, folder, purpose string) ([]timing, error) {
	house, err := b.house(ctx, "size-"+purpose, folder, postQuantum)
	if err != nil {
		return nil, err
	}
	defer house.stop()
	client, err := dial(house.address, b.people.number(0), postQuantum)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	t, err := openTerminal(client, narrow)
	if err != nil {
		return nil, err
	}
	if _, err := t.rest(settled); err != nil {
		return nil, err
	}
	var all []timing
	for _, act := range []struct{ what, place, heading, there, back string }{
		{"opening the board and going back, over ssh", "boards", "AVS > Boards", "\r", "q"},
		{"turning a page of the board, over ssh", string(grown), "Draft statement", " ", "b"},
		{"opening a topic and going back, over ssh", string(grown), "Draft statement", "\r", "q"},
		{"turning a page of a topic, over ssh", firstTopic, "paragraph", " ", "b"},
	} {
		if err := t.goTo(act.place, act.heading); err != nil {
			return nil, err
		}
		if act.place == "boards" {
			if err := t.moveTo("Finance"); err != nil {
				return nil, err
			}
		}
		s, err := t.strokes(b.plan.strokes, act.there, act.back)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", act.what, err)
		}
		all = append(all, timing{act.what, s.at(50)})
	}
	return all, nil
}

// moveTo moves the cursor down to the row with these words.
func (t *terminal) moveTo(words string) error {
	for range t.window.rows {
		for _, line := range t.shows() {
			if len(line) > 0 && line[0] == '>' && strings.Contains(line, words) {
				return nil
			}
		}
		if _, _, err := t.stroke("j", settled); err != nil {
			return err
		}
	}
	return fmt.Errorf("no row has %q", words)
}

func (b *bench) openingAtDesk(folder string) ([]timing, error) {
	o, err := openOffice(folder, true)
	if err != nil {
		return nil, err
	}
	defer o.close()
	desk, err := o.Desk(secretariat.Visitor{Login: b.people.number(0).login, From: "127.0.0.1", Client: "bench"})
	if err != nil {
		return nil, err
	}
	defer desk.Close()
	first, err := desk.Topics(grown, secretariat.Page{})
	if err != nil || len(first.Rows) == 0 {
		return nil, fmt.Errorf("the board has no page: %w", err)
	}
	last := first.Rows[len(first.Rows)-1].Number
	var all []timing
	for _, q := range []struct {
		what string
		ask  func() error
	}{
		{"Boards with their counts, at the desk", func() error { _, err := desk.Boards(); return err }},
		{"Waiting, the total of what is new, at the desk", func() error { _, err := desk.Waiting(); return err }},
		{"News, its first page, at the desk", func() error { _, err := desk.News(secretariat.Page{}); return err }},
		{"NextNew, at the desk", func() error { _, _, err := desk.NextNew(0); return err }},
		{"Topics, the first page, at the desk", func() error { _, err := desk.Topics(grown, secretariat.Page{}); return err }},
		{"Topics, the second page, at the desk", func() error { _, err := desk.Topics(grown, secretariat.Page{Before: last}); return err }},
		{"Topics, the last page, at the desk", func() error { _, err := desk.Topics(grown, secretariat.Page{Last: true}); return err }},
	} {
		s, err := repeated(b.plan.strokes, q.ask)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.what, err)
		}
		all = append(all, timing{q.what, s.at(50)})
	}
	return all, nil
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
