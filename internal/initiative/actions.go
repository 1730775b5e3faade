package initiative

import (
	"strconv"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	forum.State
	document.State
	// Boards lists all boards in founding order.
	Boards() []forum.Board
	// Initiative is the one with a number.
	Initiative(asem.Number) (Initiative, bool)
}

// An Action of this room. Asks names the permission that it needs; whose initiative it is
// the rule itself asks.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

type (
	// Propose proposes an initiative, or a dialogue facility. Where a board is named a topic
	// is opened there, with the aims.
	Propose struct {
		Title    string           `json:"title"`
		Facility Facility         `json:"facility,omitempty"`
		Every    int              `json:"every,omitempty"`
		Pillars  []asem.Pillar    `json:"pillars"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		Leads    []asem.Code      `json:"leads,omitempty"` // none is the partner of who proposes
		Board    asem.BoardID     `json:"board,omitempty"`
		Aims     string           `json:"aims"`
	}
	// Revise changes what is said of it; nil leaves a field as it is.
	Revise struct {
		Number   asem.Number       `json:"number"`
		Title    *string           `json:"title,omitempty"`
		Every    *int              `json:"every,omitempty"`
		Pillars  *[]asem.Pillar    `json:"pillars,omitempty"`
		Clusters *[]asem.ClusterID `json:"clusters,omitempty"`
		Leads    *[]asem.Code      `json:"leads,omitempty"`
	}
	// Join makes the partner of who acts a co-sponsor, or ends that it leads or co-sponsors.
	Join struct {
		Number asem.Number `json:"number"`
		On     bool        `json:"on"`
	}
	// Advance brings it to a stage.
	Advance struct {
		Number asem.Number `json:"number"`
		Stage  Stage       `json:"stage"`
		Note   string      `json:"note,omitempty"`
	}
	// Plan sets a milestone, or changes the one with a number.
	Plan struct {
		Number  asem.Number `json:"number"`
		No      int         `json:"no,omitempty"` // 0 for a new one
		Title   string      `json:"title,omitempty"`
		Day     time.Time   `json:"day,omitzero"`
		Answers asem.Code   `json:"answers,omitempty"` // none is the first lead
	}
	// Reach says that a milestone was reached, or is not to be any more.
	Reach struct {
		Number  asem.Number `json:"number"`
		No      int         `json:"no"`
		Dropped bool        `json:"dropped,omitempty"`
		Reason  string      `json:"reason,omitempty"`
	}
	// Reopen says that a milestone that was said to be reached, or was dropped, is to be
	// reached still.
	Reopen struct {
		Number asem.Number `json:"number"`
		No     int         `json:"no"`
	}
	// Write adds a text.
	Write struct {
		Number asem.Number `json:"number"`
		Form   Form        `json:"form"`
		Title  string      `json:"title,omitempty"`
		Text   string      `json:"text"`
	}
	// Cite puts a document with it, or takes it away.
	Cite struct {
		Number asem.Number `json:"number"`
		Symbol asem.Symbol `json:"symbol"`
		As     Part        `json:"as,omitempty"`
		On     bool        `json:"on"`
	}
)

// Kind names the action.
func (Propose) Kind() string { return "initiative.propose" }

// Kind names the action.
func (Revise) Kind() string { return "initiative.revise" }

// Kind names the action.
func (Join) Kind() string { return "initiative.join" }

// Kind names the action.
func (Advance) Kind() string { return "initiative.advance" }

// Kind names the action.
func (Plan) Kind() string { return "initiative.plan" }

// Kind names the action.
func (Reach) Kind() string { return "initiative.reach" }

// Kind names the action.
func (Reopen) Kind() string { return "initiative.reopen" }

// Kind names the action.
func (Write) Kind() string { return "initiative.write" }

// Kind names the action.
func (Cite) Kind() string { return "initiative.cite" }

// Asks: to write.
func (Propose) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to write, in one that is there.
func (a Revise) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to speak for one's partner, in one that is there.
func (a Join) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Acknowledge, a.Number)
}

// Asks: to write, in one that is there.
func (a Advance) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in one that is there.
func (a Plan) Asks(s State) (roster.Act, asem.BoardID, error) { return asks(s, roster.Write, a.Number) }

// Asks: to write, in one that is there.
func (a Reach) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in one that is there.
func (a Reopen) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in one that is there.
func (a Write) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in one that is there.
func (a Cite) Asks(s State) (roster.Act, asem.BoardID, error) { return asks(s, roster.Write, a.Number) }

func asks(s State, act roster.Act, n asem.Number) (roster.Act, asem.BoardID, error) {
	_, err := found(s, n)
	return act, "", err
}

func found(s State, n asem.Number) (Initiative, error) {
	i, ok := s.Initiative(n)
	if !ok {
		return i, None(n)
	}
	return i, nil
}

// None says that there is no such initiative.
func None(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no initiative %s.", n).Then("`initiatives` lists them.")
}

func itoa(n int) string { return strconv.Itoa(n) }
