package tui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/paint"
)

// line is a client's end of a line: what it was sent can be waited for.
type line struct {
	io.Reader
	mu    sync.Mutex // guards text
	text  bytes.Buffer
	heard chan struct{} // one token: something was sent
}

func (l *line) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	select {
	case l.heard <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (l *line) await(t *testing.T, words string) {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		l.mu.Lock()
		found := strings.Contains(l.text.String(), words)
		l.mu.Unlock()
		if found {
			return
		}
		select {
		case <-l.heard:
		case <-limit:
			t.Fatalf("%q never came:\n%q", words, l.text.String())
		}
	}
}

// TestOnALine runs a session as the server does: keys, a change by another, and
// last words.
func TestOnALine(t *testing.T) {
	s := newScene(t)
	in, keys := io.Pipe()
	l := &line{Reader: in, heard: make(chan struct{}, 1)}
	root := tui.New(s.reader, tui.Options{})
	program := paint.New(root, paint.Terminal{In: l, Out: l, Kind: paint.Xterm, Size: paint.Size{Width: 80, Height: 24}}, paint.NewCache(1<<16))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		tui.Watch(ctx, s.reader, program.Nudge)
	}()
	ended := make(chan error, 1)
	go func() { ended <- program.Run(ctx) }()

	l.await(t, "Places")
	if _, err := keys.Write([]byte("1")); err != nil {
		t.Fatal(err)
	}
	l.await(t, "by cluster/pillar")
	s.open("finance", "Live", "Text.")
	l.await(t, "1 new")
	program.Nudge(tui.Farewell{Sentence: "The house closes."})
	if err := <-ended; err != nil {
		t.Errorf("the session ended with %v", err)
	}
	if got := root.Farewell(); got != "The house closes.\n" {
		t.Errorf("last words %q", got)
	}
	cancel()
	<-watched
	keys.Close()
}
