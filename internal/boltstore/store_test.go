package boltstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/note"

	"asem.internal/avs/internal/journal"
)

// testSeal is the same in every run, so that a store kept as test data can be
// opened by all of them.
func testSeal(t testing.TB) *journal.Seal {
	t.Helper()
	seed := sha256.Sum256([]byte("the seal of the tests"))
	secret, public, err := note.GenerateKey(bytes.NewReader(seed[:]), "asem.internal/avs/journal")
	if err != nil {
		t.Fatal(err)
	}
	seal, err := journal.NewSeal(secret, public)
	if err != nil {
		t.Fatal(err)
	}
	return seal
}

func testOptions(t testing.TB, folder string) Options {
	t.Helper()
	return Options{Folder: folder, Codec: journal.NewCodec(), Seal: testSeal(t), NoSync: true}
}

// openIn opens the store of a folder; it is closed when the test ends.
func openIn(t testing.TB, folder string) *Store {
	t.Helper()
	return openWith(t, testOptions(t, folder))
}

func openWith(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// wantClean verifies the store and wants nothing found.
func wantClean(t testing.TB, s *Store) Report {
	t.Helper()
	report, err := s.Verify(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Errorf("the store does not verify: %v", p)
	}
	return report
}

// impliedDigest is a digest of everything that the journal implies, and of the
// journal and its tree. What depends on the batches (the checkpoints) is not in it.
func impliedDigest(t testing.TB, s *Store) string {
	t.Helper()
	sum := sha256.New()
	err := s.state.View(func(btx *bolt.Tx) error {
		for _, name := range append([][]byte{bJournal, bTree}, folded...) {
			digestBucket(sum, name, btx.Bucket(name))
		}
		for _, key := range [][]byte{keyLast, keyNext} {
			fmt.Fprintf(sum, "%s=%x\n", key, btx.Bucket(bMeta).Get(key))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func digestBucket(sum hash.Hash, name []byte, b *bolt.Bucket) {
	fmt.Fprintf(sum, "%s\n", name)
	c := b.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		fmt.Fprintf(sum, "%x=%x\n", k, v)
	}
}

// fileBytes reads the used part of a store's file: bbolt grows its files well
// beyond that, which would only make tests slow.
func fileBytes(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	used, err := promised(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return data[:used]
}

// folderWith makes a folder of these two files; one that is nil is left out.
func folderWith(t testing.TB, state, blobs []byte) string {
	t.Helper()
	folder := t.TempDir()
	for name, data := range map[string][]byte{StateFile: state, BlobsFile: blobs} {
		if data == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestFoldersHaveLetters: verifying reads what delegates put into folders.
func TestFoldersHaveLetters(t *testing.T) {
	s := openIn(t, t.TempDir())
	newChronicler(3).write(t, s, 200)
	if found := problemsOf(t, s); len(found) > 0 {
		t.Fatal(found)
	}
	err := s.state.Update(func(btx *bolt.Tx) error { return btx.Bucket(bFolders).Put([]byte("delegate.one"), nil) })
	if err != nil {
		t.Fatal(err)
	}
	if found := problemsOf(t, s); len(found) != 1 || !strings.Contains(found[0], "which is no letter") {
		t.Errorf("%q", found)
	}
}
