package release

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	forum.State
	notice.State
	document.State
	// DocumentOf is the number of the document of which this one is a version's or a
	// translation's.
	DocumentOf(asem.Number) (asem.Number, bool)
	// Release is what was released under a number; ok is false where nothing ever was.
	Release(asem.Number) (Release, bool)
}

// An Action of this room. Asks names the permission that it needs.
type Action interface {
	rule.Action
	Asks(State) (roster.Act, asem.BoardID, error)
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// What coordinators do.
type (
	// Publish releases what has these numbers, each as it is now. Of several, those
	// that cannot be released are passed over, unless that is all of them.
	Publish struct {
		Numbers []asem.Number `json:"numbers"`
	}
	// Withdraw takes back what was released under these numbers.
	Withdraw struct {
		Numbers []asem.Number `json:"numbers"`
		Reason  string        `json:"reason,omitempty"`
	}
)

// Kind names the action.
func (Publish) Kind() string { return "release.publish" }

// Kind names the action.
func (Withdraw) Kind() string { return "release.withdraw" }

// Asks: to release.
func (Publish) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Release, "", nil }

// Asks: to release.
func (Withdraw) Asks(State) (roster.Act, asem.BoardID, error) { return roster.Release, "", nil }

// Most is how many numbers one action takes: a topic.
const Most = forum.MaxPosts

// Decide releases what can be released and is not yet in this version.
func (a Publish) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	var r rule.Ruling
	var first error
	passed := 0
	if len(a.Numbers) == 0 || len(a.Numbers) > Most {
		return r, fault.New(fault.Usage, "%d numbers cannot be released at once.", len(a.Numbers))
	}
	for _, n := range a.Numbers {
		version, err := Releasable(s, n)
		if err != nil {
			passed++
			if first == nil {
				first = err
			}
			continue
		}
		if before, ok := s.Release(n); !ok || before.Withdrawn != nil || before.Version != version {
			r.Facts = append(r.Facts, Released{Number: n, Version: version})
		}
	}
	if passed == len(a.Numbers) {
		return rule.Ruling{}, first
	}
	return r, nil
}

// Releasable is the version in which something would be released now, or why it cannot be.
func Releasable(s State, n asem.Number) (version int, err error) {
	if p, ok := s.Post(n); ok {
		return ofPost(p)
	}
	if v, ok := s.Notice(n); ok {
		if !slices.Contains(v.To, everybody) {
			return 0, notToAll(n, "notice")
		}
		return len(v.Versions), nil
	}
	of, ok := s.DocumentOf(n)
	if !ok {
		return 0, fault.New(fault.NotFound, "There is nothing numbered %s that can be released.", n).Then("Posts can, notices to all, and versions of documents that were circulated to all.")
	}
	doc, _ := s.Document(of)
	if !slices.ContainsFunc(doc.Versions, func(v document.Version) bool { return v.Number == n }) {
		return 0, fault.New(fault.Refused, "%s is a translation, which is released with its version.", n).Then("Release the document by its symbol, %s.", doc.Symbol)
	}
	if !slices.Contains(doc.Readers(), everybody) {
		return 0, notToAll(n, "document")
	}
	return 1, nil
}

// everybody is the address of all partners.
const everybody = roster.Address("@all")

func notToAll(n asem.Number, kind string) error {
	return fault.New(fault.Refused, "%s does not go to all partners, so it is not for the public either.", n).Then("Send the %s to @all first.", kind)
}

func ofPost(p forum.Post) (int, error) {
	switch {
	case p.Hidden != nil:
		return 0, fault.New(fault.Refused, "%s is hidden by a moderator.", p.Number).Then("Only a moderator can show it again.")
	case p.Redacted != nil:
		return 0, fault.New(fault.Refused, "%s was redacted: there is no text to release.", p.Number)
	}
	return len(p.Versions), nil
}

// maxReason is the characters of a reason.
const maxReason = forum.MaxReason

// Decide withdraws what is released.
func (a Withdraw) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	why, err := rule.Line("reason", a.Reason, maxReason)
	if err != nil {
		return rule.Ruling{}, err
	}
	var r rule.Ruling
	ever := false
	for _, n := range a.Numbers {
		before, ok := s.Release(n)
		ever = ever || ok
		if ok && before.Withdrawn == nil {
			r.Facts = append(r.Facts, Withdrawn{Number: n, Reason: why})
		}
	}
	if !ever {
		return r, fault.New(fault.NotFound, "Nothing of that was ever released.").Then("`released` lists what is.")
	}
	return r, nil
}
