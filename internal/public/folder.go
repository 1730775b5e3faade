package public

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"asem.internal/avs/internal/fault"
)

// listName is the file in which a folder says what was written into it, so that nothing
// else is ever removed.
const listName = ".avs-public"

// A folder is one with the archive in it, being brought up to date: each file is there
// as it was or as it is to be, and never half.
type folder struct {
	root    string
	before  map[string]string // digests of what was written before
	written map[string]string
}

func openFolder(root string) (*folder, error) {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, unwritable(root, err)
	}
	f := &folder{root: root, before: map[string]string{}, written: map[string]string{}}
	data, err := os.ReadFile(filepath.Join(root, listName))
	switch {
	case err == nil:
		if err := json.Unmarshal(data, &f.before); err != nil {
			return nil, fault.New(fault.Failed, "%s in %s cannot be read: %v.", listName, root, err).Then("Remove the folder; it is made again.")
		}
		return f, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, unwritable(root, err)
	}
	names, err := os.ReadDir(root)
	if err != nil {
		return nil, unwritable(root, err)
	}
	for _, n := range names {
		if n.Name() != "lost+found" {
			return nil, fault.New(fault.Conflict, "%s is not empty and was not written by avs: there is %q in it.", root, n.Name()).Then("Name an empty folder, or one that is not there yet.")
		}
	}
	return f, f.list() // from now on it is known as ours, however this ends
}

// put writes a file, unless it is there as it is to be.
func (f *folder) put(name string, content []byte) error {
	return f.place(name, func(w io.Writer) error { _, err := w.Write(content); return err }, digestOf(content))
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// place writes a file with a digest that is known before.
func (f *folder) place(name string, write func(io.Writer) error, digest string) error {
	if !fs.ValidPath(name) {
		return fault.New(fault.Failed, "%q is no name for a page.", name)
	}
	f.written[name] = digest
	path := filepath.Join(f.root, filepath.FromSlash(name))
	if f.before[name] == digest {
		if _, err := os.Lstat(path); err == nil {
			return nil
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return unwritable(path, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".avs-tmp-*")
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(temp.Name()) // fails where it got its name
	err = write(temp)
	err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

// finish removes what is not part of it any more.
func (f *folder) finish() error {
	for name := range f.before {
		if _, stays := f.written[name]; stays || !fs.ValidPath(name) {
			continue
		}
		path := filepath.Join(f.root, filepath.FromSlash(name))
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(path, err)
		}
		for dir := filepath.Dir(path); dir != f.root && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		} // folders that are empty now
	}
	f.before, f.written = f.written, nil
	return f.list()
}

// list writes down what is there, and what was written until now: a run that is broken
// off leaves nothing that the next one would not know as ours.
func (f *folder) list() error {
	all := map[string]string{}
	for name, digest := range f.before {
		all[name] = digest
	}
	for name, digest := range f.written {
		all[name] = digest
	}
	data, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	path := filepath.Join(f.root, listName)
	temp := path + ".new"
	if err := os.WriteFile(temp, bytes.TrimSpace(data), 0o644); err != nil {
		return unwritable(path, err)
	}
	if err := os.Rename(temp, path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func unwritable(path string, err error) error {
	return fault.New(fault.Failed, "%s cannot be written: %v.", path, err).Then("Check the owner of the folder and the room on its disk.").Because(err)
}
