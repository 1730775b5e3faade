package sftpd

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"

	"asem.internal/avs/internal/fault"
)

// Limits bound what uploads take on the disk while they come. A zero field takes its
// default, given here in brackets.
type Limits struct {
	File  int64 // bytes of one file [64 MiB]
	Owner int64 // of all that one delegate is sending, in all of their sessions [4 x File]
	Total int64 // of all delegates [1 GiB]
}

// A Spool is where uploads lie until they are whole. One is made for a server and
// shared by its sessions; it is safe for concurrent use. A crash leaves nothing in its
// folder but, at worst, an empty file whose name begins with the prefix.
type Spool struct {
	folder, prefix string
	limits         Limits

	mu     sync.Mutex // guards what follows
	total  int64
	owners map[string]int64
}

// NewSpool keeps uploads in a folder that is there.
func NewSpool(folder, prefix string, l Limits) *Spool {
	l.File = cmp.Or(l.File, 64<<20)
	l.Owner = cmp.Or(l.Owner, 4*l.File)
	l.Total = cmp.Or(l.Total, 1<<30)
	return &Spool{folder: folder, prefix: prefix, limits: l, owners: map[string]int64{}}
}

// file makes a file that lives as long as it is open.
func (s *Spool) file() (*os.File, error) {
	file, err := os.CreateTemp(s.folder, s.prefix+"upload-*")
	if err != nil {
		return nil, unwritten(err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(unwritten(err), file.Close())
	}
	return file, nil
}

// unwritten is the fault for what the spool's disk does not take.
func unwritten(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Failed, "There is no room left on the server's disk, so the upload was not taken.").
			Then("Nothing else was changed. Tell your operator, and send it again later.").Because(err)
	}
	return fmt.Errorf("spooling an upload: %w", err)
}

// take reserves room for an owner.
func (s *Spool) take(owner string, bytes int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.owners[owner]+bytes > s.limits.Owner:
		return fault.New(fault.Failed, "You are sending more than %s at once, the most that is taken from one delegate.", sizeOf(s.limits.Owner)).
			Then("Send this file when the others are through.")
	case s.total+bytes > s.limits.Total:
		return fault.New(fault.Failed, "Too much is being uploaded at this moment.").Then("Send it again in a few minutes.")
	}
	s.owners[owner] += bytes
	s.total += bytes
	return nil
}

// give gives room back.
func (s *Spool) give(owner string, bytes int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total -= bytes
	if s.owners[owner] -= bytes; s.owners[owner] == 0 {
		delete(s.owners, owner)
	}
}

// held is what lies in it now.
func (s *Spool) held() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total
}

// sizeOf writes a limit as people read it.
func sizeOf(bytes int64) string {
	if bytes < 1<<20 || bytes%(1<<20) != 0 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}
