package notice

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// The facts of this room. They are kept in the journal for ever: a field is
// never renamed or given another meaning, only added.
type (
	// Posted: a notice was posted.
	Posted struct {
		Number  asem.Number      `cbor:"number"`
		Level   Level            `cbor:"level"`
		To      []roster.Address `cbor:"to"`
		Title   string           `cbor:"title"`
		Author  roster.Author    `cbor:"author"`
		Digest  rule.Digest      `cbor:"digest"`
		Bytes   int              `cbor:"bytes"`
		Asked   []asem.Code      `cbor:"asked,omitempty"` // partners that are to acknowledge it
		AckBy   time.Time        `cbor:"ackBy,omitzero"`
		Expires time.Time        `cbor:"expires,omitzero"`
	}
	// Corrected: a notice was given another version, which asks again.
	Corrected struct {
		Number asem.Number `cbor:"number"`
		Title  string      `cbor:"title"`
		Digest rule.Digest `cbor:"digest"`
		Bytes  int         `cbor:"bytes"`
		Asked  []asem.Code `cbor:"asked,omitempty"` // partners that are to acknowledge this version
	}
	// Pinned: a moderator pinned a notice on top of all, or took the pin away.
	Pinned struct {
		Number asem.Number `cbor:"number"`
		On     bool        `cbor:"on"`
	}
	// Acknowledged: a contact point acknowledged a notice for its partner.
	Acknowledged struct {
		Number  asem.Number `cbor:"number"`
		Version int         `cbor:"version"` // from 1
		Partner asem.Code   `cbor:"partner"`
		By      asem.Login  `cbor:"by"`
	}
	// Reminded: partners that had not acknowledged a notice were reminded of it.
	Reminded struct {
		Number   asem.Number `cbor:"number"`
		Partners []asem.Code `cbor:"partners"`
	}
)

// Kind names the fact in the journal.
func (Posted) Kind() string { return "notice.posted" }

// Kind names the fact in the journal.
func (Corrected) Kind() string { return "notice.corrected" }

// Kind names the fact in the journal.
func (Pinned) Kind() string { return "notice.pinned" }

// Kind names the fact in the journal.
func (Acknowledged) Kind() string { return "notice.acknowledged" }

// Kind names the fact in the journal.
func (Reminded) Kind() string { return "notice.reminded" }
