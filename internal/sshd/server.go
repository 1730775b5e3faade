package sshd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// A Register says whose a proved key is.
type Register interface {
	// Account gives the login of the delegate to whom the key is accredited
	// now, and false for every other key. It is called from many goroutines,
	// only with keys whose possession has just been proved, and should answer
	// from memory: the caller waits at the door meanwhile.
	Account(key gossh.PublicKey) (login string, ok bool)
}

// Faces are what a session may meet. Each is called on a goroutine of its own,
// once a session, and the session ends when it returns. The numbers are exit
// codes. A nil face is answered with a sentence and exit code 2.
type Faces struct {
	Screen  func(*Visit) int           // a terminal and no command
	Command func(*Visit, []string) int // a command; its words are never none
	Help    func(*Visit) int           // neither terminal nor command
	// Subsystems by name. A name that is not here is refused.
	Subsystems map[string]func(*Visit) int
}

// Config says what to listen on and what to do with who comes.
type Config struct {
	Address  string       // TCP, as net.Listen takes it
	HostKey  gossh.Signer // Ed25519; see HostKey
	Register Register
	Faces    Faces
	Limits   Limits // zero fields take their defaults
	// ClassicOnly leaves the post-quantum key exchange out. A login is then
	// 2.3 kB shorter, and what is said can be read by whoever records it now
	// and owns a quantum computer later.
	ClassicOnly bool
	Log         *slog.Logger // nil: nothing is logged
}

// A Server is one listening door. All methods may be called from any goroutine.
type Server struct {
	config     Config
	algorithms gossh.Config
	listener   net.Listener
	admission  *admission
	counters   counters
	lines      sync.WaitGroup // each line, and each goroutine that closes some

	closing   chan struct{} // closed when no more may come in
	closeOnce sync.Once
}

// Listen opens the address; nobody is let in before Serve is called. An address
// that cannot be had is a fault.
func Listen(config Config) (*Server, error) {
	// Thirty seconds between probes and four of them: a line that is cut
	// without a word is noticed within five minutes.
	keepAlive := net.KeepAliveConfig{Enable: true, Idle: 3 * time.Minute, Interval: 30 * time.Second, Count: 4}
	listen := net.ListenConfig{KeepAliveConfig: keepAlive}
	listener, err := listen.Listen(context.Background(), "tcp", config.Address)
	if err != nil {
		return nil, fault.New(fault.Failed, "Cannot listen on %s: %v.", config.Address, err).
			Then("See that no other server uses this address and that this machine has it.").Because(err)
	}
	return newServer(config, listener), nil
}

func newServer(config Config, listener net.Listener) *Server {
	config.Limits = config.Limits.withDefaults()
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Server{
		config:     config,
		algorithms: algorithms(config.ClassicOnly),
		listener:   listener,
		admission:  newAdmission(config.Limits),
		closing:    make(chan struct{}),
	}
}

// Addr is the address the server listens on, with the port it was given.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Serve lets people in until Shutdown is called, and then returns nil. What
// accept fails of meanwhile, such as no more file descriptors, is logged and
// tried again after 5 ms, then after twice as long each time up to a second.
func (s *Server) Serve() error {
	const shortest, longest = 5 * time.Millisecond, time.Second
	pause := shortest
	for {
		conn, err := s.listener.Accept()
		if err == nil {
			pause = shortest
			s.receive(conn)
			continue
		}
		if s.closed() {
			return nil
		}
		if errors.Is(err, net.ErrClosed) {
			return err
		}
		s.config.Log.Error("cannot accept a connection", "error", err, "again in", pause)
		if !s.wait(pause) {
			return nil
		}
		pause = min(2*pause, longest)
	}
}

// wait lets the pause pass and is true, or false as soon as the server closes.
func (s *Server) wait(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.closing:
		return false
	}
}

func (s *Server) closed() bool {
	select {
	case <-s.closing:
		return true
	default:
		return false
	}
}

// receive starts a line for the connection, or closes it when there is no place.
func (s *Server) receive(conn net.Conn) {
	s.counters.accepted.Add(1)
	l := newLine(s, conn)
	if !s.admission.arrive(l, func() { s.lines.Add(1) }) {
		s.counters.crowdedOut.Add(1)
		s.config.Log.Debug("no place for a connection", "remote", conn.RemoteAddr().String())
		l.hangup()
		return
	}
	feelSlow(conn)
	go func() {
		defer s.lines.Done()
		l.serve()
	}()
}
