package importer

import (
	"bytes"
	"mime"
	"strings"

	"github.com/emersion/go-message"
)

const (
	maxDepth = 16
	maxParts = 500
)

// contents is what the body of a message, or one part of it, comes to.
type contents struct {
	texts []string // to be shown one after the other
	html  bool     // texts were made from HTML, for want of plain ones
	files []File
}

// add appends what another part comes to.
func (c *contents) add(part contents) {
	c.html = c.html || part.html
	c.texts = append(c.texts, part.texts...)
	c.files = append(c.files, part.files...)
}

// shows says whether there is any text but blanks.
func (c *contents) shows() bool {
	for _, t := range c.texts {
		if strings.TrimSpace(t) != "" {
			return true
		}
	}
	return false
}

// An opener opens the MIME structure of one message, within its bounds.
type opener struct {
	parts int // met so far
	notes []string
}

// note takes down a remark once; "" is none.
func (o *opener) note(s string) {
	for _, n := range o.notes {
		if n == s {
			return
		}
	}
	if s != "" {
		o.notes = append(o.notes, s)
	}
}

// open reads an entity: the message itself at depth 0, else a part. It always
// succeeds; what cannot be opened is shown as text or kept as a file.
func (o *opener) open(h message.Header, body []byte, depth int) contents {
	kind, params := mediaType(h.Get("Content-Type"))
	if !strings.Contains(kind, "/") {
		kind = "text/plain"
	}
	if sort, found := strings.CutPrefix(kind, "multipart/"); found {
		return o.multipart(sort, kind, params["boundary"], body, depth)
	}
	data, tail := undoTransfer(h.Get("Content-Transfer-Encoding"), body)
	way, wayParams := mediaType(h.Get("Content-Disposition"))
	name := wayParams["filename"]
	if name == "" {
		name = params["name"]
	}
	shown := depth == 0 && strings.HasPrefix(kind, "text/") || isShown(kind, way, name)
	if !shown {
		file := File{Name: fileName(name, kind), Type: kind, Content: data}
		return contents{files: []File{file}, texts: o.bare(tail)}
	}
	c := contents{texts: []string{o.text(kind, params, data)}, html: kind == "text/html"}
	if name != "" && depth > 0 {
		c.texts = append([]string{"[" + fileName(name, kind) + "]"}, c.texts...)
	}
	c.texts = append(c.texts, o.bare(tail)...)
	return c
}

// isShown says whether a part is for reading with the message, as a message
// that is nothing but text always is. A part with a
// file's name is an attachment unless its sender asked for it inline.
func isShown(kind, way, name string) bool {
	if way == "attachment" || name != "" && way != "inline" {
		return false
	}
	switch kind {
	case "text/plain", "text/html", "text/markdown", "text/enriched", "text/richtext":
		return true
	}
	return way == "inline" && (kind == "text/x-patch" || kind == "text/x-diff")
}

// text decodes a text of any kind.
func (o *opener) text(kind string, params map[string]string, data []byte) string {
	label := params["charset"]
	if label == "" && kind == "text/html" {
		label = htmlCharset(data)
	}
	text, note := decode(label, data)
	o.note(note)
	text = lineEnds.Replace(text)
	switch {
	case kind == "text/html":
		return fromHTML(text)
	case strings.EqualFold(params["format"], "flowed"):
		return unflow(text, strings.EqualFold(params["delsp"], "yes"))
	}
	return text
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// bare is text that stands outside of the parts, such as the footer that a list
// puts after encoded content; none if it is blank.
func (o *opener) bare(b []byte) []string {
	if len(bytes.TrimSpace(b)) == 0 {
		return nil
	}
	text, note := decode("", b)
	o.note(note)
	return []string{lineEnds.Replace(text)}
}

// multipart reads the parts of a body. If there is no part to be found, the
// body is shown as it is.
func (o *opener) multipart(sort, kind, boundary string, body []byte, depth int) contents {
	if depth >= maxDepth || o.parts >= maxParts {
		o.note("It has more parts inside parts than are opened; they are kept unopened as a file.")
		return contents{files: []File{{Name: fileName("", kind), Type: kind, Content: body}}}
	}
	bodies, epilogue, closed := cutParts(body, boundary)
	if len(bodies) == 0 {
		o.note("Its parts could not be told apart; it is shown as it was sent.")
		return contents{texts: o.bare(body)}
	}
	if !closed {
		o.note("It ends before its last part does.")
	}
	var parts []contents
	for _, b := range bodies {
		if o.parts++; o.parts > maxParts {
			o.note("It has more parts than are opened; it is also kept whole as a file.")
			break
		}
		h, content := readHeader(b)
		if sort == "digest" && h.Get("Content-Type") == "" {
			h.Set("Content-Type", "message/rfc822")
		}
		parts = append(parts, o.open(h, content, depth+1))
	}
	var all contents
	if sort == "alternative" {
		all = choose(parts)
	} else {
		for _, p := range parts {
			all.add(p)
		}
	}
	all.texts = append(all.texts, o.bare(epilogue)...)
	return all
}

// cutParts cuts a body at the lines that are its boundary. What stands before
// the first is for programs that know no MIME; what stands after the closing
// one is the epilogue. Without a closing one, closed is false and the last part
// goes to the end. Source: RFC 2046, section 5.1.1.
func cutParts(body []byte, boundary string) (parts [][]byte, epilogue []byte, closed bool) {
	if boundary == "" {
		return nil, nil, false
	}
	mark := []byte("--" + boundary)
	begun := -1 // where the open part begins
	for at := 0; ; {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			break
		}
		i += at
		at = i + len(mark)
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		line, rest := cutLine(body[at:])
		after, closing := bytes.CutPrefix(line, []byte("--"))
		if len(bytes.TrimSpace(after)) > 0 {
			continue
		}
		at += len(line)
		if begun >= 0 {
			parts = append(parts, withoutLineEnd(body[begun:max(i, begun)]))
		}
		if closing {
			return parts, rest, true
		}
		begun = at
	}
	if begun >= 0 {
		parts = append(parts, body[begun:])
	}
	return parts, nil, false
}

// withoutLineEnd cuts the last line end off, which belongs to the boundary.
func withoutLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// choose takes from alternatives the plain texts that say something, else the
// text of the last that does. Files of all of them are kept.
func choose(parts []contents) contents {
	var plain, chosen contents
	var last []string
	for _, p := range parts {
		chosen.files = append(chosen.files, p.files...)
		if !p.shows() {
			continue
		}
		if last = p.texts; !p.html {
			plain.add(p)
		}
	}
	chosen.texts, chosen.html = last, true
	if plain.shows() {
		chosen.texts, chosen.html = plain.texts, false
	}
	return chosen
}

// mediaType reads a field like Content-Type: its value in lower case and its
// parameters, decoded. What the standard library refuses is read by
// looseParams; "" is returned for what is no such field at all.
func mediaType(field string) (kind string, params map[string]string) {
	if !strings.Contains(field, "*") {
		kind, params, err := mime.ParseMediaType(field)
		if err == nil {
			for k, v := range params {
				params[k] = decodeWords(v)
			}
			return kind, params
		}
	}
	kind, rest, _ := strings.Cut(field, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	if i := strings.IndexAny(kind, " \t"); i >= 0 {
		kind = kind[:i]
	}
	return kind, looseParams(rest)
}
