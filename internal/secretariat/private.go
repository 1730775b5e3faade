package secretariat

import (
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/procedure"
)

// A Place is where something is being written: a new topic on a board, a reply
// to a post, an edit of one, a notice, a correction of one, a letter, an answer to one,
// the passing on of one, a document. There is one draft per place.
type Place string

// NewLetter is the place of a letter that answers none.
const NewLetter Place = "letter/new"

// AnswerTo is the place of an answer to a letter: to its sender, or to all.
func AnswerTo(n asem.Number, all bool) Place {
	if all {
		return Place("answer-all/" + n.String())
	}
	return Place("answer/" + n.String())
}

// ForwardOf is the place where a letter is passed on.
func ForwardOf(n asem.Number) Place { return Place("forward/" + n.String()) }

// NewNotice is the place of a new notice.
const NewNotice Place = "notice/new"

// NewDocument is the place of the text of a new document.
const NewDocument Place = "document/new"

// CorrectionOf is the place of a notice's next version.
func CorrectionOf(n asem.Number) Place { return Place("correct/" + n.String()) }

// EntryIn is the place of what a partner writes in a silence procedure.
func EntryIn(n asem.Number, kind procedure.Kind) Place { return Place(string(kind) + "/" + n.String()) }

// Places of records that are to be.
const (
	NewInitiative  Place = "initiative/new"
	NewMeeting     Place = "meeting/new"
	NewProgramme   Place = "programme/new"
	NewContingency Place = "contingency/new"
)

// WritingIn is the place of a text of a record: aims, report, result, summary, log,
// report-on or programme-of.
func WritingIn(what string, n asem.Number) Place { return Place(what + "/" + n.String()) }

// OnBoard is the place of a new topic.
func OnBoard(b asem.BoardID) Place { return Place("board/" + string(b)) }

// ReplyTo is the place of an answer.
func ReplyTo(n asem.Number) Place { return Place("reply/" + n.String()) }

// EditOf is the place of an edit.
func EditOf(n asem.Number) Place { return Place("edit/" + n.String()) }

// Parse takes a place apart: the kind is board, reply, edit, notice, correct, letter,
// answer, answer-all, forward, document, what a partner writes in a silence procedure, or a
// text of a record, and what follows is a board's name, a number,
// or the word new.
func (p Place) Parse() (kind string, board asem.BoardID, number asem.Number, ok bool) {
	kind, of, _ := strings.Cut(string(p), "/")
	switch kind {
	case "board":
		id, err := asem.ParseBoardID(of)
		return kind, id, 0, err == nil
	case "notice", "letter", "document", "initiative", "meeting", "programme", "contingency":
		return kind, "", 0, of == "new"
	case "reply", "edit", "correct", "answer", "answer-all", "forward", "objection", "amendment", "statement", "reservation",
		"aims", "report", "result", "summary", "log", "report-on", "programme-of":
		n, err := asem.ParseNumber(of)
		return kind, "", n, err == nil
	}
	return "", "", 0, false
}

// A Draft is something typed and not yet sent. Its token goes with it when it is
// sent, so that sending it twice posts once.
type Draft struct {
	Place Place  `cbor:"place"`
	Token string `cbor:"token"`
	Title string `cbor:"title,omitempty"`
	Text  string `cbor:"text,omitempty"`
	Base  int    `cbor:"base,omitempty"` // of an edit: the versions seen
	// Envelope is what else there is to say of it, as it was typed, by the name of the
	// field: to, level, expires. It may be anything until it is sent.
	Envelope map[string]string `cbor:"envelope,omitempty"`
	Saved    time.Time         `cbor:"saved"`
}

// Empty says whether there is nothing worth keeping.
func (d Draft) Empty() bool {
	return strings.TrimSpace(d.Title) == "" && strings.TrimSpace(d.Text) == "" && d.Envelope["to"] == ""
}

// Preferences are a delegate's own settings. The zero value is the default.
type Preferences struct {
	Zone     string `cbor:"zone,omitempty"`     // IANA name of the time zone; empty for UTC
	NoColour bool   `cbor:"noColour,omitempty"` // plain text even on a colour terminal
	Linear   bool   `cbor:"linear,omitempty"`   // one line a fact, for screen readers
}
