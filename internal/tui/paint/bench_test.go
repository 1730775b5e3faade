package paint

import (
	"context"
	"io"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// line is a client without a terminal: keys go in, and what is drawn is told of.
type line struct {
	keys  chan []byte
	drawn chan struct{}
}

func (l line) Read(b []byte) (int, error) {
	k, ok := <-l.keys
	if !ok {
		return 0, io.EOF
	}
	return copy(b, k), nil
}

func (l line) Write(b []byte) (int, error) {
	l.drawn <- struct{}{}
	return len(b), nil
}

// run starts a session and waits for its first screen.
func (l line) run(m tea.Model, cache *Cache) chan error {
	t := Terminal{In: l, Out: l, Kind: Xterm, Size: normal, Hangup: func() error { return nil }}
	ended := make(chan error, 1)
	go func() { ended <- New(m, t, cache).Run(context.Background()) }()
	<-l.drawn
	return ended
}

func (l line) end(ended chan error) {
	go func() { <-l.drawn }() // the farewell
	close(l.keys)
	<-ended
}

// BenchmarkIdleSession gives the memory of a session that has drawn two
// screens, with its goroutines, and what the shared cache takes besides.
func BenchmarkIdleSession(b *testing.B) {
	const sessions = 500
	for b.Loop() {
		empty := inUse()
		cache := NewCache(DefaultCells)
		for range DefaultCells / (normal.Width * normal.Height) {
			m := &sample{lines: listRow, size: normal}
			NewPainter(cache, Xterm, normal, false).Frame(m.View())
		}
		full := inUse()
		var lines [sessions]line
		var ends [sessions]chan error
		var models [sessions]*sample
		for i := range sessions {
			lines[i] = line{make(chan []byte), make(chan struct{})}
			models[i] = &sample{lines: listRow, mark: true}
			ends[i] = lines[i].run(models[i], cache)
			lines[i].keys <- []byte("j")
			<-lines[i].drawn
		}
		b.ReportMetric(float64(inUse()-full)/sessions, "B/session")
		b.ReportMetric(float64(full-empty), "B/cache")
		for i, l := range lines {
			if models[i].views != 2 {
				b.Fatalf("%d views", models[i].views)
			}
			l.end(ends[i])
		}
	}
}

// inUse is the memory of heap and stacks.
func inUse() int64 {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// BenchmarkKey gives the time from a key to the last byte of what it draws.
func BenchmarkKey(b *testing.B) {
	l := line{make(chan []byte), make(chan struct{})}
	m := &sample{lines: listRow, mark: true}
	ended := l.run(m, NewCache(DefaultCells))
	start := time.Now()
	n := 0
	for b.Loop() {
		if m.at > 15 {
			m.at = 0 // the program waits for a key now
		}
		l.keys <- []byte("j")
		<-l.drawn
		n++
	}
	b.ReportMetric(float64(time.Since(start).Microseconds())/float64(n), "µs/key")
	l.end(ended)
}

// BenchmarkFrame draws a cursor's move with a renderer that was kept, and with
// one that is borrowed each time.
func BenchmarkFrame(b *testing.B) {
	for name, painters := range map[string]int{"kept": 1, "borrowed": 2} {
		b.Run(name, func(b *testing.B) {
			cache := NewCache(0)
			var all []*Painter
			var models []*sample
			for range painters {
				all = append(all, NewPainter(cache, Xterm, normal, false))
				models = append(models, &sample{lines: listRow, mark: true, size: normal})
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m := models[i%painters]
				m.at = (m.at + 1) % 20
				v := m.View()
				all[i%painters].Frame(v)
			}
		})
	}
}
