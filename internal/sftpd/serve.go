package sftpd

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
)

// A Channel is the stream of one session. Read ends with io.EOF only where the client
// said that there is no more. Close makes a Read and a Write under way return.
type Channel = io.ReadWriteCloser

// Options of a session. Library, Spool and Owner are needed.
type Options struct {
	Library Library
	Spool   *Spool
	Owner   string // by whom the spool counts: the delegate's login
	// Tell says a sentence beside the protocol, which is the standard error stream;
	// nil for nowhere. It may be called from several goroutines, 100 times at most.
	Tell func(sentence string)
	Log  *slog.Logger     // nil: nothing is logged
	Now  func() time.Time // nil for the system's clock
}

// noExtensions turns off what the protocol library offers beyond the protocol: links,
// which are not here, and the size of a disk, which is nobody's business. Clients
// rename without posix-rename as well. The setting is the library's for the process.
var noExtensions = sync.OnceValue(func() error { return sftp.SetSFTPExtensions() })

// Serve serves one session until the client ends it, or until ctx ends: then it closes
// the channel, which it otherwise leaves to the caller. Uploads whose handle is open by
// then are discarded. It returns nil when the client ended it, and else why it ended:
// the cause of ctx, if that was it.
func Serve(ctx context.Context, channel Channel, o Options) error {
	if err := noExtensions(); err != nil {
		return err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &session{
		ctx: ctx, library: o.Library, spool: o.Spool, owner: o.Owner, tell: o.Tell, log: o.Log,
		now: o.Now, began: o.Now(), recent: recent{now: o.Now}, uploads: map[*upload]struct{}{},
	}
	defer s.end()
	gate := newTurnstile(channel)
	defer gate.shut()
	stop := context.AfterFunc(ctx, func() { _ = gate.Close() }) // the channel's own end is no news
	defer stop()
	handlers := sftp.Handlers{FileGet: s, FilePut: s, FileCmd: s, FileList: s}
	err := sftp.NewRequestServer(gate, handlers).Serve()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, io.EOF):
		return nil
	}
	return broken(err)
}

// broken is the end of a session in the middle of something.
func broken(err error) error {
	if _, told := errors.AsType[*fault.Error](err); told {
		return err
	}
	return fault.New(fault.Failed, "The session broke off.").Then("What was being uploaded was not taken.").Because(err)
}
