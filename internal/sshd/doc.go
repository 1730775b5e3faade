// Package sshd is the door: it listens, proves who is there, bounds what a
// connection may cost, and hands each session to a face (screen, command, help
// or subsystem) as a [Visit]. It knows nothing of boards and nothing of the
// store; who is accredited it asks of a [Register].
//
// # Who is there
//
// The account is that of the proved key. The ssh user name is free and is never
// looked at. There is one method, publickey, and one place where an identity is
// fixed: line.proved, which x/crypto calls after it has verified a signature.
// Every well-formed key that is offered gets the same answer, "prove it", and
// only a proof is looked up in the register. So nobody learns whether a key is
// accredited except whoever holds it, and a refusal takes the same path, and
// the same time, for a known key as for an unknown one. A key is refused before
// that for what it is: a certificate, DSA, RSA under 3072 bits. FIDO keys must
// have been touched (x/crypto checks the flag; we never grant the waiver).
//
// # What one connection may cost
//
// [Limits] holds the operator's bounds, with their defaults. The rest is fixed:
//
//   - before the proof: 64 KiB read, 6 failed keys, one grace period;
//   - channels: sessions only; forwarding of ports, agent and X11 is refused,
//     global requests are refused but for keepalive@openssh.com;
//   - requests: 200 a second a session, 400 at once; then reading waits;
//   - windows: 250 x 100 at most, at the pty request and at every change; no
//     dimension means 80 x 24; of many changes a face sees the latest;
//   - TERM: 40 plain characters, else "dumb"; environment: LANG, LC_*, TZ,
//     NO_COLOR, ACCESSIBLE and COLORTERM, 16 variables of 128 bytes;
//   - a command line: 32 KiB of UTF-8, else a sentence and exit code 2;
//   - what a client sends on the stderr stream is thrown away.
//
// A client that stops reading is hung up on after Limits.Stall, whether the
// kernel's buffer is full or the channel's window is: both would otherwise hold
// a goroutine for ever. A panic in a face ends that session, with its stack in
// the log; faces must guard goroutines that they start themselves.
//
// Dead peers are found by TCP keepalive, which sends no byte on the ssh
// connection: an idle session puts nothing on the channel and, every three
// minutes, one empty segment on the line. TCP_NODELAY is on (Go's default), so
// that a key stroke's answer never waits for an acknowledgement.
//
// # How it is built
//
// charm.land/ssh runs the connection and the session; golang.org/x/crypto/ssh
// is the protocol. Each connection has a library server of its own, so that the
// callbacks are methods of that one line and nothing travels through a context;
// each channel passes a gate (see gate) that lets only well-formed requests
// within bounds reach the library, which keeps any number and size of them.
// charm.land/wish's recover contains panics. golang.org/x/time/rate bounds what
// comes in.
//
// Locks: admission.mu, then line.mu, then Visit.mu; none is held during I/O or
// while calling a face, a hook or the register.
package sshd
