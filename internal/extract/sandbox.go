package extract

import (
	"context"
	"errors"
	"io"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"asem.internal/avs/internal/fault"
)

// wasmPage is the unit in which a sandbox is given memory.
const wasmPage = 64 << 10

// errDead is what a sandbox answers after a trap: it cannot be asked any more.
var errDead = errors.New("the sandbox ended")

// A sandbox is one PDFium for one file: its memory, its only thread.
type sandbox struct {
	pdfium.Pdfium
	pool   pdfium.Pool
	ctx    context.Context
	cancel context.CancelFunc // ends what runs inside
}

// open makes a sandbox that lives until close or the end of ctx. It has no folder,
// no network, no output; the very first one takes the seconds of translation.
func (r *Reader) open(ctx context.Context) (*sandbox, error) {
	cache, err := r.code()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1, MaxIdle: 1,
		FSConfig: wazero.NewFSConfig(), // without it the whole disk is mounted
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(MaxMemory / wasmPage).
			WithCloseOnContextDone(true).
			WithCompilationCache(cache),
	})
	if err != nil {
		cancel()
		return nil, engine(err)
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		pool.Close()
		cancel()
		return nil, engine(err)
	}
	return &sandbox{Pdfium: instance, pool: pool, ctx: ctx, cancel: cancel}, nil
}

// close throws the sandbox away, whatever state it is in.
func (b *sandbox) close() {
	b.pool.Close() // closes its instance; what a dead one says of that is of no use
	b.cancel()
}

// code is where the translated engine is kept: on disk, or in memory until Close.
func (r *Reader) code() (wazero.CompilationCache, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cache != nil {
		return r.cache, nil
	}
	if r.folder == "" {
		r.cache = wazero.NewCompilationCache()
		return r.cache, nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(r.folder)
	if err != nil {
		return nil, engine(err)
	}
	r.cache = cache
	return cache, nil
}

func engine(err error) error {
	return fault.New(fault.Failed, "What reads PDF files could not be started.").
		Then("Try again; if it happens twice, tell your operator.").Because(err)
}

// A meter hands a file to a sandbox, and stops when it has asked too much.
type meter struct {
	file   *io.SectionReader
	size   int64
	left   int64 // bytes that it still gives
	failed error // what the file itself answered, but for its end
}

var errMeter = errors.New("more was read than a file of this size needs")

func (m *meter) Read(b []byte) (int, error) {
	// A little is counted for each reading: endless readings of nothing end too.
	if m.left -= int64(len(b)) + 64; m.left < 0 {
		return 0, errMeter
	}
	n, err := m.file.Read(b)
	if err != nil && err != io.EOF {
		m.failed = err
	}
	return n, err
}

func (m *meter) Seek(offset int64, whence int) (int64, error) { return m.file.Seek(offset, whence) }
