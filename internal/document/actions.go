package document

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	roster.State
	// DocumentDraft is a draft that was neither issued nor discarded.
	DocumentDraft(asem.Number) (Draft, bool)
	// DocumentDrafts lists a delegate's drafts, by number.
	DocumentDrafts(asem.Login) []Draft
	// Document is the one whose first version has this number.
	Document(asem.Number) (Document, bool)
	DocumentUnder(asem.Symbol) (Document, bool)
	// LastSerial is the last serial number that was given in a series and year; 0 for none.
	LastSerial(series asem.Series, year int) int
	// Begun says whether a document was ever issued in the series.
	Begun(asem.Series) bool
	HasCluster(asem.ClusterID) bool
	// NextNumber is the number that the next thing posted will get.
	NextNumber() asem.Number
}

// An Action of this room. Asks names the permission it needs; the board is always none.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

type (
	// Write draws up a draft. What the paper says may come as people type it: a series
	// in any case, no language for the usual one, no partner for the actor's own.
	Write struct {
		Paper Paper `json:"paper"`
	}
	// Rewrite changes a draft of the actor's own. What is attached takes the place of a
	// file of the same name and language.
	Rewrite struct {
		Number asem.Number `json:"number"`
		Change Change      `json:"change"`
		Attach []File      `json:"attach,omitempty"`
		Detach []File      `json:"detach,omitempty"` // by name and language
	}
	// Discard drops a draft of the actor's own.
	Discard struct {
		Number asem.Number `json:"number"`
	}
	// Issue makes a draft of the actor's own the first version of a document, or the
	// next one of a kind of a document that is there.
	Issue struct {
		Number asem.Number      `json:"number"`
		As     Kind             `json:"as,omitempty"`
		Of     asem.Symbol      `json:"of,omitempty"`
		To     []roster.Address `json:"to,omitempty"`
		Count  Count            `json:"count"`
	}
	// Translate makes a draft of the actor's own a further language of a version; an
	// empty one is the current one.
	Translate struct {
		Number  asem.Number `json:"number"`
		Of      asem.Symbol `json:"of"`
		Version Label       `json:"version,omitempty"`
	}
	// Circulate sends a document to further addresses.
	Circulate struct {
		Of asem.Symbol      `json:"of"`
		To []roster.Address `json:"to"`
	}
	// Receive acknowledges for the actor's partner the receipt of all versions.
	Receive struct {
		Of asem.Symbol `json:"of"`
	}
	// Deposit issues what was issued before this system was, once: it does nothing where
	// the series has a document of that year. Number is that of the post by which it is
	// kept already, and is its own then as well; 0 for none. The server alone does it.
	Deposit struct {
		Number asem.Number      `json:"number,omitempty"`
		Paper  Paper            `json:"paper"`
		At     time.Time        `json:"at"`
		From   roster.Author    `json:"from"`
		To     []roster.Address `json:"to"`
		Count  Count            `json:"count"`
	}
)

// A Change is what is to be another in a paper; nil is left as it is.
type Change struct {
	Series   *asem.Series      `json:"series,omitempty"`
	Title    *string           `json:"title,omitempty"`
	Language *Language         `json:"language,omitempty"`
	Pillar   *asem.Pillar      `json:"pillar,omitempty"`
	Clusters *[]asem.ClusterID `json:"clusters,omitempty"`
	Meeting  *string           `json:"meeting,omitempty"`
	Item     *string           `json:"item,omitempty"`
	By       *[]asem.Code      `json:"by,omitempty"`
	Office   *roster.Office    `json:"office,omitempty"`
}

// A Count is what the office counted in a file: a rule reads none. It holds for the
// file of that digest and for no other; the zero Count is of none.
type Count struct {
	Of       rule.Digest `json:"of"`
	Read     bool        `json:"read,omitempty"` // its text could be read
	Brackets int         `json:"brackets,omitempty"`
}

// Kind names the action.
func (Write) Kind() string { return "document.write" }

// Kind names the action.
func (Rewrite) Kind() string { return "document.rewrite" }

// Kind names the action.
func (Discard) Kind() string { return "document.discard" }

// Kind names the action.
func (Issue) Kind() string { return "document.issue" }

// Kind names the action.
func (Translate) Kind() string { return "document.translate" }

// Kind names the action.
func (Circulate) Kind() string { return "document.circulate" }

// Kind names the action.
func (Receive) Kind() string { return "document.receive" }

// Kind names the action.
func (Deposit) Kind() string { return "document.deposit" }

// Asks: to write.
func (Write) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to write; Decide asks whether the draft is the actor's.
func (Rewrite) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to have a desk, so that who may write no more can still clear it.
func (Discard) Asks(State) (roster.Act, asem.BoardID, error) { return roster.KeepDesk, "", nil }

// Asks: to write; Decide asks whether the document is the actor's to go on with.
func (Issue) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: as Issue does.
func (Translate) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: as Issue does.
func (Circulate) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to speak for one's partner.
func (Receive) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Acknowledge, "", nil }

// Asks: no act, so that only the server does it.
func (Deposit) Asks(State) (roster.Act, asem.BoardID, error) { return "", "", nil }
