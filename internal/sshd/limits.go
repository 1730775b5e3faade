package sshd

import (
	"cmp"
	"time"
)

// Limits bounds what callers may cost. A zero field takes its default, given
// here in brackets; there is no value that means "no limit".
type Limits struct {
	Grace      time.Duration // from accept to proof, and from a session's opening to its request [20 s]
	Strangers  int           // connections not yet proved, in all [256]
	FromOne    int           // the same from one IPv4 address or one IPv6 /64 [32]
	Lines      int           // connections in all, proved or not [4096]
	PerAccount int           // connections of one account [16]
	Sessions   int           // open sessions on one connection [4]

	ScreenIdle  time.Duration // a screen without a key stroke [12 h]
	CommandIdle time.Duration // a command or subsystem without a byte either way [15 min]
	LineIdle    time.Duration // a connection on which nothing runs, such as a multiplexer's [10 min]

	// Stall is how long 32 KiB may take to be taken by the client before the
	// connection is closed [3 min]. It must outlast what a client holds back
	// on the slowest line: OpenSSH reports its progress every 96 KiB, which at
	// 9,600 bit/s is every 100 seconds.
	Stall time.Duration

	// ScreenInput bounds the bytes a second, on the wire, that a connection may
	// send while no command runs on it [32 KiB/s, 256 KiB at once: a held key
	// sends under 2 KiB/s, and a long paste passes].
	ScreenInput int
	// CommandInput is the same while a command or a subsystem runs, which may
	// be taking a collection in [32 MiB/s].
	CommandInput int

	// Parting is how long a face has to end after it was told to, when one
	// credential, one account or one idle session is closed [3 s].
	Parting time.Duration
}

// withDefaults is l with every field that is zero or negative set.
func (l Limits) withDefaults() Limits {
	return Limits{
		Grace:        orDefault(l.Grace, 20*time.Second),
		Strangers:    orDefault(l.Strangers, 256),
		FromOne:      orDefault(l.FromOne, 32),
		Lines:        orDefault(l.Lines, 4096),
		PerAccount:   orDefault(l.PerAccount, 16),
		Sessions:     orDefault(l.Sessions, 4),
		ScreenIdle:   orDefault(l.ScreenIdle, 12*time.Hour),
		CommandIdle:  orDefault(l.CommandIdle, 15*time.Minute),
		LineIdle:     orDefault(l.LineIdle, 10*time.Minute),
		Stall:        orDefault(l.Stall, 3*time.Minute),
		ScreenInput:  orDefault(l.ScreenInput, 32<<10),
		CommandInput: orDefault(l.CommandInput, 32<<20),
		Parting:      orDefault(l.Parting, 3*time.Second),
	}
}

func orDefault[T cmp.Ordered](value, standard T) T {
	var zero T
	if value <= zero {
		return standard
	}
	return value
}

// Bounds that no operator has a reason to change; doc.go says what they are for.
const (
	maxTries       = 6        // failed keys on one connection, as OpenSSH
	maxEarlyBytes  = 64 << 10 // read before the proof
	maxRead        = 32 << 10 // one read from the wire, and the unit of Stall
	inputBurst     = 256 << 10
	requestRate    = 200 // a second
	requestBurst   = 400
	maxOpening     = 256 // channels being answered at once on one line
	maxColumns     = 250
	maxRows        = 100
	usualColumns   = 80
	usualRows      = 24
	maxTerm        = 40
	maxVariables   = 16
	maxVariable    = 128
	maxCommandLine = 32 << 10
	lastWords      = time.Second // for an exit status to leave a line that is being closed
)
