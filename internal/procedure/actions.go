package procedure

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	document.State
	// Initiative is the one with a number.
	Initiative(asem.Number) (initiative.Initiative, bool)
	// DocumentOf is the number of the document of which this one is a version's or a
	// translation's.
	DocumentOf(asem.Number) (asem.Number, bool)
	// Procedure is the one with a number.
	Procedure(asem.Number) (Procedure, bool)
	// OpenProcedures lists those that are open, the one that ends first at the beginning.
	OpenProcedures() []Procedure
	// ProposedProcedures lists those that wait for a coordinator's consent, by number.
	ProposedProcedures() []Procedure
	// AdoptedAs is the decision as which a version of a document was adopted; ok is false where
	// it was not.
	AdoptedAs(version asem.Number) (asem.Symbol, bool)
}

// An Action of this room. Asks names the permission that it needs; an empty act means
// that only the server itself may do it.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// What coordinators do.
type (
	// Start puts a version of a document under silence. Minimum is the shortest time
	// that needs no reason.
	Start struct {
		Version asem.Number   `json:"version"`
		Expires time.Time     `json:"expires"`
		Reason  string        `json:"reason,omitempty"`
		Minimum time.Duration `json:"minimum"`
	}
	// Consent opens what the lead of an initiative proposed, until the time that was proposed
	// or another one, for the reason that was given or another one.
	Consent struct {
		Number  asem.Number   `json:"number"`
		Expires time.Time     `json:"expires,omitzero"`
		Reason  string        `json:"reason,omitempty"` // in the place of the one that was proposed
		Minimum time.Duration `json:"minimum"`
	}
	// Extend puts the time off.
	Extend struct {
		Number  asem.Number `json:"number"`
		Expires time.Time   `json:"expires"`
		Reason  string      `json:"reason,omitempty"`
	}
	// Withdraw takes it back.
	Withdraw struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason,omitempty"`
	}
)

// Propose is what a delegate of the lead of an initiative does: the text is put under silence
// once a coordinator consents.
type Propose struct {
	Start      Start       `json:"start"`
	Initiative asem.Number `json:"initiative"`
}

// Enter is what a contact point does for the partner.
type Enter struct {
	Number asem.Number `json:"number"`
	Is     Kind        `json:"is"`
	Text   string      `json:"text,omitempty"`
}

// What the server does when a time has come.
type (
	// Adopt closes a procedure whose time has come. Annex has the statements and
	// reservations in writing; nil where there are none.
	Adopt struct {
		Number asem.Number    `json:"number"`
		Annex  *document.File `json:"annex,omitempty"`
	}
	// Prolong puts off one whose time came while the server was down.
	Prolong struct {
		Number  asem.Number `json:"number"`
		Expires time.Time   `json:"expires"`
		Reason  string      `json:"reason"`
	}
)

// Kind names the action.
func (Start) Kind() string { return "procedure.start" }

// Kind names the action.
func (Propose) Kind() string { return "procedure.propose" }

// Kind names the action.
func (Consent) Kind() string { return "procedure.consent" }

// Kind names the action.
func (Extend) Kind() string { return "procedure.extend" }

// Kind names the action.
func (Withdraw) Kind() string { return "procedure.withdraw" }

// Kind names the action.
func (Enter) Kind() string { return "procedure.enter" }

// Kind names the action.
func (Adopt) Kind() string { return "procedure.adopt" }

// Kind names the action.
func (Prolong) Kind() string { return "procedure.prolong" }

// Asks: to open procedures.
func (Start) Asks(State) (roster.Act, asem.BoardID, error) { return roster.OpenProcedures, "", nil }

// Asks: to write; whose initiative it is Decide asks.
func (Propose) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to open procedures, for one that is there.
func (a Consent) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.OpenProcedures, a.Number)
}

// Asks: to open procedures, for one that is there.
func (a Extend) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.OpenProcedures, a.Number)
}

// Asks: to open procedures, for one that is there.
func (a Withdraw) Asks(s State) (roster.Act, asem.BoardID, error) {
	if p, ok := s.Procedure(a.Number); ok && (p.Status == Proposed || p.Initiative != 0) {
		return roster.Write, "", nil // who proposed takes it back
	}
	return asks(s, roster.OpenProcedures, a.Number)
}

// Asks: to speak for one's partner, in a procedure that is there.
func (a Enter) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Acknowledge, a.Number)
}

// Asks: nobody but the server.
func (a Adopt) Asks(s State) (roster.Act, asem.BoardID, error) { return asks(s, "", a.Number) }

// Asks: nobody but the server.
func (a Prolong) Asks(s State) (roster.Act, asem.BoardID, error) { return asks(s, "", a.Number) }

func asks(s State, act roster.Act, n asem.Number) (roster.Act, asem.BoardID, error) {
	_, err := found(s, n)
	return act, "", err
}

func found(s State, n asem.Number) (Procedure, error) {
	p, ok := s.Procedure(n)
	if !ok {
		return p, None(n)
	}
	return p, nil
}

// None says that there is no such procedure, or none that reaches who asks.
func None(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no silence procedure %s.", n).Then("`procedures` lists them.")
}
