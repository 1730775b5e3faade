package procedure

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Status is where a procedure stands.
type Status string

// The statuses. Only one that is proposed or open changes any more.
const (
	Proposed  Status = "proposed" // by who leads an initiative; it asks nobody before a coordinator consents
	Open      Status = "open"
	Adopted   Status = "adopted"
	Broken    Status = "broken"
	Withdrawn Status = "withdrawn"
)

// Pending says whether it changes still.
func (s Status) Pending() bool { return s == Proposed || s == Open }

// A Kind is what a partner did.
type Kind string

// The kinds. The first two break the silence; those up to Reservation have a text.
const (
	Objection      Kind = "objection"
	Amendment      Kind = "amendment"
	Statement      Kind = "statement"
	Reservation    Kind = "reservation"
	Association    Kind = "association"
	Acknowledgment Kind = "acknowledgment"
)

// Breaks says whether the silence ends by it.
func (k Kind) Breaks() bool { return k == Objection || k == Amendment }

// Written says whether it has a text.
func (k Kind) Written() bool { return k != Association && k != Acknowledgment }

// An Entry is what a partner did, by its contact point.
type Entry struct {
	Kind    Kind        `json:"kind"`
	Partner asem.Code   `json:"partner"`
	By      asem.Login  `json:"by"`
	At      time.Time   `json:"at"`
	Digest  rule.Digest `json:"digest,omitzero"` // of the text
	Bytes   int         `json:"bytes,omitempty"`
}

// An Extension put the time off.
type Extension struct {
	From   time.Time  `json:"from"` // the time before
	To     time.Time  `json:"to"`
	By     asem.Login `json:"by,omitempty"` // empty for the server, after an outage
	At     time.Time  `json:"at"`
	Reason string     `json:"reason,omitempty"`
}

// A Procedure is one text under silence.
type Procedure struct {
	Number     asem.Number      `json:"number"`
	Document   asem.Number      `json:"document"`
	Version    asem.Number      `json:"version"` // of the document, that is under silence
	Symbol     asem.Symbol      `json:"symbol"`
	Label      document.Label   `json:"label"`
	Title      string           `json:"title"`
	Author     roster.Author    `json:"author"`
	At         time.Time        `json:"at"`
	Expires    time.Time        `json:"expires"`
	Reason     string           `json:"reason,omitempty"`     // why it is short, or why the text has brackets
	Asked      []asem.Code      `json:"asked"`                // partners that may break it
	Initiative asem.Number      `json:"initiative,omitempty"` // whose lead proposed it; 0 for a coordinator's own
	Consent    asem.Login       `json:"consent,omitempty"`    // the coordinator who consented to that
	Status     Status           `json:"status"`
	Entries    []Entry          `json:"entries,omitempty"`
	Extensions []Extension      `json:"extensions,omitempty"`
	Reminded   []int            `json:"reminded,omitempty"` // hours before the time, of reminders sent
	Ended      time.Time        `json:"ended,omitzero"`
	EndReason  string           `json:"endReason,omitempty"` // of a withdrawal
	Decision   asem.Symbol      `json:"decision,omitempty"`  // under which it was adopted
	To         []roster.Address `json:"to"`
}

// Of is what a partner did of a kind; ok is false where it did not.
func (p Procedure) Of(partner asem.Code, kind Kind) (e Entry, ok bool) {
	i := slices.IndexFunc(p.Entries, func(e Entry) bool { return e.Partner == partner && e.Kind == kind })
	if i < 0 {
		return Entry{}, false
	}
	return p.Entries[i], true
}

// Silent are the partners that have done nothing yet.
func (p Procedure) Silent() (list []asem.Code) {
	for _, code := range p.Asked {
		if !slices.ContainsFunc(p.Entries, func(e Entry) bool { return e.Partner == code }) {
			list = append(list, code)
		}
	}
	return list
}

// News is how many times there was something new of it to all: each but the last is a
// version that somebody may have seen.
func (p Procedure) News() int {
	n := 1 + len(p.Extensions) + len(p.Reminded)
	for _, e := range p.Entries {
		if e.Kind.Written() {
			n++
		}
	}
	if p.Status == Adopted || p.Status == Withdrawn {
		n++
	}
	if p.Consent != "" {
		n++
	}
	return n
}

// ToldDuring says whether there was something new of it in a term.
func (p Procedure) ToldDuring(t roster.Tenure) bool {
	return t.During(p.At) || !p.Ended.IsZero() && t.During(p.Ended) ||
		slices.ContainsFunc(p.Entries, func(e Entry) bool { return t.During(e.At) }) ||
		slices.ContainsFunc(p.Extensions, func(x Extension) bool { return t.During(x.At) })
}

// AsOf is what it was at a time: what partners had done until then, and the end that was
// set then.
func (p Procedure) AsOf(at time.Time) Procedure {
	p.Entries = slices.DeleteFunc(slices.Clone(p.Entries), func(e Entry) bool { return !e.At.Before(at) })
	if later := slices.IndexFunc(p.Extensions, func(x Extension) bool { return !x.At.Before(at) }); later >= 0 {
		p.Expires, p.Extensions = p.Extensions[later].From, p.Extensions[:later]
	}
	if !p.Ended.IsZero() && !p.Ended.Before(at) {
		p.Status, p.Ended, p.EndReason, p.Decision = Open, time.Time{}, "", ""
	}
	return p
}
