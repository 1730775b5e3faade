package served

import (
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// A Picture is what a person sees at one moment.
type Picture struct {
	Lines []string // without blanks at their ends
	X, Y  int      // of the cursor
	Bytes int      // that came so far
	Over  bool     // nothing more will come
}

// String is the picture as text.
func (p Picture) String() string { return strings.Join(p.Lines, "\n") }

// Has says whether the words stand on it.
func (p Picture) Has(words string) bool { return strings.Contains(p.String(), words) }

// Row is the line on which the cursor rests.
func (p Picture) Row() string { return p.Lines[p.Y] }

// Line is the line on which the words stand first, empty if they do not.
func (p Picture) Line(words string) string {
	for _, line := range p.Lines {
		if strings.Contains(line, words) {
			return line
		}
	}
	return ""
}

// A Terminal shows what is written to it, and takes what a test types. It is used
// by one test at a time.
type Terminal struct {
	t    testing.TB
	from source

	mu       sync.Mutex // guards what follows
	emulator *vt.Emulator
	mend     insertions
	raw      strings.Builder // everything that came
	over     bool
	changed  chan struct{} // closed and made anew at each change
}

// A source is what draws on a terminal.
type source struct {
	drawn io.Reader
	keys  io.Writer
	size  func(columns, rows int) error
	close func()
	exit  func() error // waits for its end; an error unless it ended with 0
}

// watch makes a terminal of this size that shows what comes from the source until
// it ends. It is closed with the test.
func watch(t testing.TB, look Look, from source) *Terminal {
	t.Helper()
	term := &Terminal{t: t, from: from, emulator: vt.NewEmulator(look.Columns, look.Rows), changed: make(chan struct{})}
	term.from.close, term.from.exit = sync.OnceFunc(from.close), sync.OnceValue(from.exit)
	var work sync.WaitGroup
	work.Go(func() { // ends with the source
		_, _ = io.Copy(term, from.drawn) // a pseudo-terminal ends with an error, a channel with none
		term.mu.Lock()
		defer term.mu.Unlock()
		term.over = true
		term.wake()
	})
	work.Go(func() { // what the terminal answers to questions; ends with the emulator
		_, _ = io.Copy(from.keys, answers{term.emulator})
	})
	t.Cleanup(func() {
		term.Close()
		// Ends what reads its answers. The emulator's own Close is not made for two
		// goroutines.
		_ = term.emulator.InputPipe().(io.Closer).Close()
		work.Wait()
	})
	return term
}

// answers hides from io.Copy that an emulator can also be written to.
type answers struct{ from io.Reader }

func (a answers) Read(p []byte) (int, error) { return a.from.Read(p) }

// Write shows what came.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	_, _ = t.emulator.Write(t.mend.mended(p)) // never fails
	t.wake()
	return len(p), nil
}

// wake is called with mu held.
func (t *Terminal) wake() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// Type types, as from a keyboard: "j", "\r", "\x1b[A".
func (t *Terminal) Type(keys string) {
	t.t.Helper()
	if _, err := io.WriteString(t.from.keys, keys); err != nil {
		t.t.Fatalf("typing %q: %v", keys, err)
	}
}

// Look is the picture now.
func (t *Terminal) Look() Picture {
	p, _ := t.look()
	return p
}

func (t *Terminal) look() (Picture, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := Picture{Bytes: t.raw.Len(), Over: t.over, Lines: make([]string, t.emulator.Height())}
	at := t.emulator.CursorPosition()
	p.X, p.Y = at.X, at.Y
	for y := range p.Lines {
		var line strings.Builder
		for x := range t.emulator.Width() {
			if c := t.emulator.CellAt(x, y); c != nil {
				line.WriteString(c.Content)
			}
		}
		p.Lines[y] = strings.TrimRight(line.String(), " ")
	}
	return p, t.changed
}

// Raw is every byte that came.
func (t *Terminal) Raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

// Until waits until the picture is as holds wants it, and gives it.
func (t *Terminal) Until(what string, holds func(Picture) bool) Picture {
	t.t.Helper()
	deadline := inVain()
	for {
		p, next := t.look()
		if holds(p) {
			return p
		}
		select {
		case <-next:
		case <-deadline:
			t.t.Fatalf("waited in vain for %s; the screen shows\n%s\n[cursor at column %d, line %d; over: %v]", what, p, p.X, p.Y, p.Over)
		}
	}
}

// Shows waits until all the words stand on the screen.
func (t *Terminal) Shows(words ...string) Picture {
	t.t.Helper()
	return t.Until(strings.Join(words, " and "), func(p Picture) bool {
		for _, w := range words {
			if !p.Has(w) {
				return false
			}
		}
		return true
	})
}

// Says waits until the words have come at any time, in whatever face writes lines.
func (t *Terminal) Says(words string) {
	t.t.Helper()
	t.Until(words, func(Picture) bool { return strings.Contains(t.Raw(), words) })
}

// Ends waits until the other side has ended, and gives its exit code.
func (t *Terminal) Ends() int {
	t.t.Helper()
	t.Until("the end", func(p Picture) bool { return p.Over })
	return ExitCode(t.from.exit())
}

// Resize changes the window.
func (t *Terminal) Resize(columns, rows int) {
	t.t.Helper()
	t.mu.Lock()
	t.emulator.Resize(columns, rows)
	t.wake()
	t.mu.Unlock()
	if err := t.from.size(columns, rows); err != nil {
		t.t.Fatalf("resizing: %v", err)
	}
}

// Close closes this end, as closing its window does.
func (t *Terminal) Close() { t.from.close() }
