package plain

import (
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Bounds of names of files.
const (
	maxName      = 200 // bytes; 255 is what most systems take, and clients add their own
	maxExtension = 16
)

// FileName is a name from a person, or a symbol, as a file can have it on any system. It
// is never empty, "." or "..", has no slash, and FileName(FileName(s)) == FileName(s).
func FileName(name string) string {
	name = strings.Map(plainly, Line(name))
	name = strings.TrimRight(shortened(name), ". ")
	switch {
	case Blank(name):
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
	return strings.TrimRight(Begin(name, maxName-len(extension)), " ") + extension
}

// Begin is the beginning of s, most bytes at the most, in whole code points.
func Begin(s string, most int) string {
	if most >= len(s) {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// FileKey is equal for names that some file system takes for one.
func FileKey(name string) string { return cases.Fold().String(norm.NFC.String(name)) }

// Behind puts a mark between a name and its extension.
func Behind(name, mark string) string {
	extension := path.Ext(name)
	if len(extension) > maxExtension || extension == name {
		extension = ""
	}
	return strings.TrimSuffix(name, extension) + mark + extension
}
