package sftpd

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/pkg/sftp"
)

// A node is what stands at a path: a folder if it has nodes, else a file.
type node struct {
	name     string
	language string // of a file, to tell it from another one of its name
	at       time.Time
	size     int64
	nodes    func() ([]node, error) // of a folder: its names are distinct
	open     func() (Content, error)
	writable bool // takes uploads
}

func (n node) isFolder() bool { return n.nodes != nil }

// file is a file that the library has.
func (s *session) file(f File, at time.Time) node {
	return node{name: f.Name, language: f.Language, at: at, size: f.Bytes,
		open: func() (Content, error) { return s.library.Open(f) }}
}

// text is a file that is written here.
func text(name, body string, at time.Time) node {
	return node{name: name, at: at, size: int64(len(body)),
		open: func() (Content, error) { return bytes.NewReader([]byte(body)), nil }}
}

// info is a node as the protocol's library wants to see it.
type info struct{ node }

var (
	_ fs.FileInfo         = info{}
	_ sftp.FileInfoUidGid = info{}
)

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return i.at }
func (i info) IsDir() bool        { return i.isFolder() }
func (i info) Sys() any           { return nil }

// Nobody's: a client that copies owners finds none of this machine's.
func (i info) Uid() uint32 { return nobody }
func (i info) Gid() uint32 { return nobody }

const nobody = 65534

func (i info) Mode() fs.FileMode {
	switch {
	case i.writable:
		return fs.ModeDir | 0o777
	case i.isFolder():
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// A lister gives out a folder, or one node, in the pages that the protocol asks for.
type lister struct {
	nodes []node
	ended func() // may be nil
}

var (
	_ sftp.ListerAt = (*lister)(nil)
	_ io.Closer     = (*lister)(nil)
)

func (l *lister) ListAt(page []os.FileInfo, offset int64) (int, error) {
	if offset < 0 || offset >= int64(len(l.nodes)) {
		return 0, io.EOF
	}
	n := 0
	for _, found := range l.nodes[offset:min(int(offset)+len(page), len(l.nodes))] {
		page[n] = info{found}
		n++
	}
	if n < len(page) {
		return n, io.EOF
	}
	return n, nil
}

func (l *lister) Close() error {
	if l.ended != nil {
		l.ended()
	}
	return nil
}
