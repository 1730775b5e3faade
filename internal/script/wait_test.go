package script

import (
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// until waits until it holds, and says whether it came to that.
func until(holds func() bool) bool {
	deadline := time.After(served.Patience)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline:
			return false
		}
	}
	return true
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
