package sftpd

import (
	"io"

	"github.com/pkg/sftp"

	"asem.internal/avs/internal/fault"
)

// maxUploads is how many files a session may be sending, or hold, at once.
const maxUploads = 8

const draftsKey = "drafts" // of recent

// drop is the folder that takes files in: what is on its way, then the drafts.
func (s *session) drop() node {
	return node{name: dropName, at: s.began, writable: true, nodes: func() ([]node, error) {
		drafts, err := s.drafts()
		if err != nil {
			return nil, err
		}
		return append(s.underWay(), drafts...), nil // of different names: see newName
	}}
}

func (s *session) drafts() ([]node, error) {
	return s.recent.nodes(draftsKey, func() ([]node, error) {
		drafts, err := s.library.Drafts()
		if err != nil {
			return nil, err
		}
		nodes := make([]node, 0, len(drafts))
		for _, d := range drafts {
			nodes = append(nodes, s.file(d.File, d.At))
		}
		return nodes, nil
	})
}

func (s *session) underWay() []node {
	s.mu.Lock()
	defer s.mu.Unlock()
	nodes := make([]node, 0, len(s.uploads))
	for u := range s.uploads {
		nodes = append(nodes, node{name: u.name, at: u.at, size: u.Size(), open: func() (Content, error) {
			return nil, fault.New(fault.Conflict, "This file is still on its way in.").Then("It can be read once it is a draft.")
		}})
	}
	return nodes
}

// dropped is the name of a file in /drop, where the path is one.
func dropped(p string) (name string, ok bool) {
	words, valid := wordsOf(p)
	if !valid || len(words) != 2 || words[0] != dropName {
		return "", false
	}
	return words[1], true
}

// sending finds what is on its way under a name; nil if nothing is.
func (s *session) sending(name string) *upload {
	s.mu.Lock()
	defer s.mu.Unlock()
	for u := range s.uploads {
		if sameKey(u.name) == sameKey(name) {
			return u
		}
	}
	return nil
}

// drafted finds the draft of a name.
func (s *session) drafted(name string) (bool, error) {
	drafts, err := s.drafts()
	if err != nil {
		return false, err
	}
	for _, d := range drafts {
		if sameKey(d.name) == sameKey(name) {
			return true, nil
		}
	}
	return false, nil
}

// newName is nil for a name that a draft may have.
func (s *session) newName(name string) error {
	if better := safe(name); better != name {
		return fault.New(fault.Usage, "A file cannot be kept under the name %q.", shown(name)).Then("Call it %q.", better)
	}
	drafted, err := s.drafted(name)
	if err != nil {
		return err
	}
	if drafted {
		return fault.New(fault.Refused, "There is a draft with a file %q already, and a draft is not written over or continued here.", name).
			Then("Send the whole file under another name.")
	}
	return nil
}

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
		if err == errAborted {
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

// rename gives a held upload its real name.
func (s *session) rename(from, to string) error {
	name, ok := dropped(from)
	newName, into := dropped(to)
	if !ok || !into {
		return readOnly(from)
	}
	u := s.sending(name)
	if u == nil {
		return s.fixed(from, name)
	}
	if err := s.newName(newName); err != nil {
		return err
	}
	if other := s.sending(newName); other != nil && other != u {
		return fault.New(fault.Conflict, "A file of this name is on its way in already.")
	}
	s.mu.Lock()
	open := u.open
	if !open {
		u.name = newName
	}
	s.mu.Unlock()
	if open {
		return fault.New(fault.Conflict, "This file is still on its way in.").Then("Rename it when it is whole.")
	}
	return s.closed(u)
}

// fixed is why something in /drop that is no upload stays as it is.
func (s *session) fixed(p, name string) error {
	drafted, err := s.drafted(name)
	switch {
	case err != nil:
		return err
	case drafted:
		return fault.New(fault.Refused, "A draft is not renamed or removed here.").Then("Work on it in the screens or by the commands for documents: ssh HOST help")
	}
	return absent(p)
}

// remove discards a held upload.
func (s *session) remove(p string) error {
	name, ok := dropped(p)
	if !ok {
		return readOnly(p)
	}
	u := s.sending(name)
	if u == nil {
		return s.fixed(p, name)
	}
	s.mu.Lock()
	open := u.open
	s.mu.Unlock()
	if open {
		return fault.New(fault.Conflict, "This file is still on its way in.")
	}
	s.discard(u)
	return nil
}

// setstat accepts what every client does after an upload.
func (s *session) setstat(p string, size int64, sized bool) error {
	name, ok := dropped(p)
	if !ok {
		return readOnly(p)
	}
	if u := s.sending(name); u != nil {
		if sized {
			return u.resize(size)
		}
		return nil
	}
	if drafted, err := s.drafted(name); err != nil || drafted && !sized {
		return err
	}
	return s.fixed(p, name)
}

func readOnly(p string) error {
	return fault.New(fault.Refused, "The library is only read: nothing is written, renamed or removed at %q.", shown(p)).
		Then("Put new files into /%s.", dropName)
}
