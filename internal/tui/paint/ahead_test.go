package paint

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// slowLine is a client's end of a line of so many bytes a second each way, before which
// lie buffers that take everything at once. Its time is the bubble's.
type slowLine struct {
	*client
	rate int

	mu       sync.Mutex // guards what follows
	free     time.Time  // when the line has carried what was sent
	sent     int        // bytes, with those of the packets
	frames   int
	asked    int
	answers  bool
	upstream time.Time // when the line has carried what was answered
}

func overSlowLine(c *client, rate int) *slowLine {
	return &slowLine{client: c, rate: rate, answers: true}
}

// carry is called with mu held and gives when these bytes have arrived.
func (l *slowLine) carry(way *time.Time, bytes int) time.Time {
	if now := time.Now(); way.Before(now) {
		*way = now
	}
	*way = way.Add(time.Duration(bytes) * time.Second / time.Duration(l.rate))
	return *way
}

func (l *slowLine) Write(b []byte) (int, error) {
	l.mu.Lock()
	l.frames, l.sent = l.frames+1, l.sent+len(b)+packet
	l.carry(&l.free, len(b)+packet)
	l.mu.Unlock()
	return l.client.Write(b)
}

// reached answers as a client does over ssh, in packets of 44 and 36 bytes.
func (l *slowLine) reached() error {
	l.mu.Lock()
	l.asked++
	there, answers := l.carry(&l.free, 44), l.answers
	l.mu.Unlock()
	if !answers {
		<-l.gone
		return io.EOF
	}
	time.Sleep(time.Until(there))
	l.mu.Lock()
	back := l.carry(&l.upstream, 36)
	l.mu.Unlock()
	time.Sleep(time.Until(back))
	return nil
}

// behind is how long the line has still to carry what was sent.
func (l *slowLine) behind() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(0, time.Until(l.free))
}

// heldDown holds a key down in a list so long.
func heldDown(t *testing.T, m *sample, rate, strokes int) (l *slowLine, s *session) {
	t.Helper()
	s = begin(t, m, func(term *Terminal) {
		l = overSlowLine(term.Out.(*client), rate)
		term.Out, term.Reached = l, l.reached
	})
	time.Sleep(time.Minute)
	l.mu.Lock()
	l.sent, l.frames, l.asked = 0, 0, 0
	l.mu.Unlock()
	for range strokes {
		s.typeIn("j")
		time.Sleep(time.Second / 30)
	}
	return l, s
}

func TestAhead(t *testing.T) {
	const held = 35 // as make bench holds a key down over a real line
	for _, c := range []struct {
		strokes int
		behind  time.Duration // at the most, once the key is let go
	}{{held, time.Second}, {300, 2500 * time.Millisecond}} {
		bubble(t, fmt.Sprintf("is current soon after %d strokes over 9,600 bit/s", c.strokes), func(t *testing.T) {
			m := &sample{follow: true}
			l, s := heldDown(t, m, slowest, c.strokes)
			from := time.Now()
			var current time.Duration
			for range 500 { // of what is not drawn yet nobody can tell how long it takes
				time.Sleep(10 * time.Millisecond)
				synctest.Wait()
				if l.behind() > 0 {
					current = time.Since(from) + l.behind()
				}
			}
			t.Logf("current after %v, %d bytes in %d frames, asked %d times", current, l.sent, l.frames, l.asked)
			if current > c.behind {
				t.Errorf("current again %v after the key was let go", current)
			}
			e := newScreen(normal)
			e.take([]byte(s.took()))
			diff(t, e.show(), typeset(m.View().Content, normal))
			if m.at != c.strokes {
				t.Errorf("at row %d", m.at)
			}
			_ = s.hangup()
		})
	}
	bubble(t, "draws each stroke over a fast line, and asks seldom", func(t *testing.T) {
		l, s := heldDown(t, &sample{follow: true}, 1<<20, held)
		if l.frames != held || l.asked > 2 {
			t.Errorf("%d frames, asked %d times", l.frames, l.asked)
		}
		_ = s.hangup()
	})
	bubble(t, "asks nobody at the pace of people", func(t *testing.T) {
		m := &sample{follow: true}
		l, s := heldDown(t, m, slowest, 0)
		for range 60 {
			s.typeIn("j")
			time.Sleep(time.Second / 6)
		}
		if l.asked != 0 || l.frames != 60 {
			t.Errorf("asked %d times, %d frames", l.asked, l.frames)
		}
		_ = s.hangup()
	})
	bubble(t, "does not wait for a client that does not answer", func(t *testing.T) {
		m := &sample{follow: true}
		l, s := heldDown(t, m, slowest, 0)
		l.mu.Lock()
		l.answers = false
		l.mu.Unlock()
		s.took()
		s.typeIn(strings.Repeat("j", 30))
		for range 200 {
			s.typeIn("j")
			time.Sleep(time.Second / 30)
		}
		if l.asked != 1 || l.frames < 100 || m.at != 230 {
			t.Errorf("asked %d times, %d frames, at %d", l.asked, l.frames, m.at)
		}
		_ = s.hangup()
	})
}
