package extract

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"

	"asem.internal/avs/internal/fault"
)

// The bounds, in bytes where nothing else is said.
const (
	MaxText   = 8 << 20   // of text given out, the mark of a cut included
	MaxFile   = 64 << 20  // of a PDF; a longer one is not opened
	MaxPages  = 5_000     // of a PDF; those after it are not read
	MaxMemory = 128 << 20 // of the sandbox in which a PDF is read
	MaxTime   = time.Minute
)

// MaxReads is how many bytes of a PDF of this size are delivered, all readings
// of the same place counted, before it is given up.
func MaxReads(size int64) int64 { return 64<<20 + 64*size }

// Kinds that are read. Every other Reading.Kind is a media type as well.
const (
	Plain    = "text/plain"
	Markdown = "text/markdown"
	PDF      = "application/pdf"
)

// A Reading is what could be made of a file.
type Reading struct {
	Kind string // a media type without parameters, never ""
	Text string // cleaned, at most MaxText bytes; "" where nothing can be read
	Cut  bool   // Text lacks what comes after it, and says so in its last line
	Note string // why there is no text, or not all of it: full sentences; else ""
}

// A Reader reads texts out of files. It is safe for concurrent use and must not be
// copied. Its owner closes it when no call of Text is under way any more.
type Reader struct {
	folder string
	turn   chan struct{} // held while a PDF is read

	mu    sync.Mutex // guards cache
	cache wazero.CompilationCache
}

// NewReader makes a Reader that keeps the translated code of its PDF engine in
// folder, which it makes at need; the folder must be writable by the server
// alone. With "" the code lasts until Close.
func NewReader(folder string) *Reader {
	return &Reader{folder: folder, turn: make(chan struct{}, 1)}
}

// Text reads the text of a file of size bytes that its sender called name. It reads
// of r what it needs, at any offset, and no more than the bounds. An error is a
// fault.Failed: r failed, or ctx ended. Whatever the file holds, there is no other.
func (r *Reader) Text(ctx context.Context, name string, file io.ReaderAt, size int64) (Reading, error) {
	head := make([]byte, min(max(size, 0), sniffed))
	n, err := file.ReadAt(head, 0)
	if n < len(head) {
		return Reading{}, unreadable(err)
	}
	if err := ctx.Err(); err != nil {
		return Reading{}, interrupted(err)
	}
	switch kind := KindOf(name, head); {
	case kind == PDF:
		return r.pdf(ctx, file, size)
	case readsAsText(kind):
		return text(kind, file, size)
	default:
		return Reading{Kind: kind, Note: kind + ": kept as it is, not readable here."}, nil
	}
}

// Close frees what the PDF engine holds in memory, some 30 MiB after the first PDF.
// A Reader that is used again after it loads its engine again.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cache == nil {
		return nil
	}
	cache := r.cache
	r.cache = nil
	return cache.Close(context.Background())
}

func unreadable(err error) error {
	if errors.As(err, new(*fault.Error)) {
		return err // whoever keeps the file has said what is wrong with it
	}
	return fault.New(fault.Failed, "The file could not be read from where it is kept.").
		Then("Try again; if it happens twice, tell your operator.").Because(err)
}

func interrupted(err error) error {
	return fault.New(fault.Failed, "Reading the file was interrupted.").Then("Try again.").Because(err)
}

// join puts sentences behind one another.
func join(sentences ...string) string {
	return strings.TrimSpace(strings.Join(sentences, " "))
}
