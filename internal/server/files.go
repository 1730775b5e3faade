package server

import (
	"context"
	"fmt"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/sftpd"
	"asem.internal/avs/internal/sshd"
)

// newSpool is where uploads lie until they are whole: beside the store.
func (s *Server) newSpool() *sftpd.Spool {
	c := s.options.Config
	return sftpd.NewSpool(c.Data, boltstore.TemporaryPrefix, sftpd.Limits{File: int64(c.Documents.File)})
}

// files serves the library as files.
func (s *Server) files(v *sshd.Visit) int {
	desk, err := s.seat(v)
	if err != nil {
		return fault.ExitCode(err)
	}
	defer desk.Close()
	ctx, cancel := context.WithCancelCause(v.Context())
	defer cancel(nil)
	say := func(sentence string) { _, _ = fmt.Fprintln(v.Stderr(), sentence) } // fails with the connection only
	v.OnFarewell(func(sentence string) {
		say(sentence)
		cancel(fault.New(fault.Conflict, "%s", sentence))
	})
	go func() { // ends with the session
		select {
		case <-desk.Ended():
			cancel(fault.New(fault.Refused, "%s", desk.Why()))
		case <-ctx.Done():
		}
	}()
	err = sftpd.Serve(ctx, stream{v}, sftpd.Options{Library: library{desk}, Spool: s.spool, Owner: v.Login, Tell: say, Log: s.log, Now: s.options.Now})
	return fault.ExitCode(err)
}

// A stream is a visit as a channel of bytes.
type stream struct{ *sshd.Visit }

// Write sends bytes as they are.
func (s stream) Write(p []byte) (int, error) { return s.Raw().Write(p) }

// Close ends the session from this side.
func (s stream) Close() error {
	s.Leave(fault.Failed.ExitCode())
	return nil
}
