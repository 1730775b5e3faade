package journal

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Placed is a command that has its place in the order.
type Placed struct {
	Command
	At time.Time // when it took its place, by the sequencer's clock
}

// A Sequencer puts commands into one order. Every server that takes from the
// same order decides and folds the same commands and so comes to the same state.
//
// Commands of one proposer keep their order. A command may be placed twice (a
// proposer that was not sure sends again): its id sees to it that it is done once.
// Methods are safe for concurrent use, but only one goroutine takes.
type Sequencer interface {
	// Propose offers a command. It returns once the command has its place, which
	// does not mean that it is done; it blocks while the order is full. After
	// Close it fails with ErrClosed.
	Propose(context.Context, Command) error
	// Ready receives when something may wait to be taken. It may be spurious,
	// and one receipt may stand for many commands.
	Ready() <-chan struct{}
	// Take gives the next commands in order, most of them at a time, without
	// blocking; none where nothing waits.
	Take(most int) []Placed
	// Close ends proposing. What has its place can still be taken.
	Close()
}

// ErrClosed is what Propose answers after Close.
var ErrClosed = errors.New("the sequencer is closed")

// Queue is the sequencer of a single server: a bounded queue in memory. A command
// in it that was not taken when the server stops was not done, and was not
// answered either.
type Queue struct {
	now    func() time.Time
	places chan Placed
	ready  chan struct{} // holds one token at most
	closed chan struct{}
	once   sync.Once // closes closed
}

var _ Sequencer = (*Queue)(nil)

// NewQueue makes a queue with that many places; now tells the time.
func NewQueue(places int, now func() time.Time) *Queue {
	return &Queue{now: now, places: make(chan Placed, places), ready: make(chan struct{}, 1), closed: make(chan struct{})}
}

// Propose puts the command in the queue, waiting for a place as long as ctx allows.
func (q *Queue) Propose(ctx context.Context, c Command) error {
	select {
	case <-q.closed:
		return ErrClosed
	default:
	}
	select {
	case q.places <- Placed{Command: c, At: q.now()}:
		select {
		case q.ready <- struct{}{}:
		default: // a token waits already
		}
		return nil
	case <-q.closed:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Ready receives when something may wait.
func (q *Queue) Ready() <-chan struct{} { return q.ready }

// Take gives what waits, most at the most. Where more waits it leaves a token.
func (q *Queue) Take(most int) []Placed {
	var taken []Placed
	for len(taken) < most {
		select {
		case p := <-q.places:
			taken = append(taken, p)
		default:
			return taken
		}
	}
	select {
	case q.ready <- struct{}{}:
	default:
	}
	return taken
}

// Close ends proposing.
func (q *Queue) Close() { q.once.Do(func() { close(q.closed) }) }
