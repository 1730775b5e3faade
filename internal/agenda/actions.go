package agenda

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
	initiative.State
	// Meeting is the one with a number.
	Meeting(asem.Number) (Meeting, bool)
	// Programme is the work programme with a number.
	Programme(asem.Number) (Programme, bool)
	// ProgrammeFrom is the work programme that begins in a year.
	ProgrammeFrom(year int) (Programme, bool)
}

// An Action of this room. Asks names the permission that it needs; whose meeting it is the
// rule itself asks.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

type (
	// Call calls a meeting.
	Call struct {
		Is       Kind             `json:"is"`
		Title    string           `json:"title"`
		Host     asem.Code        `json:"host,omitempty"` // none is the partner of who calls
		Place    string           `json:"place"`
		First    time.Time        `json:"first"`
		Last     time.Time        `json:"last,omitzero"` // zero is the first day
		Zone     string           `json:"zone"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		Text     string           `json:"text"` // the invitation
	}
	// Rearrange changes what is said of it; nil leaves a field as it is. Starts are those of
	// the items that move along: of zones, and so of hours, the rules know nothing.
	Rearrange struct {
		Number   asem.Number       `json:"number"`
		Title    *string           `json:"title,omitempty"`
		Host     *asem.Code        `json:"host,omitempty"`
		Place    *string           `json:"place,omitempty"`
		First    *time.Time        `json:"first,omitempty"`
		Last     *time.Time        `json:"last,omitempty"`
		Zone     *string           `json:"zone,omitempty"`
		Clusters *[]asem.ClusterID `json:"clusters,omitempty"`
		Starts   []Start           `json:"starts,omitempty"`
	}
	// A Start is when an item begins.
	Start struct {
		No int       `json:"no"`
		At time.Time `json:"at"`
	}
	// CallOff says that it will not take place.
	CallOff struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason"`
	}
	// Itemise adds a point to the agenda, or changes the one with a number; nil leaves a
	// field as it is.
	Itemise struct {
		Number    asem.Number    `json:"number"`
		No        int            `json:"no,omitempty"` // 0 for a new one
		Title     *string        `json:"title,omitempty"`
		Note      *string        `json:"note,omitempty"`
		Start     *time.Time     `json:"start,omitempty"` // the zero time takes the hour away
		Minutes   *int           `json:"minutes,omitempty"`
		Documents *[]asem.Symbol `json:"documents,omitempty"`
		About     *[]asem.Number `json:"about,omitempty"`
		Before    int            `json:"before,omitempty"` // the item before which it goes; 0 leaves it, -1 is the end
	}
	// Strike takes a point out.
	Strike struct {
		Number asem.Number `json:"number"`
		No     int         `json:"no"`
	}
	// Circulate issues the agenda as a document, or as the next version of it. File is the
	// agenda in writing.
	Circulate struct {
		Number asem.Number      `json:"number"`
		File   document.File    `json:"file"`
		To     []roster.Address `json:"to,omitempty"` // none is everybody
	}
	// Register registers the delegation of the partner of who acts; an empty head withdraws it.
	Register struct {
		Number  asem.Number `json:"number"`
		Head    string      `json:"head,omitempty"`
		Members []string    `json:"members,omitempty"`
	}
	// Summarise writes the chair's summary.
	Summarise struct {
		Number asem.Number `json:"number"`
		Text   string      `json:"text"`
	}
	// Set sets a work programme, or the one with a number anew.
	Set struct {
		Number   asem.Number      `json:"number,omitempty"`
		Title    string           `json:"title"`
		From     int              `json:"from"`
		Clusters []asem.ClusterID `json:"clusters"`
		Text     string           `json:"text"`
	}
)

// Kind names the action.
func (Call) Kind() string { return "agenda.call" }

// Kind names the action.
func (Rearrange) Kind() string { return "agenda.rearrange" }

// Kind names the action.
func (CallOff) Kind() string { return "agenda.call-off" }

// Kind names the action.
func (Itemise) Kind() string { return "agenda.itemise" }

// Kind names the action.
func (Strike) Kind() string { return "agenda.strike" }

// Kind names the action.
func (Circulate) Kind() string { return "agenda.circulate" }

// Kind names the action.
func (Register) Kind() string { return "agenda.register" }

// Kind names the action.
func (Summarise) Kind() string { return "agenda.summarise" }

// Kind names the action.
func (Set) Kind() string { return "agenda.set" }

// Asks: to write; who calls which meeting is decided by MayCall.
func (Call) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Write, "", nil }

// Asks: to write, in a meeting that is there.
func (a Rearrange) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in a meeting that is there.
func (a CallOff) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in a meeting that is there.
func (a Itemise) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in a meeting that is there.
func (a Strike) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to write, in a meeting that is there.
func (a Circulate) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to speak for one's partner, in a meeting that is there.
func (a Register) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Acknowledge, a.Number)
}

// Asks: to write, in a meeting that is there.
func (a Summarise) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asks(s, roster.Write, a.Number)
}

// Asks: to set work programmes.
func (Set) Asks(State) (roster.Act, asem.BoardID, error) { return roster.SetProgrammes, "", nil }

func asks(s State, act roster.Act, n asem.Number) (roster.Act, asem.BoardID, error) {
	_, err := found(s, n)
	return act, "", err
}

func found(s State, n asem.Number) (Meeting, error) {
	m, ok := s.Meeting(n)
	if !ok {
		return m, None(n)
	}
	return m, nil
}

// None says that there is no such meeting.
func None(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no meeting %s.", n).Then("`meetings` lists them.")
}

// NoProgramme says that there is no such work programme.
func NoProgramme(n asem.Number) error {
	return fault.New(fault.NotFound, "There is no work programme %s.", n).Then("`programmes` lists them.")
}
