package secretariat

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// NewToken is a token for something about to be composed.
func (d *Desk) NewToken() string { return newID() }

// maxDraftTitle bounds, in bytes, a title that is still being written.
const maxDraftTitle = 8 * rule.MaxTitle

// SaveDraft keeps what is being written, replacing the draft of the same place;
// an empty one is dropped. Drafts are private: no other delegate, moderator or
// operator reads them through any face. A desk that was ended still keeps what was
// being typed at it: the right to write it was asked before. It fails with
// fault.Conflict where something was posted under the draft's token already: what is
// being typed is then another text, and needs a token of its own.
func (d *Desk) SaveDraft(draft Draft) error {
	if _, _, _, ok := draft.Place.Parse(); !ok {
		return fault.New(fault.Usage, "%q is no place to write.", string(draft.Place))
	}
	if err := errors.Join(checkToken(draft.Token), plain.Check("title", draft.Title, maxDraftTitle),
		plain.Check("text", draft.Text, rule.MaxText), checkEnvelope(draft.Envelope)); err != nil {
		return err
	}
	err := d.office.store.View(func(s State) error {
		if _, there := s.Draft(d.login, draft.Place); !there && len(s.Drafts(d.login)) >= d.office.limits.Drafts {
			return fault.New(fault.Usage, "You have %d drafts, the most that are kept.", d.office.limits.Drafts).
				Then("Send or drop one of them.")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if draft.Empty() {
		return d.office.clerk.beside(func(l Ledger) { l.DropDraft(d.login, draft.Place) })
	}
	draft.Saved = d.office.now().UTC()
	var other asem.Number // posted under this token, and another text
	err = d.office.clerk.beside(func(l Ledger) {
		entry, _, done := l.Done(d.login, draft.Token)
		if !done {
			l.PutDraft(d.login, draft)
			return
		}
		// A draft that is saved late must not come back after its post was confirmed.
		if e, err := l.Entry(entry); err == nil && !says(e.Facts, draft.Text) {
			other = postedIn(l, Receipt{Entry: e}).Number
		}
	})
	if err == nil && other != 0 {
		err = fault.New(fault.Conflict, "An earlier state of this text was posted already, as %s.", other).
			Then("Send it as a new one, if it is still to be sent.")
	}
	return err
}

// Bounds of an envelope that is still being written.
const (
	maxFields = 16
	maxField  = 8 << 10 // bytes: room for every address that can be named
)

func checkEnvelope(fields map[string]string) error {
	if len(fields) > maxFields {
		return fault.New(fault.Usage, "A draft has %d fields at most.", maxFields)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if err := errors.Join(plain.Check("name of a field", name, 40), plain.Check(name, fields[name], maxField)); err != nil {
			return err
		}
	}
	return nil
}

// DropDraft forgets the draft of a place, if there is one.
func (d *Desk) DropDraft(place Place) error {
	if _, err := d.ask(roster.KeepDesk, "", nil); err != nil {
		return err
	}
	return d.office.clerk.beside(func(l Ledger) { l.DropDraft(d.login, place) })
}

// Draft is the draft of a place; ok is false where there is none.
func (d *Desk) Draft(place Place) (draft Draft, ok bool, err error) {
	_, err = d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		draft, ok = s.Draft(d.login, place)
		return nil
	})
	return draft, ok, err
}

// Drafts lists the delegate's drafts, the newest first.
func (d *Desk) Drafts() ([]Draft, error) {
	var drafts []Draft
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		drafts = s.Drafts(d.login)
		slices.SortStableFunc(drafts, func(x, y Draft) int { return y.Saved.Compare(x.Saved) })
		return nil
	})
	return drafts, err
}

// letterPlaces say where what belongs to a letter stands.
var letterPlaces = map[string]string{"answer": "Answer to letter ", "answer-all": "Answer to all of letter ", "forward": "Forwarding of letter "}

func firstUpper(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// PlaceTitle says in words where a draft belongs: the board's or the topic's title.
func (d *Desk) PlaceTitle(p Place) (string, error) {
	kind, board, n, _ := p.Parse()
	switch kind {
	case "board":
		b, err := d.Board(board)
		return "New topic on " + b.Title, err
	case "notice":
		return "New notice", nil
	case "document":
		return "New document", nil
	case "letter":
		return "New letter", nil
	case "answer", "answer-all", "forward":
		view, err := d.Letter(n)
		return letterPlaces[kind] + n.String() + " " + view.Subject, err
	case "objection", "amendment", "statement", "reservation":
		view, err := d.Procedure(n)
		return fmt.Sprintf("%s in procedure %s on %s", firstUpper(kind), n, document.Cited(view.Symbol, view.Label)), err
	case "initiative", "meeting", "contingency":
		return "New " + kind, nil
	case "programme":
		return "New work programme", nil
	case "aims", "report", "result", "summary", "log", "report-on", "programme-of":
		return d.writingTitle(kind, n)
	case "correct":
		view, err := d.Notice(n)
		return "Correction of notice " + n.String() + " " + view.Title, err
	}
	var post PostView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		p, ok := s.Post(n)
		if !ok {
			return noPost(n)
		}
		post = d.row(s, me, p, false)
		return nil
	})
	if kind == "edit" {
		return "Edit of " + n.String() + " in " + post.Title, err
	}
	return "Reply to " + n.String() + " in " + post.Title, err
}
