package storetest

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func versions(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	n := w.posts("finance", 0)
	update(t, s, func(l secretariat.Ledger) error {
		e := next(l, "a.b", forum.Edited{Number: n, Title: "Another", Digest: rule.DigestOf("second"), Bytes: 6})
		return l.Append(e, []rule.Text{{Number: n, Version: 2, Body: "second"}})
	})
	view(t, s, func(s secretariat.State) {
		for version, want := range map[int]string{1: textOf(n), 2: "second"} {
			if text, err := s.Text(n, version); text != want || err != nil {
				t.Errorf("version %d: %q, %v", version, text, err)
			}
		}
		for _, version := range []int{0, 3, -1} {
			if text, err := s.Text(n, version); !errors.Is(err, secretariat.ErrNoText) {
				t.Errorf("version %d: %q, %v", version, text, err)
			}
		}
		p, _ := s.Post(n)
		topic, _ := s.Topic(n)
		if p.Current().Title != "Another" || topic.Title != "Another" || !p.Edited() || p.Ordinal != 2 {
			t.Errorf("%+v of %+v", p, topic)
		}
	})
}

func redaction(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	digest := putBlob(t, s, "a file")
	var n asem.Number
	update(t, s, func(l secretariat.Ledger) error {
		n = l.NextNumber()
		e := next(l, "", forum.Posted{Number: n, Topic: n, Board: "finance", Path: []asem.Number{n}, Digest: rule.DigestOf("x"), Bytes: 1,
			Files: []rule.File{{Name: "f", Bytes: 6, Digest: digest}}, Origin: "o"})
		return l.Append(e, []rule.Text{{Number: n, Version: 1, Body: "x"}})
	})
	wantBlob(t, s, digest, "a file")
	view(t, s, func(s secretariat.State) {
		if known, ok := s.Imported("finance", "o"); known != n || !ok {
			t.Errorf("imported: %s, %v", known, ok)
		}
		if _, ok := s.Imported("health", "o"); ok {
			t.Error("imported on another board")
		}
	})
	e := w.states("mo.derator", forum.Redacted{Number: n, Reason: "by law"})
	view(t, s, func(s secretariat.State) {
		p, _ := s.Post(n)
		if text, err := s.Text(n, 1); !errors.Is(err, secretariat.ErrNoText) || p.Redacted == nil || p.Redacted.By != "mo.derator" || !p.Redacted.At.Equal(e.At) || p.Current().Digest != rule.DigestOf("x") {
			t.Errorf("%q, %+v", text, p)
		}
	})
	if _, err := s.Blob(digest); fault.KindOf(err) != fault.NotFound {
		t.Errorf("its file: %v", err)
	}
}

func ordinals(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	n := w.posts("finance", 0)
	m := w.posts("finance", n)
	var edited journal.Entry
	update(t, s, func(l secretariat.Ledger) error {
		edited = next(l, "a.b", forum.Edited{Number: n, Digest: rule.DigestOf("x"), Bytes: 1})
		return l.Append(edited, []rule.Text{{Number: n, Version: 2, Body: "x"}})
	})
	w.states("mo.derator", forum.Hidden{Number: m, On: true, Reason: "x"})
	view(t, s, func(s secretariat.State) {
		for ordinal, want := range map[uint32]asem.Number{1: n, 2: m, 3: n} {
			if got, _, ok := s.At("finance", ordinal); got != want || !ok {
				t.Errorf("%d is %s, %v", ordinal, got, ok)
			}
		}
		if _, since, _ := s.At("finance", 3); !since.Equal(edited.At) {
			t.Errorf("since %v", since)
		}
		if _, _, ok := s.At("finance", 4); ok {
			t.Error("one too many")
		}
		settled := s.Settled("finance") // the former version, and what is hidden
		if settled.Count() != 2 || !settled.Has(1) || !settled.Has(2) {
			t.Errorf("%d are settled", settled.Count())
		}
		if of := s.TopicOrdinals(n); of.Count() != 2 || !of.Has(2) || !of.Has(3) {
			t.Errorf("the topic has %d", of.Count())
		}
	})
	w.states("mo.derator", forum.Hidden{Number: m})
	view(t, s, func(s secretariat.State) {
		if settled := s.Settled("finance"); settled.Has(2) {
			t.Error("shown again, and settled")
		}
	})
}

// archived: what was imported is nobody's news, also when it was hidden and shown
// again; the newest date in a topic is its activity, whatever came last.
func archived(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	dates := []time.Time{epoch.AddDate(-30, 0, 0), epoch.AddDate(-10, 0, 0), epoch.AddDate(-20, 0, 0)}
	for i, at := range dates {
		n := asem.Number(i + 1)
		f := forum.Posted{Number: n, Topic: 1, Board: "finance", Path: []asem.Number{1}, At: at, Origin: n.String()}
		if n > 1 {
			f.ReplyTo, f.Path = 1, []asem.Number{1, n}
		}
		update(t, s, func(l secretariat.Ledger) error {
			f.Digest = rule.DigestOf("")
			return l.Append(next(l, "", f), []rule.Text{{Number: n, Version: 1}})
		})
	}
	w.states("mo.derator", forum.Hidden{Number: 2, On: true, Reason: "x"})
	w.states("mo.derator", forum.Hidden{Number: 2})
	view(t, s, func(s secretariat.State) {
		topic, _ := s.Topic(1)
		if !topic.Last.Equal(dates[1]) || !topic.At.Equal(dates[0]) || topic.Posts != 3 {
			t.Errorf("%+v", topic)
		}
		if settled := s.Settled("finance"); settled.Count() != 3 {
			t.Errorf("%d of three are settled", settled.Count())
		}
		if text, err := s.Text(3, 1); text != "" || err != nil {
			t.Errorf("a text of nothing is %q, %v", text, err)
		}
	})
}

// handedOver: a credential that was revoked and enrolled for somebody else is theirs.
func handedOver(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	w.states("", roster.Revoked{Fingerprint: "SHA256:1", Login: "a.b"})
	view(t, s, func(s secretariat.State) {
		if c, _ := s.Credential("SHA256:1"); c.Active() || c.RevokedBy != "" || !c.Revoked.Equal(epoch.Add(time.Second)) {
			t.Errorf("%+v", c)
		}
	})
	w.states("", roster.Accredited{Login: "c.d", Partner: "FI", Ring: true},
		roster.Enrolled{Fingerprint: "SHA256:1", Key: []byte{1}, Login: "c.d", Source: roster.FromRing})
	view(t, s, func(s secretariat.State) {
		c, _ := s.Credential("SHA256:1")
		if c.Login != "c.d" || !c.Active() || len(s.CredentialsOf("a.b")) != 0 || len(s.CredentialsOf("c.d")) != 1 {
			t.Errorf("%+v; %v has it too", c, s.CredentialsOf("a.b"))
		}
	})
	w.states("", roster.Left{Login: "a.b"})
	since := w.states("", roster.Accredited{Login: "a.b", Partner: "FI", Ring: true}).At
	w.states("", roster.Accredited{Login: "a.b", Partner: "FI", Mission: "Jakarta", Ring: true})
	view(t, s, func(s secretariat.State) {
		if d, _ := s.Delegate("a.b"); d.Left || !d.Since.Equal(since) || d.Mission != "Jakarta" {
			t.Errorf("came back: %+v", d)
		}
	})
}

// moved: the topic brings as many ordinals to the other board as it has posts.
func moved(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	w.posts("finance", 0)
	n := w.posts("finance", 0) // its ordinals are 2 to 6 on finance …
	for range 4 {
		w.posts("finance", n)
	}
	for range 3 {
		w.posts("health", 0) // … and will be 4 to 8 on health
	}
	w.states("mo.derator", forum.Moved{Topic: n, From: "finance", To: "health"})
	view(t, s, func(s secretariat.State) {
		from, _ := s.Board("finance")
		to, _ := s.Board("health")
		if from.Posts != 1 || from.Topics != 1 || to.Posts != 8 || to.Topics != 4 || to.Ordinals != 8 {
			t.Errorf("%+v to %+v", from, to)
		}
		if of := s.TopicOrdinals(n); of.Count() != 5 {
			t.Errorf("the topic of five posts has %d ordinals", of.Count())
		}
		if settled := s.Settled("finance"); settled.Count() != 5 {
			t.Errorf("%d are settled where it was", settled.Count())
		}
		if settled := s.Settled("health"); settled.Count() != 0 {
			t.Errorf("%d are settled where it is", settled.Count())
		}
		posts, _ := s.PostsOf(n, secretariat.Range{Limit: 10})
		for _, p := range posts {
			if at, _, _ := s.At("health", p.Ordinal); at != p.Number || p.Board != "health" || !s.TopicOrdinals(n).Has(p.Ordinal) {
				t.Errorf("%s has ordinal %d, which is %s", p.Number, p.Ordinal, at)
			}
		}
	})
}

func lists(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	var topics []asem.Number
	for range 5 {
		topics = append(topics, w.posts("finance", 0))
	}
	w.posts("health", 0)
	w.states("mo.derator", forum.Pinned{Topic: topics[1], On: true})
	first := w.posts("finance", topics[0])
	second := w.posts("finance", topics[0])
	deep := w.posts("finance", first)
	inBoard := []asem.Number{topics[1], topics[0], topics[4], topics[3], topics[2]}
	inTopic := []asem.Number{topics[0], first, deep, second}
	view(t, s, func(s secretariat.State) {
		for _, c := range []struct {
			r        secretariat.Range
			from, to int
			more     bool
		}{
			{secretariat.Range{Limit: 3}, 0, 3, true},
			{secretariat.Range{Limit: 5}, 0, 5, false},
			{secretariat.Range{Limit: 2, From: inBoard[1]}, 2, 4, true},
			{secretariat.Range{Limit: 2, From: inBoard[1], Inclusive: true}, 1, 3, true},
			{secretariat.Range{Limit: 2, From: inBoard[3], Backward: true}, 1, 3, true},
			{secretariat.Range{Limit: 2, From: inBoard[3], Backward: true, Inclusive: true}, 2, 4, true},
			{secretariat.Range{Limit: 2, Backward: true}, 3, 5, true},
			{secretariat.Range{Limit: 9, From: inBoard[4]}, 5, 5, false},
			{secretariat.Range{Limit: 9, From: inBoard[0], Backward: true}, 0, 0, false},
		} {
			page, more := s.TopicsOf("finance", c.r)
			var got []asem.Number
			for _, topic := range page {
				got = append(got, topic.Number)
			}
			if !slices.Equal(got, inBoard[c.from:c.to]) || more != c.more {
				t.Errorf("%+v: %v, %v", c.r, got, more)
			}
		}
		page, more := s.PostsOf(topics[0], secretariat.Range{Limit: 9})
		for i, p := range page {
			if p.Number != inTopic[i] || s.Rank(p) != i || more {
				t.Errorf("place %d: %s of rank %d", i, p.Number, s.Rank(p))
			}
		}
	})
}

func private(t *testing.T, s secretariat.Store) {
	var read newsrc.Set
	read.Add(1, 5)
	at := epoch.Add(time.Hour)
	update(t, s, func(l secretariat.Ledger) error {
		l.PutMarks("a.b", "finance", read)
		l.PutMarks("a.b", "health", newsrc.Set{})
		l.PutUndo("a.b", map[asem.Shelf][]byte{"finance": {1}, "health": nil})
		l.PutDraft("a.b", secretariat.Draft{Place: "reply/#7", Text: "x", Base: 2, Saved: at})
		l.PutDraft("a.b", secretariat.Draft{Place: "reply/#7", Text: "y"})
		l.PutDraft("a.b", secretariat.Draft{Place: "edit/#7"})
		l.DropDraft("a.b", "edit/#7")
		l.DropDraft("a.b", "edit/#8")
		l.PutPreferences("a.b", secretariat.Preferences{Zone: "Asia/Tokyo"})
		l.PutSeen("a.b", at)
		l.PutTaken("a.b", 42)
		return nil
	})
	view(t, s, func(s secretariat.State) {
		marks, ok := s.Marks("a.b", "finance")
		if !ok || marks.Count() != 2 || !marks.Has(5) {
			t.Errorf("marks: %d, %v", marks.Count(), ok)
		}
		if none, ok := s.Marks("a.b", "health"); !ok || none.Count() != 0 {
			t.Errorf("an empty mark is a mark: %v", ok)
		}
		if _, ok := s.Marks("a.b", "labour"); ok {
			t.Error("marks that were never made")
		}
		if undo := s.Undo("a.b"); len(undo) != 2 || !bytes.Equal(undo["finance"], []byte{1}) {
			t.Errorf("undo: %v", undo)
		}
		if d := s.Drafts("a.b"); len(d) != 1 || d[0].Text != "y" || d[0].Base != 0 {
			t.Errorf("drafts: %+v", d)
		}
		if p := s.Preferences("a.b"); p.Zone != "Asia/Tokyo" || !s.Seen("a.b").Equal(at) || s.Taken("a.b") != 42 || s.Taken("no.body") != 0 {
			t.Errorf("%+v, seen %v", p, s.Seen("a.b"))
		}
		if len(s.Undo("no.body")) > 0 || len(s.Drafts("no.body")) > 0 || s.Preferences("no.body") != (secretariat.Preferences{}) || !s.Seen("no.body").IsZero() {
			t.Error("nobody has something")
		}
		if last, _ := s.Last(); last != 0 {
			t.Error("what is private stands in the journal")
		}
	})
	update(t, s, func(l secretariat.Ledger) error { l.PutUndo("a.b", nil); return nil })
	view(t, s, func(s secretariat.State) {
		if len(s.Undo("a.b")) > 0 {
			t.Error("undone, and it can be again")
		}
	})
}

// neighbours: one name that begins with another's is another name.
func neighbours(t *testing.T, s secretariat.Store) {
	var read newsrc.Set
	read.Add(1)
	update(t, s, func(l secretariat.Ledger) error {
		for _, login := range []asem.Login{"a.bc", "a.b-c", "a.b.c"} {
			l.PutDraft(login, secretariat.Draft{Place: "board/finance", Text: string(login)})
			l.PutMarks(login, "finance", read)
		}
		l.PutMarks("a.b", "finance-deputies", read)
		return nil
	})
	view(t, s, func(s secretariat.State) {
		_, marks := s.Marks("a.b", "finance")
		if drafts := s.Drafts("a.b"); len(drafts) > 0 || marks {
			t.Errorf("a.b has what others have: %+v", drafts)
		}
		if drafts := s.Drafts("a.bc"); len(drafts) != 1 || drafts[0].Text != "a.bc" {
			t.Errorf("%+v", drafts)
		}
	})
}

// consistent: a view sees all of a transaction or nothing of it.
func consistent(t *testing.T, s secretariat.Store) {
	done := make(chan error, 1)
	go func() {
		var err error
		for i := range 100 {
			err = errors.Join(err, s.Update(func(l secretariat.Ledger) error {
				at := epoch.Add(time.Duration(i) * time.Second)
				l.PutSeen("a.b", at)
				l.PutSeen("c.d", at)
				return l.Append(journal.Entry{Number: uint64(i) + 1, At: at, Command: "x", Rule: 1}, nil)
			}))
		}
		done <- err
	}()
	last := uint64(0)
	for running := true; running; {
		select {
		case err := <-done:
			if running = false; err != nil {
				t.Error(err)
			}
		default:
		}
		view(t, s, func(s secretariat.State) {
			n, at := s.Last()
			a, b := s.Seen("a.b"), s.Seen("c.d")
			if !a.Equal(b) || n > 0 && !a.Equal(at) || n < last {
				t.Fatalf("entry %d at %v with %v and %v, after %d", n, at, a, b, last)
			}
			last = n
		})
	}
	if last != 100 {
		t.Errorf("the last thing seen is entry %d", last)
	}
}

// outlive: what was read may be kept when the view is over.
func outlive(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	n := w.posts("finance", 0)
	var post forum.Post
	var text string
	var set newsrc.Set
	var signed []byte
	view(t, s, func(s secretariat.State) {
		post, _ = s.Post(n)
		text, _ = s.Text(n, 1)
		set = s.TopicOrdinals(n)
		signed, _ = s.Checkpoint()
	})
	was := string(signed)
	for range 30 {
		w.posts("finance", n)
	}
	if !slices.Equal(post.Path, []asem.Number{n}) || text != textOf(n) || set.Count() != 1 || string(signed) != was {
		t.Errorf("%v, %q, %d, %q", post.Path, text, set.Count(), signed)
	}
}

func putBlob(t *testing.T, s secretariat.Store, body string) rule.Digest {
	t.Helper()
	digest, n, err := s.PutBlob(strings.NewReader(body), int64(len(body)))
	if err != nil || n != int64(len(body)) || digest != rule.DigestOf(body) {
		t.Fatalf("%s, %d, %v", digest, n, err)
	}
	return digest
}

func wantBlob(t *testing.T, s secretariat.Store, digest rule.Digest, want string) {
	t.Helper()
	body, err := s.Blob(digest)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(iotest.OneByteReader(body))
	if err != nil || string(got) != want {
		t.Errorf("%d bytes of %d come back, %v", len(got), len(want), err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
}

func files(t *testing.T, s secretariat.Store) {
	for _, body := range []string{"", "x", strings.Repeat("large ", 20_000)} {
		for range 2 {
			wantBlob(t, s, putBlob(t, s, body), body)
		}
	}
	if _, _, err := s.PutBlob(strings.NewReader("four"), 3); fault.KindOf(err) != fault.Usage {
		t.Errorf("over its limit: %v", err)
	}
	if _, err := s.Blob(rule.DigestOf("four")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what was refused: %v", err)
	}
	broken := errors.New("the line broke")
	if _, _, err := s.PutBlob(io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), 100); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	if _, err := s.Blob(rule.DigestOf("half")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("half a file: %v", err)
	}
}

func smallFiles(t *testing.T, s secretariat.Store) {
	bodies := [][]byte{{}, []byte("x"), []byte("x"), bytes.Repeat([]byte("y"), secretariat.MaxSmallBlob)}
	for range 2 {
		if err := s.PutSmallBlobs(bodies); err != nil {
			t.Fatal(err)
		}
	}
	for _, body := range bodies {
		wantBlob(t, s, rule.DigestOf(string(body)), string(body))
	}
	if err := s.PutSmallBlobs([][]byte{make([]byte, secretariat.MaxSmallBlob+1)}); err == nil {
		t.Error("a large one is taken")
	}
	if err := s.PutSmallBlobs(nil); err != nil {
		t.Errorf("none at all: %v", err)
	}
}
