package secretariat

import (
	"fmt"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// A Page of a list. The zero Page is the first page. Rows are named by number
// and not by position, so that a page stays where it is while others post.
type Page struct {
	Limit  int         // rows; 0 for DefaultLimit, MaxLimit at most
	Before asem.Number // what follows this row in the list ("older")
	After  asem.Number // what stands before this row in the list
	At     asem.Number // this row and what follows
	Last   bool        // the last page
	// Bytes ends a page of a thread with the post whose text reaches that many
	// bytes, 0 for no bound; one post comes at least. An imported text can be
	// large, and a screen holds one page.
	Bytes int
}

// Bounds of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// BoardView is a board as one delegate sees it.
type BoardView struct {
	forum.Board
	New int // posts that are new to the delegate
}

// Name is the title, and whether it is kept for reading only.
func (v BoardView) Name() string {
	if v.InArchive() {
		return plain.Line(v.Title) + " (archive)"
	}
	return plain.Line(v.Title)
}

// Closing says when the board was closed into the archive, by whom and why; empty for one
// that was not.
func (v BoardView) Closing() string {
	if v.Closed == nil {
		return ""
	}
	said := fmt.Sprintf("Closed into the archive on %s by %s.", v.Closed.At.UTC().Format("2006-01-02"), v.Closed.By)
	if v.Closed.Reason != "" {
		said = fmt.Sprintf("%s: %s", strings.TrimSuffix(said, "."), plain.Line(v.Closed.Reason))
	}
	return said
}

// TopicView is a topic as one delegate sees it.
type TopicView struct {
	forum.Topic
	New int
}

// A Seen names what a delegate has before his eyes: a post in one of its versions. Who
// has read it has not read what another makes of it afterwards.
type Seen struct {
	Number  asem.Number
	Version int // from 1
}

// Seen names what the view shows.
func (n NoticeView) Seen() Seen { return Seen{Number: n.Number, Version: len(n.Versions)} }

// Seen names what the view shows.
func (l LetterView) Seen() Seen { return Seen{Number: l.Number, Version: 1} }

// Seen names what the view shows: all versions that there are.
func (d DocumentView) Seen() Seen { return Seen{Number: d.Number, Version: len(d.Versions)} }

// Seen names what the view shows.
func (p PostView) Seen() Seen { return Seen{Number: p.Number, Version: len(p.Versions)} }

// TopicPage is a page of a board's topics.
type TopicPage struct {
	Board           BoardView
	Rows            []TopicView
	Earlier, Follow bool // whether rows stand before the page, and after it
}

// PostView is a post as one delegate sees it.
type PostView struct {
	forum.Post
	Title    string // of its topic
	Text     string // empty where Withheld is not
	Withheld string // why there is no text to see: a sentence, naming the moderator and the reason
	New      bool
	Mine     bool // the delegate wrote it
	Public   bool // it was released to the public, in this version or an earlier one
}

// ThreadPage is a page of a topic, each answer under what it answers.
type ThreadPage struct {
	Topic           TopicView
	Board           BoardView
	Posts           []PostView
	First           int // how many posts of the topic stand before the page
	Earlier, Follow bool
}

// VersionView is one state of a post's text.
type VersionView struct {
	forum.Version
	No       int // from 1
	Text     string
	Withheld string
}

// NewsPage is a page of what is new on all boards, newest first.
type NewsPage struct {
	Rows   []PostView // without their texts
	Follow bool
}

// Posted is the answer to something posted. Already says that the same token
// was used before, so that nothing was posted now.
type Posted struct {
	Number  asem.Number
	Kind    Kind
	Topic   asem.Number  // of a post
	Board   asem.BoardID // of a post
	Already bool
}

// CaughtUp is the answer to catching up.
type CaughtUp struct {
	Posts     int // no longer new
	Boards    int // on which they stand
	Notices   int
	Letters   int
	Documents int
	Records   int // procedures, initiatives, meetings, work programmes, contingencies
}

// Any says whether anything was marked.
func (c CaughtUp) Any() bool { return c != CaughtUp{} }

// PartnerView is a partner in the directory.
type PartnerView struct {
	roster.PartnerAdmitted
	Delegates int // accredited
	Online    int // delegates here now
}

// DelegateView is a delegate in the directory.
type DelegateView struct {
	roster.Delegate
	Online bool
}

// Presence is one delegate who is here.
type Presence struct {
	Login    asem.Login
	Name     string
	Partner  asem.Code
	Mission  string
	Since    time.Time // of the oldest session
	Sessions int
}

// SessionView is one of a delegate's own sessions.
type SessionView struct {
	Since       time.Time
	From        string // address
	Client      string // the client's own name for itself
	Fingerprint string // of the credential
	Here        bool   // this one
}
