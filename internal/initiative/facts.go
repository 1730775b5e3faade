package initiative

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// The facts of this room. They are kept in the journal for ever: a field is never
// renamed or given another meaning, only added.
type (
	// Begun: an initiative was proposed.
	Begun struct {
		Number   asem.Number      `json:"number"`
		Title    string           `json:"title"`
		Facility Facility         `json:"facility,omitempty"`
		Every    int              `json:"every,omitempty"`
		Pillars  []asem.Pillar    `json:"pillars"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		Leads    []asem.Code      `json:"leads"`
		Board    asem.BoardID     `json:"board,omitempty"`
		Topic    asem.Number      `json:"topic,omitempty"`
		Author   roster.Author    `json:"author"`
	}
	// Revised: what is said of it was changed; the fields are as they are now.
	Revised struct {
		Number   asem.Number      `json:"number"`
		Title    string           `json:"title"`
		Every    int              `json:"every,omitempty"`
		Pillars  []asem.Pillar    `json:"pillars"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		Leads    []asem.Code      `json:"leads"`
	}
	// Joined: a partner became co-sponsor, or stopped leading or co-sponsoring it.
	Joined struct {
		Number  asem.Number `json:"number"`
		Partner asem.Code   `json:"partner"`
		On      bool        `json:"on"`
	}
	// Staged: it came to a stage.
	Staged struct {
		Number asem.Number `json:"number"`
		Stage  Stage       `json:"stage"`
		Note   string      `json:"note,omitempty"`
		// Board is the standing one of a dialogue facility, founded in the same entry.
		Board asem.BoardID `json:"board,omitempty"`
	}
	// Planned: a milestone was set, or its day or who answers for it changed.
	Planned struct {
		Number  asem.Number `json:"number"`
		No      int         `json:"no"`
		Title   string      `json:"title"`
		Day     time.Time   `json:"day"`
		Answers asem.Code   `json:"answers"`
	}
	// Reached: a milestone was reached, or is not any more to be.
	Reached struct {
		Number  asem.Number `json:"number"`
		No      int         `json:"no"`
		Dropped bool        `json:"dropped,omitempty"`
		Reason  string      `json:"reason,omitempty"`
	}
	// Reopened: a milestone that was reached, or dropped, is to be reached still.
	Reopened struct {
		Number asem.Number `json:"number"`
		No     int         `json:"no"`
	}
	// Written: aims, a report or a result were written.
	Written struct {
		Number  asem.Number `json:"number"`
		Form    Form        `json:"form"`
		Title   string      `json:"title,omitempty"`
		Partner asem.Code   `json:"partner"`
		Digest  rule.Digest `json:"digest"`
		Bytes   int         `json:"bytes"`
		Post    asem.Number `json:"post,omitempty"`
	}
	// Cited: a document was put with it, or taken away.
	Cited struct {
		Number asem.Number `json:"number"`
		Symbol asem.Symbol `json:"symbol"`
		As     Part        `json:"as,omitempty"`
		On     bool        `json:"on"`
	}
)

// Kind names the fact in the journal.
func (Begun) Kind() string { return "initiative.begun" }

// Kind names the fact in the journal.
func (Revised) Kind() string { return "initiative.revised" }

// Kind names the fact in the journal.
func (Joined) Kind() string { return "initiative.joined" }

// Kind names the fact in the journal.
func (Staged) Kind() string { return "initiative.staged" }

// Kind names the fact in the journal.
func (Planned) Kind() string { return "initiative.planned" }

// Kind names the fact in the journal.
func (Reached) Kind() string { return "initiative.reached" }

// Kind names the fact in the journal.
func (Reopened) Kind() string { return "initiative.reopened" }

// Kind names the fact in the journal.
func (Written) Kind() string { return "initiative.written" }

// Kind names the fact in the journal.
func (Cited) Kind() string { return "initiative.cited" }

// NumberOf is the initiative that a fact of this room is about; ok is false for others.
func NumberOf(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case Begun:
		return f.Number, true
	case Revised:
		return f.Number, true
	case Joined:
		return f.Number, true
	case Staged:
		return f.Number, true
	case Planned:
		return f.Number, true
	case Reached:
		return f.Number, true
	case Reopened:
		return f.Number, true
	case Written:
		return f.Number, true
	case Cited:
		return f.Number, true
	}
	return 0, false
}
