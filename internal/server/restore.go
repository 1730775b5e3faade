package server

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"asem.internal/avs/internal/backup"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
)

// Restore makes an installation in an empty or missing folder out of a backup. Everything
// is checked before the folder has a file under its name: digests, pages, journal, tree,
// checkpoint, state. What is not whole is refused and leaves the folder as it was.
func Restore(ctx context.Context, file, folder string, checkPages func(folder string, whole bool) error) (backup.Manifest, error) {
	from, err := os.Open(file)
	if err != nil {
		return backup.Manifest{}, fault.New(fault.Usage, "%s cannot be read: %v.", file, err).Then("Name a backup that you may read.").Because(err)
	}
	defer from.Close()
	made, err := emptyFolder(folder)
	if err != nil {
		return backup.Manifest{}, err
	}
	aside, err := os.MkdirTemp(folder, boltstore.TemporaryPrefix+"restoring-*")
	if err != nil {
		return backup.Manifest{}, unwritable(folder, err)
	}
	m, err := restoreAside(ctx, from, aside, checkPages)
	if err == nil {
		err = bringOver(aside, folder)
	}
	err = errors.Join(err, os.RemoveAll(aside))
	if err != nil && made {
		_ = os.Remove(folder) // stays where something is in it
	}
	return m, err
}

// emptyFolder makes the folder where it is missing, and refuses one with something in it.
func emptyFolder(folder string) (made bool, err error) {
	names, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return false, unwritable(folder, err)
		}
		return true, nil
	}
	if err != nil {
		return false, unwritable(folder, err)
	}
	for _, n := range names {
		if n.Name() != "lost+found" && !strings.HasPrefix(n.Name(), boltstore.TemporaryPrefix) {
			return false, fault.New(fault.Conflict, "%s is not empty: there is %q in it.", folder, n.Name()).
				Then("Name an empty folder, or one that is not there yet. An installation is never restored over another one.")
		}
	}
	sweep(folder) // of a restoring that was killed
	return false, nil
}

// restoreAside unpacks a backup and checks what came of it.
func restoreAside(ctx context.Context, from io.Reader, aside string, checkPages func(string, bool) error) (backup.Manifest, error) {
	begin := func(m backup.Manifest) error {
		if err := wellMade(m); err != nil {
			return err
		}
		if free, known := freeSpace(aside); known && free < m.Bytes() {
			return fault.New(fault.Failed, "The backup takes %d MiB, and the disk has %d MiB left.", m.Bytes()>>20, free>>20).Then("Make room, or name a folder on another disk.")
		}
		return nil
	}
	place := func(f backup.File) (io.WriteCloser, error) {
		path := filepath.Join(aside, filepath.FromSlash(f.Name)) // a name that belongs there: see wellMade
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, unwritable(aside, err)
		}
		to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return nil, unwritable(path, err)
		}
		return synced{to}, nil
	}
	m, err := backup.Read(from, begin, place)
	if err != nil {
		return m, full(aside, err)
	}
	if err := checkPages(aside, true); err != nil {
		return m, err
	}
	return m, holds(ctx, aside, m)
}

// holds verifies a restored folder, and that it is what the manifest says.
func holds(ctx context.Context, folder string, m backup.Manifest) error {
	kept := filepath.Join(folder, boltstore.TemporaryPrefix+"checkpoint")
	if err := os.WriteFile(kept, []byte(m.Checkpoint), 0o600); err != nil {
		return unwritable(folder, err)
	}
	report, err := Verify(ctx, folder, kept, nil)
	switch {
	case err != nil:
		return err
	case len(report.Problems) > 0:
		return fault.New(fault.Failed, "What was backed up does not hold: %v.", report.Problems[0]).Then("Take an older backup.")
	case report.Entries != m.Entries:
		return fault.New(fault.Failed, "The backup says that it has %d entries, and it has %d.", m.Entries, report.Entries).Then("Take another one.")
	}
	return os.Remove(kept)
}

// bringOver gives the files their names. The state comes last: without it there is no
// installation, and a folder in which this was interrupted is refused by all commands.
func bringOver(aside, folder string) error {
	for _, name := range []string{hostKeyFile, sealSecretFile, sealPublicFile, configFile, "keys", boltstore.BlobsFile, boltstore.StateFile} {
		err := os.Rename(filepath.Join(aside, name), filepath.Join(folder, name))
		if err != nil && !(errors.Is(err, fs.ErrNotExist) && (name == configFile || name == "keys")) {
			return unwritable(folder, err)
		}
	}
	return syncFolder(folder)
}

// synced is on disk when it is closed.
type synced struct{ *os.File }

func (s synced) Close() error { return errors.Join(s.Sync(), s.File.Close()) }

// full says of a disk that was filled that it was.
func full(folder string, err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	return unwritable(folder, err)
}
