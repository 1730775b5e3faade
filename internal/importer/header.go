package importer

import (
	"bufio"
	"bytes"
	"strings"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/textproto"
)

// readHeader parts a message into its header and its body. It always succeeds:
// a line of the header that is no field is left out if the header goes on after
// it, and is else the first of the body, for want of a blank line.
func readHeader(raw []byte) (message.Header, []byte) {
	var fields []byte
	rest := raw
	for len(rest) > 0 {
		line, after := cutLine(rest)
		if isBlank(line) {
			rest = after
			break
		}
		folded := line[0] == ' ' || line[0] == '\t'
		switch {
		case isField(line), folded && len(fields) > 0:
			if len(fields)+len(line) <= maxHeader {
				fields = append(fields, line...)
			}
		case folded: // nothing to be folded into
		default:
			if next, _ := cutLine(after); !isField(next) {
				return parseFields(fields), rest
			}
		}
		rest = after
	}
	return parseFields(fields), rest
}

// parseFields has the library unfold fields, which are all well-formed.
func parseFields(fields []byte) message.Header {
	if !bytes.HasSuffix(fields, []byte("\n")) {
		fields = append(fields, '\n')
	}
	in := bufio.NewReader(bytes.NewReader(append(fields, '\n')))
	// What the library cannot parse leaves the fields before it, which is the
	// best that is to be had.
	h, _ := textproto.ReadHeader(in)
	return message.Header{Header: h}
}

// cutLine cuts after the first line.
func cutLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1], b[i+1:]
	}
	return b, nil
}

// isField says whether a line begins with the name of a header field.
func isField(line []byte) bool {
	name, _, found := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	if !found || len(name) == 0 {
		return false
	}
	for _, c := range name {
		if c < '!' || c > '~' {
			return false
		}
	}
	return true
}

// isBlank says whether a line holds nothing but its end.
func isBlank(line []byte) bool {
	return len(line) == 0 || line[0] == '\n' || len(line) >= 2 && line[0] == '\r' && line[1] == '\n'
}

// identifier is the message's Message-ID without its brackets, or "".
func identifier(h message.Header) string {
	field := h.Get("Message-Id")
	if ids := identifiers(field); len(ids) > 0 {
		return ids[0]
	}
	if id := strings.Join(strings.Fields(field), ""); len(id) <= maxIdentifier {
		return id
	}
	return ""
}

// ancestors are the messages that this one says it answers, nearest last:
// References, and In-Reply-To if it names a single message that is not among
// them. Some clients write only the latter, and put all kinds of text into it.
func ancestors(h message.Header) []string {
	refs := identifiers(h.Get("References"))
	if len(refs) > maxReferences {
		refs = append(refs[:1], refs[len(refs)-maxReferences+1:]...)
	}
	direct := identifiers(h.Get("In-Reply-To"))
	switch {
	case len(direct) == 0:
		return refs
	case len(refs) == 0:
		return direct[:1]
	case len(direct) > 1:
		return refs
	}
	for _, r := range refs {
		if r == direct[0] {
			return refs
		}
	}
	return append(refs, direct[0])
}

// identifiers are the message identifiers in a field: what stands in angle
// brackets and holds an @, without white space, which folding leaves in long ones.
// A field without any bracket is read word by word.
func identifiers(field string) []string {
	var ids []string
	if !strings.Contains(field, "<") {
		for word := range strings.FieldsSeq(field) {
			ids = addIdentifier(ids, strings.Trim(word, ">,;"))
		}
		return ids
	}
	for {
		_, after, found := strings.Cut(field, "<")
		if !found {
			return ids
		}
		end := strings.IndexAny(after, "<>")
		if end < 0 {
			end = len(after)
		}
		ids = addIdentifier(ids, strings.Join(strings.Fields(after[:end]), ""))
		field = after[end:]
	}
}

// addIdentifier appends what looks like an identifier and is not too long.
func addIdentifier(ids []string, id string) []string {
	if strings.Contains(id, "@") && len(id) <= maxIdentifier {
		return append(ids, id)
	}
	return ids
}

// title is the subject on one line.
func title(h message.Header) string {
	if t := oneLine(decodeWords(h.Get("Subject")), maxTitle); t != "" {
		return t
	}
	return "(no subject)"
}

const maxTitle = 500

// oneLine joins the words of s by single spaces and cuts at most bytes.
func oneLine(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	return cutText(s, most-len("…")) + "…"
}

// cutText cuts s to at most that many bytes, never inside a character.
func cutText(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && s[most]&0xC0 == 0x80 {
		most--
	}
	return s[:most]
}
