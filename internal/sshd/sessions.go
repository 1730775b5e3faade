package sshd

import (
	"errors"
	"fmt"
	"time"

	"charm.land/ssh"
	contain "charm.land/wish/v2/recover"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"
)

var (
	errNoMore  = errors.New("this connection is closing")
	errTooMany = errors.New("too many sessions on this connection")
)

// open runs one session channel until it is closed and its face has returned.
// The library calls it on a goroutine of its own for each channel; since these
// may pile up behind a client that does not read the answers, a connection that
// has too many under way is closed.
func (l *line) open(_ *ssh.Server, conn *gossh.ServerConn, offer gossh.NewChannel, ctx ssh.Context) {
	defer l.opening.Add(-1)
	if l.opening.Add(1) > maxOpening {
		if l.hangup() {
			l.server.counters.channelFloods.Add(1)
		}
		return
	}
	v := newVisit(l, ctx, clientName(conn.ClientVersion()))
	defer v.abandon()
	if err := l.enter(v); err != nil {
		l.server.counters.sessionsRefused.Add(1)
		_ = offer.Reject(gossh.ResourceShortage, err.Error()) // fails with the connection only
		return
	}
	defer l.exit(v)
	gate, err := v.gate(offer)
	if err != nil {
		return // the connection is gone
	}
	ssh.DefaultSessionHandler(v.library(), conn, gate, ctx)
	v.abandon()
	v.awaitFace()
}

// library is the session's own server, as far as the library's session handler
// needs one. Every way in leads through the one handler.
func (v *Visit) library() *ssh.Server {
	guarded := contain.MiddlewareWithLogger(panicLog{v})(v.handle)
	library := &ssh.Server{
		Handler:           guarded,
		SubsystemHandlers: map[string]ssh.SubsystemHandler{"default": ssh.SubsystemHandler(guarded)},
	}
	_ = ssh.EmulatePty()(library) // sets a field; its error is for options that may fail
	return library
}

// panicLog takes what wish's recover has to say of a face that panicked.
type panicLog struct{ visit *Visit }

func (p panicLog) Printf(format string, args ...any) {
	l := p.visit.line
	l.server.counters.panics.Add(1)
	l.server.config.Log.Error("a face panicked; its session was ended",
		"login", p.visit.Login, "remote", l.remote(), "line", p.visit.Line, "panic", fmt.Sprintf(format, args...))
}

// enter gives the session its place on the line.
func (l *line) enter(v *Visit) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closing {
		return errNoMore
	}
	if len(l.visits) >= l.limits.Sessions {
		return errTooMany
	}
	l.visits[v] = struct{}{}
	l.ended.Add(1)
	l.server.counters.opened.Add(1)
	l.server.counters.sessions.Add(1)
	return nil
}

// exit gives the place up: the channel is closed and the face has returned.
func (l *line) exit(v *Visit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.visits, v)
	l.ended.Done()
	l.server.counters.sessions.Add(-1)
}

// begin counts a face at work; while a command or a subsystem is, the line may
// bring in more.
func (l *line) begin(streams bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running++
	l.idle.Stop()
	if streams {
		l.streaming++
		l.inflow.SetLimit(rate.Limit(l.limits.CommandInput))
	}
}

// end undoes begin.
func (l *line) end(streams bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running--; l.running == 0 {
		l.idle.Reset(l.limits.LineIdle)
	}
	if !streams {
		return
	}
	if l.streaming--; l.streaming == 0 {
		l.inflow.SetLimit(rate.Limit(l.limits.ScreenInput))
	}
}

// startIdling begins to count the time in which nothing runs.
func (l *line) startIdling() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idle = time.AfterFunc(l.limits.LineIdle, func() { l.hangup() })
}

// shut lets no more sessions open and gives those that there are.
func (l *line) shut() []*Visit {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closing = true
	visits := make([]*Visit, 0, len(l.visits))
	for v := range l.visits {
		visits = append(visits, v)
	}
	return visits
}

// close waits for the sessions of a line that has been hung up.
func (l *line) close() {
	l.shut()
	l.ended.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.idle != nil {
		l.idle.Stop()
	}
}
