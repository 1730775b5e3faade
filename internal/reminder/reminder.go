// Package reminder is what was recalled to whom, and the rules of it.
//
// Something that falls due has a key, which names it for ever, and steps: before its time,
// at its time, to the lead, to the coordinators. Each step is sent once to each address,
// though the server restarts: that it was sent is a fact, in one entry with the letter by
// which it is told. What falls due for an address at the same time goes in one letter, and
// of what fell due while the server was down only the last step: nobody gets a burst.
//
// A delegate puts a reminder off for themselves, and is reminded at that time again.
//
// What falls due, and whom that concerns, is read from the records of the other rooms by
// secretariat; here it is only made sure that it is told once.
package reminder

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Key names something that falls due: milestone/4211/2, report/4211/2027-03-01.
type Key string

// Bounds.
const (
	MaxKey   = 160 // bytes
	MaxItems = 400 // that one letter spells out; it counts the others
	MaxAhead = 400 * 24 * time.Hour
)

// A Record is what was sent of a key, and who put it off.
type Record struct {
	Key  Key    `json:"key"`
	Sent []Sent `json:"sent,omitempty"`
	Puts []Put  `json:"puts,omitempty"` // the newest of each delegate
}

// A Put is that a delegate put something off.
type Put struct {
	By    asem.Login `json:"by"`
	Until time.Time  `json:"until"`
}

// Had says whether a step was sent to an address.
func (r Record) Had(step string, to roster.Address) bool {
	return slices.ContainsFunc(r.Sent, func(s Sent) bool { return s.Step == step && s.To == to })
}

// PutOff is until when a delegate put it off; zero for not.
func (r Record) PutOff(by asem.Login) time.Time {
	for _, p := range r.Puts {
		if p.By == by {
			return p.Until
		}
	}
	return time.Time{}
}

// State is what the rules of this room read.
type State interface {
	mail.State
	// Reminders is the record of a key; the zero record where nothing was sent yet.
	Reminders(Key) Record
}

// An Action of this room.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// An Item is a step of something that falls due.
type Item struct {
	Key  Key    `json:"key"`
	Step string `json:"step"`
}

type (
	// Send tells one address of what falls due for it, in one letter.
	Send struct {
		To      roster.Address `json:"to"`
		Items   []Item         `json:"items"`
		Subject string         `json:"subject"`
		Text    string         `json:"text"`
	}
	// Snooze puts a reminder off for who acts.
	Snooze struct {
		Key   Key       `json:"key"`
		Until time.Time `json:"until"`
	}
)

// Kind names the action.
func (Send) Kind() string { return "reminder.send" }

// Kind names the action.
func (Snooze) Kind() string { return "reminder.snooze" }

// Asks: the server itself.
func (Send) Asks(State) (roster.Act, asem.BoardID, error) { return "", "", nil }

// Asks: one's own desk.
func (Snooze) Asks(State) (roster.Act, asem.BoardID, error) { return roster.KeepDesk, "", nil }

// The facts of this room. They are kept in the journal for ever: a field is never renamed
// or given another meaning, only added.
type (
	// Sent: a step was sent to an address, by a letter of the same entry.
	Sent struct {
		Key    Key            `json:"key"`
		Step   string         `json:"step"`
		To     roster.Address `json:"to"`
		Letter asem.Number    `json:"letter"`
	}
	// Snoozed: a delegate put a reminder off.
	Snoozed struct {
		Key   Key       `json:"key"`
		Until time.Time `json:"until"`
	}
)

// Kind names the fact in the journal.
func (Sent) Kind() string { return "reminder.sent" }

// Kind names the fact in the journal.
func (Snoozed) Kind() string { return "reminder.snoozed" }

// From is whose letters reminders are. It has no login: answers go to the secretariat.
var From = roster.Author{Name: "ASEM Virtual Secretariat"}

// Decide sends what was not sent yet; nothing where all was.
func (a Send) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	letter := s.NextNumber()
	var facts []rule.Fact
	for _, item := range a.Items {
		if !s.Reminders(item.Key).Had(item.Step, a.To) {
			facts = append(facts, Sent{Key: item.Key, Step: item.Step, To: a.To, Letter: letter})
		}
	}
	if len(facts) == 0 {
		return rule.Ruling{}, nil
	}
	subject, err := mail.Subject(a.Subject)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	f := mail.Sent{Number: letter, From: From, To: []roster.Address{a.To}, Subject: subject, Digest: rule.DigestOf(text), Bytes: len(text), Thread: letter}
	return rule.Ruling{Facts: append(facts, f), Texts: []rule.Text{{Number: letter, Version: 1, Body: text}}}, nil
}

// Decide puts the reminder off.
func (a Snooze) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	switch {
	case a.Key == "" || len(a.Key) > MaxKey:
		return rule.Ruling{}, fault.New(fault.NotFound, "There is no such reminder.").Then("`reminders` lists yours.")
	case !a.Until.After(o.At):
		return rule.Ruling{}, fault.New(fault.Usage, "The time has passed.").Then("Give one that is to come, as in 3d.")
	case a.Until.After(o.At.Add(MaxAhead)):
		return rule.Ruling{}, fault.New(fault.Usage, "That is more than a year ahead.").Then("Give a nearer time.")
	}
	return rule.Ruling{Facts: []rule.Fact{Snoozed{Key: a.Key, Until: a.Until.UTC().Truncate(time.Second)}}}, nil
}
