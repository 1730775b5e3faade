package sftpd

import (
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

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
		if plain.FileKey(u.name) == plain.FileKey(name) {
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
		if plain.FileKey(d.name) == plain.FileKey(name) {
			return true, nil
		}
	}
	return false, nil
}

// newName is nil for a name that a draft may have.
func (s *session) newName(name string) error {
	if better := plain.FileName(name); better != name {
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
