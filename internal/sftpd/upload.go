package sftpd

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
)

// An upload is a file on its way in. Its writes may come in any order and at once.
type upload struct {
	session *session
	name    string // guarded by session.mu
	open    bool   // guarded by session.mu
	at      time.Time
	file    *os.File

	mu      sync.Mutex // guards what follows; taken after session.mu
	parts   ranges
	size    int64 // to the last byte that came or was announced
	taken   int64 // of the spool
	aborted bool  // the connection went before the handle was closed
	failed  error // what first went wrong: it never becomes a draft
}

var (
	_ sftp.WriterAtReaderAt = (*upload)(nil)
	_ sftp.TransferError    = (*upload)(nil)
	_ io.Closer             = (*upload)(nil)
)

func (u *upload) WriteAt(p []byte, off int64) (int, error) {
	return answered(u.session, "write", dropName, func() (int, error) {
		n, err := u.write(p, off)
		if err != nil {
			u.mu.Lock()
			u.failed = err
			u.mu.Unlock()
		}
		return n, err
	})
}

func (u *upload) write(p []byte, off int64) (int, error) {
	end := off + int64(len(p))
	if off < 0 || end < off {
		return 0, fault.New(fault.Usage, "The file was to be written at %d, where nothing can stand.", off)
	}
	if err := u.reserve(end); err != nil {
		return 0, err
	}
	n, err := u.file.WriteAt(p, off)
	if err != nil {
		return n, unwritten(err)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	parts, ok := u.parts.with(extent{off, end})
	if !ok {
		return 0, fault.New(fault.Usage, "The file comes in too many scattered parts.").Then("Send it from its beginning to its end.")
	}
	u.parts = parts
	return n, nil
}

// reserve makes room up to an offset. After a failure there is none any more.
func (u *upload) reserve(end int64) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	limit := u.session.spool.limits.File
	switch {
	case u.failed != nil:
		return u.failed
	case end > limit:
		return fault.New(fault.Usage, "The file has more than %s, the most that is taken.", sizeOf(limit)).Then("Send it in parts.")
	}
	u.size = max(u.size, end)
	if end <= u.taken {
		return nil
	}
	if err := u.session.spool.take(u.session.owner, end-u.taken); err != nil {
		return err
	}
	u.taken = end
	return nil
}

// resize is what a client does before it writes, or when it gives up a part.
func (u *upload) resize(size int64) error {
	if size < 0 {
		return fault.New(fault.Usage, "A file cannot have %d bytes.", size)
	}
	if err := u.reserve(size); err != nil {
		return err
	}
	if err := u.file.Truncate(size); err != nil {
		return unwritten(err)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.parts, u.size = u.parts.until(size), size
	return nil
}

// ReadAt reads back what has come, for clients that open a file to read and write.
func (u *upload) ReadAt(p []byte, off int64) (int, error) {
	return answered(u.session, "read", dropName, func() (int, error) { return u.file.ReadAt(p, off) })
}

// TransferError is called when the session ends with the handle open.
func (u *upload) TransferError(error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.aborted = true
}

// Close is the client's word that the file is whole, unless TransferError came before.
func (u *upload) Close() error {
	_, err := answered(u.session, "close", dropName, func() (struct{}, error) { return struct{}{}, u.session.closed(u) })
	return err
}

// Size is how long it is so far. With it an upload is the content of a file, too.
func (u *upload) Size() int64 {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.size
}

var errAborted = errors.New("the connection went first")

// verdict is nil for a file of which every byte has come.
func (u *upload) verdict() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.aborted:
		return errAborted
	case u.failed != nil:
		return u.failed
	case !u.parts.whole(u.size):
		return fault.New(fault.Usage, "Parts of the file never came, so it was not taken.").Then("Send it again, whole.")
	}
	return nil
}

// isPartial knows the names under which clients send what is not whole yet.
func isPartial(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".part") || strings.HasSuffix(name, ".partial") || strings.HasSuffix(name, ".filepart")
}
