package sshd

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"
)

// errTooMuch ends a connection that talks without proving anything.
var errTooMuch = errors.New("too much was sent before the proof")

// A line is one connection: the network connection that the library is given,
// with its bounds, and the sessions on it. It ends with serve.
type line struct {
	net.Conn
	server *Server
	limits *Limits

	identity identity    // set by proved, read only by sessions, which come after it
	inside   atomic.Bool // proved

	gone     chan struct{} // closed by hangup
	goneOnce sync.Once

	early    int           // bytes read before the proof; the reader's alone
	inflow   *rate.Limiter // bytes on the wire, once inside
	requests *rate.Limiter // global requests
	opening  atomic.Int32  // channels being answered or open

	mu        sync.Mutex // guards what follows
	visits    map[*Visit]struct{}
	running   int         // faces at work
	streaming int         // of these, commands and subsystems
	idle      *time.Timer // from the proof on; runs while no face does
	closing   bool        // no more sessions
	ended     sync.WaitGroup
}

func newLine(s *Server, conn net.Conn) *line {
	return &line{
		Conn:     conn,
		server:   s,
		limits:   &s.config.Limits,
		gone:     make(chan struct{}),
		inflow:   rate.NewLimiter(rate.Limit(s.config.Limits.ScreenInput), inputBurst),
		requests: rate.NewLimiter(requestRate, requestBurst),
		visits:   make(map[*Visit]struct{}),
	}
}

// serve runs the connection from the handshake until it is closed and its faces
// have returned.
func (l *line) serve() {
	defer l.server.admission.leave(l)
	defer l.hangup()
	library := &ssh.Server{
		HostSigners:              []ssh.Signer{l.server.config.HostKey},
		Version:                  serverVersion,
		HandshakeTimeout:         l.limits.Grace,
		ServerConfigCallback:     l.authentication,
		ConnectionFailedCallback: l.failed,
		Handler:                  func(ssh.Session) {}, // never called: open has its own
		ChannelHandlers:          map[string]ssh.ChannelHandler{"session": l.open},
		RequestHandlers:          map[string]ssh.RequestHandler{"default": l.request},
	}
	library.HandleConn(l)
	l.hangup()
	l.close()
}

// failed notes a connection that ended before it was let in. The cause is the
// client's doing and may be anything, so it is for the debug log.
func (l *line) failed(_ net.Conn, cause error) {
	if !l.inside.Load() {
		l.server.counters.refused.Add(1)
	}
	l.server.config.Log.Debug("not let in", "remote", l.remote(), "cause", cause)
}

// request answers global requests: nothing is granted, but a client that asks
// whether we are there is told so. Too many make the line wait.
func (l *line) request(ctx ssh.Context, _ *ssh.Server, request *gossh.Request) (bool, []byte) {
	if l.requests.Wait(ctx) != nil {
		return false, nil
	}
	return request.Type == "keepalive@openssh.com", nil
}

// Read keeps what comes in within bounds: a total before the proof, a rate
// afterwards. Beyond the rate it waits, which the client feels as a full line.
func (l *line) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p[:min(len(p), maxRead)])
	if !l.inside.Load() {
		if l.early += n; l.early > maxEarlyBytes {
			return 0, errTooMuch
		}
		return n, err
	}
	if wait := l.inflow.ReserveN(time.Now(), n).Delay(); wait > 0 {
		l.linger(wait)
	}
	return n, err
}

// linger waits, or returns when the line is hung up.
func (l *line) linger(wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-l.gone:
	}
}

// Write gives the client a bounded time to take what is written.
func (l *line) Write(p []byte) (int, error) {
	limit := l.limits.Stall
	if !l.inside.Load() {
		limit = min(limit, l.limits.Grace)
	}
	if err := l.SetWriteDeadline(time.Now().Add(limit)); err != nil {
		return 0, err
	}
	n, err := l.Conn.Write(p)
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		l.stalled()
	}
	return n, err
}

// SetDeadline is the library's, for the grace period: it must not lift the
// limit on a write that is under way.
func (l *line) SetDeadline(t time.Time) error { return l.SetReadDeadline(t) }

// Close is the library's way to end the connection.
func (l *line) Close() error {
	l.hangup()
	return nil
}

// hangup closes the connection at once, whatever waits on it, and says whether
// it was this call that did. It does not block and may be called often.
func (l *line) hangup() (did bool) {
	l.goneOnce.Do(func() {
		did = true
		close(l.gone)
		_ = l.Conn.Close() // there is nothing left to do about a connection that does not close
	})
	return did
}

// stalled hangs up on a client that does not take what it is sent.
func (l *line) stalled() {
	if l.hangup() {
		l.server.counters.stalled.Add(1)
		l.server.config.Log.Info("hung up on a client that stopped reading", "login", l.login(), "remote", l.remote())
	}
}

func (l *line) remote() string { return l.RemoteAddr().String() }

// login is the account's, or nothing before the proof.
func (l *line) login() string {
	if !l.inside.Load() {
		return ""
	}
	return l.identity.login
}
