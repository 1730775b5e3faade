package forum

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds. Each refusal says the bound and what to do instead.
const (
	MaxImported = 8 << 20 // bytes of an imported text, which may hold a whole patch series
	MaxDepth    = 12      // levels of a thread; deeper answers stand at the last level
	MaxPosts    = 5000    // posts in a topic: one that long is no longer one subject
	MaxReason   = 400     // characters of a moderator's reason
)

// Board is a place for topics.
type Board struct {
	ID       asem.BoardID     `json:"id"`
	Title    string           `json:"title"`
	Pillar   asem.Pillar      `json:"pillar"`
	Clusters []asem.ClusterID `json:"clusters,omitempty"`
	About    string           `json:"about,omitempty"`
	Archive  bool             `json:"archive,omitempty"` // takes no posts; imports go here
	Closed   *Judgement       `json:"closed,omitempty"`  // into the archive: it takes no posts any more
	Order    int              `json:"order"`             // founding order, from 1
	Topics   int              `json:"topics"`
	Posts    int              `json:"posts"`
	// Ordinals counts what there is to read here: a post takes the next ordinal
	// when it is made and again when it is edited. Read marks are sets of ordinals.
	Ordinals uint32 `json:"ordinals"`
}

// InArchive says whether the board is kept for reading only.
func (b Board) InArchive() bool { return b.Archive || b.Closed != nil }

// Topic is one subject on a board.
type Topic struct {
	Number asem.Number   `json:"number"` // of the opening post
	Board  asem.BoardID  `json:"board"`
	Title  string        `json:"title"`
	Author roster.Author `json:"author"`
	At     time.Time     `json:"at"`
	Posts  int           `json:"posts"` // the opening post included
	Last   time.Time     `json:"last"`  // of the newest post
	Pinned bool          `json:"pinned,omitempty"`
	Locked bool          `json:"locked,omitempty"`
	Hidden bool          `json:"hidden,omitempty"` // its opening post is hidden
}

// Post is one message in a topic, without its text.
type Post struct {
	Number   asem.Number   `json:"number"`
	Topic    asem.Number   `json:"topic"`
	Board    asem.BoardID  `json:"board"`
	ReplyTo  asem.Number   `json:"replyTo,omitempty"`
	Path     []asem.Number `json:"path"` // from the opening post to this one, MaxDepth at most
	Author   roster.Author `json:"author"`
	At       time.Time     `json:"at"`      // its own date; for a delegate's post that of its entry
	Changed  time.Time     `json:"changed"` // when it last became new to readers
	Ordinal  uint32        `json:"ordinal"` // on its board, of the current version
	Versions []Version     `json:"versions"`
	Files    []rule.File   `json:"files,omitempty"`
	Hidden   *Judgement    `json:"hidden,omitempty"`
	Redacted *Judgement    `json:"redacted,omitempty"`
	Imported bool          `json:"imported,omitempty"`
}

// Depth is how far below the opening post it stands, 0 for the opening post itself.
func (p Post) Depth() int { return len(p.Path) - 1 }

// Current is the version that readers see.
func (p Post) Current() Version { return p.Versions[len(p.Versions)-1] }

// Edited says whether there is more than one version.
func (p Post) Edited() bool { return len(p.Versions) > 1 }

// Version is one state of a post's text.
type Version struct {
	At     time.Time   `json:"at"`
	By     asem.Login  `json:"by,omitempty"`
	Title  string      `json:"title,omitempty"` // of the topic, on an opening post
	Digest rule.Digest `json:"digest"`
	Bytes  int         `json:"bytes"`
}

// Judgement is a moderator's act on a post, or a coordinator's on a board.
type Judgement struct {
	By     asem.Login `json:"by"`
	At     time.Time  `json:"at"`
	Reason string     `json:"reason,omitempty"`
}

// Cluster is a theme that links boards of several pillars.
type Cluster struct {
	ID    asem.ClusterID `json:"id"`
	Title string         `json:"title"`
	About string         `json:"about,omitempty"`
}
