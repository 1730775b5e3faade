package secretariat

import (
	"context"
	"errors"
	"sync"
	"time"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/roster"
)

// gathering is how long the indexer waits after a change, so that what comes in one
// breath is written once.
const gathering = 200 * time.Millisecond

// retry is how long it waits after it could not write.
const retry = 10 * time.Second

// An indexer is the goroutine that brings the search index up to the record. It reads
// what entries touched, as that is now: so it may stop anywhere, and go over the same
// entries again.
type indexer struct {
	office *Office
	index  *archive.Index
	wake   chan struct{} // one token: the record has grown, or the index is to be made anew
	hurry  chan struct{} // one token: somebody waits for what is still to be gathered
	stop   chan struct{}
	done   chan struct{}

	mu    sync.Mutex // guards what follows
	read  uint64     // up to which entry the index was brought
	anew  bool       // the index is to be made anew
	moved chan struct{}
	err   error // why it does not go on; nil while it does
}

func newIndexer(o *Office, index *archive.Index) *indexer {
	x := &indexer{office: o, index: index, wake: make(chan struct{}, 1), hurry: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}), moved: make(chan struct{})}
	x.nudge()
	return x
}

// nudge says that there may be something to index. It never blocks.
func (x *indexer) nudge() {
	if x != nil {
		offer(x.wake)
	}
}

func (x *indexer) close() {
	if x != nil {
		close(x.stop)
		<-x.done
	}
}

// work runs until close.
func (x *indexer) work() {
	defer close(x.done)
	x.begin()
	for {
		select {
		case <-x.stop:
			return
		case <-x.wake:
		}
		if err := x.catchUp(); err != nil && !errors.Is(err, context.Canceled) {
			x.office.log.Error("the search index could not be brought up to the record; it is tried again", "err", err)
			x.fail(err)
			x.pause(retry)
			x.nudge()
			continue
		}
		x.pause(gathering)
	}
}

func (x *indexer) pause(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-x.hurry:
	case <-x.stop:
	}
}

// begin finds out how far the index is. One of another format, and one that is ahead of
// the record because that was restored, is made anew.
func (x *indexer) begin() {
	entry, ok, err := x.index.Position()
	if err != nil {
		x.fail(err)
	}
	last, err := x.last()
	if !ok || err != nil || entry > last {
		x.mu.Lock()
		x.anew = true
		x.mu.Unlock()
		return
	}
	x.reached(entry)
}

func (x *indexer) last() (last uint64, err error) {
	err = x.office.store.View(func(s State) error { last, _ = s.Last(); return nil })
	return last, err
}

// catchUp reads on until the end of the record.
func (x *indexer) catchUp() error {
	for {
		select {
		case <-x.stop:
			return context.Canceled
		default:
		}
		x.mu.Lock()
		anew, read := x.anew, x.read
		x.mu.Unlock()
		if anew {
			if err := x.index.Clear(); err != nil {
				return err
			}
			x.mu.Lock()
			x.anew = false
			x.mu.Unlock()
			x.reached(0)
			continue
		}
		jobs, entry, err := x.jobs(read)
		if err != nil || entry == read {
			return err
		}
		if err := x.do(jobs, read, entry); err != nil {
			return err
		}
		x.reached(entry)
	}
}

// reached remembers how far the index is, and tells those who wait.
func (x *indexer) reached(entry uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.read, x.err = entry, nil
	close(x.moved)
	x.moved = make(chan struct{})
}

func (x *indexer) fail(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.err = err
	close(x.moved)
	x.moved = make(chan struct{})
}

// state is how far the index is, what tells of the next step, and why it does not go on.
func (x *indexer) state() (read uint64, moved <-chan struct{}, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.anew {
		return 0, x.moved, x.err
	}
	return x.read, x.moved, x.err
}

// Indexed waits until everything that stands in the record now can be found. tell, if
// not nil, is told how far it is. It fails with the context, or where the index cannot
// be written.
func (o *Office) Indexed(ctx context.Context, tell func(done, total uint64)) error {
	if o.indexer == nil {
		return noIndex()
	}
	last, err := o.indexer.last()
	if err != nil {
		return err
	}
	for {
		read, moved, err := o.indexer.state()
		if tell != nil {
			tell(min(read, last), last)
		}
		if read >= last || err != nil {
			return err
		}
		offer(o.indexer.hurry)
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Bounds of waiting for the index before a search.
const (
	fewEntries = 500         // that may be missing: else it is being made anew, which takes longer
	patience   = time.Second // at most
)

// settle waits a moment for an index that is all but up to the record, so that whoever
// posts something and looks for it finds it.
func (o *Office) settle(ctx context.Context) {
	last, err := o.indexer.last()
	read, _, _ := o.indexer.state()
	if err != nil || read >= last || last-read > fewEntries {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_ = o.Indexed(ctx, nil) // what it still lacks, the answer says
}

// Reindex is the office's, for the secretariat.
func (d *Desk) Reindex() error {
	if _, err := d.ask(roster.Operate, "", nil); err != nil {
		return err
	}
	return d.office.Reindex()
}

// Indexed is the office's.
func (d *Desk) Indexed(ctx context.Context, tell func(done, total uint64)) error {
	return d.office.Indexed(ctx, tell)
}

// Reindex makes the search index anew, while everything else goes on; Indexed waits for
// it. What is searched for meanwhile is found as far as the index has come.
func (o *Office) Reindex() error {
	if o.indexer == nil {
		return noIndex()
	}
	o.indexer.mu.Lock()
	o.indexer.anew = true
	o.indexer.mu.Unlock()
	o.indexer.nudge()
	return nil
}
