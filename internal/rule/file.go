package rule

import (
	"slices"
	"strings"

	"asem.internal/avs/internal/plain"
)

// File is a file that goes with something written; its body is kept by digest.
type File struct {
	Name   string `json:"name"`
	Type   string `json:"type,omitempty"`
	Bytes  int64  `json:"bytes"`
	Digest Digest `json:"digest"`
}

// CleanFiles are the files with names and types that any terminal and any file
// system can be shown. The slice is another one: an action does not change when it
// is decided.
func CleanFiles(files []File) []File {
	files = slices.Clone(files)
	for i, f := range files {
		files[i].Name = first(strings.ReplaceAll(plain.Line(f.Name), "/", "_"), 120)
		files[i].Type = first(plain.Line(f.Type), 80)
	}
	return files
}

// first is the first n characters of s.
func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
