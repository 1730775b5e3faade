package linear

import (
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
)

// A target is where something that is written goes, and all that the composer must
// know of it. It is made by the file of its kind: write.go, writenotice.go, writeletter.go,
// documents.go.
type target struct {
	of       string // what has a title of its own, which is asked for: topic, notice; empty where nothing is asked
	titled   string // what its title is called; empty for title
	replaces bool   // it gives something another version
	sends    bool   // it is sent, and not posted
	said     string // what was done: a sentence with %s for the number; empty for the usual ones
	drafts   bool   // it becomes a draft of a document; where that belongs is asked for, and none of it is needed
	above    bool   // what is written goes above what is there to begin with
	fields   []secretariat.Field
	// reaches says before it is sent whom it reaches, or what is wrong with its
	// envelope; nil where that is what stands there already.
	reaches func(secretariat.Draft) (string, error)
	send    func(secretariat.Draft) (secretariat.Posted, error)
}

// aim finds where a place is, and refuses a delegate who may not write there.
func (s *session) aim(at secretariat.Place) (target, error) {
	kind, board, n, ok := at.Parse()
	switch {
	case !ok:
	case kind == "board":
		return s.topicOn(board)
	case kind == "reply":
		return s.replyTo(n)
	case kind == "edit":
		return s.editOf(n)
	case kind == "notice":
		return s.noticeAtAll()
	case kind == "correct":
		return s.correctionOf(n)
	case kind == "objection" || kind == "amendment" || kind == "statement" || kind == "reservation":
		return s.entryIn(n, procedure.Kind(kind))
	case dossier.Writes(at):
		return s.recordAt(at)
	case kind == "document":
		return s.documentAtAll()
	case kind == "letter" || kind == "answer" || kind == "answer-all" || kind == "forward":
		return s.letterAt(at)
	}
	return target{}, fault.New(fault.Usage, "%q is no place to write.", string(at))
}
