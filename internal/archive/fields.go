package archive

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"asem.internal/avs/internal/archive/word"
)

// Kinds of what is found, as the field kind names them.
var Kinds = []string{"post", "notice", "document", "letter", "person", "procedure", "initiative", "meeting", "programme", "contingency"}

// Prefixes are the names that a query knows, in the order in which help lists them.
var Prefixes = []struct{ Name, About string }{
	{"from", "a login, or words of a name"},
	{"to", "an address of a letter, notice or document: a login, FI, @eu"},
	{"partner", "the author's partner: FI"},
	{"board", "a board's name"},
	{"pillar", "political, economic, social-cultural, across"},
	{"cluster", "a cluster's name"},
	{"kind", "post, notice, document, letter, person, initiative, meeting, ..."},
	{"symbol", "a document's symbol or its beginning: ASEM/SOM/2006"},
	{"series", "a series of documents: ASEM/SOM"},
	{"meeting", "words of a meeting's name"},
	{"title", "words of the title"},
	{"cites", "what cites this number or symbol: 4211"},
	{"before", "earlier than a day, month or year: 2006-09-11, 2006-09, 2006"},
	{"after", "that day or later"},
	{"year", "1999"},
	{"has", "attachment"},
	{"is", "unread"},
}

// known says whether a query knows a prefix.
func known(name string) bool {
	return slices.ContainsFunc(Prefixes, func(p struct{ Name, About string }) bool { return p.Name == name })
}

// field reads the value after a colon. begin is where the name began.
func (p *parser) field(begin int, name string) (node, error) {
	refuse := func(why, next string) (node, error) {
		p.at = begin
		return nil, p.stop(why, next)
	}
	if !known(name) {
		return p.unknownField(begin, name)
	}
	value, quoted, err := p.value()
	if err != nil {
		return nil, err
	}
	if value == "" {
		return refuse("There is nothing after "+name+":.", "Write what it is to be, without a space after the colon.")
	}
	switch name {
	case "title":
		w := words{words: word.All(value), exact: quoted, begin: strings.HasSuffix(value, "*"), title: true}
		return w.some(), nil
	case "before", "after", "year":
		from, to, ok := Day(value, p.zone)
		switch {
		case !ok:
			return refuse(value+" is no day.", "Write 2006, 2006-09 or 2006-09-11.")
		case name == "before":
			return span{to: from}, nil
		case name == "after":
			return span{from: from}, nil
		}
		return span{from, to}, nil
	case "is":
		if v := strings.ToLower(value); v != "unread" && v != "new" {
			return refuse(value+" is nothing that something can be asked to be.", "There is is:unread.")
		}
		return unread{}, nil
	case "has":
		if v := strings.ToLower(value); v != "attachment" && v != "file" {
			return refuse(value+" is nothing that something can be asked to have.", "There is has:attachment.")
		}
		return field{"has", "attachment"}, nil
	case "kind":
		if v := strings.ToLower(value); slices.Contains(Kinds, v) {
			return field{name, v}, nil
		}
		return refuse(value+" is no kind.", "There are "+strings.Join(Kinds, ", ")+".")
	}
	return fieldOf(name, value), nil
}

// unknownField refuses a name that is none, unless what follows shows that none was
// meant: an address of the web.
func (p *parser) unknownField(begin int, name string) (node, error) {
	if strings.HasPrefix(p.text[p.at:], "//") {
		for p.at < len(p.text) && !strings.ContainsRune(" \t()\"", rune(p.text[p.at])) {
			p.at++
		}
		return words{words: word.All(p.text[begin:p.at]), exact: true}.some(), nil
	}
	var names []string
	for _, known := range Prefixes {
		names = append(names, known.Name+":")
	}
	p.at = begin
	return nil, p.stop(name+": is no prefix that is known.", "There are "+strings.Join(names, " ")+". Put it in quotation marks if it is text.")
}

// value takes what stands after a colon.
func (p *parser) value() (value string, quoted bool, err error) {
	if p.at < len(p.text) && p.text[p.at] == '"' {
		value, err = p.quoted()
		return value, true, err
	}
	begin := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if unicode.IsSpace(r) || r == '(' || r == ')' {
			break
		}
		p.at += size
	}
	return p.text[begin:p.at], false, nil
}

// fieldOf is what a text must say of itself for a value: each word of a value of
// several, since names and titles are kept by their words.
func fieldOf(name, value string) node {
	if !byWords[name] {
		return field{name, Folded(value)}
	}
	var list all
	for _, w := range word.All(value) {
		list = append(list, field{name, w.Text})
	}
	return either{field{name, Folded(value)}, list}
}

// byWords are the fields that are kept by the words of their value.
var byWords = map[string]bool{"from": true, "meeting": true}

// Folded is a value as it is compared: without case and accents, words joined.
func Folded(value string) string {
	value = strings.TrimPrefix(strings.TrimSpace(value), "#")
	if w := word.All(value); len(w) == 1 && !w[0].Paired {
		return w[0].Text
	}
	return strings.ToLower(value)
}

// Field is a field of a text, for Text.Fields: each value folded.
func Field(name, value string) string { return name + ":" + Folded(value) }

// FieldWords are a field by the words of its value.
func FieldWords(name, value string) (list []string) {
	for _, w := range word.All(value) {
		list = append(list, name+":"+w.Text)
	}
	return list
}

// Day reads a year, a month or a day: it begins at from and ends before to.
func Day(value string, zone *time.Location) (from, to time.Time, ok bool) {
	if t, err := time.ParseInLocation("2006-01-02", value, zone); err == nil {
		return t, t.AddDate(0, 0, 1), true
	}
	if t, err := time.ParseInLocation("2006-01", value, zone); err == nil {
		return t, t.AddDate(0, 1, 0), true
	}
	if y, err := strconv.Atoi(value); err == nil && len(value) == 4 && y > 0 {
		t := time.Date(y, 1, 1, 0, 0, 0, 0, zone)
		return t, t.AddDate(1, 0, 0), true
	}
	return from, to, false
}
