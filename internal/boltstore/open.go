package boltstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// The files of a data folder that are this room's.
const (
	StateFile = "state.db"
	BlobsFile = "blobs.db"
)

// TemporaryPrefix begins the name of whatever is in the data folder for a moment only.
const TemporaryPrefix = ".avs-tmp-"

// formatNow is the format that this build writes.
const formatNow = 1

// Options of a store. Folder, Codec and Seal are needed.
type Options struct {
	Folder  string
	Codec   *journal.Codec
	Seal    *journal.Seal
	MaxSize int  // bytes that state.db may take; 0 for as much as the disk has
	NoSync  bool // for a store that is thrown away; a crash may lose it
}

// Store keeps one data folder. It is safe for concurrent use.
type Store struct {
	codec *journal.Codec
	seal  *journal.Seal
	state *bolt.DB
	blobs *bolt.DB
	spool string // where files are received before their digest is known

	mu     sync.Mutex // guards damage
	damage error

	tornHead  bool // one of the two heads of state.db was not whole when it was opened
	longViews atomic.Int64
	receiving sync.Mutex          // taken while a body is written or dropped, so that no two do that to the same one
	held      map[rule.Digest]int // by how many a body is held that nothing may name yet; guarded by receiving
}

var _ secretariat.Store = (*Store)(nil)

// longest is how long a View may live before it is counted. A view keeps the pages of
// every commit that passes meanwhile, so one that waits, for a person or a network, is
// a mistake of ours. What only reads takes milliseconds; a busy machine may stop it for
// seconds.
const longest = 30 * time.Second

// lockWait is how long Open waits for another process that has the file: long
// enough for a restart, short enough to be told at once.
const lockWait = 500 * time.Millisecond

// Exists says whether the folder holds a store.
func Exists(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, StateFile))
	return err == nil
}

// Open opens the store of a folder, making an empty one where there is none. It
// reads the whole journal against its tree and its last checkpoint; where that
// does not hold the store opens all the same, to be read only (see Damage).
func Open(o Options) (*Store, error) {
	s := &Store{codec: o.Codec, seal: o.Seal, spool: o.Folder, held: map[rule.Digest]int{}}
	if err := bothOrNone(o.Folder); err != nil {
		return nil, err
	}
	var err error
	s.tornHead = hasTornHead(filepath.Join(o.Folder, StateFile))
	if s.blobs, err = openFile(filepath.Join(o.Folder, BlobsFile), o, 0); err != nil {
		return nil, err
	}
	if s.state, err = openFile(filepath.Join(o.Folder, StateFile), o, o.MaxSize); err != nil {
		return nil, errors.Join(err, s.blobs.Close())
	}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.checkJournal(); err != nil {
		s.setDamage(err)
	}
	return s, nil
}

// bothOrNone refuses a folder with one of the two files: half a backup, beside
// which an empty other half would be made without a word. An empty blobs.db alone is
// what an interrupted founding leaves, since that file is made first.
func bothOrNone(folder string) error {
	_, state := os.Stat(filepath.Join(folder, StateFile))
	info, blobs := os.Stat(filepath.Join(folder, BlobsFile))
	missing, there := StateFile, BlobsFile
	switch {
	case (state == nil) == (blobs == nil), state != nil && info.Size() <= EmptyBlobs:
		return nil
	case state == nil:
		missing, there = BlobsFile, StateFile
	}
	return fault.New(fault.Failed, "%s is missing beside %s in %s.", missing, there, folder).Then("Restore a backup into another folder with `avs restore`.")
}

// EmptyBlobs is the most that blobs.db takes, in bytes, before a body is put in it.
const EmptyBlobs = 64 << 10

// openFile opens one file of bbolt with the settings that were measured: the
// free pages in a map and not on disk, and an address range in which the file can grow
// to twice its size, and to 1 GiB, before a commit waits for readers: a backup reads for
// seconds.
func openFile(path string, o Options, maxSize int) (*bolt.DB, error) {
	if err := checkLength(path); err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoFreelistSync: true,
		InitialMmapSize: addressRange(path), MaxSize: maxSize, NoSync: o.NoSync,
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, inUse(path, err)
	case isFull(err):
		return nil, fault.New(fault.Failed, "There is no room on the disk for %s.", path).Then("Make room, then start again.").Because(err)
	case err != nil:
		return nil, fault.New(fault.Failed, "%s cannot be opened: %v.", path, err).
			Then("If it is no file of avs, move it away; if it is, restore a backup into another folder with `avs restore`.").Because(err)
	}
	return db, nil
}

// addressRange is how many bytes of addresses a file is given.
func addressRange(path string) int { return int(max(1<<30, 2*lengthOf(path))) }

// lengthOf is how long a file is; 0 for none.
func lengthOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func inUse(path string, cause error) error {
	return fault.New(fault.Conflict, "%s is in use by another server.", path).
		Then("Stop that one first, or name another folder with --data.").Because(cause)
}

// prepare makes the buckets and checks the format.
func (s *Store) prepare() error {
	format, complete := 0, true
	err := s.state.View(func(btx *bolt.Tx) error {
		for _, name := range slices.Concat(folded, beside) {
			complete = complete && btx.Bucket(name) != nil
		}
		if btx.Bucket(bMeta) == nil {
			return nil
		}
		t := &tx{store: s, bolt: btx}
		format, _ = get[int](t, bMeta, keyFormat)
		return t.err
	})
	switch {
	case err != nil:
		return fault.New(fault.Failed, "%s cannot be read: %v.", s.state.Path(), err).Then("Restore a backup into another folder with `avs restore`.").Because(err)
	case format > formatNow:
		return fault.New(fault.Failed, "The data folder has format %d; this version of avs knows format %d.", format, formatNow).
			Then("Install the newer version again.")
	case format == formatNow && complete && s.blobsComplete():
		return nil // nothing is written: to open is not to change, and a torn head stays to be seen
	}
	err = s.state.Update(func(btx *bolt.Tx) error {
		former := btx.Bucket(bProposed) == nil
		if err := createBuckets(btx, slices.Concat(folded, beside)...); err != nil {
			return err
		}
		t := &tx{store: s, bolt: btx}
		put(t, bMeta, keyFormat, formatNow)
		if former {
			t.completeFormer()
		}
		return t.err
	})
	if err == nil {
		err = s.blobs.Update(func(btx *bolt.Tx) error { return createBuckets(btx, bBlobs, bChunks) })
	}
	return translate(err)
}

func (s *Store) blobsComplete() (complete bool) {
	err := s.blobs.View(func(btx *bolt.Tx) error {
		complete = btx.Bucket(bBlobs) != nil && btx.Bucket(bChunks) != nil
		return nil
	})
	return err == nil && complete
}

// Begun says whether there is an entry yet.
func (s *Store) Begun() (begun bool) {
	err := s.View(func(state secretariat.State) error {
		last, _ := state.Last()
		begun = last > 0
		return nil
	})
	return begun && err == nil
}

// TornHead says that one of the two heads of state.db was not whole when it was
// opened, so that the last commit before may be lost.
func (s *Store) TornHead() bool { return s.tornHead }

// Close closes both files. It waits for transactions under way.
func (s *Store) Close() error { return errors.Join(s.state.Close(), s.blobs.Close()) }

// Damage is nil, or why the store is only read.
func (s *Store) Damage() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.damage
}

func (s *Store) setDamage(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.damage == nil {
		s.damage = fmt.Errorf("%w: %w", secretariat.ErrDamaged, err)
	}
}

// LongViews is how many views lived longer than they may. Tests want none.
func (s *Store) LongViews() int64 { return s.longViews.Load() }

// View reads one consistent state. A page that was damaged on disk gives an
// error and not the end of the process.
func (s *Store) View(do func(secretariat.State) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	began := time.Now()
	err = s.state.View(func(btx *bolt.Tx) error { return s.reading(btx, do) })
	if time.Since(began) > longest {
		s.longViews.Add(1)
	}
	return err
}

// reading reads in a transaction that is open.
func (s *Store) reading(btx *bolt.Tx, do func(secretariat.State) error) error {
	t := &tx{store: s, bolt: btx}
	if err := do(t); err != nil {
		return err
	}
	return t.err
}

// Update changes the state in one transaction.
func (s *Store) Update(do func(secretariat.Ledger) error) (err error) {
	if damage := s.Damage(); damage != nil {
		return damage
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	var dropped []rule.Digest
	complete := false // everything was put: what fails from here on is the commit
	err = s.state.Update(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		if err := do(t); err != nil {
			return err
		}
		if t.err == nil && t.grown {
			t.seal()
		}
		dropped, complete = t.dropped, t.err == nil
		return t.err
	})
	switch {
	case err == nil:
		s.dropBlobs(dropped)
		return nil
	case complete || isFull(err):
		return translate(err)
	case errors.Is(err, errRecord) || errors.Is(err, errOrder):
		s.setDamage(err)
		return s.Damage()
	}
	return err
}

// recoverDamage turns a panic inside bbolt, or a fault of the memory that maps a
// file, into an error. Only a panic that no mistake of our own can cause makes
// the store read-only.
func (s *Store) recoverDamage(err *error) {
	r := recover()
	if r == nil {
		return
	}
	_, ours := r.(runtime.Error)
	if _, memory := r.(interface{ Addr() uintptr }); ours && !memory {
		*err = fmt.Errorf("%w: %v\n%s", secretariat.ErrBroken, r, debug.Stack())
		return
	}
	*err = fmt.Errorf("%w: %v", secretariat.ErrDamaged, r)
	s.setDamage(*err)
}

// translate says what an error of bbolt means for whoever writes.
func translate(err error) error {
	switch {
	case err == nil:
		return nil
	case isFull(err):
		return fmt.Errorf("%w: %w", secretariat.ErrFull, err)
	default:
		return fmt.Errorf("%w: %w", secretariat.ErrUncertain, err)
	}
}

// isFull says whether a commit failed for want of room, which rolls back cleanly.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, bolterrors.ErrMaxSizeReached) || growFailed(err)
}

// growFailed knows the two errors of growing a file, before anything is written,
// into which bbolt formats the system's word instead of wrapping it.
func growFailed(err error) bool {
	if err == nil || !strings.Contains(err.Error(), syscall.ENOSPC.Error()) && !strings.Contains(err.Error(), syscall.EDQUOT.Error()) {
		return false
	}
	return strings.Contains(err.Error(), "file resize error") || strings.Contains(err.Error(), "file sync error")
}
