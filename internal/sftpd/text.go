package sftpd

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/plain"
)

// readMe explains the tree. places are those of the library at the top.
func readMe(places []string) string {
	var out strings.Builder
	out.WriteString("The library of the ASEM Virtual Secretariat, as far as it is circulated to you.\n\n")
	for _, place := range places {
		what, known := placesToldOf[place]
		if !known {
			what = "Further documents."
		}
		fmt.Fprintf(&out, "%-10s %s\n", plain.FileName(place)+"/", what)
	}
	fmt.Fprintf(&out, "%-10s %s\n%s", dropName+"/", placesToldOf[dropName], readMeRest)
	return out.String()
}

var placesToldOf = map[string]string{
	"series":  "Documents by series, year and number: series/ASEM-SOM/2006/12/",
	"pillar":  "The same by pillar and year: pillar/political/2006/ASEM-SOM-2006-12/",
	"meeting": "The same by the meeting for which they are: meeting/SOM Helsinki/ASEM-SOM-2006-12/",
	dropName:  "What you put here becomes a draft of yours. Shows the files of your drafts.",
}

const readMeRest = `
A symbol stands here with hyphens: ASEM/SOM/2006/12 is ASEM-SOM-2006-12. Each document
has an ABOUT.txt and a folder for each version: FIRST for the first issue, then REV-1,
ADD-1, COR-1. A version never changes. SHA256SUMS in it is for sha256sum -c.

Interrupted downloads can be resumed. An upload is sent whole; a draft cannot be changed
here. Nothing else can be written, renamed or removed.

Folders are as they were at most five seconds ago.
`

// about tells of a document.
func about(d Document) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n%s\n", plain.Line(d.Symbol), plain.Line(d.Title))
	for _, v := range d.Versions {
		fmt.Fprintf(&out, "\n%s/  %s, %s", plain.FileName(folderOf(v.Label)), labelled(v.Label), v.At.UTC().Format("2 January 2006 15:04 UTC"))
		if v.Superseded != "" {
			fmt.Fprintf(&out, ", superseded by %s", plain.Line(v.Superseded))
		}
		out.WriteByte('\n')
		for _, f := range v.Files {
			fmt.Fprintf(&out, "  %s, %d bytes", plain.Line(f.Name), f.Bytes)
			if f.Language != "" {
				fmt.Fprintf(&out, ", language %s", plain.Line(f.Language))
			}
			if f.Digest != "" {
				fmt.Fprintf(&out, "\n    SHA-256 %s", plain.Line(f.Digest))
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func labelled(label string) string {
	if label == "-" {
		return "first issue"
	}
	return plain.Line(label)
}

// sumsOf is what sha256sum -c reads: the digests of files under the names that they
// have in the tree. It is empty where none is known.
func sumsOf(nodes []node, files []File) string {
	var out strings.Builder
	for i, f := range files {
		if f.Digest != "" {
			fmt.Fprintf(&out, "%s  %s\n", f.Digest, nodes[i].name)
		}
	}
	return out.String()
}
