package contingency

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Series is the one in which closing reports are issued.
const Series asem.Series = "ASEM/CON"

// MaxEntries bounds the log of one.
const MaxEntries = 5000

// A Saying is one entry of the log. Its text is kept under the contingency's number and the
// place of the entry, from 1; the first is what was declared.
type Saying struct {
	By      asem.Login  `json:"by"`
	Partner asem.Code   `json:"partner"`
	At      time.Time   `json:"at"`
	Digest  rule.Digest `json:"digest"`
	Bytes   int         `json:"bytes"`
}

// A Contingency is an event, and what the circle says of it.
type Contingency struct {
	Number asem.Number      `json:"number"`
	Title  string           `json:"title"`
	Circle []roster.Address `json:"circle"`
	Author roster.Author    `json:"author"`
	At     time.Time        `json:"at"`
	Notice asem.Number      `json:"notice"`
	Log    []Saying         `json:"log"`
	Ended  time.Time        `json:"ended,omitzero"`
	Report asem.Symbol      `json:"report,omitempty"`
}

// Open says whether the dialogue goes on.
func (c Contingency) Open() bool { return c.Ended.IsZero() }

// Readers are the addresses at which it is read.
func (c Contingency) Readers() []roster.Address {
	readers := append(slices.Clone(c.Circle), "@coordinators")
	slices.Sort(readers)
	return slices.Compact(readers)
}

// News is how many times there was something new of it.
func (c Contingency) News() int {
	if c.Open() {
		return len(c.Log)
	}
	return len(c.Log) + 1
}

// State is what the rules of this room read.
type State interface {
	notice.State
	document.State
	// Contingency is the one with a number.
	Contingency(asem.Number) (Contingency, bool)
}

// An Action of this room. Asks names the permission that it needs; whether the contingency
// reaches who acts the rule itself asks.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

type (
	// Declare declares an event to a circle: a group, partners, missions.
	Declare struct {
		Title  string           `json:"title"`
		Text   string           `json:"text"`
		Circle []roster.Address `json:"circle"`
	}
	// Say adds to the log.
	Say struct {
		Number asem.Number `json:"number"`
		Text   string      `json:"text"`
	}
	// Close ends the dialogue with a report. File is that in writing.
	Close struct {
		Number asem.Number   `json:"number"`
		File   document.File `json:"file"`
	}
)

// Kind names the action.
func (Declare) Kind() string { return "contingency.declare" }

// Kind names the action.
func (Say) Kind() string { return "contingency.say" }

// Kind names the action.
func (Close) Kind() string { return "contingency.close" }

// Asks: to declare contingencies.
func (Declare) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Declare, "", nil }

// Asks: to write, in one that is there.
func (a Say) Asks(s State) (roster.Act, asem.BoardID, error) { return asks(s, roster.Write, a.Number) }

// Asks: to declare contingencies, for one that is there.
func (a Close) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Declare, a.Number)
}

func asks(s State, act roster.Act, n asem.Number) (roster.Act, asem.BoardID, error) {
	if _, ok := s.Contingency(n); !ok {
		return act, "", None(n)
	}
	return act, "", nil
}

// None says that there is no such contingency, or none that reaches who asks.
func None(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no contingency %s.", n).Then("`contingencies` lists those that reach you.")
}

// The facts of this room. They are kept in the journal for ever: a field is never renamed
// or given another meaning, only added.
type (
	// Declared: an event was declared. The flash notice is posted in the same entry.
	Declared struct {
		Number asem.Number      `json:"number"`
		Title  string           `json:"title"`
		Circle []roster.Address `json:"circle"`
		Author roster.Author    `json:"author"`
		Notice asem.Number      `json:"notice"`
		Digest rule.Digest      `json:"digest"`
		Bytes  int              `json:"bytes"`
	}
	// Said: somebody added to the log.
	Said struct {
		Number  asem.Number `json:"number"`
		Partner asem.Code   `json:"partner"`
		Digest  rule.Digest `json:"digest"`
		Bytes   int         `json:"bytes"`
	}
	// Closed: the dialogue ended. Its report is issued in the same entry.
	Closed struct {
		Number asem.Number `json:"number"`
		Report asem.Symbol `json:"report"`
	}
)

// Kind names the fact in the journal.
func (Declared) Kind() string { return "contingency.declared" }

// Kind names the fact in the journal.
func (Said) Kind() string { return "contingency.said" }

// Kind names the fact in the journal.
func (Closed) Kind() string { return "contingency.closed" }

// NumberOf is the contingency that a fact of this room is about; ok is false for others.
func NumberOf(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case Declared:
		return f.Number, true
	case Said:
		return f.Number, true
	case Closed:
		return f.Number, true
	}
	return 0, false
}
