package sftpd

import (
	"errors"
	"io"
	"runtime/debug"
	"strings"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// A refusal is a fault as the protocol carries it: a status and a sentence.
type refusal struct {
	status   error // one of the protocol library's
	sentence string
}

func (r refusal) Error() string { return r.sentence }
func (r refusal) Unwrap() error { return r.status }

// statusOf is the status of the protocol for a fault. Version 3 has no better ones.
func statusOf(k fault.Kind) error {
	switch k {
	case fault.Refused:
		return sftp.ErrSSHFxPermissionDenied
	case fault.NotFound:
		return sftp.ErrSSHFxNoSuchFile
	default:
		return sftp.ErrSSHFxFailure
	}
}

// answered does what a request asks for and gives the value or a refusal. The protocol
// library calls us on goroutines of its own, where a panic would end the server.
func answered[T any](s *session, what, path string, do func() (T, error)) (value T, err error) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("a panic in the library as files", "owner", s.owner, "request", what, "panic", r, "stack", string(debug.Stack()))
			err = s.refused(what, path, errors.New("a panic"))
		}
	}()
	value, err = do()
	if err == nil || errors.Is(err, io.EOF) {
		return value, err
	}
	return value, s.refused(what, path, err)
}

// refused makes a refusal of an error: it is logged where it is ours, and said on the
// standard error stream, unless it only tells that something is not there: clients ask
// that of every name before they write.
func (s *session) refused(what, path string, err error) error {
	kind, sentence := fault.KindOf(err), fault.Sentence(err)
	if kind == fault.Failed {
		s.log.Error("the library as files failed", "owner", s.owner, "request", what, "path", shown(path), "err", causeOf(err))
	}
	if kind != fault.NotFound {
		s.say(sentence)
	}
	return refusal{statusOf(kind), sentence}
}

func causeOf(err error) error {
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Cause != nil {
		return f.Cause
	}
	return err
}

// maxSaid bounds what is said in a session.
const maxSaid = 100

// say tells something beside the protocol, each sentence once in a row.
func (s *session) say(sentence string) {
	if s.tell == nil {
		return
	}
	s.mu.Lock()
	again := sentence == s.lastSaid || s.said >= maxSaid
	if !again {
		s.lastSaid, s.said = sentence, s.said+1
	}
	s.mu.Unlock()
	if !again {
		s.tell(sentence)
	}
}

// shown is a path from a client as a sentence may hold it.
func shown(path string) string {
	const enough = 120
	path = strings.ToValidUTF8(path, "?")
	if len(path) > enough {
		path = plain.Begin(path, enough) + ".."
	}
	return plain.Line(path)
}
