package boltstore

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

// breakDisk puts something else behind the open file of a store: writing and
// syncing it go wrong from then on, as on a disk that fails.
func breakDisk(t *testing.T, path, behind string, mode int) {
	t.Helper()
	fds, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range fds {
		if to, err := os.Readlink(link); err != nil || to != path {
			continue
		}
		fd, err := strconv.Atoi(filepath.Base(link))
		if err != nil {
			t.Fatal(err)
		}
		broken, err := syscall.Open(behind, mode|syscall.O_CLOEXEC, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Dup3(broken, fd, syscall.O_CLOEXEC); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Close(broken); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("%s is not open", path)
}

// TestDiskFails lets the disk fail under a store, once in writing and once in
// syncing: nobody can say whether the commit was written, readers go on, and the
// store opened anew is in order.
func TestDiskFails(t *testing.T) {
	for name, fails := range map[string]func(t *testing.T, path string){
		"in writing": func(t *testing.T, path string) { breakDisk(t, path, path, syscall.O_RDONLY) },
		"in syncing": func(t *testing.T, path string) { breakDisk(t, path, "/dev/null", syscall.O_RDWR) },
	} {
		t.Run(name, func(t *testing.T) {
			o := testOptions(t, t.TempDir())
			o.NoSync = false
			s, err := Open(o)
			if err != nil {
				t.Fatal(err)
			}
			c := newChronicler(4)
			c.write(t, s, 30)
			fails(t, filepath.Join(o.Folder, StateFile))
			err = s.Update(func(l secretariat.Ledger) error {
				return c.append(l, "delegate.one", forum.Open{Board: "finance", Title: "Never answered", Text: "x"})
			})
			if !errors.Is(err, secretariat.ErrUncertain) || errors.Is(err, secretariat.ErrFull) {
				t.Errorf("%v", err)
			}
			wantReading(t, s)
			_ = s.Close() // what is behind the file is not what was opened

			s = openWith(t, o)
			if s.Damage() != nil {
				t.Errorf("damage: %v", s.Damage())
			}
			report := wantClean(t, s)
			if report.Entries < 30 || report.Entries > 31 {
				t.Errorf("%d entries", report.Entries)
			}
			newChronicler(99).do(t, s, "delegate.one", forum.Open{Board: "finance", Title: "x", Text: "x"})
		})
	}
}
