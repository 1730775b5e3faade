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
		Number  asem.Number      `json:"number"`
		Level   Level            `json:"level"`
		To      []roster.Address `json:"to"`
		Title   string           `json:"title"`
		Author  roster.Author    `json:"author"`
		Digest  rule.Digest      `json:"digest"`
		Bytes   int              `json:"bytes"`
		Asked   []asem.Code      `json:"asked,omitempty"` // partners that are to acknowledge it
		AckBy   time.Time        `json:"ackBy,omitzero"`
		Expires time.Time        `json:"expires,omitzero"`
	}
	// Corrected: a notice was given another version, which asks again.
	Corrected struct {
		Number asem.Number `json:"number"`
		Title  string      `json:"title"`
		Digest rule.Digest `json:"digest"`
		Bytes  int         `json:"bytes"`
		Asked  []asem.Code `json:"asked,omitempty"` // partners that are to acknowledge this version
	}
	// Pinned: a moderator pinned a notice on top of all, or took the pin away.
	Pinned struct {
		Number asem.Number `json:"number"`
		On     bool        `json:"on"`
	}
	// Acknowledged: a contact point acknowledged a notice for its partner.
	Acknowledged struct {
		Number  asem.Number `json:"number"`
		Version int         `json:"version"` // from 1
		Partner asem.Code   `json:"partner"`
		By      asem.Login  `json:"by"`
	}
	// Reminded: partners that had not acknowledged a notice were reminded of it.
	Reminded struct {
		Number   asem.Number `json:"number"`
		Partners []asem.Code `json:"partners"`
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
