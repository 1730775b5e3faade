package linear

import (
	"strings"
	"unicode/utf8"
)

// A verb is something that can be done, under the same letter and the same word
// wherever it can. The letters are those of the screens.
type verb struct {
	key   string
	word  string // does the same as the key, and is easier to hear
	does  string // in words, for "?"
	where string // where it is offered; empty for everywhere
}

// verbs are all there are, in the order in which "?" says them.
var verbs = []verb{
	{"n", "next", "read what is new next, wherever it is", ""},
	{"w", "write", "open a topic on this board, post a notice, write a letter, draw up a document", "on a board, in a topic, among the notices, letters and documents"},
	{"r", "reply", "reply to this post, or to who wrote this letter", "in a topic and at a letter"},
	{"R", "quote", "the same, quoting it; attach a reservation", "in a topic, at a letter and at a silence procedure"},
	{"A", "all", "reply to all to whom this letter went; break the silence by an amendment", "at a letter and at a silence procedure"},
	{"B", "break", "break the silence by an objection, for your partner", atProcedure},
	{"S", "state", "attach an interpretative statement of your partner", atProcedure},
	{"J", "join", "associate your partner with this text", atProcedure},
	{"do", "deeds", "hear what can be done with this record, or in this list, and do it by its number, as in do 2", atRecord},
	{"E", "extend", "put the time of this procedure off, as in E 5d", atProcedure},
	{"f", "forward", "pass this letter on", atLetter},
	{"*", "keep", "keep this letter, or put it back; in the list as in *2", "at a letter and among the letters"},
	{"D", "remove", "remove this letter, or bring it back, in the list as in D 2; discard this draft of a document; withdraw this procedure", "at a letter, among the letters, at a draft of a document and at a silence procedure"},
	{"F", "folder", "go to another folder, as in F sent, F alone to the next; to documents of a series, pillar, year or meeting alone, as in F SOM 2026; to initiatives or meetings like those words, as in F economic FI; F alone to all", "among the letters, the documents, the initiatives and the meetings"},
	{"d", "papers", "go to your drafts of documents", "among the documents"},
	{"i", "issue", "issue this draft; circulate this document further", "at a draft of a document and at a document"},
	{"=", "compare", "hear what changed since the version before, or since another, as in = REV 1", atDocument},
	{"[", "brackets", "hear what stands in square brackets, which is not agreed", atDocument},
	{"a", "acknowledge", "acknowledge this notice, the receipt of this document or this procedure for your partner", "at a notice, at a document and at a silence procedure"},
	{"!", "remind", "remind the partners that have not acknowledged this notice", atNotice},
	{"e", "edit", "edit this post, correct this notice, change this draft of a document, if it is yours", "in a topic, at a notice and at a draft of a document"},
	{"v", "history", "hear the versions of this post, notice or document", "in a topic, at a notice and at a document"},
	{"~", "versions", "the same; ssh may keep this sign to itself", "in a topic, at a notice and at a document"},
	{"u", "unread", "mark this post, notice, letter or document as new", "in a topic, at a notice, at a letter and at a document"},
	{"t", "expired", "list expired notices too, or leave them out; list only the documents circulated to you, or all; list only open procedures, or all", "among the notices, the documents and the silence procedures"},
	{"o", "outline", "list the posts of this topic, or the letters of this exchange; read the text under silence; go to what belongs to this record", "in a topic, at a letter, at a silence procedure and at a record"},
	{"/", "find", "find words in all that you may read, as in /fisheries; in a topic in that alone, and / alone finds the next", "on Today, in the archive and in a topic"},
	{"x", "cited", "list what cites this post, notice, letter or document", "in a topic, at a notice, at a letter and at a document"},
	{"y", "order", "order by date, or by what fits best", "among what was found"},
	{"+", "add", "add a key", "among your keys, at your desk"},
	{"-", "revoke", "revoke a key, as in -2", "among your keys, at your desk"},
	{"c", "catchup", "mark all that is here as read", "on Today, on a board, in a topic, among the notices, letters, documents, procedures and records"},
	{"U", "undo", "undo the last marking of all as read", ""},
	{"b", "before", "go one page, one post or one letter back", "in a list, in a topic and at a letter"},
	{"g", "first", "go to the beginning", "in a list and in a topic"},
	{"G", "last", "go to the end", "in a list and in a topic"},
	{"s", "say", "say this place again", ""},
	{"_", "pin", "pin this topic or notice, or unpin it", inEither},
	{"L", "lock", "lock this topic, or open it again; close this board into the archive, or open it; hear this document in another language, as in L fr, or another of its files, as in L 2", "in a topic, on a board and at a document"},
	{"M", "move", "move this topic to another board", inTopic},
	{"P", "publish", "release this to the public, or withdraw it", "in a topic, at a notice and at a document"},
	{"Z", "silence", "put this version under silence, as in Z 5d; consent to what a lead proposed", "at a document and at a silence procedure"},
	{"H", "hide", "hide this post, or show it again", inTopic},
	{"X", "redact", "remove the text of this post for good", inTopic},
	{":", "go", "go to anything by number or name, as in :123, :finance, :FI or :today", ""},
	{"?", "help", "hear what can be done here; with a word, as in ?writing, what the manual says of it", ""},
	{"q", "back", "go back to where you came from", ""},
	{"bye", "leave", "leave the secretariat", ""},
}

// Where things are read.
const (
	inTopic     = "in a topic"
	atNotice    = "at a notice"
	atDocument  = "at a document"
	atLetter    = "at a letter"
	atProcedure = "at a silence procedure"
	inEither    = "in a topic and at a notice"
	atRecord    = "at a record and among the records"
)

// An offer is what a verb does in one place.
type offer struct {
	key string
	// dead is nil, or gives why it cannot be done now. A nil dead is never dead.
	dead func() error
	// do takes what was typed behind the key.
	do func(of string) error
}

// spoken finds the verb that a line begins with, by key or by word, and what it
// is to be done to. A mark needs no blank behind it: /word, :123.
func spoken(line string) (v verb, of string, ok bool) {
	first, rest, _ := strings.Cut(line, " ")
	for _, v := range verbs {
		if first == v.key || strings.EqualFold(first, v.word) {
			return v, strings.TrimSpace(rest), true
		}
	}
	for _, v := range verbs {
		mark, _ := utf8.DecodeRuneInString(v.key)
		if of, ok := strings.CutPrefix(line, v.key); ok && strings.ContainsRune("/:?+-~_*", mark) {
			return v, strings.TrimSpace(of), true
		}
	}
	if strings.HasPrefix(line, "#") {
		return spoken(":" + line)
	}
	return verb{}, "", false
}
