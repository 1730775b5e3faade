package extract

import (
	"bytes"
	"net/http"
	"path"
	"strings"
)

// sniffed is how much of a file decides what it is.
const sniffed = 1024

// KindOf is the media type of a file that begins with head and is called name.
// Content goes first: a name only tells apart what its content leaves open, Markdown
// from other text, the document formats that are ZIP archives from one another.
func KindOf(name string, head []byte) string {
	head = head[:min(len(head), sniffed)]
	extension := strings.ToLower(path.Ext(name))
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.begins)) {
			return m.kind
		}
	}
	// Readers of PDF look for this in the first kilobyte, and writers rely on it.
	if at := bytes.Index(head, []byte("%PDF-")); at == 0 || at > 0 && (extension == ".pdf" || binary(head[:at])) {
		return PDF
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch {
	case kind == "application/zip" && archives[extension] != "":
		return archives[extension]
	case !strings.HasPrefix(kind, "text/"):
		return kind
	case binary(head):
		return "application/octet-stream"
	case extension == ".md" || extension == ".markdown":
		return Markdown
	}
	return Plain
}

// readsAsText says of a kind whether its source is what is read.
func readsAsText(kind string) bool { return kind == Plain || kind == Markdown }

// magic are kinds that would pass for text and are none to a reader, and text that
// would not pass.
var magic = []struct{ begins, kind string }{
	{"{\\rtf", "application/rtf"},
	{"%!PS", "application/postscript"},
	{"\xFF\xFE", Plain}, // UTF-16, of which the reader is told
	{"\xFE\xFF", Plain},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage"}, // old Word, Excel
}

// archives are the formats that are ZIP archives inside, by the name of the file.
var archives = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",
	".epub": "application/epub+zip",
}

// binary says whether b holds a control character that no text has. Escapes are
// let through: old Japanese text has them, and it is to be told apart from a
// binary file.
func binary(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool {
		return r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1a\x1b", r)
	}) >= 0
}
