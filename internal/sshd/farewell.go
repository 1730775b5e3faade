package sshd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"asem.internal/avs/internal/fault"
)

// Shutdown lets nobody more in, tells everybody inside the sentence, and waits
// for their faces to return and their connections to end. When ctx ends first,
// who is left is cut off, with exit status 1, and ctx's error is returned. It may
// be called again, and then waits likewise.
func (s *Server) Shutdown(ctx context.Context, sentence string) error {
	s.closeOnce.Do(func() { close(s.closing) })
	if err := s.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		s.config.Log.Error("cannot close the listener", "error", err)
	}
	for _, l := range s.admission.close() {
		go l.dismiss(ctx, sentence, nil) // ends soon after ctx, or with the line
	}
	ended := make(chan struct{})
	go func() { // ends with the last line, at the latest when each was cut off
		s.lines.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	timer := time.NewTimer(2 * lastWords)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
	}
	return ctx.Err()
}

// CloseCredential closes every connection that proved the key of this
// fingerprint ("SHA256:…") and says how many they are. Whoever calls it has made
// the register refuse the key before: then no connection slips through. Nothing
// more is heard from these connections from now on; each face is told the
// sentence and has Limits.Parting to end. CloseCredential does not wait for that.
func (s *Server) CloseCredential(fingerprint, sentence string) int {
	return s.expel(s.admission.withCredential(fingerprint), sentence)
}

// CloseLogin does the same for every connection of an account.
func (s *Server) CloseLogin(login, sentence string) int {
	return s.expel(s.admission.withLogin(login), sentence)
}

func (s *Server) expel(lines []*line, sentence string) int {
	reason := fault.New(fault.Refused, "%s", sentence)
	for _, l := range lines {
		go func() { // ends after Limits.Parting and a moment
			ctx, cancel := context.WithTimeout(context.Background(), s.config.Limits.Parting)
			defer cancel()
			l.dismiss(ctx, sentence, reason)
		}()
	}
	return len(lines)
}

// dismiss ends a line: its sessions are told and have until ctx ends; then it is
// hung up. With a reason to be deaf, no session hears any more.
func (l *line) dismiss(ctx context.Context, sentence string, deaf *fault.Error) {
	visits := l.shut()
	var parting sync.WaitGroup
	for _, v := range visits {
		parting.Go(func() { v.dismiss(ctx, sentence, deaf) })
	}
	parting.Wait()
	if len(visits) > 0 {
		// The client closes by itself once its last session is over. If we did it
		// first, with a key stroke of theirs unread, the kernel would reset the
		// connection and the last words could be lost.
		l.linger(lastWords)
	}
	l.hangup()
}

// dismiss ends a visit: its face is told the sentence, and cut off when ctx ends.
func (v *Visit) dismiss(ctx context.Context, sentence string, deaf *fault.Error) {
	if !v.begun() {
		v.exit(fault.Failed.ExitCode())
		return
	}
	v.mu.Lock()
	if deaf != nil {
		v.deaf = deaf
	}
	hook, again := v.hook, v.sentence != ""
	v.sentence = sentence
	v.mu.Unlock()
	if !again {
		go v.tell(hook, sentence) // ends with the write, at the latest at the stall limit
	}
	select {
	case <-v.done:
	case <-ctx.Done():
		v.cut()
	}
}

// tell is on its own goroutine since a client that does not read would hold it.
func (v *Visit) tell(hook func(string), sentence string) {
	if hook != nil {
		hook(sentence)
		return
	}
	_, _ = fmt.Fprintln(v.Stderr(), sentence) // fails with the connection only
}

// cut ends a face that did not go by itself. If not even the exit status gets
// through, the whole connection is hung up.
func (v *Visit) cut() {
	v.cancel()
	stuck := time.AfterFunc(lastWords, v.Hangup)
	defer stuck.Stop()
	v.exit(fault.Failed.ExitCode())
}

func (v *Visit) wasDismissed() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.sentence != ""
}

// idledOut dismisses a session in which nothing happened for its time.
func (v *Visit) idledOut() {
	ctx, cancel := context.WithTimeout(context.Background(), v.line.limits.Parting)
	defer cancel()
	v.dismiss(ctx, "Nothing was heard from you for a long time, so this session was closed.", nil)
}
