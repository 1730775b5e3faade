package tui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
)

// TestNewsWithinASecond: a screen is told of a post within a second, by a clock that
// only the test moves, and of all that comes in that time at once.
func TestNewsWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		ctx, cancel := context.WithCancel(t.Context())
		nudged := make(chan tea.Msg, 10)
		watched := make(chan struct{})
		go func() {
			defer close(watched)
			tui.Watch(ctx, s.reader, func(m tea.Msg) { nudged <- m })
		}()
		time.Sleep(time.Minute) // what the scene itself set going is over
		for len(nudged) > 0 {
			<-nudged
		}
		for range 50 {
			posted := time.Now()
			s.open("finance", "Live", "Text.")
			s.open("health", "Live", "Text.")
			if _, news := (<-nudged).(screen.Changed); !news {
				t.Error("told something else")
			}
			if took := time.Since(posted); took > time.Second {
				t.Errorf("told after %v", took)
			}
			time.Sleep(time.Minute)
			if len(nudged) != 0 {
				t.Fatal("told twice")
			}
		}
		cancel()
		<-watched
	})
}
