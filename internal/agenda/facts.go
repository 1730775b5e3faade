package agenda

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// The facts of this room. They are kept in the journal for ever: a field is never
// renamed or given another meaning, only added.
type (
	// Called: a meeting was called.
	Called struct {
		Number   asem.Number      `json:"number"`
		Is       Kind             `json:"is"`
		Title    string           `json:"title"`
		Host     asem.Code        `json:"host"`
		Place    string           `json:"place"`
		First    time.Time        `json:"first"`
		Last     time.Time        `json:"last"`
		Zone     string           `json:"zone"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
		Author   roster.Author    `json:"author"`
		Digest   rule.Digest      `json:"digest"`
		Bytes    int              `json:"bytes"`
	}
	// Rearranged: what is said of a meeting was changed; the fields are as they are now.
	Rearranged struct {
		Number   asem.Number      `json:"number"`
		Title    string           `json:"title"`
		Host     asem.Code        `json:"host"`
		Place    string           `json:"place"`
		First    time.Time        `json:"first"`
		Last     time.Time        `json:"last"`
		Zone     string           `json:"zone"`
		Clusters []asem.ClusterID `json:"clusters,omitempty"`
	}
	// CalledOff: a meeting will not take place.
	CalledOff struct {
		Number asem.Number `json:"number"`
		Reason string      `json:"reason"`
	}
	// Itemised: a point of the agenda was added or changed, or moved to another place, from 0.
	Itemised struct {
		Number asem.Number `json:"number"`
		Item   Item        `json:"item"`
		At     int         `json:"at"`
	}
	// Struck: a point of the agenda was taken out.
	Struck struct {
		Number asem.Number `json:"number"`
		No     int         `json:"no"`
	}
	// Circulated: the agenda was circulated as a document, which is issued in the same entry.
	Circulated struct {
		Number asem.Number `json:"number"`
		Symbol asem.Symbol `json:"symbol"`
	}
	// Registered: a partner registered its delegation, or withdrew it where the head is empty.
	Registered struct {
		Number  asem.Number `json:"number"`
		Partner asem.Code   `json:"partner"`
		Head    string      `json:"head,omitempty"`
		Members []string    `json:"members,omitempty"`
	}
	// Summarised: the chair's summary was written, or written anew.
	Summarised struct {
		Number asem.Number `json:"number"`
		Digest rule.Digest `json:"digest"`
		Bytes  int         `json:"bytes"`
	}
	// Programmed: a work programme was set, or set anew under its number.
	Programmed struct {
		Number   asem.Number      `json:"number"`
		Title    string           `json:"title"`
		From     int              `json:"from"`
		To       int              `json:"to"`
		Clusters []asem.ClusterID `json:"clusters"`
		Author   roster.Author    `json:"author"`
		Digest   rule.Digest      `json:"digest"`
		Bytes    int              `json:"bytes"`
	}
)

// Kind names the fact in the journal.
func (Called) Kind() string { return "agenda.called" }

// Kind names the fact in the journal.
func (Rearranged) Kind() string { return "agenda.rearranged" }

// Kind names the fact in the journal.
func (CalledOff) Kind() string { return "agenda.called-off" }

// Kind names the fact in the journal.
func (Itemised) Kind() string { return "agenda.itemised" }

// Kind names the fact in the journal.
func (Struck) Kind() string { return "agenda.struck" }

// Kind names the fact in the journal.
func (Circulated) Kind() string { return "agenda.circulated" }

// Kind names the fact in the journal.
func (Registered) Kind() string { return "agenda.registered" }

// Kind names the fact in the journal.
func (Summarised) Kind() string { return "agenda.summarised" }

// Kind names the fact in the journal.
func (Programmed) Kind() string { return "agenda.programmed" }

// NumberOf is the meeting or the programme that a fact of this room is about; ok is false
// for others.
func NumberOf(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case Called:
		return f.Number, true
	case Rearranged:
		return f.Number, true
	case CalledOff:
		return f.Number, true
	case Itemised:
		return f.Number, true
	case Struck:
		return f.Number, true
	case Circulated:
		return f.Number, true
	case Registered:
		return f.Number, true
	case Summarised:
		return f.Number, true
	case Programmed:
		return f.Number, true
	}
	return 0, false
}
