package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// formatNow is the format that this build writes.
const formatNow = 1

const manifestName = "MANIFEST.json"

// A Manifest says what an export is of, and what is in it.
type Manifest struct {
	Format  int               `json:"format"`
	Version string            `json:"version"` // of avs
	At      time.Time         `json:"at"`      // of the newest entry
	For     string            `json:"for"`     // whose view it is: a login; empty for the operator's, which is whole
	Entries uint64            `json:"entries"` // of the journal, those left out too
	Next    uint64            `json:"next"`    // the number that would be given next
	Digests map[string]string `json:"digests,omitempty"`
	Files   []File            `json:"files"`
}

// A File of an export.
type File struct {
	Name   string `json:"name"` // slash-separated
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// mostOpen is how many files are held open at a time.
const mostOpen = 32

// A folder is an export being written. Parts grow as they come, in any order.
type folder struct {
	root  string
	parts map[string]*part
	names map[string]bool // that were given to files of people, as plain.FileKey has them
	open  []string        // the one used last at the end
}

type part struct {
	file  *os.File // nil while it is closed
	sum   hash.Hash
	bytes int64
}

func newFolder(root string) *folder {
	return &folder{root: root, parts: map[string]*part{}, names: map[string]bool{}}
}

// name is the name under which a file is to stand: the one that is wished for, or with a
// number where some file system would take another one for the same.
func (f *folder) name(wished string) string {
	name := wished
	for n := 2; f.names[plain.FileKey(name)]; n++ {
		name = plain.Behind(wished, fmt.Sprintf("~%d", n))
	}
	f.names[plain.FileKey(name)] = true
	return name
}

// append adds to the end of a file, which it makes where it is not there.
func (f *folder) append(name string, from io.Reader) error {
	p, ok := f.parts[name]
	if !ok {
		if !fs.ValidPath(name) {
			return fault.New(fault.Failed, "%q is no name for a file.", name)
		}
		p = &part{sum: sha256.New()}
		f.parts[name] = p
	}
	if err := f.reopen(name, p); err != nil {
		return unwritable(f.root, err)
	}
	source := failing{from: from}
	n, err := io.Copy(io.MultiWriter(p.file, p.sum), &source)
	p.bytes += n
	switch {
	case source.err != nil:
		return source.err
	case err != nil:
		return unwritable(f.root, err)
	}
	return nil
}

// failing tells an error of reading from one of writing.
type failing struct {
	from io.Reader
	err  error
}

func (r *failing) Read(b []byte) (int, error) {
	n, err := r.from.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// reopen opens a file that is closed, and closes the one that was not used for longest.
func (f *folder) reopen(name string, p *part) (err error) {
	if p.file != nil {
		return nil
	}
	if len(f.open) == mostOpen {
		if err := f.close(f.open[0]); err != nil {
			return err
		}
	}
	where := filepath.Join(f.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(where), 0o700); err != nil {
		return err
	}
	p.file, err = os.OpenFile(where, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	f.open = append(f.open, name)
	return err
}

func (f *folder) close(name string) error {
	p := f.parts[name]
	f.open = slices.DeleteFunc(f.open, func(n string) bool { return n == name })
	file := p.file
	p.file = nil
	return errors.Join(file.Sync(), file.Close())
}

// finish closes all files and writes the manifest.
func (f *folder) finish(m Manifest) (Manifest, error) {
	for len(f.open) > 0 {
		if err := f.close(f.open[0]); err != nil {
			return m, unwritable(f.root, err)
		}
	}
	m.Format = formatNow
	for name, p := range f.parts {
		m.Files = append(m.Files, File{name, p.bytes, hex.EncodeToString(p.sum.Sum(nil))})
	}
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	data, err := json.MarshalIndent(m, "", "\t")
	if err == nil {
		err = f.append(manifestName, bytes.NewReader(append(data, '\n')))
	}
	if err == nil {
		err = f.close(manifestName)
	}
	return m, err
}

func unwritable(path string, err error) error {
	return fault.New(fault.Failed, "%s cannot be written: %v.", path, err).Then("Check the owner of the folder and the room on its disk.").Because(err)
}
