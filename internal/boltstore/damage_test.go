package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unsafe"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/tlog"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A record is where the bytes of one value stand in a file, and the entry that
// must be named when they change; 0 where any problem will do.
type record struct {
	bucket string
	file   string
	at     int
	length int
	entry  uint64
}

// written is a closed store to damage: its files, and where its records are.
type written struct {
	state, blobs []byte
	records      map[string][]record // by bucket
	digest       string
}

func writeToDamage(t *testing.T) written {
	t.Helper()
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	c := newChronicler(7)
	for i, size := range []int{10, 3 * chunk} {
		digest, n, err := s.PutBlob(bytes.NewReader(bytes.Repeat([]byte{byte('a' + i), 1, 2, 3, 4}, size/5)), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		c.files = append(c.files, rule.File{Name: "paper.pdf", Bytes: n, Digest: digest})
	}
	c.write(t, s, 120)
	w := written{records: recordsOf(t, s, c.lines), digest: impliedDigest(t, s)}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.state, w.blobs = fileBytes(t, filepath.Join(folder, StateFile)), fileBytes(t, filepath.Join(folder, BlobsFile))
	return w
}

// recordsOf finds the bytes of the journal, the tree, the texts and the files.
func recordsOf(t *testing.T, s *Store, lines []line) map[string][]record {
	t.Helper()
	texts, files := namedIn(lines)
	found := map[string][]record{}
	walk := func(db *bolt.DB, file string, bucket []byte, entry func(key []byte) uint64) {
		base := db.Info().Data
		err := db.View(func(btx *bolt.Tx) error {
			return btx.Bucket(bucket).ForEach(func(k, v []byte) error {
				at := int(uintptr(unsafe.Pointer(unsafe.SliceData(v))) - base)
				found[string(bucket)] = append(found[string(bucket)], record{string(bucket), file, at, len(v), entry(k)})
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	walk(s.state, StateFile, bJournal, func(k []byte) uint64 { return uint64(readNumber(k)) })
	walk(s.state, StateFile, bTree, leafEntry)
	walk(s.state, StateFile, bTexts, func(k []byte) uint64 { return texts[string(k)] })
	walk(s.blobs, BlobsFile, bChunks, func(k []byte) uint64 { return files[string(k[:32])] })
	return found
}

// leafEntry is the entry of which this is the leaf; an inner hash is of none.
func leafEntry(k []byte) uint64 {
	level, leaf := tlog.SplitStoredHashIndex(int64(readNumber(k)))
	if level > 0 {
		return 0
	}
	return uint64(leaf) + 1
}

// namedIn is which entry names a text, and which one first names a file.
func namedIn(lines []line) (texts, files map[string]uint64) {
	texts, files = map[string]uint64{}, map[string]uint64{}
	redacted := map[asem.Number]bool{}
	for _, l := range lines {
		for _, f := range l.entry.Facts {
			if f, ok := f.(forum.Redacted); ok {
				redacted[f.Number] = true
			}
		}
	}
	for _, l := range lines {
		for _, text := range l.texts {
			texts[string(textKey(text.Number, text.Version))] = l.entry.Number
		}
		for _, f := range l.entry.Facts {
			for _, file := range filesIn(f) {
				if key := string(file.Digest[:]); files[key] == 0 {
					files[key] = l.entry.Number
				}
			}
		}
	}
	return texts, files
}

func filesIn(f rule.Fact) []rule.File {
	switch f := f.(type) {
	case forum.Posted:
		return f.Files
	case mail.Sent:
		return f.Files
	}
	return nil
}

// flipped is a copy of the store in which one bit of a record is another.
func (w written) flipped(t *testing.T, r record, random *rand.Rand) string {
	t.Helper()
	state, blobs := w.state, w.blobs
	data := &state
	if r.file == BlobsFile {
		data = &blobs
	}
	*data = bytes.Clone(*data)
	(*data)[r.at+random.IntN(r.length)] ^= 1 << random.IntN(8)
	return folderWith(t, state, blobs)
}

// TestOneFlippedByteIsNamed changes one bit in the journal, its tree, a text or a
// file: opening or verifying names the entry, and whoever reads goes on.
func TestOneFlippedByteIsNamed(t *testing.T) {
	w := writeToDamage(t)
	random := rand.New(rand.NewPCG(11, 12))
	for _, bucket := range [][]byte{bJournal, bTree, bTexts, bChunks} {
		records := w.records[string(bucket)]
		for range 25 {
			r := records[random.IntN(len(records))]
			s := openIn(t, w.flipped(t, r, random))
			found := problemsOf(t, s)
			if !names(found, r.entry) {
				t.Errorf("%s: a flip in a record of entry %d is told as %q", r.bucket, r.entry, found)
			}
			wantReading(t, s)
			if want := map[bool]int{true: 1}[r.bucket == string(bTexts)]; changedTexts(t, s) != want {
				t.Errorf("%s: %d texts are told to be changed, want %d", r.bucket, changedTexts(t, s), want)
			}
		}
	}
}

// problemsOf is what opening says of a store, and else what verifying says.
func problemsOf(t *testing.T, s *Store) []string {
	t.Helper()
	if damage := s.Damage(); damage != nil {
		if err := s.Update(func(secretariat.Ledger) error { return nil }); !errors.Is(err, secretariat.ErrDamaged) {
			t.Errorf("a damaged store is written to: %v", err)
		}
		return []string{damage.Error()}
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, p := range report.Problems {
		found = append(found, p.Error())
	}
	return found
}

func names(found []string, entry uint64) bool {
	if entry == 0 {
		return len(found) > 0
	}
	for _, p := range found {
		if strings.Contains(p, fmt.Sprintf("entry %d:", entry)) {
			return true
		}
	}
	return false
}

// wantReading reads boards, topics and posts, which no flip here has touched.
func wantReading(t *testing.T, s *Store) {
	t.Helper()
	err := s.View(func(s secretariat.State) error {
		posts := 0
		for _, b := range s.Boards() {
			topics, _ := s.TopicsOf(b.ID, secretariat.Range{Limit: 1000})
			for _, topic := range topics {
				page, _ := s.PostsOf(topic.Number, secretariat.Range{Limit: 1000})
				posts += len(page)
			}
		}
		if posts == 0 || len(s.Delegates()) == 0 {
			t.Error("nothing can be read")
		}
		return nil
	})
	if err != nil {
		t.Errorf("reading: %v", err)
	}
}

// changedTexts counts the texts that are not what the journal says, reading all of them.
func changedTexts(t *testing.T, s *Store) int {
	t.Helper()
	changed := 0
	err := s.View(func(s secretariat.State) error {
		for n := asem.Number(1); n < s.NextNumber(); n++ {
			p, _ := s.Post(n)
			notice, _ := s.Notice(n)
			i, _ := s.Initiative(n)
			m, _ := s.Meeting(n)
			programme, _ := s.Programme(n)
			c, _ := s.Contingency(n)
			silence, _ := s.Procedure(n)
			versions := max(len(p.Versions), len(notice.Versions), len(i.Writings), len(m.Texts), len(programme.Digests), len(c.Log), len(silence.Entries))
			if _, ok := s.Letter(n); ok {
				versions = 1
			}
			for version := range versions {
				if version < len(silence.Entries) && !silence.Entries[version].Kind.Written() {
					continue
				}
				_, err := s.Text(n, version+1)
				if errors.Is(err, secretariat.ErrTextChanged) {
					changed++
				} else if err != nil && p.Redacted == nil {
					t.Errorf("the text of %s, version %d: %v", n, version+1, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return changed
}

// TestOneFlippedByteAnywhere changes one bit anywhere in the files, heads, keys and
// links between pages included. What a bit there can do is kill the process that
// maps the file: the check in a process of its own is there to find that out. After
// it, opening never crashes, and nothing that reads as clean holds anything else
// than what was written.
func TestOneFlippedByteAnywhere(t *testing.T) {
	flips := 40
	if testing.Short() {
		flips = 8
	}
	w := writeToDamage(t)
	random := rand.New(rand.NewPCG(13, 14))
	outcomes := map[string]int{}
	for range flips {
		file, data := StateFile, w.state
		if random.IntN(8) == 0 {
			file, data = BlobsFile, w.blobs
		}
		at := random.IntN(len(data))
		folder := w.flipped(t, record{file: file, at: at, length: 1}, random)
		if _, ok := inChild(t, "pages", folder); !ok {
			outcomes["found by the check of pages"]++
			continue
		}
		told, ok := inChild(t, "serve", folder)
		kind, digest, _ := strings.Cut(told, ": ")
		outcomes[kind]++
		switch {
		case !ok:
			t.Errorf("%s, byte %d: the server crashes after its pages were found in order: %s", file, at, told)
		case kind == "clean" && digest != w.digest:
			t.Errorf("%s, byte %d (page %d): not noticed, and the store holds something else", file, at, at/4096)
		case kind == "no sentence" || kind == "written to all the same":
			t.Errorf("%s, byte %d: %s", file, at, told)
		}
	}
	t.Log(outcomes)
}

// TestRedactedFileIsGone redacts a post with a file: the body is gone, piece by
// piece, unless another post names it too.
func TestRedactedFileIsGone(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(1)
	c.write(t, s, 3)
	var files []rule.File
	for i := range 2 {
		digest, n, err := s.PutBlob(bytes.NewReader(bytes.Repeat([]byte{byte(i), 9}, 9*chunk)), 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, rule.File{Name: "a.bin", Bytes: n, Digest: digest})
	}
	c.do(t, s, "", forum.Import{Board: "old-papers", Origin: "1", Text: "one", Files: files})
	c.do(t, s, "", forum.Import{Board: "old-papers", Origin: "2", Text: "two", Files: files[:1]})
	c.do(t, s, "moderator.one", forum.Redact{Number: 1, Reason: "by law"})
	if _, err := s.Blob(files[0].Digest); err != nil {
		t.Errorf("a file that another post names is gone: %v", err)
	}
	if _, err := s.Blob(files[1].Digest); err == nil {
		t.Error("the redacted file can be opened")
	}
	left := 0
	err := s.blobs.View(func(btx *bolt.Tx) error {
		return btx.Bucket(bChunks).ForEach(func(k, _ []byte) error {
			if bytes.HasPrefix(k, files[1].Digest[:]) {
				left++
			}
			return nil
		})
	})
	if err != nil || left > 0 {
		t.Errorf("%d pieces of the redacted file are left, %v", left, err)
	}
	wantClean(t, s)
}

// TestLoweredNumberIsNamed changes the number that the next post will get: the
// next post would overwrite an old one.
func TestLoweredNumberIsNamed(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(5)
	c.write(t, s, 60)
	err := s.state.Update(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		put(t, bMeta, keyNext, asem.Number(1))
		return t.err
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) == 0 {
		t.Errorf("verifying finds nothing, %v", err)
	}
}

// TestDamagedStateIsReadOnly damages one record of the state, which opening does
// not read. Whoever writes what touches it is refused, the store serves reading
// from then on, and other damage is not claimed.
func TestDamagedStateIsReadOnly(t *testing.T) {
	s := openIn(t, t.TempDir())
	c := newChronicler(5)
	c.write(t, s, 60)
	err := s.state.Update(func(btx *bolt.Tx) error {
		return btx.Bucket(bPosts).Put(number(asem.Number(1)), []byte{0xff})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(func(l secretariat.Ledger) error {
		l.Post(1)
		return nil
	})
	if !errors.Is(err, secretariat.ErrDamaged) || errors.Is(err, secretariat.ErrUncertain) {
		t.Errorf("writing answers %v", err)
	}
	if s.Damage() == nil {
		t.Error("the store takes more writing")
	}
	err = s.View(func(s secretariat.State) error {
		if _, ok := s.Delegate("delegate.one"); !ok {
			t.Error("delegates cannot be read")
		}
		return nil
	})
	if err != nil {
		t.Errorf("reading: %v", err)
	}
}

// TestDamagedStoreTakesNoFiles holds the bodies of files to read-only too.
func TestDamagedStoreTakesNoFiles(t *testing.T) {
	w := writeToDamage(t)
	folder := w.flipped(t, w.records[string(bJournal)][0], rand.New(rand.NewPCG(1, 1)))
	s := openIn(t, folder)
	before, err := os.ReadFile(filepath.Join(folder, BlobsFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutBlob(strings.NewReader("something new"), 100); !errors.Is(err, secretariat.ErrDamaged) {
		t.Errorf("a file is taken: %v", err)
	}
	after, err := os.ReadFile(filepath.Join(folder, BlobsFile))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file of bodies changed, %v", err)
	}
}
