// Package rule says what a rule is, for every room of rules.
//
// A rule takes state, an action and an occasion, and answers with a Ruling or
// a fault. It is pure: no input or output, no clock, no goroutine, no randomness,
// no map order. The same actions in the same order at the same times therefore
// give the same facts on every machine, which is what lets a later installation
// be replicated by sending it actions instead of results.
package rule

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"asem.internal/avs/internal/asem"
)

// A Fact is something that happened, in the past tense. Facts are kept in the
// journal for ever.
type Fact interface {
	// Kind is the stable name of the fact, its room first: forum.posted.
	Kind() string
}

// An Action is what a command asks for: forum.reply, roster.enrol.
type Action interface {
	// Kind is the stable name of the action, its room first.
	Kind() string
}

// An Occasion is when and by whom an action is done. By is empty for the
// server itself: founding, and reconciling the key ring.
type Occasion struct {
	By asem.Login
	At time.Time // effective time: UTC, whole milliseconds, never before the former entry's
}

// A Text is a body that goes with a fact. The fact holds its digest; the
// body is kept beside the journal, so that it can be redacted and the record
// still verifies.
type Text struct {
	Number  asem.Number
	Version int // 1 for the first
	Body    string
}

// A Ruling is what a rule decided. No facts and no error means that there was
// nothing to do.
type Ruling struct {
	Facts []Fact
	Texts []Text
}

// Digest is the SHA-256 of a body, by which facts name it.
type Digest [sha256.Size]byte

// DigestOf is the digest of a text.
func DigestOf(body string) Digest { return sha256.Sum256([]byte(body)) }

// MarshalText writes the digest in hexadecimal, for JSON.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads it back.
func (d *Digest) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(d) {
		return fmt.Errorf("%d letters are no digest", len(text))
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// String writes the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }
