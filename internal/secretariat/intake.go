package secretariat

import (
	"context"
	"sync"

	"asem.internal/avs/internal/asem"
)

// Bounds of the files that are received at one time. Each lies on disk twice for a
// moment, and none in memory. Whoever comes when all places are taken waits; one delegate
// takes a few of them at most, or one who sends a byte a minute on many lines would keep
// everybody else from sending anything.
const (
	atOnce      = 16
	atOnceOfOne = 4
)

// intake is where files are received. It is safe for concurrent use.
type intake struct {
	places chan struct{} // a token for each file that is being received

	mu sync.Mutex // guards by, and the counts in it
	by map[asem.Login]*lane
}

// A lane is what one delegate sends. It is there as long as somebody is in it.
type lane struct {
	places chan struct{}
	inside int // who receive and who wait
}

func (i *intake) init() {
	i.places = make(chan struct{}, atOnce)
	i.by = map[asem.Login]*lane{}
}

// enter takes a place, as soon as there is one; the caller leaves it again.
func (i *intake) enter(ctx context.Context, login asem.Login) (leave func(), err error) {
	l := i.lane(login)
	out := func() { i.leaveLane(login, l) }
	select {
	case l.places <- struct{}{}:
	case <-ctx.Done():
		out()
		return nil, context.Cause(ctx)
	}
	select {
	case i.places <- struct{}{}:
		return func() { <-i.places; <-l.places; out() }, nil
	case <-ctx.Done():
		<-l.places
		out()
		return nil, context.Cause(ctx)
	}
}

func (i *intake) lane(login asem.Login) *lane {
	i.mu.Lock()
	defer i.mu.Unlock()
	l := i.by[login]
	if l == nil {
		l = &lane{places: make(chan struct{}, atOnceOfOne)}
		i.by[login] = l
	}
	l.inside++
	return l
}

func (i *intake) leaveLane(login asem.Login, l *lane) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if l.inside--; l.inside == 0 {
		delete(i.by, login)
	}
}
