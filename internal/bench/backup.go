package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"asem.internal/avs/internal/server"
)

// filedAtOnce is the size of the files that make an installation large.
const filedAtOnce = 32 << 20

// backups measures what it takes to back a large installation up while it is served, and
// what that does to a key stroke. The floor is cp of the same folder, which nobody may
// do while it is served.
func backups(ctx context.Context, b *bench) error {
	data := filepath.Join(b.folder, "backup")
	if err := copyFolder(data, b.small); err != nil {
		return err
	}
	if err := fileLarge(data, b.plan.backup); err != nil {
		return err
	}
	began := time.Now()
	if err := copyFolder(filepath.Join(b.folder, "copied"), data); err != nil {
		return err
	}
	copied := time.Since(began)
	if err := os.RemoveAll(filepath.Join(b.folder, "copied")); err != nil {
		return err
	}
	house, err := b.house(ctx, "backup", data, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	client, err := dial(house.address, b.people.number(0), postQuantum)
	if err != nil {
		return err
	}
	defer client.Close()
	t, err := openTerminal(client, narrow)
	if err != nil {
		return err
	}
	if _, err := t.rest(settled); err != nil {
		return err
	}
	if err := t.goTo(string(grown), "Draft statement"); err != nil {
		return err
	}
	before, err := t.strokes(b.plan.strokes, "j", "k")
	if err != nil {
		return err
	}
	rested, err := house.weigh(true)
	if err != nil {
		return err
	}
	file := filepath.Join(b.folder, "a.backup")
	var took time.Duration
	var heaviest int64
	during, err := t.meanwhile("j", "k", func() error {
		began := time.Now()
		operator, err := b.start(ctx, "backup", "backup-operator", data, b.people.ring, file)
		took = time.Since(began)
		if err == nil {
			operator.stop()
		}
		return err
	}, func() error {
		w, err := house.weigh(false)
		heaviest = max(heaviest, w.held())
		return err
	})
	if err != nil {
		return err
	}
	written, err := os.Stat(file)
	if err != nil {
		return err
	}
	b.table.add(row{what: fmt.Sprintf("backup of %d MiB, read again", b.plan.backup>>20), value: elapsed(took), floor: elapsed(copied)})
	b.table.add(row{what: "the file", value: mebibytes(float64(written.Size())), floor: mebibytes(float64(b.plan.backup))})
	b.table.add(row{what: "memory of the server meanwhile", value: mebibytes(float64(heaviest)), floor: mebibytes(float64(rested.held())), goal: atMost(mebibytes(float64(rested.held() + 64<<20)))})
	b.tellLatency("cursor row while it is backed up", during, before)
	return nil
}

// backUpOnce backs a folder up as `avs backup` does, in a process of its own. Its
// arguments are the folder, the key ring and the file; it is ready when that is done.
func backUpOnce(ctx context.Context, args []string, ready func(string)) error {
	_, err := server.BackUp(ctx, options(args[0], args[1]), args[2], true)
	if err == nil {
		ready("done")
		<-ctx.Done()
	}
	return err
}

// fileLarge puts files into a data folder until they take so many bytes.
func fileLarge(data string, bytes int64) (err error) {
	o, err := openOffice(data, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	source := rand.NewChaCha8([32]byte{4})
	for ; bytes > 0; bytes -= filedAtOnce {
		if _, _, err := o.store.PutBlob(io.LimitReader(source, min(bytes, filedAtOnce)), filedAtOnce); err != nil {
			return err
		}
	}
	return nil
}
