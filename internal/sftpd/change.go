package sftpd

import "asem.internal/avs/internal/fault"

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
