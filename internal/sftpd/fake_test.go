package sftpd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

var epoch = time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)

// A pattern is that many bytes, the same for the same seed, and others at any other
// place: it goes round in noise.
type pattern struct {
	seed uint64
	size int64
}

// noise has a prime number of bytes, so that no step of a round size meets its own bytes
// again.
var noise = sync.OnceValue(func() []byte {
	b := make([]byte, 1<<20-3)
	_, _ = rand.NewChaCha8([32]byte{}).Read(b) // never fails
	return b
})

func (p pattern) Size() int64 { return p.size }

func (p pattern) ReadAt(b []byte, off int64) (int, error) {
	b, whole := b[:max(0, min(int64(len(b)), p.size-off))], len(b)
	for n := 0; n < len(b); {
		at := (int64(p.seed)*7919 + off + int64(n)) % int64(len(noise()))
		n += copy(b[n:], noise()[at:])
	}
	if len(b) < whole {
		return len(b), io.EOF
	}
	return len(b), nil
}

func (p pattern) reader() io.Reader { return io.NewSectionReader(p, 0, p.size) }

func (p pattern) digest() string {
	sum := sha256.New()
	_, _ = io.Copy(sum, p.reader()) // neither fails
	return hex.EncodeToString(sum.Sum(nil))
}

// A fakeLibrary holds what a test put into it.
type fakeLibrary struct {
	mu       sync.Mutex // guards what follows
	shelves  map[string]Shelf
	contents map[string]Content
	drafts   []Draft
	refuse   error                   // of MayDrop
	failing  error                   // of Drop
	open     int                     // contents that are open
	lists    int                     // calls of List
	listing  func()                  // called by List
	fresh    func() (Content, error) // of what has the key "large", if it is not nil
}

var _ Library = (*fakeLibrary)(nil)

// newLibrary has one series with one document: two versions of a paper.
func newLibrary() *fakeLibrary {
	l := &fakeLibrary{shelves: map[string]Shelf{}, contents: map[string]Content{}}
	l.issue("ASEM/SOM", 2006, "12", "political", "Chair's statement",
		Version{Label: "-", At: epoch, Superseded: "REV 1", Files: []File{l.put("paper.txt", "", pattern{1, 100})}},
		Version{Label: "REV 1", At: epoch.Add(time.Hour), Files: []File{l.put("paper.txt", "", pattern{2, 200_000})}})
	return l
}

// put keeps a content and gives its file.
func (l *fakeLibrary) put(name, language string, p pattern) File {
	l.mu.Lock()
	defer l.mu.Unlock()
	digest := p.digest()
	l.contents[digest] = p
	return File{Name: name, Language: language, Bytes: p.size, Digest: digest, Key: digest}
}

// issue puts a document into its series and its pillar.
func (l *fakeLibrary) issue(series string, year int, serial, pillar, title string, versions ...Version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	y := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
	symbol := series + "/" + y + "/" + serial
	d := Document{Name: serial, Symbol: symbol, Title: title, Versions: versions}
	l.add(d, "series", series, y)
	d.Name = symbol
	l.add(d, "pillar", pillar, y)
}

func (l *fakeLibrary) add(d Document, place ...string) {
	for i := range place {
		key := strings.Join(place[:i], "|")
		shelf := l.shelves[key]
		if !slices.Contains(shelf.Places, place[i]) {
			shelf.Places = append(shelf.Places, place[i])
		}
		l.shelves[key] = shelf
	}
	key := strings.Join(place, "|")
	shelf := l.shelves[key]
	shelf.Documents = append(shelf.Documents, d)
	l.shelves[key] = shelf
}

func (l *fakeLibrary) List(place ...string) (Shelf, error) {
	if l.listing != nil {
		l.listing()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lists++
	shelf, ok := l.shelves[strings.Join(place, "|")]
	if !ok {
		return Shelf{}, fault.New(fault.NotFound, "There is no such place.")
	}
	return shelf, nil
}

func (l *fakeLibrary) Open(f File) (Content, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, ok := l.contents[f.Key]
	if !ok {
		return nil, fault.New(fault.NotFound, "The file is not kept here any more.")
	}
	if f.Key == "large" && l.fresh != nil {
		var err error
		if c, err = l.fresh(); err != nil {
			return nil, err
		}
	}
	l.open++
	return &openContent{Content: c, library: l}, nil
}

type openContent struct {
	Content
	library *fakeLibrary
}

func (c *openContent) Close() error {
	c.library.mu.Lock()
	defer c.library.mu.Unlock()
	c.library.open--
	return nil
}

func (l *fakeLibrary) openNow() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open
}

func (l *fakeLibrary) Drafts() ([]Draft, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.drafts), nil
}

func (l *fakeLibrary) MayDrop() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.refuse
}

func (l *fakeLibrary) Drop(ctx context.Context, name string, size int64, r io.Reader) (Draft, error) {
	l.mu.Lock()
	failing := l.failing
	l.mu.Unlock()
	body, err := io.ReadAll(r)
	switch {
	case ctx.Err() != nil:
		return Draft{}, ctx.Err()
	case err != nil:
		return Draft{}, err
	case failing != nil:
		return Draft{}, failing
	case int64(len(body)) != size:
		return Draft{}, errors.New("not as long as it was said to be")
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	l.mu.Lock()
	defer l.mu.Unlock()
	l.contents[digest] = content{body}
	d := Draft{Number: asem.Number(len(l.drafts) + 41), At: epoch, File: File{Name: name, Bytes: size, Digest: digest, Key: digest}}
	l.drafts = append(l.drafts, d)
	return d, nil
}

type content struct{ bytes []byte }

func (c content) Size() int64 { return int64(len(c.bytes)) }

func (c content) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(c.bytes)) {
		return 0, io.EOF
	}
	n := copy(p, c.bytes[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// draft is the draft of a name.
func (l *fakeLibrary) draft(t *testing.T, name string) Draft {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range l.drafts {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("there is no draft %q among %d", name, len(l.drafts))
	panic("unreachable")
}

// wantNoDraft fails where a draft was made.
func (l *fakeLibrary) wantNoDraft(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range l.drafts {
		t.Errorf("there is a draft %q of %d bytes", d.Name, d.Bytes)
	}
}
