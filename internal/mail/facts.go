package mail

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Sent: a letter was sent. It is the only fact of this room, and is kept in the
// journal for ever: a field is never renamed or given another meaning, only added.
type Sent struct {
	Number  asem.Number      `cbor:"number"`
	From    roster.Author    `cbor:"from"`
	To      []roster.Address `cbor:"to"`
	Cc      []roster.Address `cbor:"cc,omitempty"`
	Subject string           `cbor:"subject"`
	Digest  rule.Digest      `cbor:"digest"`
	Bytes   int              `cbor:"bytes"`
	Files   []rule.File      `cbor:"files,omitempty"`
	Thread  asem.Number      `cbor:"thread"`            // the first letter of the exchange; its own number for that
	ReplyTo asem.Number      `cbor:"replyTo,omitempty"` // the letter that it answers
	Forward asem.Number      `cbor:"forward,omitempty"` // the letter that it passes on
}

// Kind names the fact in the journal.
func (Sent) Kind() string { return "mail.sent" }
