package sshd

import (
	"context"
	"io"
	"net"
	"sync"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"asem.internal/avs/internal/fault"
)

// A Visit is one session of somebody whose key was proved, as its face sees it.
// The fields do not change once the face was called. All methods may be called
// from any goroutine until the face returns.
type Visit struct {
	Login       string   // of the account, as the register has it
	Fingerprint string   // of the proved key, "SHA256:…"
	Remote      net.Addr // where the connection comes from
	Local       net.Addr // which of the server's addresses it reached
	Client      string   // the client's version line, made printable; proves nothing
	Line        string   // the raw command line, or the subsystem's name; else ""
	Term        string   // plain name of the terminal type, "dumb" at worst; "" without a terminal

	line        *line
	environment map[string]string
	windows     windows
	requests    *rate.Limiter
	ctx         context.Context
	cancel      context.CancelFunc
	idle        *time.Timer   // closes the session when nobody comes forward
	done        chan struct{} // closed when the face has returned
	stdout      outlet
	stderr      outlet
	endOnce     sync.Once
	endErr      error // how the input ended; set by endOnce

	mu        sync.Mutex    // guards what follows
	channel   gossh.Channel // set before the session begins; after that read freely
	session   ssh.Session   // set when the face is called
	work      face          // set when the session begins
	streams   bool
	idleLimit time.Duration
	hook      func(sentence string)
	sentence  string       // what it was dismissed with
	deaf      *fault.Error // no more input, for this reason
}

func newVisit(l *line, ctx context.Context, client string) *Visit {
	v := &Visit{
		Login:       l.identity.login,
		Fingerprint: l.identity.fingerprint,
		Remote:      l.RemoteAddr(),
		Local:       l.LocalAddr(),
		Client:      client,
		line:        l,
		windows:     windows{changes: make(chan Window, 1)},
		requests:    rate.NewLimiter(requestRate, requestBurst),
		done:        make(chan struct{}),
		idleLimit:   l.limits.Grace,
	}
	v.ctx, v.cancel = context.WithCancel(ctx)
	v.stdout.visit, v.stderr.visit = v, v
	v.idle = time.AfterFunc(v.idleLimit, v.idledOut)
	return v
}

// Context ends when the session's channel or its connection is closed, or when
// the face is cut off. It carries no values that a face may rely on.
func (v *Visit) Context() context.Context { return v.ctx }

// HasTerminal says whether the client asked for a terminal.
func (v *Visit) HasTerminal() bool { return v.Term != "" }

// HidesKeyTiming says whether the client is one that sends a packet every 20 ms
// for a while after each key stroke, unless its user has turned that off. It
// goes by what the client calls itself.
func (v *Visit) HidesKeyTiming() bool { return hidesKeyTiming(v.Client) }

// Getenv is a variable the client sent: LANG, LC_*, TZ, NO_COLOR, ACCESSIBLE or
// COLORTERM, printable and at most 128 bytes. TERM is in Term.
func (v *Visit) Getenv(name string) (value string, ok bool) {
	value, ok = v.environment[name]
	return value, ok
}

// Window is the terminal's present size, and 80 x 24 without a terminal.
func (v *Visit) Window() Window { return v.windows.now() }

// Windows gives the size the terminal began with and then each change; a face
// that is late gets the latest only. It is closed when the session's channel
// is, which may be before the connection is.
func (v *Visit) Windows() <-chan Window { return v.windows.changes }

// Leave ends the session from this side while its face is still at work, with an exit
// code; the one that the face returns then is not sent. Writing fails from then on, and
// Read returns when the client has answered, as every client does at once. One that
// does not is Hangup's, or that of whoever dismissed the session.
func (v *Visit) Leave(code int) { v.exit(code) }

// Hangup closes the whole connection at once, with every session on it. It does
// not wait for anything, so it helps where closing the session would not.
func (v *Visit) Hangup() { v.line.hangup() }

// OnFarewell sets what is called, once, when the server wants this session to
// end: the hook should show the sentence and make the face return, and must not
// block. It runs on another goroutine; if the session was dismissed already, it
// is called before OnFarewell returns. Without a hook the sentence is written to
// stderr, and the face is cut off when the time for parting is over. A second
// hook replaces the first.
func (v *Visit) OnFarewell(hook func(sentence string)) {
	v.mu.Lock()
	v.hook = hook
	sentence := v.sentence
	v.mu.Unlock()
	if sentence != "" {
		hook(sentence)
	}
}

// begun says whether the session has got its face. From then on only the size
// of its window changes.
func (v *Visit) begun() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.work != nil
}

// opened notes the channel once it is accepted.
func (v *Visit) opened(channel gossh.Channel) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.channel = channel
}

// channelClosed is the end of the channel, whoever closed it.
func (v *Visit) channelClosed() {
	v.cancel()
	close(v.windows.changes)
}

// abandon frees what a visit holds that never began, or whose channel is closed.
func (v *Visit) abandon() {
	v.cancel()
	v.idle.Stop()
}

// awaitFace waits for the face, if there ever was one.
func (v *Visit) awaitFace() {
	if v.begun() {
		<-v.done
	}
}

// exit sends the exit status and closes the channel; only the first call counts.
// A visit that never began has its channel closed.
func (v *Visit) exit(code int) {
	v.mu.Lock()
	session, channel := v.session, v.channel
	v.mu.Unlock()
	switch {
	case session != nil:
		_ = session.Exit(code) // fails with the connection, or when it was done before
	case channel != nil:
		_ = channel.Close()
	}
}

// touch notes that somebody is there.
func (v *Visit) touch() {
	v.mu.Lock()
	limit := v.idleLimit
	v.mu.Unlock()
	v.idle.Reset(limit)
}

// windows is the size of a terminal: what it is now, and a channel that holds
// the latest change. Only the visit's sift puts and closes.
type windows struct {
	changes chan Window

	mu     sync.Mutex // guards latest
	latest Window
}

func (w *windows) now() Window {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.latest == (Window{}) {
		return Window{Columns: usualColumns, Rows: usualRows}
	}
	return w.latest
}

func (w *windows) put(window Window) {
	w.mu.Lock()
	w.latest = window
	w.mu.Unlock()
	select {
	case <-w.changes: // nobody took it in time
	default:
	}
	w.changes <- window // never waits: there is one who puts, and room for one
}

var _ io.ReadWriter = (*Visit)(nil)
