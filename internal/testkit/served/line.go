package served

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// A Line is a wire to the server that counts the bytes of TCP's payload, both
// ways, and can be cut. It is safe for concurrent use.
type Line struct {
	listener net.Listener
	up, down atomic.Int64 // to the server, from the server
	copying  sync.WaitGroup

	mu    sync.Mutex // guards conns
	conns []*net.TCPConn
}

// Line lays a wire to the server that serves now.
func (h *House) Line() *Line {
	h.t.Helper()
	return lay(h.t, h.Address())
}

func lay(t testing.TB, server string) *Line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{listener: listener}
	l.copying.Go(func() { // ends when the listener is closed
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			l.join(near.(*net.TCPConn), server)
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		l.Cut()
		l.copying.Wait()
	})
	return l
}

func (l *Line) join(near *net.TCPConn, server string) {
	conn, err := net.Dial("tcp", server)
	if err != nil {
		_ = near.Close()
		return
	}
	far := conn.(*net.TCPConn)
	l.mu.Lock()
	l.conns = append(l.conns, near, far)
	l.mu.Unlock()
	l.copying.Go(func() { pass(far, near, &l.up) })
	l.copying.Go(func() { pass(near, far, &l.down) })
}

// pass copies until one end is closed. It counts before it passes on: whoever has
// received a byte finds it counted.
func pass(to, from *net.TCPConn, count *atomic.Int64) {
	defer to.Close()
	buffer := make([]byte, 1<<15)
	for {
		n, err := from.Read(buffer)
		count.Add(int64(n))
		if _, failed := to.Write(buffer[:n]); failed != nil || err != nil {
			return
		}
	}
}

// Address is where a client finds this end of the wire.
func (l *Line) Address() string { return l.listener.Addr().String() }

// Bytes are those that passed to the server and from it.
func (l *Line) Bytes() (up, down int64) { return l.up.Load(), l.down.Load() }

// Cut cuts it, as a cable is cut: both ends see a reset, and no word more.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		_ = c.SetLinger(0) // fails where it is closed already
		_ = c.Close()
	}
	l.conns = nil
}
