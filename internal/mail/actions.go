package mail

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	roster.State
	Letter(asem.Number) (Letter, bool)
	// Founded says whether there is such a board: its moderators are written to.
	Founded(asem.BoardID) bool
	// Kept says whether the body of a file is here.
	Kept(rule.Digest) bool
	// NextNumber is the number that the next thing posted will get.
	NextNumber() asem.Number
}

// An Action of this room. Asks names the permission it needs; letters concern no
// board. It fails with fault.NotFound where what the action names is not there.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// Send sends a letter. To and Cc are addresses as roster.ParseAddress gives them, none
// of them twice. ReplyTo and Forward name letters that the sender reads.
type Send struct {
	To      []roster.Address `json:"to"`
	Cc      []roster.Address `json:"cc,omitempty"`
	Subject string           `json:"subject"`
	Text    string           `json:"text"`
	Files   []rule.File      `json:"files,omitempty"`
	ReplyTo asem.Number      `json:"replyTo,omitempty"`
	Forward asem.Number      `json:"forward,omitempty"`
}

// Kind names the action.
func (Send) Kind() string { return "mail.send" }

// Asks: to write letters. Whether the letters that it names reach the sender is asked
// by Decide, which knows who that is.
func (a Send) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Correspond, "", nil }
