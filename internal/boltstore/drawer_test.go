package boltstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/archive/keeptest"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

func openedDrawer(t testing.TB, folder string, wantFresh bool) *Drawer {
	t.Helper()
	d, fresh, err := OpenDrawer(folder)
	if err != nil || fresh != wantFresh {
		t.Fatalf("fresh %v, %v", fresh, err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestDrawerIsAKeep(t *testing.T) {
	keeptest.Test(t, func(t testing.TB) archive.Keep { return openedDrawer(t, t.TempDir(), true) }, true)
}

// filled is the bytes of a search index with something in it.
func filled(t *testing.T) []byte {
	t.Helper()
	folder := t.TempDir()
	d := openedDrawer(t, folder, true)
	err := d.Update(func(w archive.Writer) error {
		for i := range 2000 {
			if err := w.Put(fmt.Appendf(nil, "key %d", i), make([]byte, 40)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(folder, SearchFile))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestDamagedIndexIsMadeAnew: whatever happened to the file, a server starts, with an
// empty index or the whole one.
func TestDamagedIndexIsMadeAnew(t *testing.T) {
	whole, page := filled(t), os.Getpagesize()
	for name, data := range map[string][]byte{"empty": {}, "garbage": []byte("no index"), "half": whole[:len(whole)/2], "zeroes": make([]byte, 1<<20)} {
		opensAfter(t, name, data)
	}
	for at := 2 * page; at < 48*page; at += page {
		zeroed := slices.Clone(whole)
		clear(zeroed[at : at+page])
		opensAfter(t, fmt.Sprintf("page %d zeroed", at/page), zeroed)
	}
}

func opensAfter(t *testing.T, name string, data []byte) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, SearchFile), data, 0o600); err != nil {
		t.Fatal(err)
	}
	d, _, err := OpenDrawer(folder)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	n := 0
	err = d.View(func(r archive.Reader) error {
		r.Each(nil, func(_, _ []byte) bool { n++; return true })
		return nil
	})
	if n != 0 && n != 2000 || err != nil {
		t.Errorf("%s: %d keys of 2000, %v", name, n, err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestSecondServerOnTheIndex(t *testing.T) {
	folder := t.TempDir()
	openedDrawer(t, folder, true)
	if _, _, err := OpenDrawer(folder); fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
}

func TestDrawerTellsAFullDisk(t *testing.T) {
	d := openedDrawer(t, t.TempDir(), true)
	d.db.MaxSize = 1 << 20
	err := d.Update(func(w archive.Writer) error {
		for i := range 4000 {
			if err := w.Put(fmt.Appendf(nil, "key %d", i), make([]byte, 1000)); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, secretariat.ErrFull) {
		t.Errorf("%v", err)
	}
	if err := d.Update(func(w archive.Writer) error { return w.Put([]byte("a"), []byte("b")) }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
