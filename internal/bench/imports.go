package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/importer"
	"asem.internal/avs/internal/server"
)

// imports brings collections in, and measures how many messages a second and how
// much the file grows. The floors are reading the same messages without keeping
// them, and what the collection takes itself.
func imports(ctx context.Context, b *bench) error {
	mbox, err := b.mailbox(ctx)
	if err != nil {
		return err
	}
	err = b.imported(ctx, mbox, "mail", (*server.Server).ImportMbox, func() (*importer.Collection, func() error, error) {
		f, err := os.Open(mbox)
		if err != nil {
			return nil, nil, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, nil, errors.Join(err, f.Close())
		}
		c, err := importer.Mbox(ctx, f, info.Size(), reading())
		return c, f.Close, err
	})
	if err != nil {
		return fmt.Errorf("mbox: %w", err)
	}
	cables, err := b.cables(ctx)
	if err != nil || cables == "" {
		return err
	}
	err = b.imported(ctx, cables, "cables", (*server.Server).ImportMarkdown, func() (*importer.Collection, func() error, error) {
		c, err := importer.Markdown(ctx, os.DirFS(cables), reading())
		return c, func() error { return nil }, err
	})
	if err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	return nil
}

func reading() importer.Options {
	return importer.Options{Now: time.Now(), MaxText: forum.MaxImported}
}

// bring is one of the server's two ways of bringing something in.
type bring func(*server.Server, context.Context, string, asem.BoardID, string, io.Writer) (command.Imported, error)

// imported measures one collection.
func (b *bench) imported(ctx context.Context, path string, board asem.BoardID, how bring, open func() (*importer.Collection, func() error, error)) error {
	floor, err := readThrough(ctx, open)
	if err != nil {
		return fmt.Errorf("reading alone: %w", err)
	}
	size, err := sizeOf(path)
	if err != nil {
		return err
	}
	folder := filepath.Join(b.folder, "import-"+string(board))
	if err := found(folder, b.people); err != nil {
		return err
	}
	before, err := sizeOf(folder)
	if err != nil {
		return err
	}
	s, err := server.OpenQuietly(options(folder, b.people.ring))
	if err != nil {
		return err
	}
	from := time.Now()
	done, err := how(s, ctx, path, board, string(board), io.Discard)
	took := time.Since(from)
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	after, err := sizeOf(folder)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s %s messages", grouped(int64(done.Posted)), board)
	b.table.add(row{what: "import of " + what, value: perSecond(done.Posted, took), floor: floor})
	b.table.add(row{what: "growth of the folder by " + what, value: mebibytes(float64(after - before)), floor: mebibytes(float64(size))})
	b.table.note("%d were there already, %d could not be read; took %s; the files grow by 16 MiB at a time", done.Already, len(done.Skipped), took.Round(100*time.Millisecond))
	return nil
}

// readThrough reads a collection and keeps nothing.
func readThrough(ctx context.Context, open func() (*importer.Collection, func() error, error)) (rate quantity, err error) {
	from := time.Now()
	c, end, err := open()
	if err != nil {
		return rate, err
	}
	defer func() { err = errors.Join(err, end()) }()
	n := 0
	for _, err := range c.Messages(ctx) {
		if err != nil {
			return rate, err
		}
		n++
	}
	return perSecond(n, time.Since(from)), nil
}

// sizeOf is how many bytes the files under a path have.
func sizeOf(path string) (total int64, err error) {
	err = filepath.Walk(path, func(_ string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			total += info.Size()
		}
		return err
	})
	return total, err
}

// shared is the path of a collection that was laid out for all runs, or nothing.
func (b *bench) shared(name string) string {
	folder := os.Getenv("AVS_SHARED")
	if folder == "" || !b.plan.shared {
		return ""
	}
	path := filepath.Join(folder, "data", name)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// mailbox unpacks the shared one, or makes one up.
func (b *bench) mailbox(ctx context.Context) (string, error) {
	path := filepath.Join(b.folder, "bench.mbox")
	if _, err := os.Stat(path); err == nil {
		return path, nil // another section has it already
	}
	if packed := b.shared("linux-man.mbox.zst"); packed != "" {
		return path, exec.CommandContext(ctx, "zstd", "-dq", packed, "-o", path).Run()
	}
	b.table.note("made-up messages, not those of AVS_SHARED")
	return path, makeMailbox(path, b.plan.messages)
}

// cables unpacks the shared ones, where they are.
func (b *bench) cables(ctx context.Context) (string, error) {
	packed := b.shared("dfat-cables.tar.zst")
	if packed == "" {
		return "", nil
	}
	folder := filepath.Join(b.folder, "cables")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", err
	}
	return folder, exec.CommandContext(ctx, "tar", "--zstd", "-xf", packed, "-C", folder).Run()
}

// makeMailbox writes threads of five messages each.
func makeMailbox(path string, messages int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	draw := newDraw(6)
	at := time.Date(2006, 9, 11, 9, 0, 0, 0, time.UTC)
	for i := range messages {
		at = at.Add(17 * time.Minute)
		fmt.Fprintf(w, "From bench@example.org Mon Sep 11 09:00:00 2006\nFrom: Writer Number %d <w%d@example.org>\nDate: %s\nMessage-ID: <%d@example.org>\n",
			i%40, i%40, at.Format(time.RFC1123Z), i)
		if i%5 > 0 {
			fmt.Fprintf(w, "In-Reply-To: <%d@example.org>\nReferences: <%d@example.org>\n", i-1, i-i%5)
		}
		fmt.Fprintf(w, "Subject: Paragraph %d\nContent-Type: text/plain; charset=utf-8\n\n%s\n", i/5, prose(draw, 150))
	}
	return w.Flush()
}
