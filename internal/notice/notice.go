package notice

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Level is how urgent a notice is.
type Level string

// The levels.
const (
	Routine  Level = "routine"
	Priority Level = "priority"
	Flash    Level = "flash" // reaches every open screen at once, and always asks to be acknowledged
)

// Levels lists them from the least urgent.
func Levels() []Level { return []Level{Routine, Priority, Flash} }

// Bounds. Each refusal says the bound and what to do instead.
const (
	MaxVersions  = 100                  // of one notice
	MaxPinned    = 20                   // notices on top of all lists: more of them and none is
	MaxReminders = 30                   // of one notice
	MaxAhead     = 366 * 24 * time.Hour // until a notice expires or is to be acknowledged
)

// Notice is a notification, without its texts.
type Notice struct {
	Number   asem.Number      `json:"number"`
	Level    Level            `json:"level"`
	To       []roster.Address `json:"to"`
	Author   roster.Author    `json:"author"`
	At       time.Time        `json:"at"`
	Versions []Version        `json:"versions"`
	Asked    []asem.Code      `json:"asked,omitempty"`  // partners that are to acknowledge it; none where it does not ask
	AckBy    time.Time        `json:"ackBy,omitzero"`   // zero: without a date
	Expires  time.Time        `json:"expires,omitzero"` // zero: never
	Acks     []Ack            `json:"acks,omitempty"`   // of the current version, in the order in which they came
	Reminded []time.Time      `json:"reminded,omitempty"`
	Pinned   uint64           `json:"pinned,omitempty"` // the entry that pinned it: the newest pin stands on top; 0: not pinned
}

// Version is one state of a notice's text.
type Version struct {
	At     time.Time   `json:"at"`
	By     asem.Login  `json:"by"`
	Title  string      `json:"title"`
	Digest rule.Digest `json:"digest"`
	Bytes  int         `json:"bytes"`
}

// Ack is a partner's acknowledgement, given by one of its contact points.
type Ack struct {
	Partner asem.Code  `json:"partner"`
	By      asem.Login `json:"by"`
	At      time.Time  `json:"at"`
}

// Readers are the addresses at which it is read: those it was sent to, its author,
// and the coordinators, who chase what is not acknowledged.
func (n Notice) Readers() []roster.Address {
	readers := slices.Clone(n.To)
	for _, a := range []roster.Address{roster.Address(n.Author.Login), "@coordinators"} {
		if !slices.Contains(readers, a) {
			readers = append(readers, a)
		}
	}
	return readers
}

// ToldDuring says whether there was something new of it in a term.
func (n Notice) ToldDuring(t roster.Tenure) bool {
	return slices.ContainsFunc(n.Versions, func(v Version) bool { return t.During(v.At) })
}

// AsOf is what it was at a time.
func (n Notice) AsOf(at time.Time) Notice {
	later := func(t time.Time) bool { return !t.Before(at) }
	n.Versions = slices.DeleteFunc(slices.Clone(n.Versions), func(v Version) bool { return later(v.At) })
	n.Acks = slices.DeleteFunc(slices.Clone(n.Acks), func(a Ack) bool { return later(a.At) })
	n.Reminded = slices.DeleteFunc(slices.Clone(n.Reminded), later)
	return n
}

// Current is the version that readers see.
func (n Notice) Current() Version { return n.Versions[len(n.Versions)-1] }

// Corrected says whether there is more than one version.
func (n Notice) Corrected() bool { return len(n.Versions) > 1 }

// Asks says whether it asks to be acknowledged.
func (n Notice) Asks() bool { return len(n.Asked) > 0 }

// AsksOf says whether it asks this partner, acknowledged or not.
func (n Notice) AsksOf(partner asem.Code) bool { return slices.Contains(n.Asked, partner) }

// AckOf is the partner's acknowledgement of the current version; ok is false where
// there is none.
func (n Notice) AckOf(partner asem.Code) (ack Ack, ok bool) {
	i := slices.IndexFunc(n.Acks, func(a Ack) bool { return a.Partner == partner })
	if i < 0 {
		return Ack{}, false
	}
	return n.Acks[i], true
}

// Missing are the partners that were asked and have not acknowledged, by code.
func (n Notice) Missing() []asem.Code {
	return slices.DeleteFunc(slices.Clone(n.Asked), func(c asem.Code) bool { _, ok := n.AckOf(c); return ok })
}

// Expired says whether it has expired at that time.
func (n Notice) Expired(at time.Time) bool { return !n.Expires.IsZero() && !at.Before(n.Expires) }
