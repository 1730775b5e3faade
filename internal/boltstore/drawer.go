package boltstore

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// SearchFile is the file of the search index. It is derived: without it, a server makes
// it anew.
const SearchFile = "search.db"

// A Drawer keeps the search index of a data folder. It is safe for concurrent use.
type Drawer struct {
	db *bolt.DB
}

var _ archive.Keep = (*Drawer)(nil)

var bDrawer = []byte("index")

// OpenDrawer opens the search index of a folder. A file that cannot be read is thrown
// away and begun anew, since all of it can be made again; fresh says so. A full disk and
// another server on the same file are refused.
func OpenDrawer(folder string) (d *Drawer, fresh bool, err error) {
	path := filepath.Join(folder, SearchFile)
	if _, err := os.Stat(path); err == nil {
		if d, err = openDrawer(path); err == nil || isConflict(err) || isFull(err) {
			return d, false, err
		}
		if err := os.Remove(path); err != nil {
			return nil, false, fault.New(fault.Failed, "%s is damaged and cannot be removed: %v.", path, err).Then("Remove it; it is made anew.").Because(err)
		}
	}
	d, err = openDrawer(path)
	return d, true, err
}

func isConflict(err error) bool { return fault.KindOf(err) == fault.Conflict }

// openDrawer reads all pages first where the file is there: a damaged one can end the
// process inside bbolt.
func openDrawer(path string) (*Drawer, error) {
	if _, err := os.Stat(path); err == nil {
		if err := walkPages(path); err != nil {
			return nil, err
		}
	}
	db, err := openFile(path, Options{}, 0)
	if err != nil {
		return nil, err
	}
	err = db.Update(func(btx *bolt.Tx) error { return createBuckets(btx, bDrawer) })
	if err != nil {
		return nil, errors.Join(translate(err), db.Close())
	}
	return &Drawer{db}, nil
}

// Close closes the file. It waits for transactions under way.
func (d *Drawer) Close() error { return d.db.Close() }

// View reads one consistent state. A damaged page gives an error and not the end of the
// process.
func (d *Drawer) View(do func(archive.Reader) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer d.recoverDamage(&err)
	return d.db.View(func(btx *bolt.Tx) error { return do(drawing{btx.Bucket(bDrawer)}) })
}

// Update writes in one transaction. An error that wraps secretariat.ErrFull changed
// nothing and may be tried again.
func (d *Drawer) Update(do func(archive.Writer) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer d.recoverDamage(&err)
	err = d.db.Update(func(btx *bolt.Tx) error { return do(drawing{btx.Bucket(bDrawer)}) })
	if isFull(err) {
		return translate(err)
	}
	return err
}

// Clear takes everything away.
func (d *Drawer) Clear() error {
	err := d.db.Update(func(btx *bolt.Tx) error {
		if err := btx.DeleteBucket(bDrawer); err != nil {
			return err
		}
		return createBuckets(btx, bDrawer)
	})
	if isFull(err) {
		return translate(err)
	}
	return err
}

func (d *Drawer) recoverDamage(err *error) {
	if r := recover(); r != nil {
		*err = errors.Join(secretariat.ErrDamaged, fault.New(fault.Failed, "The search index is damaged: %v.", r).Then("It is made anew at the next start."))
	}
}

// drawing is the index in one transaction.
type drawing struct{ bucket *bolt.Bucket }

func (d drawing) Get(key []byte) []byte { return d.bucket.Get(key) }

func (d drawing) Each(prefix []byte, do func(key, value []byte) bool) {
	c := d.bucket.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !do(k, v) {
			return
		}
	}
}

func (d drawing) Put(key, value []byte) error { return d.bucket.Put(key, value) }

func (d drawing) Delete(key []byte) error { return d.bucket.Delete(key) }
