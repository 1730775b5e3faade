package sshd

import "sync/atomic"

// Stats is what the door has seen since it opened, for operators.
type Stats struct {
	Lines     int // connections now
	Strangers int // of these, not proved yet
	Sessions  int // sessions now

	Accepted   uint64 // connections that came
	CrowdedOut uint64 // of these, closed at once for want of a place
	Refused    uint64 // of these, ended without having proved an accredited key
	Proved     uint64 // of these, let in

	Opened          uint64 // sessions opened
	SessionsRefused uint64 // sessions refused: too many on one connection
	Stalled         uint64 // connections closed because the client stopped reading
	Panics          uint64 // faces that panicked
	RequestsRefused uint64 // session requests refused: malformed or not offered
	ChannelFloods   uint64 // connections closed for opening channels without end
}

// counters are what Stats is read from.
type counters struct {
	accepted, crowdedOut, refused, proved    atomic.Uint64
	opened, sessionsRefused, stalled, panics atomic.Uint64
	requestsRefused, channelFloods           atomic.Uint64
	sessions                                 atomic.Int64
}

// Stats reads the counters. They are read one after the other and may differ by
// what happened in between.
func (s *Server) Stats() Stats {
	lines, strangers := s.admission.count()
	c := &s.counters
	return Stats{
		Lines:           lines,
		Strangers:       strangers,
		Sessions:        int(c.sessions.Load()),
		Accepted:        c.accepted.Load(),
		CrowdedOut:      c.crowdedOut.Load(),
		Refused:         c.refused.Load(),
		Proved:          c.proved.Load(),
		Opened:          c.opened.Load(),
		SessionsRefused: c.sessionsRefused.Load(),
		Stalled:         c.stalled.Load(),
		Panics:          c.panics.Load(),
		RequestsRefused: c.requestsRefused.Load(),
		ChannelFloods:   c.channelFloods.Load(),
	}
}
