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
	ID       asem.BoardID     `cbor:"id"`
	Title    string           `cbor:"title"`
	Pillar   asem.Pillar      `cbor:"pillar"`
	Clusters []asem.ClusterID `cbor:"clusters,omitempty"`
	About    string           `cbor:"about,omitempty"`
	Archive  bool             `cbor:"archive,omitempty"` // takes no posts; imports go here
	Closed   *Judgement       `cbor:"closed,omitempty"`  // into the archive: it takes no posts any more
	Order    int              `cbor:"order"`             // founding order, from 1
	Topics   int              `cbor:"topics"`
	Posts    int              `cbor:"posts"`
	// Ordinals counts what there is to read here: a post takes the next ordinal
	// when it is made and again when it is edited. Read marks are sets of ordinals.
	Ordinals uint32 `cbor:"ordinals"`
}

// InArchive says whether the board is kept for reading only.
func (b Board) InArchive() bool { return b.Archive || b.Closed != nil }

// Topic is one subject on a board.
type Topic struct {
	Number asem.Number   `cbor:"number"` // of the opening post
	Board  asem.BoardID  `cbor:"board"`
	Title  string        `cbor:"title"`
	Author roster.Author `cbor:"author"`
	At     time.Time     `cbor:"at"`
	Posts  int           `cbor:"posts"` // the opening post included
	Last   time.Time     `cbor:"last"`  // of the newest post
	Pinned bool          `cbor:"pinned,omitempty"`
	Locked bool          `cbor:"locked,omitempty"`
	Hidden bool          `cbor:"hidden,omitempty"` // its opening post is hidden
}

// Post is one message in a topic, without its text.
type Post struct {
	Number   asem.Number   `cbor:"number"`
	Topic    asem.Number   `cbor:"topic"`
	Board    asem.BoardID  `cbor:"board"`
	ReplyTo  asem.Number   `cbor:"replyTo,omitempty"`
	Path     []asem.Number `cbor:"path"` // from the opening post to this one, MaxDepth at most
	Author   roster.Author `cbor:"author"`
	At       time.Time     `cbor:"at"`      // its own date; for a delegate's post that of its entry
	Changed  time.Time     `cbor:"changed"` // when it last became new to readers
	Ordinal  uint32        `cbor:"ordinal"` // on its board, of the current version
	Versions []Version     `cbor:"versions"`
	Files    []rule.File   `cbor:"files,omitempty"`
	Hidden   *Judgement    `cbor:"hidden,omitempty"`
	Redacted *Judgement    `cbor:"redacted,omitempty"`
	Imported bool          `cbor:"imported,omitempty"`
}

// Depth is how far below the opening post it stands, 0 for the opening post itself.
func (p Post) Depth() int { return len(p.Path) - 1 }

// Current is the version that readers see.
func (p Post) Current() Version { return p.Versions[len(p.Versions)-1] }

// Edited says whether there is more than one version.
func (p Post) Edited() bool { return len(p.Versions) > 1 }

// Version is one state of a post's text.
type Version struct {
	At     time.Time   `cbor:"at"`
	By     asem.Login  `cbor:"by,omitempty"`
	Title  string      `cbor:"title,omitempty"` // of the topic, on an opening post
	Digest rule.Digest `cbor:"digest"`
	Bytes  int         `cbor:"bytes"`
}

// Judgement is a moderator's act on a post, or a coordinator's on a board.
type Judgement struct {
	By     asem.Login `cbor:"by"`
	At     time.Time  `cbor:"at"`
	Reason string     `cbor:"reason,omitempty"`
}

// Cluster is a theme that links boards of several pillars.
type Cluster struct {
	ID    asem.ClusterID `cbor:"id"`
	Title string         `cbor:"title"`
	About string         `cbor:"about,omitempty"`
}
