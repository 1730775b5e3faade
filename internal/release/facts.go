package release

import (
	"time"

	"asem.internal/avs/internal/asem"
)

// The facts of this room. They are kept in the journal for ever: a field is never
// renamed or given another meaning, only added.
type (
	// Released: a coordinator released something to the public, in one version.
	Released struct {
		Number  asem.Number `json:"number"`
		Version int         `json:"version"` // of a post or a notice, from 1; 1 for a version of a document
	}
	// Withdrawn: a coordinator took it back.
	Withdrawn struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason,omitempty"`
	}
)

// Kind names the fact in the journal.
func (Released) Kind() string { return "release.released" }

// Kind names the fact in the journal.
func (Withdrawn) Kind() string { return "release.withdrawn" }

// A Release is something that is public, or was.
type Release struct {
	Number    asem.Number `json:"number"`
	Version   int         `json:"version"`
	By        asem.Login  `json:"by"`
	At        time.Time   `json:"at"`
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
}

// A Withdrawal says when something was taken back, by whom and why.
type Withdrawal struct {
	By     asem.Login `json:"by"`
	At     time.Time  `json:"at"`
	Reason string     `json:"reason,omitempty"`
}
