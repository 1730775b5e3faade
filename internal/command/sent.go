package command

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// written is a text on its way to being posted.
type written struct {
	place       secretariat.Place
	token       string
	title, text string
	base        int
	edit        bool
	envelope    map[string]string
}

// tokenOr is the client's token or a new one: a draft kept of this text needs one.
func (e *errand) tokenOr(token string) string {
	if token != "" {
		return token
	}
	return e.desk.NewToken()
}

// sent tells what became of it. A text that the rules did not refuse for what it
// is, and that is not posted all the same, is kept as a draft: it may have come
// from the keyboard, and be nowhere else.
func (e *errand) sent(w written, posted secretariat.Posted, err error) error {
	switch {
	case err != nil:
		switch fault.KindOf(err) {
		case fault.Usage:
		case fault.Conflict: // the token may stand for another text, that was posted
			w.token = e.desk.NewToken()
			e.keep(w)
		case fault.Failed: // it may stand in the record all the same
			e.keep(w)
			e.beside("Sent again with --id %s it is posted once.", w.token)
		default:
			e.keep(w)
		}
		return err
	case e.asJSON:
		return e.placedAt(posted)
	case posted.Kind == secretariat.KindLetter && !posted.Already:
		e.say("%s is sent.", posted.Number)
	case posted.Kind == secretariat.KindNotice && !posted.Already && !w.edit:
		e.say("%s is posted.", posted.Number)
	case posted.Kind == secretariat.KindNotice && !posted.Already:
		e.say("%s has a new version, and asks again where it asks to be acknowledged.", posted.Number)
	case posted.Already && w.edit:
		e.say("%s says that already: nothing was changed.", posted.Number)
	case posted.Already:
		e.say("%s was posted under this token before: nothing was posted now.", posted.Number)
	case w.edit:
		e.say("%s has a new version, on %s.", posted.Number, posted.Board)
	case posted.Number == posted.Topic:
		e.say("%s is posted and opens a topic on %s.", posted.Number, posted.Board)
	default:
		e.say("%s is posted in topic %s on %s.", posted.Number, posted.Topic, posted.Board)
	}
	return nil
}

// keep keeps a text as a draft, unless a draft stands at its place already: that
// one was typed too.
func (e *errand) keep(w written) {
	_, there, err := e.desk.Draft(w.place)
	if err == nil && there {
		e.beside("A draft stands at %s already, so this text is not kept: send it again from where you have it.", w.place)
		return
	}
	if err == nil {
		err = e.desk.SaveDraft(secretariat.Draft{Place: w.place, Token: w.token, Title: w.title, Text: w.text, Base: w.base, Envelope: w.envelope})
	}
	if err != nil {
		e.beside("The text could not be kept as a draft either: send it again from where you have it.")
		return
	}
	e.beside("The text is kept as a draft: %s", e.ssh("drafts show %s", w.place))
}

// placedAt answers a program: where a post stands, or the number of what stands nowhere.
func (e *errand) placedAt(p secretariat.Posted) error {
	if p.Kind != secretariat.KindPost {
		return e.answer(struct {
			Number asem.Number `json:"number"`
		}{p.Number})
	}
	return e.answer(placed{p.Number, p.Topic, p.Board})
}

// beside writes a note that only people are told.
func (e *errand) beside(format string, args ...any) {
	if !e.asJSON {
		e.note(format, args...)
	}
}
