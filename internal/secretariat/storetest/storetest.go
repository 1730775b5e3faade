// Package storetest holds every secretariat.Store to the same conduct. A new one
// passes Run before an office is opened on it.
//
// Dependency: package testing, since this is for tests only.
package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// Open opens the store of a folder, making an empty one where there is none; done
// closes it. A store is closed before its folder is opened again.
type Open func(t *testing.T, folder string) (store secretariat.Store, done func())

// Run holds a store to the contracts of package secretariat's store.go.
func Run(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, secretariat.Store){
		"an empty store":                  empty,
		"an entry and what it implies":    entry,
		"a transaction that fails":        failed,
		"entries out of order":            disordered,
		"commands done":                   commands,
		"versions of a text":              versions,
		"redaction":                       redaction,
		"what there is to read":           ordinals,
		"what was imported":               archived,
		"a credential handed over":        handedOver,
		"moving takes its ordinals along": moved,
		"lists":                           lists,
		"letters":                         letters,
		"folders of letters":              folders,
		"notices":                         notices,
		"what is new again":               renewed,
		"pins":                            pins,
		"boxes":                           boxes,
		"what is private":                 private,
		"names that begin alike":          neighbours,
		"readers while it is written":     consistent,
		"files":                           files,
		"files, many small ones":          smallFiles,
		"files, read anywhere":            filesAnywhere,
		"documents":                       documents,
		"documents in their series":       series,
		"files that are held":             heldFiles,
		"values outlive the view":         outlive,
		"checkpoints":                     checkpoints,
	} {
		t.Run(name, func(t *testing.T) {
			s, done := open(t, t.TempDir())
			t.Cleanup(done)
			test(t, s)
			if s.Damage() != nil {
				t.Errorf("damage: %v", s.Damage())
			}
		})
	}
	t.Run("opened again", func(t *testing.T) { reopened(t, open) })
}

var epoch = time.Date(2026, 9, 10, 9, 0, 0, 123e6, time.UTC)

// A scribe writes entries to a store, a second apart.
type scribe struct {
	t *testing.T
	s secretariat.Store
}

// view asks the store.
func view(t *testing.T, s secretariat.Store, ask func(secretariat.State)) {
	t.Helper()
	if err := s.View(func(state secretariat.State) error { ask(state); return nil }); err != nil {
		t.Fatal(err)
	}
}

// update changes the store.
func update(t *testing.T, s secretariat.Store, do func(secretariat.Ledger) error) {
	t.Helper()
	if err := s.Update(do); err != nil {
		t.Fatal(err)
	}
}

// next is the entry that comes next, with these facts.
func next(l secretariat.State, by asem.Login, facts ...rule.Fact) journal.Entry {
	last, _ := l.Last()
	return journal.Entry{Number: last + 1, At: epoch.Add(time.Duration(last) * time.Second), Actor: by,
		Command: fmt.Sprint("c", last+1), Rule: journal.RuleVersion, Facts: facts}
}

// states appends one entry with these facts.
func (w scribe) states(by asem.Login, facts ...rule.Fact) journal.Entry {
	w.t.Helper()
	var e journal.Entry
	update(w.t, w.s, func(l secretariat.Ledger) error {
		e = next(l, by, facts...)
		return l.Append(e, nil)
	})
	return e
}

// founds makes two boards and two delegates.
func (w scribe) founds() {
	w.t.Helper()
	w.states("", roster.PartnerAdmitted{Code: "FI", Name: "Finland", Region: asem.Europe, Joined: epoch},
		forum.ClusterNamed{ID: "water", Title: "Water"}, forum.BoardFounded{ID: "finance", Title: "Finance"}, forum.BoardFounded{ID: "health", Title: "Health"},
		roster.Accredited{Login: "a.b", Name: "A B", Partner: "FI", Roles: []roster.Role{{Name: roster.Ordinary}}, Ring: true},
		roster.Enrolled{Fingerprint: "SHA256:1", Key: []byte{1}, Login: "a.b", Source: roster.FromRing})
}

// posts makes a post; to is 0 to open a topic. Its text is its number in words.
func (w scribe) posts(board asem.BoardID, to asem.Number) asem.Number {
	w.t.Helper()
	var n asem.Number
	update(w.t, w.s, func(l secretariat.Ledger) error {
		n = l.NextNumber()
		text := textOf(n)
		f := forum.Posted{Number: n, Topic: n, Board: board, Path: []asem.Number{n}, Title: "Subject", Author: roster.Author{Login: "a.b"},
			Digest: rule.DigestOf(text), Bytes: len(text)}
		if parent, ok := l.Post(to); ok {
			f.Topic, f.ReplyTo, f.Path, f.Title = parent.Topic, to, append(append([]asem.Number(nil), parent.Path...), n), ""
		}
		e := next(l, "a.b")
		f.At = e.At
		e.Facts = []rule.Fact{f}
		return l.Append(e, []rule.Text{{Number: n, Version: 1, Body: text}})
	})
	return n
}

func textOf(n asem.Number) string { return fmt.Sprint("The text of ", n, ", ελληνικά") }

func empty(t *testing.T, s secretariat.Store) {
	view(t, s, func(s secretariat.State) {
		if n, at := s.Last(); n != 0 || !at.IsZero() || s.NextNumber() != 1 {
			t.Errorf("it ends with entry %d at %v, and the next post is %s", n, at, s.NextNumber())
		}
		if len(s.Partners())+len(s.Boards())+len(s.Clusters())+len(s.Delegates()) > 0 {
			t.Error("something is there")
		}
		if _, err := s.Entry(1); err == nil {
			t.Error("entry 1 is there")
		}
	})
}

func entry(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	n := w.posts("finance", 0)
	view(t, s, func(s secretariat.State) {
		last, at := s.Last()
		if last != 2 || !at.Equal(epoch.Add(time.Second)) || at.Location() != time.UTC {
			t.Errorf("it ends with entry %d at %v", last, at)
		}
		e, err := s.Entry(2)
		if err != nil || e.Number != 2 || e.Actor != "a.b" || e.Command != "c2" || len(e.Facts) != 1 || e.Facts[0].(forum.Posted).Number != n {
			t.Errorf("%+v, %v", e, err)
		}
		p, ok := s.Post(n)
		if !ok || p.Topic != n || p.Board != "finance" || p.Ordinal != 1 || !p.Changed.Equal(at) || len(p.Versions) != 1 {
			t.Errorf("%+v", p)
		}
		b, _ := s.Board("finance")
		if topic, ok := s.Topic(n); !ok || topic.Posts != 1 || b.Topics != 1 || b.Posts != 1 || b.Ordinals != 1 {
			t.Errorf("%+v on %+v", topic, b)
		}
		if boards := s.Boards(); len(boards) != 2 || boards[0].ID != "finance" || boards[1].Order != 2 {
			t.Errorf("%+v", boards)
		}
		c, known := s.Credential("SHA256:1")
		d, accredited := s.Delegate("a.b")
		if !known || !c.Active() || !accredited || !d.Since.Equal(epoch) || len(s.CredentialsOf("a.b")) != 1 {
			t.Errorf("%+v with %+v", d, c)
		}
	})
}

func failed(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	why := errors.New("the reason")
	err := s.Update(func(l secretariat.Ledger) error {
		l.PutDraft("a.b", secretariat.Draft{Place: "board/finance", Text: "x"})
		l.Remember("a.b", "id", 1, rule.Digest{})
		if err := l.Append(next(l, "a.b", forum.BoardFounded{ID: "labour"}), nil); err != nil {
			t.Error(err)
		}
		if _, ok := l.Board("labour"); !ok {
			t.Error("a transaction does not see what it wrote")
		}
		return why
	})
	if !errors.Is(err, why) || errors.Is(err, secretariat.ErrUncertain) {
		t.Errorf("%v", err)
	}
	view(t, s, func(s secretariat.State) {
		last, _ := s.Last()
		_, board := s.Board("labour")
		_, draft := s.Draft("a.b", "board/finance")
		_, _, done := s.Done("a.b", "id")
		if last != 1 || board || draft || done {
			t.Errorf("entry %d, board %v, draft %v, command %v", last, board, draft, done)
		}
	})
	w.states("", forum.BoardFounded{ID: "labour"})
	if err := s.View(func(secretariat.State) error { return why }); !errors.Is(err, why) {
		t.Errorf("a view answers %v", err)
	}
}

func disordered(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	for name, change := range map[string]func(*journal.Entry){
		"the same number":   func(e *journal.Entry) { e.Number-- },
		"a number left out": func(e *journal.Entry) { e.Number++ },
		"before its time":   func(e *journal.Entry) { e.At = epoch.Add(-time.Millisecond) },
		"unreadable":        func(e *journal.Entry) { e.Command = "\xff" },
	} {
		err := s.Update(func(l secretariat.Ledger) error {
			e := next(l, "", roster.Left{Login: "a.b"})
			change(&e)
			return l.Append(e, nil)
		})
		if err == nil || errors.Is(err, secretariat.ErrUncertain) {
			t.Errorf("%s: %v", name, err)
		}
	}
	view(t, s, func(s secretariat.State) {
		if d, _ := s.Delegate("a.b"); d.Left {
			t.Error("one of them was folded")
		}
	})
	update(t, s, func(l secretariat.Ledger) error { // the same moment is in order
		e := next(l, "")
		e.At = epoch
		return l.Append(e, nil)
	})
}

func commands(t *testing.T, s secretariat.Store) {
	a, b := rule.DigestOf("a"), rule.DigestOf("b")
	w := scribe{t, s}
	w.founds()
	w.posts("finance", 0)
	w.posts("finance", 0)
	update(t, s, func(l secretariat.Ledger) error {
		l.Remember("a.b", "id", 1, a)
		l.Remember("a.bc", "id", 2, b)
		l.Remember("", "id", 3, b)
		return nil
	})
	view(t, s, func(s secretariat.State) {
		for _, c := range []struct {
			by     asem.Login
			id     string
			entry  uint64
			action rule.Digest
			ok     bool
		}{
			{"a.b", "id", 1, a, true},
			{"a.bc", "id", 2, b, true},
			{"", "id", 3, b, true},
			{"a.b", "", 0, rule.Digest{}, false},
			{"a.b", "other", 0, rule.Digest{}, false},
			{"a.bcd", "id", 0, rule.Digest{}, false},
		} {
			if entry, action, ok := s.Done(c.by, c.id); entry != c.entry || action != c.action || ok != c.ok {
				t.Errorf("%s %q: %d, %v", c.by, c.id, entry, ok)
			}
		}
	})
}

func checkpoints(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	seen := map[string]bool{}
	for i := range 4 {
		if i == 0 {
			w.founds()
		} else {
			w.posts("finance", 0)
		}
		view(t, s, func(s secretariat.State) {
			signed, err := s.Checkpoint()
			if err != nil || len(signed) == 0 || seen[string(signed)] {
				t.Errorf("after entry %d: %q, %v", i+1, signed, err)
			}
			seen[string(signed)] = true
		})
	}
}

func reopened(t *testing.T, open Open) {
	folder := t.TempDir()
	s, done := open(t, folder)
	w := scribe{t, s}
	w.founds()
	n := w.posts("finance", 0)
	update(t, s, func(l secretariat.Ledger) error {
		l.PutDraft("a.b", secretariat.Draft{Place: "board/finance", Text: "x"})
		return nil
	})
	digest := putBlob(t, s, "a file")
	done()
	s, done = open(t, folder)
	t.Cleanup(done)
	view(t, s, func(s secretariat.State) {
		text, err := s.Text(n, 1)
		draft, kept := s.Draft("a.b", "board/finance")
		if last, _ := s.Last(); last != 2 || text != textOf(n) || err != nil || !kept || draft.Text != "x" {
			t.Errorf("entry %d, text %q, draft %+v", last, text, draft)
		}
	})
	wantBlob(t, s, digest, "a file")
	scribe{t, s}.posts("finance", n)
	if s.Damage() != nil {
		t.Errorf("damage: %v", s.Damage())
	}
}
