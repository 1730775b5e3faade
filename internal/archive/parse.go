package archive

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"asem.internal/avs/internal/archive/word"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// Bounds of a query. Each refusal says the bound.
const (
	MaxQuery = 1000 // bytes
	MaxParts = 64   // words, phrases and fields
	maxDepth = 16   // parentheses
)

// Parse reads a query. An error is a fault.Usage that says what was understood and
// where it stops. Days are those of zone.
func Parse(text string, zone *time.Location) (Query, error) {
	q := Query{text: plain.Line(text)}
	if !utf8.ValidString(text) {
		return q, fault.New(fault.Usage, "The query is not in UTF-8.").Then("Type it again.")
	}
	if len(text) > MaxQuery {
		return q, fault.New(fault.Usage, "The query has %d bytes; %d are read at most.", len(text), MaxQuery).Then("Look for fewer words.")
	}
	if zone == nil {
		zone = time.UTC
	}
	p := &parser{text: text, zone: zone}
	n, err := p.alternatives()
	if err == nil && p.at < len(p.text) {
		err = p.stop("There is no opening parenthesis for this one.", "Take it out, or write one before it.")
	}
	q.root = n
	return q, err
}

// A parser reads a query from the left to the right.
type parser struct {
	text  string
	at    int
	zone  *time.Location
	parts int
	depth int
}

// stop is the refusal of what stands at the parser's place.
func (p *parser) stop(why, next string) error {
	before, after := plain.Line(strings.TrimSpace(p.text[:p.at])), plain.Line(plain.Cut(strings.TrimSpace(p.text[p.at:]), 40))
	where := "at its beginning"
	if before != "" {
		where = "after: " + before
	}
	if after != "" {
		where += ", at: " + after
	}
	return fault.New(fault.Usage, "The query is understood up to here, and stops %s. %s", where, why).Then("%s", next)
}

// alternatives are parts with "or" between them.
func (p *parser) alternatives() (node, error) {
	var list either
	for {
		n, err := p.row()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		if !p.or() {
			break
		}
		if n == nil || p.ends() {
			return nil, p.stop(`"or" stands between two parts, and here is only one.`, `Write what else may be found, or "or" in quotation marks for the word.`)
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

// or takes the word "or", in any case, if it stands here.
func (p *parser) or() bool {
	p.space()
	rest := p.text[p.at:]
	if len(rest) >= 2 && strings.EqualFold(rest[:2], "or") && (len(rest) == 2 || rest[2] == ' ' || rest[2] == '(') {
		p.at += 2
		return true
	}
	return false
}

// ends says whether nothing follows that could be a part.
func (p *parser) ends() bool {
	p.space()
	return p.at == len(p.text) || p.text[p.at] == ')'
}

func (p *parser) space() {
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if !unicode.IsSpace(r) {
			return
		}
		p.at += size
	}
}

// row are parts that must all be found.
func (p *parser) row() (node, error) {
	var list all
	for !p.ends() {
		mark := p.at
		if p.or() {
			p.at = mark
			break
		}
		n, err := p.part()
		if err != nil {
			return nil, err
		}
		if n != nil {
			list = append(list, n)
		}
	}
	switch len(list) {
	case 0:
		return nil, nil
	case 1:
		return list[0], nil
	}
	return list, nil
}

// part is one word, phrase, field or group, with its sign.
func (p *parser) part() (node, error) {
	if p.parts++; p.parts > MaxParts {
		return nil, p.stop("There are more parts than can be looked for at once.", "Look for fewer words.")
	}
	switch c := p.text[p.at]; {
	case c == '-' && p.follows():
		p.at++
		n, err := p.part()
		if n == nil || err != nil {
			return nil, err
		}
		return not{n}, nil
	case c == '+' && p.follows():
		p.at++
		n, err := p.part()
		if w, ok := n.(words); ok {
			w.exact = true
			n = w
		}
		return n, err
	case c == '(':
		return p.group()
	case c == '"':
		phrase, err := p.quoted()
		return words{words: word.All(phrase), exact: true}.some(), err
	}
	return p.plainPart()
}

// follows says whether a sign has something after it that it belongs to.
func (p *parser) follows() bool {
	r, _ := utf8.DecodeRuneInString(p.text[p.at+1:])
	return r == '(' || r == '"' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (p *parser) group() (node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.stop("There are too many parentheses in one another.", "Write it with fewer.")
	}
	open := p.at
	p.at++
	n, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	p.depth--
	if p.at == len(p.text) {
		p.at = open
		return nil, p.stop("This parenthesis is not closed.", "Close it, or take it out.")
	}
	p.at++
	return n, nil
}

// quoted takes what stands between quotation marks.
func (p *parser) quoted() (string, error) {
	end := strings.IndexByte(p.text[p.at+1:], '"')
	if end < 0 {
		return "", p.stop("This quotation is not closed.", `Write " at its end, or take it out.`)
	}
	phrase := p.text[p.at+1 : p.at+1+end]
	p.at += end + 2
	return phrase, nil
}

// plainPart is a word as it stands, or a field with its value.
func (p *parser) plainPart() (node, error) {
	begin := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' {
			break
		}
		p.at += size
		if r == ':' {
			if name := p.text[begin : p.at-1]; isName(name) {
				return p.field(begin, strings.ToLower(name))
			}
		}
	}
	text := p.text[begin:p.at]
	w := words{words: word.All(text), begin: strings.HasSuffix(text, "*")}
	// Several words without a space, as in a symbol or an address, stand in a row.
	w.exact = len(w.words) > 1 && !w.words[0].Paired
	return w.some(), nil
}

// some is the node, or none where there is no word in it.
func (w words) some() node {
	if len(w.words) == 0 {
		return nil
	}
	return w
}

// isName says whether what stands before a colon can be a field's name.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return len(s) > 1
}
