package sftpd

import (
	"context"
	"io"
	"time"

	"asem.internal/avs/internal/asem"
)

// A Library is what one delegate may read, and where they may bring something in.
// Whatever it does not name is not there for them. Its methods are called from
// several goroutines at once; their errors are faults.
type Library interface {
	// List names what stands at a place. The place is made of names that List gave
	// before, from the top: none is the top itself, then for example "series",
	// "ASEM/SOM", "2006". The order is the same each time, and what is new comes last
	// among what has the same name.
	List(place ...string) (Shelf, error)
	// Open opens a file that List or Drafts named, if it may still be read.
	Open(File) (Content, error)
	// Drafts are the files of the delegate's own drafts.
	Drafts() ([]Draft, error)
	// MayDrop is nil, or says why this delegate brings nothing in.
	MayDrop() error
	// Drop makes a draft of a whole file. The name is of one line, printable, and has
	// no slash; r gives exactly size bytes. Where ctx ends first there is no draft.
	Drop(ctx context.Context, name string, size int64, r io.Reader) (Draft, error)
}

// A Shelf is what stands at a place: further places, documents, or both.
type Shelf struct {
	Places    []string
	Documents []Document
}

// A Document is one folder of the tree.
type Document struct {
	Name     string // in this place: its serial number in its series, elsewhere its symbol
	Symbol   string
	Title    string
	Versions []Version
}

// A Version is a folder in its document's.
type Version struct {
	Label      string // "-", "REV 1", "ADD 1", "COR 1"
	At         time.Time
	Superseded string // label of the version that replaces it, or empty
	Files      []File
}

// A File is what List says of a file.
type File struct {
	Name     string // as a person gave it
	Language string // "fr", or empty
	Bytes    int64
	Digest   string // SHA-256 in hexadecimal, or empty
	Key      string // by which Open finds it; nobody else looks at it
}

// A Draft is a file of a draft.
type Draft struct {
	Number asem.Number
	At     time.Time
	File
}

// Content is the bytes of a file. Its reads come from several goroutines at once. If
// it is an io.Closer it is closed once.
type Content interface {
	io.ReaderAt
	Size() int64
}
