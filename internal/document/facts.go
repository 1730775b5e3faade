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
		Number asem.Number   `cbor:"number"`
		Author roster.Author `cbor:"author"`
		Paper  Paper         `cbor:"paper"`
	}
	// Redrafted: a draft was changed by its author; Paper is the whole of what it says now.
	Redrafted struct {
		Number asem.Number `cbor:"number"`
		Paper  Paper       `cbor:"paper"`
	}
	// Discarded: a draft was discarded by its author, with its files.
	Discarded struct {
		Number asem.Number `cbor:"number"`
	}
	// Issued: a draft became a version of a document, which is a new one where Document
	// is Number.
	Issued struct {
		Number   asem.Number      `cbor:"number"`
		Document asem.Number      `cbor:"document"`
		Symbol   asem.Symbol      `cbor:"symbol"`
		Version  Label            `cbor:"version"`
		At       time.Time        `cbor:"at"` // its own date: that of the entry, but for what was issued elsewhere before
		Author   roster.Author    `cbor:"author"`
		Paper    Paper            `cbor:"paper"`
		To       []roster.Address `cbor:"to,omitempty"` // to which the document goes from now on, besides those before
		Read     bool             `cbor:"read,omitempty"`
		Brackets int              `cbor:"brackets,omitempty"`
		Archived bool             `cbor:"archived,omitempty"` // nobody's news
	}
	// Translated: a draft became a further language of a version.
	Translated struct {
		Number   asem.Number   `cbor:"number"`
		Document asem.Number   `cbor:"document"`
		Version  Label         `cbor:"version"`
		Author   roster.Author `cbor:"author"`
		Language Language      `cbor:"language"`
		Title    string        `cbor:"title"`
		Files    []File        `cbor:"files"`
	}
	// Circulated: a document was sent to further addresses.
	Circulated struct {
		Document asem.Number      `cbor:"document"`
		To       []roster.Address `cbor:"to"`
	}
	// Received: a contact point acknowledged for its partner the receipt of a document,
	// in so many versions.
	Received struct {
		Document asem.Number `cbor:"document"`
		Versions int         `cbor:"versions"`
		Partner  asem.Code   `cbor:"partner"`
		By       asem.Login  `cbor:"by"`
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
