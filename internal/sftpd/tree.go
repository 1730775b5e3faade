package sftpd

import (
	"strings"
	"time"

	"asem.internal/avs/internal/fault"
)

// Names of our own in the tree.
const (
	dropName   = "drop"
	readMeName = "README.txt"
	aboutName  = "ABOUT.txt"
	sumsName   = "SHA256SUMS"
	firstIssue = "FIRST"
)

// find is what stands at a path.
func (s *session) find(p string) (node, error) {
	words, ok := wordsOf(p)
	if !ok {
		return node{}, absent(p)
	}
	at := s.top()
	for _, word := range words {
		if !at.isFolder() {
			return node{}, absent(p)
		}
		nodes, err := at.nodes()
		if err != nil {
			return node{}, err
		}
		found := false
		for i := range nodes {
			if found = nodes[i].name == word; found {
				at = nodes[i]
				break
			}
		}
		if !found {
			return node{}, absent(p)
		}
	}
	return at, nil
}

func absent(p string) error {
	return fault.New(fault.NotFound, "There is no %q here, or none that you may see.", shown(p)).Then("%s at the top tells how the library is laid out.", readMeName)
}

// top is the root of the tree.
func (s *session) top() node {
	return node{name: "/", at: s.began, nodes: func() ([]node, error) {
		return s.recent.nodes("", func() ([]node, error) {
			shelf, err := s.library.List()
			if err != nil {
				return nil, err
			}
			own := []node{text(readMeName, readMe(shelf.Places), s.began), s.drop()}
			return append(own, s.shelf(nil, shelf)...), nil
		})
	}}
}

// place is a folder that the library names.
func (s *session) place(names []string) node {
	return node{name: names[len(names)-1], at: s.began, nodes: func() ([]node, error) {
		return s.recent.nodes("place\x00"+strings.Join(names, "\x00"), func() ([]node, error) {
			shelf, err := s.library.List(names...)
			if err != nil {
				return nil, err
			}
			return s.shelf(names, shelf), nil
		})
	}}
}

func (s *session) shelf(names []string, shelf Shelf) []node {
	nodes := make([]node, 0, len(shelf.Places)+len(shelf.Documents))
	for _, name := range shelf.Places {
		nodes = append(nodes, s.place(append(names[:len(names):len(names)], name)))
	}
	for _, d := range shelf.Documents {
		nodes = append(nodes, s.document(d))
	}
	return nodes
}

func (s *session) document(d Document) node {
	var newest time.Time
	for _, v := range d.Versions {
		if v.At.After(newest) {
			newest = v.At
		}
	}
	return node{name: d.Name, at: newest, nodes: func() ([]node, error) {
		nodes := []node{text(aboutName, about(d), newest)}
		for _, v := range d.Versions {
			nodes = append(nodes, s.version(v))
		}
		return distinct(nodes), nil
	}}
}

func (s *session) version(v Version) node {
	return node{name: folderOf(v.Label), at: v.At, nodes: func() ([]node, error) {
		files := make([]node, 0, len(v.Files)+1)
		files = append(files, node{name: sumsName}) // has its name before any file of a person
		for _, f := range v.Files {
			files = append(files, s.file(f, v.At))
		}
		distinct(files)
		sums := sumsOf(files[1:], v.Files)
		if sums == "" {
			return files[1:], nil
		}
		files[0] = text(sumsName, sums, v.At)
		return files, nil
	}}
}

// folderOf is a version's label as the name of a folder.
func folderOf(label string) string {
	if label == "-" {
		return firstIssue
	}
	return strings.ReplaceAll(label, " ", "-")
}
