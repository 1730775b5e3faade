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
		Code   asem.Code   `cbor:"code"`
		Name   string      `cbor:"name"`
		Region asem.Region `cbor:"region"`
		Group  string      `cbor:"group"`
		Joined time.Time   `cbor:"joined"`
		Summit string      `cbor:"summit,omitempty"`
	}
	// Accredited: a partner accredited a delegate, or changed what is said of one.
	Accredited struct {
		Login   asem.Login `cbor:"login"`
		Name    string     `cbor:"name"`
		Partner asem.Code  `cbor:"partner"`
		Mission string     `cbor:"mission,omitempty"`
		Roles   []Role     `cbor:"roles"`
		Ring    bool       `cbor:"ring"`
	}
	// Left: the accreditation of a delegate ended.
	Left struct {
		Login asem.Login `cbor:"login"`
	}
	// Enrolled: a credential was enrolled for a delegate.
	Enrolled struct {
		Fingerprint string     `cbor:"fingerprint"`
		Key         []byte     `cbor:"key"`
		Login       asem.Login `cbor:"login"`
		Comment     string     `cbor:"comment,omitempty"`
		Source      Source     `cbor:"source"`
	}
	// Revoked: a credential opens the door no more.
	Revoked struct {
		Fingerprint string     `cbor:"fingerprint"`
		Login       asem.Login `cbor:"login"`
		By          asem.Login `cbor:"by,omitempty"` // empty: the key ring
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
