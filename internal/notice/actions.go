package notice

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	roster.State
	Notice(asem.Number) (Notice, bool)
	// PinnedNotices counts the notices that are pinned.
	PinnedNotices() int
	// NextNumber is the number that the next thing posted will get.
	NextNumber() asem.Number
}

// An Action of this room. Asks names the permission it needs and the board it
// concerns, if it concerns one alone. It fails with fault.NotFound where what the
// action names is not there.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

type (
	// Post posts a notice. To are addresses as roster.ParseAddress gives them.
	Post struct {
		Level   Level            `json:"level"`
		To      []roster.Address `json:"to"`
		Title   string           `json:"title"`
		Text    string           `json:"text"`
		Pin     bool             `json:"pin,omitempty"`
		Ack     bool             `json:"ack,omitempty"`    // ask to be acknowledged; a flash and one with AckBy always do
		AckBy   time.Time        `json:"ackBy,omitzero"`   // by when; zero for no date
		Expires time.Time        `json:"expires,omitzero"` // zero for never
	}
	// Correct gives a notice another version. Base is the number of versions that its
	// author had seen, 0 for whatever is there.
	Correct struct {
		Number asem.Number `json:"number"`
		Base   int         `json:"base,omitempty"`
		Title  string      `json:"title,omitempty"` // empty leaves it
		Text   string      `json:"text"`
	}
	// Pin puts a notice on top of all pinned ones, or takes it down.
	Pin struct {
		Number asem.Number `json:"number"`
		On     bool        `json:"on"`
	}
	// Acknowledge acknowledges a notice for the actor's partner. Version is the one
	// that was read, 0 for whatever is there.
	Acknowledge struct {
		Number  asem.Number `json:"number"`
		Version int         `json:"version,omitempty"`
	}
	// Remind reminds the partners that have not acknowledged a notice.
	Remind struct {
		Number asem.Number `json:"number"`
	}
)

// Kind names the action.
func (Post) Kind() string { return "notice.post" }

// Kind names the action.
func (Correct) Kind() string { return "notice.correct" }

// Kind names the action.
func (Pin) Kind() string { return "notice.pin" }

// Kind names the action.
func (Acknowledge) Kind() string { return "notice.acknowledge" }

// Kind names the action.
func (Remind) Kind() string { return "notice.remind" }

// Asks: to post a flash; to moderate the board to which alone it is addressed; or to
// notify. Decide asks again for one that is addressed to several boards.
func (a Post) Asks(State) (roster.Act, asem.BoardID, error) {
	if a.Level == Flash {
		return roster.Alert, "", nil
	}
	if board, alone := onlyBoard(a.To); alone {
		return roster.Notify, board, nil
	}
	return roster.Notify, "", nil
}

// onlyBoard is the one board to which addresses lead; alone is false where they lead
// elsewhere too.
func onlyBoard(to []roster.Address) (board asem.BoardID, alone bool) {
	if len(to) != 1 || to[0].Form() != roster.ToBoard {
		return "", false
	}
	return to[0].Board(), true
}

// Asks: to read it; Decide asks whether it is the actor's to correct.
func (a Correct) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := noticed(s, a.Number)
	return roster.Read, "", err
}

// Asks: to pin, on the board to which alone it is addressed or everywhere.
func (a Pin) Asks(s State) (roster.Act, asem.BoardID, error) {
	n, err := noticed(s, a.Number)
	board, _ := onlyBoard(n.To)
	return roster.PinNotices, board, err
}

// Asks: to speak for one's partner.
func (a Acknowledge) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := noticed(s, a.Number)
	return roster.Acknowledge, "", err
}

// Asks: to read it; Decide asks whether it is the actor's to remind of.
func (a Remind) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := noticed(s, a.Number)
	return roster.Read, "", err
}

func noticed(s State, number asem.Number) (Notice, error) {
	n, ok := s.Notice(number)
	if !ok {
		return n, fault.New(fault.NotFound, "There is no notice %s.", number).Then("`notices` lists them.")
	}
	return n, nil
}
