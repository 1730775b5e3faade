package document

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
)

// The facts of this room. They are kept in the journal for ever: a field is
// never renamed or given another meaning, only added.
type (
	// Drafted: a draft was drawn up.
	Drafted struct {
		Number asem.Number   `json:"number"`
		Author roster.Author `json:"author"`
		Paper  Paper         `json:"paper"`
	}
	// Redrafted: a draft was changed by its author; Paper is the whole of what it says now.
	Redrafted struct {
		Number asem.Number `json:"number"`
		Paper  Paper       `json:"paper"`
	}
	// Discarded: a draft was discarded by its author, with its files.
	Discarded struct {
		Number asem.Number `json:"number"`
	}
	// Issued: a draft became a version of a document, which is a new one where Document
	// is Number.
	Issued struct {
		Number   asem.Number      `json:"number"`
		Document asem.Number      `json:"document"`
		Symbol   asem.Symbol      `json:"symbol"`
		Version  Label            `json:"version"`
		At       time.Time        `json:"at"` // its own date: that of the entry, but for what was issued elsewhere before
		Author   roster.Author    `json:"author"`
		Paper    Paper            `json:"paper"`
		To       []roster.Address `json:"to,omitempty"` // to which the document goes from now on, besides those before
		Read     bool             `json:"read,omitempty"`
		Brackets int              `json:"brackets,omitempty"`
		Archived bool             `json:"archived,omitempty"` // nobody's news
	}
	// Translated: a draft became a further language of a version.
	Translated struct {
		Number   asem.Number   `json:"number"`
		Document asem.Number   `json:"document"`
		Version  Label         `json:"version"`
		Author   roster.Author `json:"author"`
		Language Language      `json:"language"`
		Title    string        `json:"title"`
		Files    []File        `json:"files"`
	}
	// Circulated: a document was sent to further addresses.
	Circulated struct {
		Document asem.Number      `json:"document"`
		To       []roster.Address `json:"to"`
	}
	// Received: a contact point acknowledged for its partner the receipt of a document,
	// in so many versions.
	Received struct {
		Document asem.Number `json:"document"`
		Versions int         `json:"versions"`
		Partner  asem.Code   `json:"partner"`
		By       asem.Login  `json:"by"`
	}
)

// Kind names the fact in the journal.
func (Drafted) Kind() string { return "document.drafted" }

// Kind names the fact in the journal.
func (Redrafted) Kind() string { return "document.redrafted" }

// Kind names the fact in the journal.
func (Discarded) Kind() string { return "document.discarded" }

// Kind names the fact in the journal.
func (Issued) Kind() string { return "document.issued" }

// Kind names the fact in the journal.
func (Translated) Kind() string { return "document.translated" }

// Kind names the fact in the journal.
func (Circulated) Kind() string { return "document.circulated" }

// Kind names the fact in the journal.
func (Received) Kind() string { return "document.received" }
