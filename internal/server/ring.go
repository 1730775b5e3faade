package server

import (
	"context"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/keyring"
	"asem.internal/avs/internal/roster"
)

// Reload reads the key ring and brings the roster in line with it. What is wrong
// in the ring is logged, a line each, and stops nothing else; a ring that could
// not be read whole changes nothing.
func (s *Server) Reload() {
	ring := keyring.Read(s.options.Config.Keys)
	for _, f := range ring.Faults {
		s.log.Warn("key ring: " + f.String())
	}
	if !ring.Whole {
		s.log.Error("the key ring could not be read whole, so nothing of it was changed", "folder", s.options.Config.Keys)
		return
	}
	facts, passedOver, err := s.office.Reconcile(ring.Lines)
	if err != nil {
		barred := s.bar(ring.Lines)
		s.log.Error("the key ring was not taken over; the keys that it no longer holds are barred at the door until it can be", "barred", barred, "err", err)
		return
	}
	s.barred.Store(nil)
	for _, sentence := range passedOver {
		s.log.Warn("key ring: " + sentence)
	}
	s.log.Info("key ring read", "credentials", len(ring.Lines), "changes", facts, "faults", len(ring.Faults))
}

// register asks the office whose a proved key is.
type register struct{ server *Server }

func (r register) Account(key gossh.PublicKey) (string, bool) {
	fingerprint := gossh.FingerprintSHA256(key)
	login, ok := r.server.office.Account(fingerprint)
	if barred := r.server.barred.Load(); barred != nil && (*barred)[fingerprint] {
		return "", false
	}
	return string(login), ok
}

// bar shuts out the keys that the ring ends where that cannot be written: a full disk
// must not keep the door open for a stolen key. It answers how many.
func (s *Server) bar(lines []roster.Line) int {
	barred := map[string]bool{}
	for _, fingerprint := range s.office.WouldRevoke(lines) {
		barred[fingerprint] = true
	}
	s.barred.Store(&barred)
	for fingerprint := range barred {
		s.door.CloseCredential(fingerprint, "This key was revoked.")
	}
	return len(barred)
}

// revoked closes the connections of a credential, or of a delegate.
func (s *Server) revoked(login asem.Login, fingerprint, why string) {
	switch {
	case s.door == nil: // nobody is in: this is the operator's own work
	case fingerprint == "":
		s.door.CloseLogin(string(login), why)
	default:
		s.door.CloseCredential(fingerprint, why)
	}
}

// ringRetry is how often a key ring that could not be taken over is tried again.
const ringRetry = time.Minute

// retryRing takes the key ring over once that is possible again; see bar.
func (s *Server) retryRing(ctx context.Context) {
	retry := time.NewTicker(ringRetry)
	defer retry.Stop()
	for {
		select {
		case <-retry.C:
			if s.barred.Load() != nil {
				s.Reload()
			}
		case <-ctx.Done():
			return
		}
	}
}
