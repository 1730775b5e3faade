package compose

import (
	"fmt"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// A target is where something that is written goes, and all that the composer must
// know of it. It is made by the file of its kind: forum.go, notice.go, letter.go.
type target struct {
	place    secretariat.Place
	crumbs   []string
	words    string // names it whole: Reply to #12 by FI first.last
	sends    string // what ^X does, in a word
	titled   bool   // has a title of its own
	of       string // what the title is of: topic, notice
	fields   []secretariat.Field
	about    func() (about, error) // what it answers or replaces; nil for nothing
	beside   string                // what ^O shows, for the foot line
	answers  bool                  // it answers: what it answers can be quoted
	replaces asem.Number           // what gets another version; 0 for none
	begun    secretariat.Draft     // what stands in the composer before anything is typed

	question func(secretariat.Draft) (string, error) // asked before it is sent; the error says what is wrong
	send     func(secretariat.Draft) (secretariat.Posted, error)
	sent     func(secretariat.Posted) string // what became of it
	arrive   func(asem.Number) screen.Place
}

// about is what is answered or replaced.
type about struct {
	number   asem.Number
	author   roster.Author
	at       time.Time // of the version that stands there
	versions int
	text     string
	withheld string
}

// aim finds where a place is, and refuses a delegate who may not write there.
func aim(desk *secretariat.Desk, at screen.Write) (target, error) {
	kind, board, n, ok := at.At.Parse()
	switch {
	case !ok:
	case kind == "board":
		return newTopic(desk, board)
	case kind == "reply":
		return newReply(desk, n, at.Quote)
	case kind == "edit":
		return newEdit(desk, n)
	case kind == "notice":
		return newNotice(desk)
	case kind == "correct":
		return newCorrection(desk, n)
	case kind == "letter":
		return newLetter(desk)
	case kind == "answer", kind == "answer-all":
		return newAnswer(desk, n, kind == "answer-all", at.Quote)
	case kind == "objection", kind == "amendment", kind == "statement", kind == "reservation":
		return newEntry(desk, n, procedure.Kind(kind))
	case dossier.Writes(at.At):
		return newRecord(desk, at.At)
	case kind == "document":
		return newDocument(desk)
	case kind == "forward":
		return newForward(desk, n)
	}
	return target{}, fault.New(fault.Usage, "%q is no place to write.", string(at.At))
}

// byline names an author in few words: FI first.last.
func byline(a roster.Author) string {
	switch {
	case a.Login != "":
		return fmt.Sprintf("%s %s", a.Partner, a.Login)
	case a.Name != "":
		return a.Name
	}
	return a.Address
}

// maxQuote is how much is quoted, in bytes. An imported text may be longer than any reply.
const maxQuote = 16 << 10

// quotation is a text as it stands in an answer, with whose it is.
func (a about) quotation() string {
	text := plain.Quote(clip(a.text, maxQuote))
	if len(a.text) > maxQuote {
		text += "\n> [...]"
	}
	return fmt.Sprintf("%s, %s:\n%s\n\n", a.number, plain.Line(byline(a.author)), text)
}

// clip is the lines of text that end within so many bytes, or the characters of a
// line longer than that.
func clip(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	text = strings.ToValidUTF8(text[:bytes], "")
	if end := strings.LastIndexByte(text, '\n'); end > 0 {
		text = text[:end]
	}
	return text
}
