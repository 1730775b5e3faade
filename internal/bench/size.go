package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"asem.internal/avs/internal/boltstore"
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
	if err := b.growTo(ctx, folder, b.plan.middle); err != nil {
		return err
	}
	if err := b.verifying(ctx, folder); err != nil {
		return fmt.Errorf("verifying %d posts: %w", b.plan.middle, err)
	}
	if err := b.growTo(ctx, folder, b.plan.large); err != nil {
		return err
	}
	if err := b.pagesOverSSH(ctx, folder); err != nil {
		return err
	}
	if err := b.pagesAtDesk(folder); err != nil {
		return err
	}
	b.table.note("floors: the same at %s posts, in turn with these", grouped(int64(b.plan.small)))
	return nil
}

// compared adds a row for what was measured on the large board and on the small one.
func (b *bench) compared(what string, large, small spread) {
	b.table.add(row{what: fmt.Sprintf("%s, %s posts", what, grouped(int64(b.plan.large))),
		value: elapsed(large.at(50)), floor: elapsed(small.at(50)), goal: timesFloor(grownRatio)})
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
