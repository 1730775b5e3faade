package roster

import (
	"time"

	"asem.internal/avs/internal/asem"
)

// The facts of this room. They are kept in the journal for ever: a field is
// never renamed or given another meaning, only added.
type (
	// PartnerAdmitted: a state or institution became a partner.
	PartnerAdmitted struct {
		Code   asem.Code   `json:"code"`
		Name   string      `json:"name"`
		Region asem.Region `json:"region"`
		Group  string      `json:"group"`
		Joined time.Time   `json:"joined"`
		Summit string      `json:"summit,omitempty"`
	}
	// Accredited: a partner accredited a delegate, or changed what is said of one.
	Accredited struct {
		Login   asem.Login `json:"login"`
		Name    string     `json:"name"`
		Partner asem.Code  `json:"partner"`
		Mission string     `json:"mission,omitempty"`
		Roles   []Role     `json:"roles"`
		Ring    bool       `json:"ring"`
	}
	// Left: the accreditation of a delegate ended.
	Left struct {
		Login asem.Login `json:"login"`
	}
	// Enrolled: a credential was enrolled for a delegate.
	Enrolled struct {
		Fingerprint string     `json:"fingerprint"`
		Key         []byte     `json:"key"`
		Login       asem.Login `json:"login"`
		Comment     string     `json:"comment,omitempty"`
		Source      Source     `json:"source"`
	}
	// Revoked: a credential opens the door no more.
	Revoked struct {
		Fingerprint string     `json:"fingerprint"`
		Login       asem.Login `json:"login"`
		By          asem.Login `json:"by,omitempty"` // empty: the key ring
	}
	// TermGiven: an office was given to somebody for a time.
	TermGiven struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder"`
		From   time.Time `json:"from"`
		Until  time.Time `json:"until,omitzero"`
	}
	// TermCut: a term ends earlier than was said.
	TermCut struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder"`
		From   time.Time `json:"from"`
		Until  time.Time `json:"until"`
	}
	// TermBegun: a term took effect.
	TermBegun struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder"`
		From   time.Time `json:"from"`
	}
	// TermEnded: a term ended, or was cancelled before it began.
	TermEnded struct {
		Office Office    `json:"office"`
		Holder Address   `json:"holder"`
		From   time.Time `json:"from"`
	}
)

// Kind names the fact in the journal.
func (PartnerAdmitted) Kind() string { return "roster.partner-admitted" }

// Kind names the fact in the journal.
func (Accredited) Kind() string { return "roster.accredited" }

// Kind names the fact in the journal.
func (Left) Kind() string { return "roster.left" }

// Kind names the fact in the journal.
func (Enrolled) Kind() string { return "roster.enrolled" }

// Kind names the fact in the journal.
func (Revoked) Kind() string { return "roster.revoked" }

// Kind names the fact in the journal.
func (TermGiven) Kind() string { return "roster.term-given" }

// Kind names the fact in the journal.
func (TermCut) Kind() string { return "roster.term-cut" }

// Kind names the fact in the journal.
func (TermBegun) Kind() string { return "roster.term-begun" }

// Kind names the fact in the journal.
func (TermEnded) Kind() string { return "roster.term-ended" }
