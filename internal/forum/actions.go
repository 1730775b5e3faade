package forum

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
	Board(asem.BoardID) (Board, bool)
	Clusters() []Cluster
	Topic(asem.Number) (Topic, bool)
	Post(asem.Number) (Post, bool)
	// NextNumber is the number that the next post will get.
	NextNumber() asem.Number
	// Imported is the post that an earlier import made of this origin on this board.
	Imported(asem.BoardID, string) (asem.Number, bool)
}

// An Action of this room. Asks names the permission it needs and the board it
// concerns; an empty act means that only the server itself may do it. It fails
// with fault.NotFound where what the action names is not there.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// What delegates write.
type (
	// Open opens a topic with its first post.
	Open struct {
		Board asem.BoardID `json:"board"`
		Title string       `json:"title"`
		Text  string       `json:"text"`
	}
	// Reply answers a post.
	Reply struct {
		To   asem.Number `json:"to"`
		Text string      `json:"text"`
	}
	// Edit gives one's own post another version. Base is the number of versions
	// that the author had seen, 0 to edit whatever is there; Title, on an opening
	// post, renames the topic, and empty leaves it.
	Edit struct {
		Number asem.Number `json:"number"`
		Base   int         `json:"base,omitempty"`
		Title  string      `json:"title,omitempty"`
		Text   string      `json:"text"`
	}
)

// What moderators do.
type (
	// Pin puts a topic on top of its board, or takes it down.
	Pin struct {
		Topic asem.Number `json:"topic"`
		On    bool        `json:"on"`
	}
	// Lock closes a topic against replies and edits, or opens it again.
	Lock struct {
		Topic asem.Number `json:"topic"`
		On    bool        `json:"on"`
	}
	// Move brings a topic to another board, of which one must be a moderator too.
	Move struct {
		Topic asem.Number  `json:"topic"`
		To    asem.BoardID `json:"to"`
	}
	// Hide takes a post out of sight, or shows it again. Moderators still see it.
	Hide struct {
		Number asem.Number `json:"number"`
		On     bool        `json:"on"`
		Reason string      `json:"reason,omitempty"`
	}
	// Redact removes the texts and files of a post for good.
	Redact struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason"`
	}
)

// What coordinators do.
type (
	// Close closes a board into the archive, where it stays readable, or opens it again.
	Close struct {
		Board  asem.BoardID `json:"board"`
		On     bool         `json:"on"`
		Reason string       `json:"reason,omitempty"`
	}
)

// What the secretariat does.
type (
	// Found founds boards and names clusters that are not there yet.
	Found struct {
		Clusters []ClusterNamed `json:"clusters,omitempty"`
		Boards   []BoardFounded `json:"boards"`
	}
	// Import brings in one message of a collection.
	Import struct {
		Board  asem.BoardID  `json:"board"`
		Origin string        `json:"origin"`           // what it was called where it came from; unique on a board
		Parent string        `json:"parent,omitempty"` // origin of what it answers
		Title  string        `json:"title"`
		Author roster.Author `json:"author"`
		At     time.Time     `json:"at"`
		Text   string        `json:"text"`
		Files  []rule.File   `json:"files,omitempty"`
	}
)

// Kind names the action.
func (Open) Kind() string { return "forum.open" }

// Kind names the action.
func (Reply) Kind() string { return "forum.reply" }

// Kind names the action.
func (Edit) Kind() string { return "forum.edit" }

// Kind names the action.
func (Pin) Kind() string { return "forum.pin" }

// Kind names the action.
func (Lock) Kind() string { return "forum.lock" }

// Kind names the action.
func (Move) Kind() string { return "forum.move" }

// Kind names the action.
func (Hide) Kind() string { return "forum.hide" }

// Kind names the action.
func (Redact) Kind() string { return "forum.redact" }

// Kind names the action.
func (Close) Kind() string { return "forum.close" }

// Kind names the action.
func (Found) Kind() string { return "forum.found" }

// Kind names the action.
func (Import) Kind() string { return "forum.import" }

// Asks: to write on the board.
func (a Open) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := board(s, a.Board)
	return roster.Write, a.Board, err
}

// Asks: to write on the board of the post answered.
func (a Reply) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asksOfPost(s, roster.Write, a.To)
}

// Asks: to write on the board of the post.
func (a Edit) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asksOfPost(s, roster.Write, a.Number)
}

// Asks: to moderate the topic's board.
func (a Pin) Asks(s State) (roster.Act, asem.BoardID, error) { return asksOfTopic(s, a.Topic) }

// Asks: to moderate the topic's board.
func (a Lock) Asks(s State) (roster.Act, asem.BoardID, error) { return asksOfTopic(s, a.Topic) }

// Asks: to moderate the board from which the topic goes; Decide asks for the other.
func (a Move) Asks(s State) (roster.Act, asem.BoardID, error) { return asksOfTopic(s, a.Topic) }

// Asks: to moderate the post's board.
func (a Hide) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asksOfPost(s, roster.Moderate, a.Number)
}

// Asks: to moderate the post's board.
func (a Redact) Asks(s State) (roster.Act, asem.BoardID, error) {
	return asksOfPost(s, roster.Moderate, a.Number)
}

// Asks: to close boards.
func (a Close) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := board(s, a.Board)
	return roster.CloseBoards, a.Board, err
}

// Asks: to operate the system.
func (Found) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Operate, "", nil }

// Asks: to operate the system, on a board that is there.
func (a Import) Asks(s State) (roster.Act, asem.BoardID, error) {
	_, err := board(s, a.Board)
	return roster.Operate, a.Board, err
}

func asksOfPost(s State, act roster.Act, n asem.Number) (roster.Act, asem.BoardID, error) {
	p, err := post(s, n)
	return act, p.Board, err
}

func asksOfTopic(s State, n asem.Number) (roster.Act, asem.BoardID, error) {
	t, err := topic(s, n)
	return roster.Moderate, t.Board, err
}

func board(s State, id asem.BoardID) (Board, error) {
	b, ok := s.Board(id)
	if !ok {
		return b, fault.New(fault.NotFound, "There is no board %q.", string(id)).Then("`boards` lists them.")
	}
	return b, nil
}

func topic(s State, n asem.Number) (Topic, error) {
	t, ok := s.Topic(n)
	if ok {
		return t, nil
	}
	if p, isPost := s.Post(n); isPost {
		return t, fault.New(fault.NotFound, "%s is a post, not a topic.", n).Then("Its topic is %s.", p.Topic)
	}
	return t, fault.New(fault.NotFound, "There is no topic %s.", n).Then("`topics BOARD` lists those of a board.")
}

func post(s State, n asem.Number) (Post, error) {
	p, ok := s.Post(n)
	if !ok {
		return p, fault.New(fault.NotFound, "There is no post %s.", n).Then("`new` lists what is new to you, `boards` all there is.")
	}
	return p, nil
}
