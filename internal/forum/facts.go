package forum

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// The facts of this room. They are kept in the journal for ever: a field is
// never renamed or given another meaning, only added.
type (
	// ClusterNamed: a cluster was named.
	ClusterNamed struct {
		ID    asem.ClusterID `cbor:"id"`
		Title string         `cbor:"title"`
		About string         `cbor:"about,omitempty"`
	}
	// BoardFounded: a board was founded.
	BoardFounded struct {
		ID       asem.BoardID     `cbor:"id"`
		Title    string           `cbor:"title"`
		Pillar   asem.Pillar      `cbor:"pillar,omitempty"`
		Clusters []asem.ClusterID `cbor:"clusters,omitempty"`
		About    string           `cbor:"about,omitempty"`
		Archive  bool             `cbor:"archive,omitempty"`
	}
	// Posted: a post was made; a topic was opened where Topic is Number.
	Posted struct {
		Number  asem.Number   `cbor:"number"`
		Topic   asem.Number   `cbor:"topic"`
		Board   asem.BoardID  `cbor:"board"`
		ReplyTo asem.Number   `cbor:"replyTo,omitempty"`
		Path    []asem.Number `cbor:"path"`
		Title   string        `cbor:"title,omitempty"`
		Author  roster.Author `cbor:"author"`
		At      time.Time     `cbor:"at"`
		Digest  rule.Digest   `cbor:"digest"`
		Bytes   int           `cbor:"bytes"`
		Files   []rule.File   `cbor:"files,omitempty"`
		Origin  string        `cbor:"origin,omitempty"` // of something imported: what makes a second import harmless
	}
	// Edited: the author gave a post another version.
	Edited struct {
		Number asem.Number `cbor:"number"`
		Title  string      `cbor:"title,omitempty"` // only on an opening post
		Digest rule.Digest `cbor:"digest"`
		Bytes  int         `cbor:"bytes"`
	}
	// Closed: a coordinator closed a board into the archive, or opened it again.
	Closed struct {
		Board  asem.BoardID `cbor:"board"`
		On     bool         `cbor:"on"`
		Reason string       `cbor:"reason,omitempty"`
	}
	// Pinned: a moderator pinned a topic, or took the pin away.
	Pinned struct {
		Topic asem.Number `cbor:"topic"`
		On    bool        `cbor:"on"`
	}
	// Locked: a moderator locked a topic against replies, or opened it again.
	Locked struct {
		Topic asem.Number `cbor:"topic"`
		On    bool        `cbor:"on"`
	}
	// Moved: a moderator moved a topic to another board.
	Moved struct {
		Topic asem.Number  `cbor:"topic"`
		From  asem.BoardID `cbor:"from"`
		To    asem.BoardID `cbor:"to"`
	}
	// Hidden: a moderator hid a post, or showed it again.
	Hidden struct {
		Number asem.Number `cbor:"number"`
		On     bool        `cbor:"on"`
		Reason string      `cbor:"reason,omitempty"`
	}
	// Redacted: a moderator removed the texts and files of a post; their digests stay.
	Redacted struct {
		Number asem.Number `cbor:"number"`
		Reason string      `cbor:"reason"`
	}
)

// Kind names the fact in the journal.
func (ClusterNamed) Kind() string { return "forum.cluster-named" }

// Kind names the fact in the journal.
func (BoardFounded) Kind() string { return "forum.board-founded" }

// Kind names the fact in the journal.
func (Posted) Kind() string { return "forum.posted" }

// Kind names the fact in the journal.
func (Edited) Kind() string { return "forum.edited" }

// Kind names the fact in the journal.
func (Closed) Kind() string { return "forum.closed" }

// Kind names the fact in the journal.
func (Pinned) Kind() string { return "forum.pinned" }

// Kind names the fact in the journal.
func (Locked) Kind() string { return "forum.locked" }

// Kind names the fact in the journal.
func (Moved) Kind() string { return "forum.moved" }

// Kind names the fact in the journal.
func (Hidden) Kind() string { return "forum.hidden" }

// Kind names the fact in the journal.
func (Redacted) Kind() string { return "forum.redacted" }
