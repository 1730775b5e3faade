package sftpd

import (
	"bufio"
	"encoding/binary"
	"io"
	"sync"
)

// underWay is how many requests may be read that have no answer yet: as many as
// OpenSSH's client sends ahead.
const underWay = 64

// A turnstile stands between the channel and the protocol library, which keeps the
// answers to later requests while an earlier one takes its time, any number of them:
// a client that reads on while its upload is being stored would fill the memory. So a
// request is let in only while few are under way. Each has exactly one answer.
// Source: draft-ietf-secsh-filexfer-02, section 3: a packet begins with its length.
type turnstile struct {
	channel io.ReadWriteCloser
	in      *bufio.Reader
	room    chan struct{} // a token for each request under way
	closed  chan struct{}
	once    sync.Once

	// The reader's alone.
	head []byte // of the length of a packet that was let in, what is not read yet
	body uint32 // and of the rest of it

	// The writer's alone: the protocol library writes under a lock of its own.
	out      uint32 // of the packet being written, what is to come
	outHead  [4]byte
	outCount int // bytes in outHead
}

var _ io.ReadWriteCloser = (*turnstile)(nil)

func newTurnstile(channel io.ReadWriteCloser) *turnstile {
	return &turnstile{channel: channel, in: bufio.NewReader(channel), room: make(chan struct{}, underWay), closed: make(chan struct{})}
}

func (t *turnstile) Read(p []byte) (int, error) {
	if len(t.head) == 0 && t.body == 0 {
		if err := t.letIn(); err != nil {
			return 0, err
		}
	}
	if len(t.head) > 0 {
		n := copy(p, t.head)
		t.head = t.head[n:]
		return n, nil
	}
	n, err := t.in.Read(p[:min(len(p), int(t.body))])
	t.body -= uint32(n)
	return n, err
}

// letIn waits for room and then for the length of a packet.
func (t *turnstile) letIn() error {
	select {
	case t.room <- struct{}{}:
	case <-t.closed:
		return io.ErrClosedPipe
	}
	head := make([]byte, 4)
	if _, err := io.ReadFull(t.in, head); err != nil {
		return err
	}
	t.head, t.body = head, binary.BigEndian.Uint32(head)
	return nil
}

// Write counts the answers that were written, also those that were written in vain.
func (t *turnstile) Write(p []byte) (int, error) {
	select {
	case <-t.closed:
		return 0, io.ErrClosedPipe
	default:
	}
	n, err := t.channel.Write(p)
	t.count(p)
	return n, err
}

func (t *turnstile) count(p []byte) {
	for len(p) > 0 {
		if t.out == 0 {
			n := copy(t.outHead[t.outCount:], p)
			t.outCount, p = t.outCount+n, p[n:]
			if t.outCount < len(t.outHead) {
				return
			}
			t.outCount, t.out = 0, binary.BigEndian.Uint32(t.outHead[:])
			continue
		}
		n := min(uint32(len(p)), t.out)
		t.out, p = t.out-n, p[n:]
		if t.out == 0 {
			select {
			case <-t.room:
			default: // an answer that nobody asked for
			}
		}
	}
}

// shut lets nothing more through; what waits for room returns.
func (t *turnstile) shut() { t.once.Do(func() { close(t.closed) }) }

// Close makes a Read under way return, wherever it waits.
func (t *turnstile) Close() error {
	t.shut()
	return t.channel.Close()
}
