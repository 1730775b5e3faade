package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A squeeze is a store that will soon have no room, and the way to give it some.
type squeeze struct {
	store *Store
	room  func()
}

// TestFullDisk fills a store until it refuses: nothing of what it refused is there,
// readers go on, and when there is room it takes writing again without being opened
// anew.
func TestFullDisk(t *testing.T) {
	for name, tighten := range map[string]func(*testing.T) squeeze{"by size": sizeBound, "by disk": smallDisk} {
		t.Run(name, func(t *testing.T) {
			q := tighten(t)
			s, c := q.store, newChronicler(3)
			c.write(t, s, 10)
			fillUp(t, s, c)
			before := impliedDigest(t, s)
			for range 3 {
				if err := post(s, c); !errors.Is(err, secretariat.ErrFull) || errors.Is(err, secretariat.ErrUncertain) {
					t.Fatalf("a post is answered with %v", err)
				}
			}
			if got := impliedDigest(t, s); got != before {
				t.Error("something of what was refused is there")
			}
			if s.Damage() != nil {
				t.Errorf("damage: %v", s.Damage())
			}
			wantReading(t, s)

			q.room()
			if err := post(s, c); err != nil {
				t.Fatalf("with room again: %v", err)
			}
			c.write(t, s, 20)
			wantClean(t, s)
		})
	}
}

// sizeBound is a store that may not grow beyond a megabyte, until it may.
func sizeBound(t *testing.T) squeeze {
	o := testOptions(t, t.TempDir())
	o.MaxSize = 1 << 20
	s := openWith(t, o)
	return squeeze{s, func() { s.state.MaxSize = 0 }}
}

// smallDisk is a store on a disk of its own, most of which something else takes.
func smallDisk(t *testing.T) squeeze {
	folder := mountSmall(t, 8<<20)
	other := filepath.Join(folder, "other")
	if err := os.WriteFile(other, make([]byte, 6<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	o := testOptions(t, folder)
	o.NoSync = false
	s := openWith(t, o)
	return squeeze{s, func() {
		if err := os.Remove(other); err != nil {
			t.Fatal(err)
		}
	}}
}

// fillUp posts until there is no room, ever less at a time.
func fillUp(t *testing.T, s *Store, c *chronicler) {
	t.Helper()
	for size := 256 << 10; size >= 64; {
		switch err := postText(s, c, strings.Repeat("x", size)); {
		case errors.Is(err, secretariat.ErrFull):
			size /= 2
		case err != nil:
			t.Fatal(err)
		}
	}
}

func post(s *Store, c *chronicler) error { return postText(s, c, strings.Repeat("long ", 20_000)) }

func postText(s *Store, c *chronicler, text string) error {
	lines := len(c.lines)
	err := s.Update(func(l secretariat.Ledger) error {
		c.told++
		return c.append(l, "", forum.Import{Board: "old-papers", Origin: fmt.Sprint("filling ", c.told), Text: text})
	})
	if err != nil {
		c.lines = c.lines[:lines]
	}
	return err
}

// TestFullDiskOfFiles receives files until there is no room for them.
func TestFullDiskOfFiles(t *testing.T) {
	folder := mountSmall(t, 4<<20)
	o := testOptions(t, folder)
	o.NoSync = false
	s := openWith(t, o)
	c := newChronicler(3)
	c.write(t, s, 10)
	for _, size := range []int{3 << 20, 5 << 20} { // no room for it twice; no room to receive it
		if _, _, err := s.PutBlob(bytes.NewReader(make([]byte, size)), 1<<30); !errors.Is(err, secretariat.ErrFull) {
			t.Errorf("a file of %d bytes for which there is no room is answered with %v", size, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, "receiving-*")); len(left) > 0 || err != nil {
		t.Errorf("%v is left, %v", left, err)
	}
	wantReading(t, s)
	if err := postText(s, c, "room for a post there is"); err != nil {
		t.Errorf("a post: %v", err)
	}
	small := []byte(strings.Repeat("small ", 1000))
	digest, n, err := s.PutBlob(bytes.NewReader(small), 1<<30)
	if err != nil || n != int64(len(small)) {
		t.Fatalf("a smaller file: %v", err)
	}
	wantBlob(t, s, digest, small)
	wantClean(t, s)
}

// TestNothingIsDroppedWhenFull keeps the file of a redaction that could not be written.
func TestNothingIsDroppedWhenFull(t *testing.T) {
	q := sizeBound(t)
	s, c := q.store, newChronicler(3)
	c.write(t, s, 3)
	digest, n, err := s.PutBlob(strings.NewReader("a file"), 100)
	if err != nil {
		t.Fatal(err)
	}
	c.do(t, s, "", forum.Import{Board: "old-papers", Origin: "1", Text: "one", Files: []rule.File{{Name: "f", Bytes: n, Digest: digest}}})
	fillUp(t, s, c)
	err = s.Update(func(l secretariat.Ledger) error {
		if err := c.append(l, "moderator.one", forum.Redact{Number: 1, Reason: "by law"}); err != nil {
			return err
		}
		return c.append(l, "", forum.Import{Board: "old-papers", Origin: "2", Text: strings.Repeat("long ", 100_000)})
	})
	if !errors.Is(err, secretariat.ErrFull) {
		t.Fatalf("%v", err)
	}
	wantBlob(t, s, digest, []byte("a file"))
	err = s.View(func(s secretariat.State) error {
		if p, _ := s.Post(1); p.Redacted != nil {
			t.Error("redacted all the same")
		}
		if text, err := s.Text(asem.Number(1), 1); err != nil || text != "one" {
			t.Errorf("the text is %q, %v", text, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
