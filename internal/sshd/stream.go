package sshd

import (
	"errors"
	"io"
	"sync"
	"time"
)

// Read gives what the client sends, as it comes. It ends with io.EOF when the
// client said that there is no more, and with io.ErrUnexpectedEOF when the
// connection or the channel was closed without that: what was read is then a
// fragment, and nothing may be made of it. A session with a screen ends with
// io.EOF either way. After its credential was revoked it gives that fault.
func (v *Visit) Read(p []byte) (int, error) {
	if err := v.unheard(); err != nil {
		return 0, err
	}
	n, err := v.channel.Read(p)
	if deaf := v.unheard(); deaf != nil {
		return 0, deaf
	}
	if n > 0 {
		v.touch()
	}
	if errors.Is(err, io.EOF) && n == 0 {
		return 0, v.inputEnded()
	}
	return n, err
}

func (v *Visit) unheard() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.deaf == nil {
		return nil
	}
	return v.deaf
}

// inputEnded tells the client's end of input from a connection that was lost.
// The protocol library reports both alike, and an interrupted client (^C) leaves
// without a word about its channel; without the difference half a post would be
// posted. So we ask the client something that it must answer, if only with "no":
// one round trip, some 80 bytes, once.
func (v *Visit) inputEnded() error {
	if !v.streams {
		return io.EOF
	}
	v.endOnce.Do(func() {
		impatience := time.AfterFunc(v.line.limits.Stall, v.line.stalled)
		defer impatience.Stop()
		if _, err := v.channel.SendRequest("eof@avs", true, nil); err != nil {
			v.endErr = io.ErrUnexpectedEOF
			return
		}
		v.endErr = io.EOF
	})
	return v.endErr
}

// Reached asks the client for a sign and returns when it came: by then the client has
// read all that was written before. Any client answers, if only that it does not know
// what was asked. It costs some 80 bytes on the wire. It waits as long as the channel
// is open; an error says that it is not.
func (v *Visit) Reached() error {
	_, err := v.channel.SendRequest("reached@avs", true, nil)
	return err
}

// Write sends p to the client's standard output. With a terminal, "\n" is sent
// as "\r\n", as a terminal driver would; see Raw. A client that takes none of
// 32 KiB within Limits.Stall is hung up on, which makes Write fail.
func (v *Visit) Write(p []byte) (int, error) { return v.stdout.Write(p) }

// Raw is the standard output without a change to any byte, for who draws.
func (v *Visit) Raw() io.Writer { return raw{v} }

// Stderr is the client's standard error; otherwise as Write.
func (v *Visit) Stderr() io.Writer { return &v.stderr }

type raw struct{ visit *Visit }

func (r raw) Write(p []byte) (int, error) { return r.visit.stdout.write(p, r.visit.channel) }

// An outlet writes one stream of a session, one write at a time, since the
// protocol library allows no more, and each piece of it within the stall limit.
type outlet struct {
	visit *Visit

	mu sync.Mutex // guards what follows, and a write under way
	to io.Writer  // nil until the session has begun
}

func (o *outlet) attach(to io.Writer) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.to = to
}

func (o *outlet) Write(p []byte) (int, error) { return o.write(p, nil) }

// write sends p to the stream, or past it to another writer of the same one. It
// must watch the clock itself: a client that grants no window holds the write
// without anything on the network that could have a deadline.
func (o *outlet) write(p []byte, past io.Writer) (written int, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	to := o.to
	if to == nil {
		return 0, io.ErrClosedPipe
	}
	if past != nil {
		to = past
	}
	limit := o.visit.line.limits.Stall
	impatience := time.AfterFunc(limit, o.visit.line.stalled)
	defer impatience.Stop()
	for len(p) > 0 {
		piece := p[:min(len(p), maxRead)]
		n, err := to.Write(piece)
		written += n
		if err != nil {
			return written, err
		}
		p = p[len(piece):]
		impatience.Reset(limit)
	}
	if o.visit.streams {
		o.visit.touch()
	}
	return written, nil
}
