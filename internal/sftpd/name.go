package sftpd

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// Bounds of names and paths.
const (
	maxPath  = 4096
	maxWords = 16
)

// distinct gives every node a name of its own. Earlier ones keep theirs.
func distinct(nodes []node) []node {
	taken := make(map[string]bool, len(nodes))
	counts := map[string]int{} // how many had to be told apart, by what their name would be
	for i := range nodes {
		n := &nodes[i]
		n.name = plain.FileName(n.name)
		if n.language != "" && taken[plain.FileKey(n.name)] {
			n.name = plain.Behind(n.name, "."+plain.FileName(n.language))
		}
		wished := n.name
		for taken[plain.FileKey(n.name)] {
			counts[plain.FileKey(wished)]++
			n.name = plain.Behind(wished, "~"+strconv.Itoa(counts[plain.FileKey(wished)]+1))
		}
		taken[plain.FileKey(n.name)] = true
	}
	return nodes
}

// wordsOf are the words of a path, from the top. What cannot be the path of anything
// has none, and ok is false.
func wordsOf(p string) (words []string, ok bool) {
	if len(p) > maxPath || !utf8.ValidString(p) || strings.ContainsRune(p, 0) {
		return nil, false
	}
	p = path.Clean("/" + p)
	if p == "/" {
		return nil, true
	}
	words = strings.Split(p[1:], "/")
	return words, len(words) <= maxWords
}
