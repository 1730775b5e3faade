package boltstore

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func entryOf(n uint64, at time.Time, facts []rule.Fact) journal.Entry {
	return journal.Entry{Number: n, At: at, Command: "misfit", Rule: journal.RuleVersion, Facts: facts}
}

// misfits are facts that cannot follow the first five entries of a history.
func misfits() map[string][]rule.Fact {
	post := func(n asem.Number, board asem.BoardID) forum.Posted {
		return forum.Posted{Number: n, Topic: n, Board: board, Path: []asem.Number{n}}
	}
	return map[string][]rule.Fact{
		"left, never accredited":  {roster.Left{Login: "no.body"}},
		"revoked, never enrolled": {roster.Revoked{Fingerprint: "SHA256:none", Login: "no.body"}},
		"joined, never begun":     {initiative.Joined{Number: 70}},
		"begun out of order":      {initiative.Begun{Number: 70}},
		"called out of order":     {agenda.Called{Number: 70}},
		"struck, never called":    {agenda.Struck{Number: 70}},
		"set out of order":        {agenda.Programmed{Number: 70}},
		"said, never declared":    {contingency.Said{Number: 70}},
		"declared out of order":   {contingency.Declared{Number: 70}},
		"begun, never given":      {roster.TermBegun{Office: roster.Presidency, Holder: "FI"}},
		"founded twice":           {forum.BoardFounded{ID: "finance"}},
		"posted on no board":      {post(1, "nowhere")},
		"posted out of order":     {post(77, "finance")},
		"answered in no topic":    {forum.Posted{Number: 1, Topic: 70, Board: "finance", Path: []asem.Number{70, 1}}},
		"edited, never posted":    {forum.Edited{Number: 70}},
		"pinned, never opened":    {forum.Pinned{Topic: 70, On: true}},
		"entered, never opened":   {procedure.Entered{Number: 70}},
		"withdrawn, never public": {release.Withdrawn{Number: 70}},
		"skipped, and given":      {forum.Skipped{To: 1}},
		"closed, never founded":   {forum.Closed{Board: "nowhere", On: true}},
		"locked, never opened":    {forum.Locked{Topic: 70, On: true}},
		"moved, never opened":     {forum.Moved{Topic: 70, From: "finance", To: "health"}},
		"moved to no board":       {forum.Moved{Topic: 1, From: "finance", To: "nowhere"}},
		"hidden, never posted":    {forum.Hidden{Number: 70, On: true}},
		"redacted, never posted":  {forum.Redacted{Number: 70}},
	}
}

// TestMisfitIsDamage appends facts that the state before them does not allow: the
// transaction changes nothing.
func TestMisfitIsDamage(t *testing.T) {
	for name, facts := range misfits() {
		s := openIn(t, t.TempDir())
		c := newChronicler(1)
		c.write(t, s, 5)
		before := impliedDigest(t, s)
		err := s.Update(func(l secretariat.Ledger) error {
			last, at := l.Last()
			return l.Append(entryOf(last+1, at, facts), nil)
		})
		if !errors.Is(err, secretariat.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if impliedDigest(t, s) != before {
			t.Errorf("%s: the state changed", name)
		}
	}
}

// TestUnfitEntryChangesNothing appends what could not be read back: that entry is
// refused, and the rest of its transaction is kept.
func TestUnfitEntryChangesNothing(t *testing.T) {
	c := newChronicler(1)
	s := openIn(t, t.TempDir())
	c.write(t, s, 5)
	unfit := map[string]journal.Entry{
		"a fact of nobody's":     {Facts: []rule.Fact{strange{}}},
		"a command not in UTF-8": {Command: "token \xff"},
		"an actor not in UTF-8":  {Actor: "a.\xff"},
		"a name not in UTF-8":    {Facts: []rule.Fact{roster.Accredited{Login: "a.b", Name: "\xc3"}}},
		"a year of five digits":  {Facts: []rule.Fact{roster.PartnerAdmitted{Code: "ZZ", Joined: time.Date(12006, 1, 1, 0, 0, 0, 0, time.UTC)}}},
	}
	for _, name := range slices.Sorted(maps.Keys(unfit)) {
		e := unfit[name]
		before := impliedDigest(t, s)
		err := s.Update(func(l secretariat.Ledger) error {
			e.Number, e.At = l.Last()
			e.Number++
			if err := l.Append(e, nil); !errors.Is(err, secretariat.ErrUnfit) {
				t.Errorf("%s: %v", name, err)
			}
			l.PutSeen("delegate.one", e.At)
			return nil
		})
		if err != nil || s.Damage() != nil {
			t.Errorf("%s: %v, %v", name, err, s.Damage())
		}
		if impliedDigest(t, s) != before {
			t.Errorf("%s: the state changed", name)
		}
	}
	wantClean(t, s)
}

// strange is a fact that no room states.
type strange struct{}

func (strange) Kind() string { return "nobody.said" }
