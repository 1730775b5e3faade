package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
)

// An Export is one that was read and holds: every file is there with its digest, and no
// other.
type Export struct {
	Manifest
	root   *os.Root
	bodies map[string]string // names by SHA-256
}

// Bounds of what is read into memory.
const (
	maxManifest = 1 << 30
	maxLine     = 64 << 20 // an entry with its texts
)

// Open reads and checks an export, all of it. Nothing outside the folder is read, whatever
// links lead there. The caller closes it.
func Open(folder string) (*Export, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fault.New(fault.Usage, "%s cannot be read: %v.", folder, err).Then("Name the folder of an export.").Because(err)
	}
	e := &Export{root: root, bodies: map[string]string{}}
	if err := e.read(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return e, nil
}

// Close lets go of the folder.
func (e *Export) Close() error { return e.root.Close() }

func (e *Export) read() error {
	f, err := e.root.Open(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Usage, "%s is no export: it has no %s.", e.root.Name(), manifestName).Then("Name a folder that `avs export` wrote, or what `ssh HOST export` gave, unpacked.")
	}
	if err != nil {
		return broken(manifestName, err)
	}
	defer f.Close() // only read
	if err := json.NewDecoder(io.LimitReader(f, maxManifest)).Decode(&e.Manifest); err != nil {
		return broken(manifestName, err)
	}
	if e.Format > formatNow {
		return fault.New(fault.Usage, "The export has format %d; this version of avs knows format %d.", e.Format, formatNow).Then("Use the version that wrote it, %q, or a newer one.", e.Version)
	}
	listed := map[string]bool{manifestName: true}
	for _, file := range e.Files {
		if err := e.check(file); err != nil {
			return err
		}
		listed[file.Name] = true
		e.bodies[file.SHA256] = file.Name
	}
	return fs.WalkDir(e.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return broken(name, err)
		case !d.IsDir() && !listed[name]:
			return broken(name, errors.New("the manifest does not name it"))
		}
		return nil
	})
}

// check compares a file with what the manifest says of it.
func (e *Export) check(file File) error {
	if !fs.ValidPath(file.Name) {
		return broken(file.Name, errors.New("that is no name in an export"))
	}
	info, err := e.root.Lstat(file.Name)
	switch {
	case err != nil:
		return broken(file.Name, err)
	case !info.Mode().IsRegular():
		return broken(file.Name, errors.New("it is no file"))
	case info.Size() != file.Bytes:
		return broken(file.Name, fmt.Errorf("it has %d bytes of %d", info.Size(), file.Bytes))
	}
	f, err := e.root.Open(file.Name)
	if err != nil {
		return broken(file.Name, err)
	}
	defer f.Close() // only read
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return broken(file.Name, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != file.SHA256 {
		return broken(file.Name, errors.New("it differs from its digest"))
	}
	return nil
}

func broken(name string, err error) error {
	return fault.New(fault.Failed, "The export is not whole: %s: %v. Nothing was made of it.", name, err).Then("Take another one, or copy this one again.").Because(err)
}

// Entries gives the entries with their texts, in order. An error of do ends it.
func (e *Export) Entries(do func(journal.Entry, []rule.Text) error) error {
	f, err := e.root.Open(entriesName)
	if err != nil {
		return broken(entriesName, err)
	}
	defer f.Close() // only read
	codec := journal.NewCodec()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for n := 1; lines.Scan(); n++ {
		entry, texts, err := codec.DecodeLine(lines.Bytes())
		if err != nil {
			return broken(fmt.Sprintf("%s, line %d", entriesName, n), err)
		}
		if err := do(entry, texts); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return broken(entriesName, err)
	}
	return nil
}

// Body opens the file with a digest; fs.ErrNotExist where the export has none.
func (e *Export) Body(d rule.Digest) (io.ReadCloser, error) {
	name, ok := e.bodies[d.String()]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return e.root.Open(name)
}
