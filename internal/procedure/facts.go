package procedure

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// The facts of this room. They are kept in the journal for ever: a field is never
// renamed or given another meaning, only added.
type (
	// Opened: a version of a document was put under silence.
	Opened struct {
		Number   asem.Number      `json:"number"`
		Document asem.Number      `json:"document"`
		Version  asem.Number      `json:"version"`
		Symbol   asem.Symbol      `json:"symbol"`
		Label    document.Label   `json:"label"`
		Title    string           `json:"title"`
		Author   roster.Author    `json:"author"`
		Expires  time.Time        `json:"expires"`
		Reason   string           `json:"reason,omitempty"`
		Asked    []asem.Code      `json:"asked"`
		To       []roster.Address `json:"to"`
		// Initiative is that whose lead proposed it; then it is proposed, and not open yet.
		Initiative asem.Number `json:"initiative,omitempty"`
	}
	// Consented: a coordinator consented to what the lead of an initiative proposed: it is
	// open from now on.
	Consented struct {
		Number  asem.Number      `json:"number"`
		Expires time.Time        `json:"expires"`
		Asked   []asem.Code      `json:"asked"`
		To      []roster.Address `json:"to"`
		// Reason is another one than was proposed; empty for that.
		Reason string `json:"reason,omitempty"`
	}
	// Entered: a partner did something, by its contact point. An objection and an
	// amendment break the silence.
	Entered struct {
		Number  asem.Number `json:"number"`
		Is      Kind        `json:"is"`
		Partner asem.Code   `json:"partner"`
		Digest  rule.Digest `json:"digest,omitzero"`
		Bytes   int         `json:"bytes,omitempty"`
	}
	// Extended: the time was put off.
	Extended struct {
		Number  asem.Number `json:"number"`
		Expires time.Time   `json:"expires"`
		Reason  string      `json:"reason,omitempty"`
	}
	// Reminded: those who are asked were reminded, so many hours before the time. It stands in
	// older records; reminders are letters now, in the room of that name.
	Reminded struct {
		Number asem.Number `json:"number"`
		Hours  int         `json:"hours"`
	}
	// WithdrawnBy: who opened it took it back.
	WithdrawnBy struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason,omitempty"`
	}
	// AdoptedAs: the time came and nobody had broken it. The document of the decision is
	// issued in the same entry.
	AdoptedAs struct {
		Number   asem.Number `json:"number"`
		Decision asem.Symbol `json:"decision"`
	}
)

// Kind names the fact in the journal.
func (Opened) Kind() string { return "procedure.opened" }

// Kind names the fact in the journal.
func (Consented) Kind() string { return "procedure.consented" }

// Kind names the fact in the journal.
func (Entered) Kind() string { return "procedure.entered" }

// Kind names the fact in the journal.
func (Extended) Kind() string { return "procedure.extended" }

// Kind names the fact in the journal.
func (Reminded) Kind() string { return "procedure.reminded" }

// Kind names the fact in the journal.
func (WithdrawnBy) Kind() string { return "procedure.withdrawn" }

// Kind names the fact in the journal.
func (AdoptedAs) Kind() string { return "procedure.adopted" }

// NumberOf is the procedure that a fact of this room is about; ok is false for others.
func NumberOf(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case Opened:
		return f.Number, true
	case Consented:
		return f.Number, true
	case Entered:
		return f.Number, true
	case Extended:
		return f.Number, true
	case Reminded:
		return f.Number, true
	case WithdrawnBy:
		return f.Number, true
	case AdoptedAs:
		return f.Number, true
	}
	return 0, false
}
