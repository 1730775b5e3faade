package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	gossh "golang.org/x/crypto/ssh"
)

// A window's size.
type window struct{ columns, rows int }

var (
	narrow = window{80, 24}
	wide   = window{120, 40}
)

func (w window) String() string { return fmt.Sprintf("%dx%d", w.columns, w.rows) }

// A terminal is a session with a pty. It counts what comes, and shows it on an
// emulator, so that what is measured is known to be what was meant.
type terminal struct {
	window window
	in     io.Writer

	mu     sync.Mutex   // guards what follows
	screen *vt.Emulator // nil once it is blind
	bytes  int          // since the last key
	at     time.Time    // when the last of them came
	marked time.Time    // when a cursor row's mark last came
	rang   time.Time    // when the bell last rang; zero since counting began anew
	ended  error
	came   chan struct{} // one token: something came
}

// openTerminal opens a session as a person's client does.
func openTerminal(client *gossh.Client, w window) (*terminal, error) {
	s, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	if err := s.RequestPty("xterm-256color", w.rows, w.columns, gossh.TerminalModes{}); err != nil {
		return nil, err
	}
	in, err := s.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := s.StdoutPipe()
	if err != nil {
		return nil, err
	}
	t := &terminal{window: w, in: in, screen: vt.NewEmulator(w.columns, w.rows), came: make(chan struct{}, 1)}
	screen := t.screen
	go func() { // what a terminal answers to questions; ends with receive
		_, _ = io.Copy(io.Discard, screen)
	}()
	if err := s.Shell(); err != nil {
		return nil, err
	}
	go func() { // ends with the session
		defer screen.Close()
		t.receive(out)
	}()
	return t, nil
}

func (t *terminal) receive(out io.Reader) {
	buffer := make([]byte, 8<<10)
	for {
		n, err := out.Read(buffer)
		t.take(buffer[:n], err, time.Now())
		if err != nil {
			return
		}
	}
}

func (t *terminal) take(data []byte, err error, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended = err; len(data) > 0 {
		t.bytes += len(data)
		t.at = at
		if strings.ContainsRune(string(data), '>') {
			t.marked = at
		}
		if strings.ContainsRune(string(data), '\a') {
			t.rang = at
		}
		if t.screen != nil {
			_, _ = t.screen.Write(data) // an emulator takes everything
		}
	}
	select {
	case t.came <- struct{}{}:
	default:
	}
}

// blind stops showing what comes: hundreds of emulators would take the machine's
// time from what is measured.
func (t *terminal) blind() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.screen = nil
}

// send types keys and begins to count anew.
func (t *terminal) send(keys string) time.Time {
	t.anew()
	at := time.Now()
	_, _ = io.WriteString(t.in, keys) // a session that has ended shows in what comes
	return at
}

// anew begins to count anew.
func (t *terminal) anew() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.bytes, t.rang = 0, time.Time{}
}

// bell waits for the bell, and says when it rang.
func (t *terminal) bell() (time.Time, error) {
	deadline := time.After(patience)
	for {
		t.mu.Lock()
		rang, ended := t.rang, t.ended
		t.mu.Unlock()
		switch {
		case ended != nil:
			return rang, errors.Join(errSilent, ended)
		case !rang.IsZero():
			return rang, nil
		}
		select {
		case <-t.came:
		case <-deadline:
			return rang, errSilent
		}
	}
}

// patience is how long an answer may take before it counts as none.
const patience = 10 * time.Second

var errSilent = errors.New("nothing came")

// rest waits until something came and then nothing more for that long, and gives
// how much it was.
func (t *terminal) rest(quiet time.Duration) (int, error) {
	deadline := time.Now().Add(patience)
	for {
		t.mu.Lock()
		n, at, ended := t.bytes, t.at, t.ended
		t.mu.Unlock()
		wait := time.Until(deadline)
		switch {
		case ended != nil:
			return n, fmt.Errorf("the session ended: %w", ended)
		case wait <= 0:
			return n, errSilent
		case n > 0:
			if wait = quiet - time.Since(at); wait <= 0 {
				return n, nil
			}
		}
		select {
		case <-t.came:
		case <-time.After(wait):
		}
	}
}

// stroke types keys and waits for the answer: how much came and how long after
// the keys the last of it.
func (t *terminal) stroke(keys string, quiet time.Duration) (n int, after time.Duration, err error) {
	from := t.send(keys)
	n, err = t.rest(quiet)
	t.mu.Lock()
	defer t.mu.Unlock()
	return n, t.at.Sub(from), err
}

// sinceLast is how much came since the last key.
func (t *terminal) sinceLast() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// shows are the lines on the screen, without trailing spaces.
func (t *terminal) shows() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.Split(t.screen.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \r")
	}
	return lines
}

// settled is how long a screen that is drawn on this machine takes at the most
// between the bytes of one answer.
const settled = 25 * time.Millisecond

// goTo goes somewhere by its name, and makes sure that it is there: the heading
// then holds the words.
func (t *terminal) goTo(name, heading string) error {
	for _, keys := range []string{":", name + "\r"} { // in two, since each then changes what is shown
		if _, _, err := t.stroke(keys, settled); err != nil {
			return fmt.Errorf("going to %s: %w", name, err)
		}
	}
	return t.expect(heading)
}

// expect fails where the words are not on the screen.
func (t *terminal) expect(words string) error {
	lines := t.shows()
	if !strings.Contains(strings.Join(lines, "\n"), words) {
		return fmt.Errorf("%q is not on the screen, which begins with %q and ends with %q", words, lines[0], lines[len(lines)-1])
	}
	return nil
}
