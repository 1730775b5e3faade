package boltstore

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// goldenWrite, set to a name, writes a store under testdata/NAME as this version
// writes it: AVS_GOLDEN=format-2 go test -run Golden ./internal/boltstore. What is
// there already is never written again: those are the stores of older versions.
const goldenWrite = "AVS_GOLDEN"

// TestGoldenStores opens the stores that former versions wrote: they verify, say
// what they said, and take writing.
func TestGoldenStores(t *testing.T) {
	if name := os.Getenv(goldenWrite); name != "" {
		writeGolden(t, filepath.Join("testdata", name))
	}
	folders, err := filepath.Glob("testdata/format-*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no store kept, %v", err)
	}
	for _, kept := range folders {
		t.Run(filepath.Base(kept), func(t *testing.T) {
			s := openIn(t, folderWith(t, unpack(t, kept, StateFile), unpack(t, kept, BlobsFile)))
			if s.Damage() != nil {
				t.Fatal(s.Damage())
			}
			wantClean(t, s)
			want, err := os.ReadFile(filepath.Join(kept, "says.txt"))
			if err != nil {
				t.Fatal(err)
			}
			if got := says(t, s); got != string(want) {
				t.Errorf("it says something else than it did:\n%s", firstDifferentLine(got, string(want)))
			}
			newChronicler(99).do(t, s, "delegate.one", forum.Open{Board: "finance", Title: "Later", Text: "Written by a later version."})
			wantClean(t, s)
		})
	}
}

func writeGolden(t *testing.T, kept string) {
	t.Helper()
	if _, err := os.Stat(kept); err == nil {
		t.Fatalf("%s is there already", kept)
	}
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	fillGolden(t, s)
	told := says(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(kept, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{StateFile, BlobsFile} {
		var packed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is a valid one
		if _, err := w.Write(fileBytes(t, filepath.Join(folder, name))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(kept, name+".gz"), packed.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(kept, "says.txt"), []byte(told), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fillGolden writes something of every kind: facts, texts, files, and all that is
// beside the journal.
func fillGolden(t *testing.T, s *Store) {
	t.Helper()
	c := newChronicler(20)
	digest, n, err := s.PutBlob(strings.NewReader(strings.Repeat("A paper. ", 9000)), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	c.files = []rule.File{{Name: "paper.txt", Type: "text/plain", Bytes: n, Digest: digest}}
	c.write(t, s, 300)
	err = s.Update(func(l secretariat.Ledger) error {
		var read newsrc.Set
		read.AddUpTo(5)
		read.Add(9)
		l.PutMarks("delegate.one", "finance", read)
		before, err := read.Bytes()
		l.PutUndo("delegate.one", map[asem.Shelf][]byte{"finance": before})
		l.PutDraft("delegate.one", secretariat.Draft{Place: secretariat.ReplyTo(3), Token: "t", Text: "Unfinished", Saved: c.now})
		l.PutPreferences("delegate.one", secretariat.Preferences{Zone: "Asia/Jakarta", NoColour: true, Linear: true})
		l.PutSeen("delegate.one", c.now)
		l.Remember("delegate.one", "token", 7, rule.DigestOf("an action"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	fillBoxes(t, s)
	wantClean(t, s)
}

func unpack(t *testing.T, kept, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join(kept, name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// says writes down what a store answers, a line a fact.
func says(t *testing.T, s *Store) string {
	t.Helper()
	var out strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	err := s.View(func(s secretariat.State) error {
		last, at := s.Last()
		say("entries %d until %s, next post %s", last, at, s.NextNumber())
		for _, p := range s.Partners() {
			say("partner %s %s %s %s %s", p.Code, p.Name, p.Region, p.Group, p.Joined)
		}
		sayRoster(say, s)
		for _, c := range s.Clusters() {
			say("cluster %s %s", c.ID, c.Title)
		}
		for _, b := range s.Boards() {
			say("board %s %q %s topics %d posts %d ordinals %d settled %d", b.ID, b.Title, b.Pillar, b.Topics, b.Posts, b.Ordinals, settledOn(s, b))
			topics, _ := s.TopicsOf(b.ID, secretariat.Range{Limit: 1000})
			for _, topic := range topics {
				say("topic %s %q posts %d last %s pinned %v locked %v hidden %v", topic.Number, topic.Title, topic.Posts, topic.Last, topic.Pinned, topic.Locked, topic.Hidden)
				sayPosts(say, s, topic)
			}
		}
		sayPrivate(say, s)
		sayBoxes(say, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func settledOn(s secretariat.State, b forum.Board) int {
	set := s.Settled(b.ID.Shelf())
	return set.Count()
}

func sayRoster(say func(string, ...any), s secretariat.State) {
	for _, d := range s.Delegates() {
		say("delegate %s %q of %s in %q as %s since %s ring %v left %v", d.Login, d.Name, d.Partner, d.Mission, d.RoleList(), d.Since, d.Ring, d.Left)
		for _, c := range s.CredentialsOf(d.Login) {
			say("key %s %q %q since %s from %s active %v, revoked by %q", c.Fingerprint, c.Key, c.Comment, c.Enrolled, c.Source, c.Active(), c.RevokedBy)
		}
	}
	var state roster.State = s
	if _, ok := state.Credential("SHA256:none"); ok {
		say("a key that nobody has")
	}
}

func sayPosts(say func(string, ...any), s secretariat.State, topic forum.Topic) {
	posts, _ := s.PostsOf(topic.Number, secretariat.Range{Limit: 1000})
	for _, p := range posts {
		say("post %s answers %s path %v by %+v at %s changed %s ordinal %d hidden %v redacted %v imported %v", p.Number, p.ReplyTo, p.Path,
			p.Author, p.At, p.Changed, p.Ordinal, p.Hidden != nil, p.Redacted != nil, p.Imported)
		for i, v := range p.Versions {
			text, err := s.Text(p.Number, i+1)
			say("version %d at %s by %s %q %s %q %v", i+1, v.At, v.By, v.Title, v.Digest, text, err == nil)
		}
		for _, f := range p.Files {
			say("file %s %s %d %s", f.Name, f.Type, f.Bytes, f.Digest)
		}
	}
}

func sayPrivate(say func(string, ...any), s secretariat.State) {
	const who = "delegate.one"
	read, ok := s.Marks(who, "finance")
	say("read %d, 9 %v, 7 %v, %v", read.Count(), read.Has(9), read.Has(7), ok)
	for board, before := range s.Undo(who) {
		say("undo %s %x", board, before)
	}
	for _, d := range s.Drafts(who) {
		say("draft {Place:%s Token:%s Title:%s Text:%s Base:%d Saved:%s}", d.Place, d.Token, d.Title, d.Text, d.Base, d.Saved)
	}
	say("preferences %+v, seen %s", s.Preferences(who), s.Seen(who))
	entry, action, done := s.Done(who, "token")
	say("token %d %s %v", entry, action, done)
}

func firstDifferentLine(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got: %s\nwant: %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines instead of %d", len(g), len(w))
}
