package main

import (
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many logins are under way at a time.
const atOnce = 4

// inParallel does n things, atOnce of them at a time; the first error ends it.
func inParallel(n int, do func(i int) error) error {
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i := range n {
		group.Go(func() error { return do(i) })
	}
	return group.Wait()
}

// A spread is how long the same thing took each time.
type spread []time.Duration

// at is the duration that so many of a hundred did not exceed.
func (s spread) at(percent int) time.Duration {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}
