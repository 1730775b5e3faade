package mail

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Sent: a letter was sent. It is the only fact of this room, and is kept in the
// journal for ever: a field is never renamed or given another meaning, only added.
type Sent struct {
	Number  asem.Number      `json:"number"`
	From    roster.Author    `json:"from"`
	To      []roster.Address `json:"to"`
	Cc      []roster.Address `json:"cc,omitempty"`
	Subject string           `json:"subject"`
	Digest  rule.Digest      `json:"digest"`
	Bytes   int              `json:"bytes"`
	Files   []rule.File      `json:"files,omitempty"`
	Thread  asem.Number      `json:"thread"`            // the first letter of the exchange; its own number for that
	ReplyTo asem.Number      `json:"replyTo,omitempty"` // the letter that it answers
	Forward asem.Number      `json:"forward,omitempty"` // the letter that it passes on
}

// Kind names the fact in the journal.
func (Sent) Kind() string { return "mail.sent" }
