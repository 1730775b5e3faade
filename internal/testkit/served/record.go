package served

import (
	"strings"
	"sync"
	"testing"
	"time"
)

// Patience is how long a test waits for what should come at once. It is longer
// than any machine needs: only a test that fails waits it out.
const Patience = 20 * time.Second

// inVain is when it is over. Several may wait at once.
func inVain() <-chan time.Time { return time.After(Patience) }

// A Record is a text that one side writes and a test waits for. It is safe for
// concurrent use.
type Record struct {
	t testing.TB

	mu      sync.Mutex // guards text and changed
	text    strings.Builder
	changed chan struct{} // closed and made anew at each change
}

func newRecord(t testing.TB) *Record { return &Record{t: t, changed: make(chan struct{})} }

// Write adds to the text.
func (r *Record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text.Write(p)
	r.changedNow()
	return len(p), nil
}

// wake has everybody who waits look again.
func (r *Record) wake() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changedNow()
}

// changedNow is called with mu held.
func (r *Record) changedNow() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// Text is what was written so far.
func (r *Record) Text() string {
	text, _ := r.look()
	return text
}

func (r *Record) look() (text string, next <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String(), r.changed
}

// Count is how often the words stand in it.
func (r *Record) Count(words string) int { return strings.Count(r.Text(), words) }

// Until waits until the text is as holds wants it.
func (r *Record) Until(what string, holds func(text string) bool) {
	r.t.Helper()
	deadline := inVain()
	for {
		text, next := r.look()
		if holds(text) {
			return
		}
		select {
		case <-next:
		case <-deadline:
			r.t.Fatalf("waited in vain for %s; this was written:\n%s", what, text)
		}
	}
}

// Has waits until the words stand in it.
func (r *Record) Has(words string) {
	r.t.Helper()
	r.Until(words, func(text string) bool { return strings.Contains(text, words) })
}
