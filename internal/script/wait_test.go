package script

import (
	"testing"
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// await waits until it holds. It is for what can only be asked; a screen or a log
// tells by itself when to look again.
func await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(served.Patience)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// closed says whether a channel is.
func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
