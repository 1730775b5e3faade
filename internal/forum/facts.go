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
		ID    asem.ClusterID `json:"id"`
		Title string         `json:"title"`
		About string         `json:"about,omitempty"`
	}
	// BoardFounded: a board was founded.
	BoardFounded struct {
		ID       asem.BoardID     `json:"id"`
		Title    string           `json:"title"`
		Pillar   asem.Pillar      `json:"pillar,omitempty"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		About    string           `json:"about,omitempty"`
		Archive  bool             `json:"archive,omitempty"`
	}
	// Posted: a post was made; a topic was opened where Topic is Number.
	Posted struct {
		Number  asem.Number   `json:"number"`
		Topic   asem.Number   `json:"topic"`
		Board   asem.BoardID  `json:"board"`
		ReplyTo asem.Number   `json:"replyTo,omitempty"`
		Path    []asem.Number `json:"path"`
		Title   string        `json:"title,omitempty"`
		Author  roster.Author `json:"author"`
		At      time.Time     `json:"at"`
		Digest  rule.Digest   `json:"digest"`
		Bytes   int           `json:"bytes"`
		Files   []rule.File   `json:"files,omitempty"`
		Origin  string        `json:"origin,omitempty"` // of something imported: what makes a second import harmless
	}
	// Edited: the author gave a post another version.
	Edited struct {
		Number asem.Number `json:"number"`
		Title  string      `json:"title,omitempty"` // only on an opening post
		Digest rule.Digest `json:"digest"`
		Bytes  int         `json:"bytes"`
	}
	// Closed: a coordinator closed a board into the archive, or opened it again.
	Closed struct {
		Board  asem.BoardID `json:"board"`
		On     bool         `json:"on"`
		Reason string       `json:"reason,omitempty"`
	}
	// Skipped: the numbers before To were given to what is not here, and are never given
	// again. An installation that was made of an export begins with such gaps.
	Skipped struct {
		To asem.Number `json:"to"`
	}
	// Pinned: a moderator pinned a topic, or took the pin away.
	Pinned struct {
		Topic asem.Number `json:"topic"`
		On    bool        `json:"on"`
	}
	// Locked: a moderator locked a topic against replies, or opened it again.
	Locked struct {
		Topic asem.Number `json:"topic"`
		On    bool        `json:"on"`
	}
	// Moved: a moderator moved a topic to another board.
	Moved struct {
		Topic asem.Number  `json:"topic"`
		From  asem.BoardID `json:"from"`
		To    asem.BoardID `json:"to"`
	}
	// Hidden: a moderator hid a post, or showed it again.
	Hidden struct {
		Number asem.Number `json:"number"`
		On     bool        `json:"on"`
		Reason string      `json:"reason,omitempty"`
	}
	// Redacted: a moderator removed the texts and files of a post; their digests stay.
	Redacted struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason"`
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
func (Skipped) Kind() string { return "forum.skipped" }

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
