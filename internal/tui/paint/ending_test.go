package paint

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

func hungUp(m *sample) bool {
	_, ok := m.seen[len(m.seen)-1].(HangupMsg)
	return ok
}

// TestStall has a client that reads nothing. It is hung up at the limit, and
// neither those who nudge it nor another session wait for it.
func TestStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		other := begin(t, &sample{})
		s.block()
		s.typeIn("j")
		start := time.Now()
		for i := range 1000 {
			s.p.Nudge(tick{i})
			s.p.Nudge(topic{int64(i), i})
		}
		other.typeIn("jjj")
		if time.Since(start) != 0 {
			t.Error("somebody waited")
		}
		if other.model.at != 3 {
			t.Error("the other session waited")
		}
		time.Sleep(s.p.writer.stall - time.Millisecond)
		synctest.Wait()
		select {
		case <-s.gone:
			t.Fatal("hung up too early")
		default:
		}
		time.Sleep(time.Millisecond)
		if err := s.end(t); !errors.Is(err, ErrStalled) {
			t.Error(err)
		}
		if !hungUp(m) {
			t.Error("the model was not told")
		}
		other.typeIn("q")
		if err := other.end(t); err != nil {
			t.Error(err)
		}
	})
}

// TestStallWhileLeaving has a client that reads nothing of the farewell.
func TestStallWhileLeaving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := begin(t, &sample{})
		s.block()
		s.typeIn("q")
		time.Sleep(s.p.writer.stall)
		if err := s.end(t); err != nil {
			t.Error(err)
		}
	})
}

func TestHangup(t *testing.T) {
	bubble(t, "of the client", func(t *testing.T) {
		m := &sample{}
		kept := false
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(HangupMsg); !ok {
				return nil
			}
			return tea.Batch(func() tea.Msg { time.Sleep(time.Second); kept = true; return nil }, tea.Quit)
		}
		s := begin(t, m)
		_ = s.keys.Close()
		time.Sleep(time.Second)
		if err := s.end(t); !errors.Is(err, ErrHungUp) || !errors.Is(err, io.EOF) {
			t.Error(err)
		}
		if !kept {
			t.Error("did not wait for the draft")
		}
	})
	bubble(t, "does not wait for ever", func(t *testing.T) {
		m := &sample{}
		stop := make(chan struct{})
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(HangupMsg); !ok {
				return nil
			}
			return func() tea.Msg { <-stop; return nil }
		}
		s := begin(t, m)
		_ = s.keys.Close()
		time.Sleep(lastWait)
		if err := s.end(t); !errors.Is(err, ErrHungUp) {
			t.Error(err)
		}
		close(stop)
	})
	bubble(t, "of the server", func(t *testing.T) {
		closing := errors.New("the server closes")
		ctx, cancel := context.WithCancelCause(t.Context())
		c := newClient()
		m := &sample{lines: listRow}
		p := New(m, c.terminal(), NewCache(0))
		ended := make(chan error, 1)
		go func() { ended <- p.Run(ctx) }()
		synctest.Wait()
		cancel(closing)
		if err := <-ended; !errors.Is(err, closing) {
			t.Error(err)
		}
		if !hungUp(m) {
			t.Error("the model was not told")
		}
		if !strings.HasSuffix(c.took(), string(p.painter.Leave())) {
			t.Error("the terminal was not put back")
		}
		_ = c.hangup()
	})
}

// faulty panics where it is told to.
type faulty struct {
	sample
	where string
}

func (f *faulty) Init() tea.Cmd {
	if f.where == "init" {
		panic("init")
	}
	return nil
}

func (f *faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, isKey := msg.(tea.KeyPressMsg)
	_, isHangup := msg.(HangupMsg)
	fail := func() tea.Msg { panic(f.where) }
	switch {
	case f.where == "update" && isKey, f.where == "hangup" && isHangup:
		panic(f.where)
	case f.where == "command" && isKey, f.where == "last command" && isHangup:
		return f, fail
	case f.where == "batch" && isKey:
		return f, tea.Batch(fail, tea.Sequence(fail, fail))
	}
	f.sample.Update(msg)
	return f, nil
}

func (f *faulty) View() tea.View {
	if f.where == "view" && f.updates > 2 {
		panic("view")
	}
	return f.sample.View()
}

func TestPanic(t *testing.T) {
	for _, where := range []string{"init", "update", "view", "command", "batch", "hangup", "last command"} {
		bubble(t, where, func(t *testing.T) {
			c := newClient()
			p := New(&faulty{sample: sample{lines: listRow}, where: where}, c.terminal(), NewCache(0))
			ended := make(chan error, 1)
			go func() { ended <- p.Run(t.Context()) }()
			synctest.Wait()
			if where != "init" {
				_, _ = io.WriteString(c.keys, "k")
			}
			synctest.Wait()
			_ = c.keys.Close()
			err := <-ended
			var failed *PanicError
			if !errors.As(err, &failed) || failed.Value != where {
				t.Fatalf("%v", err)
			}
			if !strings.Contains(string(failed.Stack), "faulty") {
				t.Errorf("stack:\n%s", failed.Stack)
			}
			if !strings.HasSuffix(c.took(), string(p.painter.Leave())) {
				t.Error("the terminal was not put back")
			}
			_ = c.hangup()
		})
	}
}

func TestCommands(t *testing.T) {
	say := func(n int, after time.Duration) tea.Cmd {
		return func() tea.Msg { time.Sleep(after); return tick{n} }
	}
	run := func(t *testing.T, cmd tea.Cmd) (ticks []int) {
		m := &sample{}
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if n, ok := msg.(tick); ok {
				ticks = append(ticks, n.n)
			}
			if _, ok := msg.(tea.KeyPressMsg); ok {
				return cmd
			}
			return nil
		}
		s := begin(t, m)
		s.typeIn("x")
		time.Sleep(time.Minute)
		s.typeIn("q")
		m.onUpdate = nil
		return ticks
	}
	bubble(t, "batch", func(t *testing.T) {
		if got := run(t, tea.Batch(say(1, 2*time.Second), say(2, time.Second), nil)); len(got) != 2 || got[0] != 2 {
			t.Errorf("%v", got)
		}
	})
	bubble(t, "sequence", func(t *testing.T) {
		got := run(t, tea.Sequence(say(1, 2*time.Second), tea.Batch(say(3, time.Second), say(2, 0)), say(4, 0)))
		if len(got) != 4 || got[0] != 1 || got[1] != 2 || got[2] != 3 || got[3] != 4 {
			t.Errorf("%v", got)
		}
	})
	bubble(t, "tick", func(t *testing.T) {
		if got := run(t, tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{9} })); len(got) != 1 {
			t.Errorf("%v", got)
		}
	})
	bubble(t, "clipboard", func(t *testing.T) {
		m := &sample{}
		s := begin(t, m)
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tea.KeyPressMsg); ok {
				return Copy("#4211")
			}
			return nil
		}
		s.took()
		s.typeIn("y")
		out := s.took()
		if !strings.Contains(out, "\x1b]52;c;IzQyMTE=\a") {
			t.Errorf("%q", out)
		}
		s.typeIn("q")
	})
	bubble(t, "too many hold back the input", func(t *testing.T) {
		m := &sample{}
		stop := make(chan struct{})
		m.onUpdate = func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tea.KeyPressMsg); ok {
				return func() tea.Msg { <-stop; return nil }
			}
			return nil
		}
		s := begin(t, m)
		go func() {
			for range maxCommands + 50 {
				_, _ = io.WriteString(s.keys, "j")
			}
			_, _ = io.WriteString(s.keys, "q")
		}()
		synctest.Wait()
		if m.at != maxCommands {
			t.Errorf("%d keys taken", m.at)
		}
		close(stop)
		if err := s.end(t); err != nil || m.at != maxCommands+50 {
			t.Errorf("%v, %d keys", err, m.at)
		}
	})
}

// TestSequence is about a type that the library keeps to itself.
func TestSequence(t *testing.T) {
	quit := func() tea.Msg { return tea.QuitMsg{} }
	if seq, ok := asSequence(tea.Sequence(quit, quit)()); !ok || len(seq) != 2 {
		t.Error("tea.Sequence makes something else now")
	}
	for _, msg := range []tea.Msg{tick{1}, []byte("x"), "x", 7} {
		if _, ok := asSequence(msg); ok {
			t.Errorf("%T is no sequence", msg)
		}
	}
}
