package boltstore

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOpeningWritesNothing opens, reads, verifies and closes stores: whole, damaged,
// and with a torn head. Not a byte is another afterwards, so that what there is to
// see is there to be seen again.
func TestOpeningWritesNothing(t *testing.T) {
	w := writeToDamage(t)
	random := rand.New(rand.NewPCG(2, 3))
	torn := bytes.Clone(w.state)
	clear(torn[16:80])
	for name, folder := range map[string]string{
		"whole":           folderWith(t, w.state, w.blobs),
		"a damaged entry": w.flipped(t, w.records[string(bJournal)][5], random),
		"a changed text":  w.flipped(t, w.records[string(bTexts)][5], random),
		"a torn head":     folderWith(t, torn, w.blobs),
	} {
		before := bothFiles(t, folder)
		var told [2]string
		for i := range told {
			s, err := Open(testOptions(t, folder))
			if err != nil {
				t.Fatal(err)
			}
			wantReading(t, s)
			told[i] = strings.Join(problemsOf(t, s), "\n")
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if told[0] != told[1] || (told[0] == "") != (name == "whole") {
			t.Errorf("%s: first %q, then %q", name, told[0], told[1])
		}
		if !bytes.Equal(before, bothFiles(t, folder)) {
			t.Errorf("%s: the files were changed", name)
		}
	}
}

func bothFiles(t *testing.T, folder string) []byte {
	t.Helper()
	var both []byte
	for _, name := range []string{StateFile, BlobsFile} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, data...)
	}
	return both
}
