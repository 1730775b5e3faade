package importer

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
)

const maxAddress = 254 // Source: RFC 5321, section 4.5.3.1.3

// author is who wrote a message: the first address of From, else of Sender,
// else of Reply-To, else the postmark's.
func author(h message.Header, postmark string) (name, address string) {
	for _, field := range []string{"From", "Sender", "Reply-To"} {
		if name, address = mailbox(h.Get(field)); address != "" || name != "" {
			break
		}
	}
	if name == "" && address == "" {
		if words := strings.Fields(postmark); len(words) > 1 && strings.Contains(words[1], "@") {
			address = oneLine(decodeWords(words[1]), maxAddress)
		}
	}
	if name == "" {
		name = address
	}
	return name, address
}

// mailbox takes the first mailbox of a raw address list apart. It reads what
// net/mail refuses: names with stray quotes, dots and 8-bit characters, encoded
// words inside quotes, addresses in old forms such as "a@b (Name)" and those
// that archives disguise as "a at b".
func mailbox(field string) (name, address string) {
	s := scanMailbox(field)
	if open := strings.LastIndexByte(field, '<'); s.unclosed && open >= 0 {
		// A quote or comment that never ends hides the brackets.
		s.bracketed = true
		s.text = strings.Trim(strings.TrimSpace(field[:open]), `"(`)
		s.address, _, _ = strings.Cut(field[open+1:], ">")
	}
	if !s.bracketed {
		s.address, s.text = s.bare, s.comment
	}
	address = disguised.ReplaceAllString(strings.TrimSpace(s.address), "$1@$2")
	name = oneLine(decodeWords(s.text), maxTitle)
	address = oneLine(decodeWords(address), maxAddress)
	if !strings.Contains(address, "@") && name == "" {
		return address, "" // a bare name
	}
	return strings.Trim(name, `'" `), address
}

var disguised = regexp.MustCompile(`^(\S+) at (\S+)$`)

// A scannedMailbox is what scanMailbox finds.
type scannedMailbox struct {
	text      string // all before the brackets, quotes undone, comments in parentheses
	bare      string // the same without comments
	comment   string // comments without parentheses
	address   string // what the brackets hold
	bracketed bool
	unclosed  bool // a quote or comment goes on to the end
}

// scanMailbox reads to the end of the first mailbox: of its brackets, or, where
// there are none, to the first comma.
func scanMailbox(field string) (s scannedMailbox) {
	var text, bare, comment []byte
	quoted, depth := false, 0
scan:
	for i := 0; i < len(field); i++ {
		c := field[i]
		escaped := c == '\\' && (quoted || depth > 0) && i+1 < len(field)
		if escaped {
			i++
			c = field[i]
		}
		switch {
		case escaped:
		case c == '"' && depth == 0:
			quoted = !quoted
			continue
		case quoted:
		case c == '(':
			if depth++; depth == 1 {
				text = append(text, c)
				continue
			}
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				text = append(text, c)
				continue
			}
		case depth > 0:
		case c == '<':
			s.bracketed = true
			s.address, _, _ = strings.Cut(field[i+1:], ">")
			break scan
		case c == ',' && len(bytes.TrimSpace(bare)) > 0:
			break scan
		}
		text = append(text, c)
		if depth > 0 {
			comment = append(comment, c)
		} else {
			bare = append(bare, c)
		}
	}
	s.text, s.bare, s.comment = string(text), string(bare), string(comment)
	s.unclosed = quoted || depth > 0
	return s
}

// maxAddresses is how many addresses of a field are read: more than a letter may have, so
// that what has too many is refused and not cut short.
const maxAddresses = 200

// addresses are those in a field, without names. What is no address is given as it
// stands: a message that is for somebody must not seem to be for nobody.
func addresses(h message.Header, field string) (list []string) {
	found, err := (&mail.Header{Header: h}).AddressList(field)
	for _, a := range found {
		list = append(list, a.Address)
	}
	if err != nil {
		for part := range strings.SplitSeq(h.Get(field), ",") {
			name, address := mailbox(part)
			if part = cmp.Or(address, name, strings.TrimSpace(part)); part != "" {
				list = append(list, part)
			}
		}
	}
	return list[:min(len(list), maxAddresses)]
}

// listName is the name of the list in List-Id: what stands in its brackets.
func listName(h message.Header) string {
	_, after, found := strings.Cut(h.Get("List-Id"), "<")
	name, _, closed := strings.Cut(after, ">")
	if !found || !closed || len(name) > maxIdentifier {
		return ""
	}
	return strings.TrimSpace(name)
}
