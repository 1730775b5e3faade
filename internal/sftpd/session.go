package sftpd

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
)

// Bounds of what one session may have open.
const (
	maxFiles   = 64
	maxFolders = 16
)

// session is what the protocol library asks; it calls from several goroutines at once.
type session struct {
	ctx     context.Context // of the session: a draft is not made after it
	library Library
	spool   *Spool
	owner   string
	tell    func(sentence string)
	log     *slog.Logger
	now     func() time.Time
	began   time.Time
	recent  recent

	mu       sync.Mutex // guards what follows, and the names of uploads
	uploads  map[*upload]struct{}
	files    int
	folders  int
	said     int
	lastSaid string
}

var (
	_ sftp.FileReader           = (*session)(nil)
	_ sftp.OpenFileWriter       = (*session)(nil)
	_ sftp.FileCmder            = (*session)(nil)
	_ sftp.NameLookupFileLister = (*session)(nil)
	_ sftp.ReadlinkFileLister   = (*session)(nil)
)

// Fileread opens a file for reading.
func (s *session) Fileread(r *sftp.Request) (io.ReaderAt, error) {
	return answered(s, "open", r.Filepath, func() (io.ReaderAt, error) {
		found, err := s.find(r.Filepath)
		if err != nil {
			return nil, err
		}
		if found.isFolder() {
			return nil, fault.New(fault.Usage, "%q is a folder.", shown(r.Filepath))
		}
		if !s.enter(&s.files, maxFiles) {
			return nil, fault.New(fault.Failed, "%d files are open already, the most that one session has.", maxFiles).Then("Close some of them.")
		}
		content, err := found.open()
		if err != nil {
			s.leave(&s.files)
			return nil, err
		}
		return &reading{session: s, content: content, path: r.Filepath}, nil
	})
}

// Filewrite opens a file for writing.
func (s *session) Filewrite(r *sftp.Request) (io.WriterAt, error) {
	return s.OpenFile(r)
}

// OpenFile opens a file for reading and writing.
func (s *session) OpenFile(r *sftp.Request) (sftp.WriterAtReaderAt, error) {
	u, err := answered(s, "open", r.Filepath, func() (*upload, error) { return s.send(r.Filepath, r.Pflags()) })
	if err != nil {
		return nil, err // and not a nil upload
	}
	return u, nil
}

// Filecmd does what changes something.
func (s *session) Filecmd(r *sftp.Request) error {
	_, err := answered(s, r.Method, r.Filepath, func() (struct{}, error) { return struct{}{}, s.change(r) })
	return err
}

func (s *session) change(r *sftp.Request) error {
	switch r.Method {
	case "Setstat":
		return s.setstat(r.Filepath, int64(r.Attributes().Size), r.AttrFlags().Size)
	case "Rename", "PosixRename":
		return s.rename(r.Filepath, r.Target)
	case "Remove":
		return s.remove(r.Filepath)
	case "Mkdir":
		if _, ok := dropped(r.Filepath); ok {
			return fault.New(fault.Refused, "/%s takes files and no folders.", dropName).Then("Send the files one by one.")
		}
	}
	return readOnly(r.Filepath)
}

// Filelist lists a folder, or tells of one name.
func (s *session) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	return answered(s, r.Method, r.Filepath, func() (sftp.ListerAt, error) {
		found, err := s.find(r.Filepath)
		if err != nil {
			return nil, err
		}
		if r.Method != "List" {
			return &lister{nodes: []node{found}}, nil
		}
		if !found.isFolder() {
			return nil, fault.New(fault.Usage, "%q is no folder.", shown(r.Filepath))
		}
		if !s.enter(&s.folders, maxFolders) {
			return nil, fault.New(fault.Failed, "%d folders are open already, the most that one session has.", maxFolders).Then("Close some of them.")
		}
		nodes, err := found.nodes()
		if err != nil {
			s.leave(&s.folders)
			return nil, err
		}
		return &lister{nodes: nodes, ended: sync.OnceFunc(func() { s.leave(&s.folders) })}, nil
	})
}

// Readlink has nothing to follow.
func (s *session) Readlink(p string) (string, error) {
	return answered(s, "readlink", p, func() (string, error) {
		if _, err := s.find(p); err != nil {
			return "", err
		}
		return "", fault.New(fault.Usage, "%q is no symbolic link; there are none here.", shown(p))
	})
}

// LookupUserName names whose everything is.
func (s *session) LookupUserName(string) string { return "avs" }

// LookupGroupName does the same for groups.
func (s *session) LookupGroupName(string) string { return "avs" }

// enter counts something that is opened, unless there are too many.
func (s *session) enter(count *int, most int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if *count >= most {
		return false
	}
	*count++
	return true
}

func (s *session) leave(count *int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*count--
}

// end discards what never became a draft.
func (s *session) end() {
	s.mu.Lock()
	left := make([]*upload, 0, len(s.uploads))
	for u := range s.uploads {
		left = append(left, u)
	}
	s.mu.Unlock()
	for _, u := range left {
		s.discard(u)
	}
}

// reading is a file that is open for reading.
type reading struct {
	session *session
	content Content
	path    string
	once    sync.Once
}

// ReadAt holds nothing but what the protocol library gave it to fill.
func (r *reading) ReadAt(p []byte, off int64) (int, error) {
	return answered(r.session, "read", r.path, func() (int, error) {
		if err := r.session.ctx.Err(); err != nil {
			return 0, context.Cause(r.session.ctx)
		}
		if off < 0 {
			return 0, fault.New(fault.Usage, "The file was to be read at %d, where nothing can stand.", off)
		}
		return r.content.ReadAt(p, off)
	})
}

func (r *reading) Close() (err error) {
	r.once.Do(func() {
		r.session.leave(&r.session.files)
		if c, ok := r.content.(io.Closer); ok {
			err = c.Close()
		}
	})
	return err
}
