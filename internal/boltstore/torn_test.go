package boltstore

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

// TestTornFileGetsASentence truncates each file at every page and in the middle of
// one, and puts other things in its place. Opening answers with a sentence that
// names the file, and changes nothing.
func TestTornFileGetsASentence(t *testing.T) {
	w := writeToDamage(t)
	page := os.Getpagesize()
	for _, file := range []string{StateFile, BlobsFile} {
		whole := w.state
		if file == BlobsFile {
			whole = w.blobs
		}
		torn := map[string][]byte{
			"empty": {}, "garbage": bytes.Repeat([]byte("no store "), 9000), "short garbage": []byte("x"),
			"half a head": whole[:40], "one byte less": whole[:len(whole)-1], "zeroes": make([]byte, len(whole)),
		}
		for at := page; at < len(whole); at += page {
			torn["at a page"] = whole[:at]
			torn["in a page"] = whole[:at+page/2]
			for name, data := range torn {
				wantSentence(t, w, file, name, data)
			}
			clear(torn)
		}
	}
}

func wantSentence(t *testing.T, w written, file, name string, data []byte) {
	t.Helper()
	state, blobs := w.state, w.blobs
	if file == StateFile {
		state = data
	} else {
		blobs = data
	}
	folder := folderWith(t, state, blobs)
	s, err := Open(testOptions(t, folder))
	if err == nil {
		s.Close()
		t.Fatalf("%s, %s (%d bytes): opened", file, name, len(data))
	}
	var sentence *fault.Error
	if !errors.As(err, &sentence) || sentence.Kind != fault.Failed || !strings.Contains(sentence.What, file) || sentence.Next == "" {
		t.Errorf("%s, %s (%d bytes): %v", file, name, len(data), err)
	}
	after, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil || !bytes.Equal(after, data) {
		t.Errorf("%s, %s (%d bytes): the file was changed, %v", file, name, len(data), err)
	}
	if err := CheckPages(folder, true); fault.KindOf(err) != fault.Failed {
		t.Errorf("%s, %s (%d bytes): the check of pages answers %v", file, name, len(data), err)
	}
}

// TestZeroedPages zeroes whole pages, as a disk does that lost a write. The check in
// a process of its own, then opening, never crash the server unnoticed.
func TestZeroedPages(t *testing.T) {
	w := writeToDamage(t)
	random := rand.New(rand.NewPCG(5, 5))
	for range 8 {
		at := (2 + random.IntN(len(w.state)/4096-2)) * 4096
		state := bytes.Clone(w.state)
		clear(state[at : at+4096])
		folder := folderWith(t, state, w.blobs)
		if _, ok := inChild(t, "pages", folder); !ok {
			continue
		}
		told, ok := inChild(t, "serve", folder)
		if !ok || strings.HasPrefix(told, "clean") && !strings.HasSuffix(told, w.digest) {
			t.Errorf("page %d zeroed: %s", at/4096, told)
		}
	}
}

// TestTornHeadIsNamed damages each of the two heads in turn: the store goes by the
// other one, which may be older by a commit, and verifying says so.
func TestTornHeadIsNamed(t *testing.T) {
	w := writeToDamage(t)
	for head := range 2 {
		state := bytes.Clone(w.state)
		clear(state[head*4096 : head*4096+80])
		told, ok := inChild(t, "serve", folderWith(t, state, w.blobs))
		if !ok || !strings.Contains(told, "one of the two heads") {
			t.Errorf("head %d zeroed: %s", head, told)
		}
	}
}

// TestHalfAStoreIsRefused opens a folder in which one of the two files is missing.
func TestHalfAStoreIsRefused(t *testing.T) {
	w := writeToDamage(t)
	for missing, folder := range map[string]string{
		StateFile: folderWith(t, nil, w.blobs), BlobsFile: folderWith(t, w.state, nil),
	} {
		_, err := Open(testOptions(t, folder))
		if fault.KindOf(err) != fault.Failed || !strings.Contains(fault.Sentence(err), missing+" is missing") {
			t.Errorf("without %s: %v", missing, err)
		}
		if _, err := os.Stat(filepath.Join(folder, missing)); err == nil {
			t.Errorf("an empty %s was made", missing)
		}
	}
}

// TestSecondServerIsRefused opens a store that another process has open: it is told,
// within a second of which it waits only a part.
func TestSecondServerIsRefused(t *testing.T) {
	folder := t.TempDir()
	openIn(t, folder)
	told, ok := inChild(t, "open", folder)
	if !ok || !strings.HasPrefix(told, "conflict: ") || !strings.Contains(told, "in use by another server") {
		t.Errorf("the second one is told: %s", told)
	}
	if lockWait > 500*time.Millisecond {
		t.Errorf("it waits %v", lockWait)
	}
}

// TestNoFolder opens a store where there is none to be.
func TestNoFolder(t *testing.T) {
	_, err := Open(testOptions(t, filepath.Join(t.TempDir(), "not", "there")))
	if fault.KindOf(err) != fault.Failed || fault.Sentence(err) == "" {
		t.Errorf("%v", err)
	}
	if Exists(t.TempDir()) {
		t.Error("a store in an empty folder")
	}
}
