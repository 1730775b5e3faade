package paint

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// writePiece is the most that one Write has to move within the stall limit.
const writePiece = 4 << 10

// writer is the one goroutine that writes to a client. It holds at most one
// frame, and the next is not even drawn before that one is gone: a slow line
// skips frames instead of queueing them.
type writer struct {
	out    io.Writer
	stall  time.Duration
	hangup func() error // nil: no limit

	frames  chan []byte // unbuffered; closed by the program
	written chan error  // one answer for each frame
	stuck   atomic.Bool // the stall limit was reached
}

func newWriter(t Terminal) *writer {
	w := &writer{out: t.Out, stall: t.Stall, hangup: t.Hangup,
		frames: make(chan []byte), written: make(chan error, 1)}
	if w.stall <= 0 {
		w.stall = DefaultStall
	}
	return w
}

// run writes frames until their channel is closed.
func (w *writer) run() {
	for frame := range w.frames {
		w.written <- w.write(frame)
	}
}

func (w *writer) write(frame []byte) error {
	for len(frame) > 0 {
		n := min(len(frame), writePiece)
		if err := w.piece(frame[:n]); err != nil {
			return err
		}
		frame = frame[n:]
	}
	return nil
}

func (w *writer) piece(b []byte) error {
	if w.hangup != nil {
		timer := time.AfterFunc(w.stall, func() {
			w.stuck.Store(true)
			_ = w.hangup() // the write's own error tells
		})
		defer timer.Stop()
	}
	_, err := w.out.Write(b)
	if err == nil && w.stuck.Load() {
		err = io.ErrClosedPipe
	}
	if err != nil {
		return fmt.Errorf("%w: writing: %w", ErrHungUp, err)
	}
	return nil
}
