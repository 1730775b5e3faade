package paint

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// client is the other end of a session's line.
type client struct {
	keys io.WriteCloser
	in   io.Reader
	gone chan struct{} // closed by hangup
	once sync.Once

	mu    sync.Mutex
	got   bytes.Buffer
	gate  chan struct{} // if not nil, each write waits for one token
	count int
}

func newClient() *client {
	r, w := io.Pipe()
	return &client{keys: w, in: r, gone: make(chan struct{})}
}

func (c *client) Write(b []byte) (int, error) {
	c.mu.Lock()
	gate := c.gate
	c.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-c.gone:
			return 0, io.ErrClosedPipe
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	return c.got.Write(b)
}

func (c *client) hangup() error {
	c.once.Do(func() {
		close(c.gone)
		_ = c.keys.Close()
	})
	return nil
}

// block lets the client take one write for each token from now on.
func (c *client) block() chan<- struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gate = make(chan struct{})
	return c.gate
}

// took gives what was written since the last call.
func (c *client) took() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.got.Reset()
	return c.got.String()
}

func (c *client) terminal() Terminal {
	return Terminal{In: c.in, Out: c, Kind: Xterm, Size: normal, Stall: time.Second, Hangup: c.hangup}
}

// session is a program that runs in a test.
type session struct {
	*client
	p     *Program
	model *sample
	ended chan error
}

// begin runs m in the bubble of the test, which ends only if all goroutines do.
func begin(t *testing.T, m *sample, adjust ...func(*Terminal)) *session {
	if m.lines == nil {
		m.lines, m.mark = listRow, true
	}
	s := &session{client: newClient(), model: m, ended: make(chan error, 1)}
	term := s.terminal()
	for _, f := range adjust {
		f(&term)
	}
	s.p = New(m, term, NewCache(DefaultCells))
	ctx, cancel := context.WithCancelCause(t.Context())
	t.Cleanup(func() { cancel(nil) })
	go func() {
		err := s.p.Run(ctx)
		_ = s.hangup() // as an ssh handler does when it returns
		s.ended <- err
	}()
	synctest.Wait()
	return s
}

func (s *session) typeIn(keys string) {
	_, _ = io.WriteString(s.keys, keys)
	synctest.Wait()
}

func (s *session) end(t *testing.T) error {
	t.Helper()
	synctest.Wait()
	select {
	case err := <-s.ended:
		return err
	default:
		t.Fatal("still runs")
		return nil
	}
}

func bubble(t *testing.T, name string, f func(*testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

func TestSession(t *testing.T) {
	bubble(t, "draws, and puts the terminal back", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		e := newScreen(normal)
		e.take([]byte(s.took()))
		s.typeIn("jj")
		e.take([]byte(s.took()))
		diff(t, e.show(), typeset(m.View().Content, normal))
		if at := e.CursorPosition(); at.Y != 3 || at.X != 0 {
			t.Errorf("cursor at %v", at)
		}
		if !e.IsAltScreen() {
			t.Error("not on the alternate screen")
		}
		s.typeIn("q")
		if err := s.end(t); err != nil {
			t.Error(err)
		}
		e.take([]byte(s.took()))
		if e.IsAltScreen() || e.CursorHidden() {
			t.Error("terminal is not put back")
		}
		for _, msg := range m.seen {
			if _, ok := msg.(HangupMsg); ok {
				t.Error("hung up, but the model had quit")
			}
		}
	})
	bubble(t, "tells the model where it is first", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m, func(term *Terminal) { term.Size = Size{5000, 0}; term.NoColor = true })
		if _, ok := m.seen[0].(tea.ColorProfileMsg); !ok {
			t.Errorf("%T", m.seen[0])
		}
		if m.size != (Size{MaxWidth, 24}) {
			t.Errorf("%v", m.size)
		}
		if m.views != 1 {
			t.Errorf("%d views before anything happened", m.views)
		}
		s.typeIn("q")
	})
	bubble(t, "is idle when idle", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		s.took()
		time.Sleep(time.Hour)
		if m.views != 1 || m.updates != 2 || s.took() != "" {
			t.Errorf("%d views, %d updates in an hour", m.views, m.updates)
		}
		s.typeIn("q")
	})
	bubble(t, "draws once for all that was typed", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		s.typeIn(strings.Repeat("j", 20))
		if m.at != 20 || m.views != 2 {
			t.Errorf("at %d after %d views", m.at, m.views)
		}
		s.typeIn("q")
	})
	bubble(t, "skips frames on a slow line", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		e := newScreen(normal)
		e.take([]byte(s.took()))
		gate := s.block()
		for range 15 {
			s.typeIn("j")
		}
		if m.at != 15 || m.views != 2 {
			t.Errorf("at %d after %d views", m.at, m.views)
		}
		gate <- struct{}{}
		gate <- struct{}{}
		synctest.Wait()
		if m.views != 3 {
			t.Errorf("%d views", m.views)
		}
		e.take([]byte(s.took()))
		diff(t, e.show(), typeset(m.View().Content, normal))
		_ = s.hangup()
	})
	bubble(t, "refuses a dumb terminal", func(t *testing.T) {
		s := begin(t, &sample{}, func(term *Terminal) { term.Kind = Dumb })
		if err := s.end(t); !errors.Is(err, ErrDumb) {
			t.Error(err)
		}
	})
}

func TestKeysOfTheProgram(t *testing.T) {
	last := func(m *sample) string { return spell(m.seen[len(m.seen)-1:]) }
	bubble(t, "lone ESC", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		s.typeIn("\x1b")
		time.Sleep(escapeWait)
		synctest.Wait()
		if last(m) != "esc" {
			t.Error(last(m))
		}
		s.typeIn("q")
	})
	bubble(t, "arrow key in pieces", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		for _, piece := range []string{"\x1b", "[", "B"} {
			s.typeIn(piece)
			time.Sleep(escapeWait / 2)
		}
		if last(m) != "down" || m.at != 1 {
			t.Error(last(m))
		}
		s.typeIn("q")
	})
	bubble(t, "quits with an ESC pending", func(t *testing.T) {
		s := begin(t, &sample{})
		s.typeIn("q\x1b")
		if err := s.end(t); err != nil {
			t.Error(err)
		}
	})
	bubble(t, "Ctrl+L redraws", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		s.took()
		s.typeIn("\x0c")
		if out := s.took(); !strings.Contains(out, "\x1b[2J") || !strings.Contains(out, "Multilateralism") {
			t.Errorf("%q", out)
		}
		if m.updates != 2 {
			t.Error("the model got the key")
		}
		s.typeIn("q")
	})
}

type (
	tick  struct{ n int }
	topic struct {
		id int64
		n  int
	}
)

func (m topic) NudgeKey() any { return m.id }

func TestNudges(t *testing.T) {
	bubble(t, "are delivered and drawn", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if n, ok := msg.(tick); ok {
				m.at = n.n
			}
			return nil
		}
		s.took()
		s.p.Nudge(tick{7})
		synctest.Wait()
		if m.at != 7 || s.took() == "" {
			t.Error("not drawn")
		}
		s.typeIn("q")
		s.p.Nudge(tick{8}) // after the end: nothing
	})
	bubble(t, "before Run are kept", func(t *testing.T) {
		c := newClient()
		m := &sample{lines: listRow}
		p := New(m, c.terminal(), NewCache(0))
		p.Nudge(tick{1})
		p.Nudge(tea.QuitMsg{})
		if err := p.Run(t.Context()); err != nil {
			t.Error(err)
		}
		if got := m.seen[len(m.seen)-1]; got != (tick{1}) {
			t.Errorf("%v", got)
		}
		_ = c.hangup()
	})
}

func TestMailbox(t *testing.T) {
	b := newMailbox()
	b.put(nil)
	b.put(tick{1})
	b.put(topic{1, 1})
	b.put(topic{2, 1})
	b.put(tick{2})
	b.put(topic{1, 2})
	b.resize(Size{1, 1})
	b.resize(Size{2, 2})
	size, mail := b.take()
	want := []tea.Msg{tick{2}, topic{1, 2}, topic{2, 1}}
	if len(mail) != 3 || mail[0] != want[0] || mail[1] != want[1] || mail[2] != want[2] {
		t.Errorf("%v, want %v", mail, want)
	}
	if size == nil || *size != (Size{2, 2}) {
		t.Errorf("%v", size)
	}
	for i := range int64(3 * maxMail) {
		b.put(topic{i, 0})
	}
	_, mail = b.take()
	if len(mail) != maxMail+1 || mail[maxMail] != (MissedMsg{}) {
		t.Errorf("%d letters, last %T", len(mail), mail[len(mail)-1])
	}
	if _, mail = b.take(); mail != nil {
		t.Error("not empty")
	}
}

func TestResize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		s.took()
		s.p.Resize(normal) // the window channel repeats the first size
		synctest.Wait()
		if m.updates != 2 || s.took() != "" {
			t.Error("redrawn at its own size")
		}
		s.p.Resize(Size{100, 30})
		s.p.Resize(wide)
		synctest.Wait()
		e := newScreen(wide)
		e.take([]byte(s.took()))
		diff(t, e.show(), typeset(m.View().Content, wide))
		if m.updates != 3 {
			t.Errorf("%d updates", m.updates)
		}
		s.typeIn("q")
	})
}
