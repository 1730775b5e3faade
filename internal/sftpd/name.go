package sftpd

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"asem.internal/avs/internal/plain"
)

// Bounds of names and paths.
const (
	maxName      = 200 // bytes; 255 is what most systems take, and clients add their own
	maxExtension = 16
	maxPath      = 4096
	maxWords     = 16
)

// safe is a name from a person, or a symbol, as it stands in the tree. It is never
// empty, "." or "..", and safe(safe(s)) == safe(s).
func safe(name string) string {
	name = strings.Map(plainly, plain.Line(name))
	name = strings.TrimRight(shortened(name), ". ")
	switch {
	case plain.Blank(name):
		return "_"
	case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "-") || strings.HasPrefix(name, "~"):
		return "_" + name[1:]
	}
	return name
}

// plainly replaces what separates paths, and what a shell, a client's patterns or
// Windows would take for its own.
func plainly(r rune) rune {
	switch {
	case r == '/' || r == '\\':
		return '-'
	case strings.ContainsRune("\"*:<>?[]|`$", r):
		return '_'
	}
	return r
}

// shortened keeps the extension of a name that is too long.
func shortened(name string) string {
	if len(name) <= maxName {
		return name
	}
	extension := path.Ext(name)
	if len(extension) > maxExtension {
		extension = ""
	}
	return strings.TrimRight(cut(name, maxName-len(extension)), " ") + extension
}

// cut is the beginning of s, in whole code points.
func cut(s string, most int) string {
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// sameKey is equal for names that some file system takes for one.
func sameKey(name string) string { return cases.Fold().String(norm.NFC.String(name)) }

// distinct gives every node a name of its own. Earlier ones keep theirs.
func distinct(nodes []node) []node {
	taken := make(map[string]bool, len(nodes))
	counts := map[string]int{} // how many had to be told apart, by what their name would be
	for i := range nodes {
		n := &nodes[i]
		n.name = safe(n.name)
		if n.language != "" && taken[sameKey(n.name)] {
			n.name = behind(n.name, "."+safe(n.language))
		}
		wished := n.name
		for taken[sameKey(n.name)] {
			counts[sameKey(wished)]++
			n.name = behind(wished, "~"+strconv.Itoa(counts[sameKey(wished)]+1))
		}
		taken[sameKey(n.name)] = true
	}
	return nodes
}

// behind puts a mark between a name and its extension.
func behind(name, mark string) string {
	extension := path.Ext(name)
	if len(extension) > maxExtension || extension == name {
		extension = ""
	}
	return strings.TrimSuffix(name, extension) + mark + extension
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
