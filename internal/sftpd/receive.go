package sftpd

import (
	"errors"
	"io"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
)

// maxUploads is how many files a session may be sending, or hold, at once.
const maxUploads = 8

// send begins an upload, or goes on with one that is held.
func (s *session) send(p string, flags sftp.FileOpenFlags) (*upload, error) {
	name, ok := dropped(p)
	switch {
	case !ok:
		return nil, readOnly(p)
	case flags.Append:
		return nil, fault.New(fault.Refused, "An upload is sent whole: nothing is appended here.").Then("Send the whole file under another name.")
	}
	if err := s.library.MayDrop(); err != nil {
		return nil, err
	}
	if err := s.newName(name); err != nil {
		return nil, err
	}
	if held := s.sending(name); held != nil {
		return held, s.again(held, flags)
	}
	if !flags.Creat {
		return nil, absent(p)
	}
	return s.begin(name)
}

// again opens an upload that is held.
func (s *session) again(u *upload, flags sftp.FileOpenFlags) error {
	s.mu.Lock()
	taken := u.open || flags.Excl
	u.open = u.open || !taken
	s.mu.Unlock()
	if taken {
		return fault.New(fault.Conflict, "A file of this name is on its way in already.")
	}
	if flags.Trunc {
		return u.resize(0)
	}
	return nil
}

func (s *session) begin(name string) (*upload, error) {
	u := &upload{session: s, name: name, open: true, at: s.now()}
	s.mu.Lock()
	full := len(s.uploads) >= maxUploads
	if !full {
		s.uploads[u] = struct{}{}
	}
	s.mu.Unlock()
	if full {
		return nil, fault.New(fault.Failed, "%d files are on their way in already, the most that one session sends at once.", maxUploads).
			Then("Wait for one of them.")
	}
	file, err := s.spool.file()
	if err != nil {
		s.discard(u)
		return nil, err
	}
	u.file = file
	return u, nil
}

// discard forgets an upload and gives its room back.
func (s *session) discard(u *upload) {
	s.mu.Lock()
	_, there := s.uploads[u]
	delete(s.uploads, u)
	s.mu.Unlock()
	if !there {
		return
	}
	if u.file != nil {
		_ = u.file.Close() // what it held is not wanted any more
	}
	u.mu.Lock()
	taken := u.taken
	u.mu.Unlock()
	s.spool.give(s.owner, taken)
}

// closed makes a draft of a whole upload, holds one that is not meant to be whole, and
// discards the rest.
func (s *session) closed(u *upload) error {
	s.mu.Lock()
	u.open = false
	name := u.name
	s.mu.Unlock()
	if err := u.verdict(); err != nil {
		s.discard(u)
		if errors.Is(err, errAborted) {
			return nil
		}
		return err
	}
	if isPartial(name) {
		return nil
	}
	if u.Size() == 0 {
		s.say("The file " + name + " is empty, so it is no draft yet.")
		return nil
	}
	return s.deliver(u, name)
}

func (s *session) deliver(u *upload, name string) error {
	defer s.recent.forget(draftsKey)
	defer s.discard(u)
	draft, err := s.library.Drop(s.ctx, name, u.Size(), io.NewSectionReader(u.file, 0, u.Size()))
	if err != nil {
		return err
	}
	s.say("The file " + name + " is your draft " + draft.Number.String() + ".")
	return nil
}
