package manual

import (
	"embed"
	"strings"
)

// Columns is the width that no line of a page exceeds.
const Columns = 78

// A Topic is one page.
type Topic struct {
	Name  string // as a person types it, like slow-lines
	Title string // one line
	Text  string // lines that end in \n, none of them blank at either end
}

//go:embed pages/*.txt
var pages embed.FS

// names lists the pages in the order in which one would read them.
var names = [...]string{"start", "screens", "reading", "writing", "notification", "documents", "silence", "coordination", "terms", "mail", "searching", "packets", "public", "addresses", "moderating", "slow-lines", "linear", "record", "privacy"}

// also are names under which a page is looked for as well.
var also = map[string]string{"keys": "screens", "slow": "slow-lines", "commands": "start", "procedure": "silence", "initiative": "coordination", "initiatives": "coordination", "meeting": "coordination", "meetings": "coordination", "agenda": "coordination", "programme": "coordination",
	"programmes": "coordination", "reminders": "coordination", "snooze": "coordination", "contingency": "coordination", "contingencies": "coordination", "facility": "coordination", "calendar": "coordination",
	"office": "terms", "offices": "terms", "term": "terms", "coordinators": "terms", "objection": "silence", "release": "public", "withdraw": "public", "released": "public", "packet": "packets", "submit": "packets", "mbox": "packets", "search": "searching", "archive": "searching", "query": "searching", "flash": "notification", "acknowledging": "notification",
	"notices": "notification", "notice": "notification", "letters": "mail", "letter": "mail", "docs": "documents", "doc": "documents"}

// Topics lists all pages in reading order. The slice is the caller's own.
func Topics() []Topic {
	topics := make([]Topic, 0, len(names))
	for _, name := range names {
		if t, ok := page(name); ok {
			topics = append(topics, t)
		}
	}
	return topics
}

// Find is the page of this name, in upper or lower case; the name "keys" finds
// the page about the screens.
func Find(name string) (Topic, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if other, ok := also[name]; ok {
		name = other
	}
	for _, known := range names {
		if known == name {
			return page(name)
		}
	}
	return Topic{}, false
}

func page(name string) (Topic, bool) {
	data, err := pages.ReadFile("pages/" + name + ".txt")
	if err != nil {
		return Topic{}, false // every name has its file: see the test
	}
	title, text, _ := strings.Cut(string(data), "\n")
	return Topic{Name: name, Title: title, Text: strings.Trim(text, "\n") + "\n"}, true
}
