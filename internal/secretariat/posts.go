package secretariat

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Post is one post with its text. Reading it marks nothing.
func (d *Desk) Post(n asem.Number) (PostView, error) {
	var view PostView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		p, ok := s.Post(n)
		if !ok {
			return noPost(n)
		}
		b, _ := s.Board(p.Board)
		view = d.post(s, me, p, d.office.news(s, me, b).IsNew(p.Ordinal))
		return nil
	})
	return view, err
}

// post is the post as the delegate sees it, with its text or why there is none.
func (d *Desk) post(s State, me roster.Delegate, p forum.Post, isNew bool) PostView {
	view := d.row(s, me, p, isNew)
	if p.Hidden != nil && !me.Moderates(p.Board) {
		view.Withheld = withheld("Hidden", *p.Hidden)
		view.Title, view.Files = hiddenTitle, nil
		view.Versions = slices.Clone(view.Versions)
		for i := range view.Versions {
			view.Versions[i].Title = ""
		}
		return view
	}
	view.Text, view.Withheld = text(s, p, len(p.Versions))
	if p.Redacted != nil {
		view.Files = nil
	}
	return view
}

// text is a version's text, or why there is none to see.
func text(s State, p forum.Post, version int) (text, why string) {
	text, err := s.Text(p.Number, version)
	switch {
	case err == nil:
		return text, ""
	case errors.Is(err, ErrNoText) && p.Redacted != nil:
		return "", withheld("Redacted", *p.Redacted)
	default:
		return "", damagedText
	}
}

const damagedText = "This text was damaged on the disk of the server. Your operator finds the place with `avs verify` and a whole copy in a backup."

// hiddenTitle stands for a title that only moderators see.
const hiddenTitle = "(hidden by a moderator)"

// row is the post without its text.
func (d *Desk) row(s State, me roster.Delegate, p forum.Post, isNew bool) PostView {
	view := PostView{Post: p, New: isNew, Mine: p.Author.Login == d.login && !p.Imported, Public: isPublic(s, p.Number)}
	if t, ok := s.Topic(p.Topic); ok {
		view.Title = t.Title
		if t.Hidden && !me.Moderates(t.Board) {
			view.Title = hiddenTitle
		}
	}
	return view
}

func withheld(how string, j forum.Judgement) string {
	return fmt.Sprintf("%s by %s on %s: %s", how, j.By, j.At.Format("2 January 2006"), j.Reason)
}

// History lists the versions of a post, the first one first.
func (d *Desk) History(n asem.Number) ([]VersionView, error) {
	var versions []VersionView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		p, ok := s.Post(n)
		if !ok {
			return noPost(n)
		}
		hidden := p.Hidden != nil && !me.Moderates(p.Board)
		for i, v := range p.Versions {
			view := VersionView{Version: v, No: i + 1}
			if hidden {
				view.Withheld, view.Title = withheld("Hidden", *p.Hidden), ""
			} else {
				view.Text, view.Withheld = text(s, p, i+1)
			}
			versions = append(versions, view)
		}
		return nil
	})
	return versions, err
}

// maxToken bounds the token of a client: room for a Message-ID.
const maxToken = 200

// Open opens a topic. The token makes sending twice post once; empty for none.
// The draft that was sent is dropped with it.
func (d *Desk) Open(token string, a forum.Open) (Posted, error) {
	return d.write(token, a, OnBoard(a.Board))
}

// Reply answers a post. The draft that was sent is dropped with it.
func (d *Desk) Reply(token string, a forum.Reply) (Posted, error) {
	return d.write(token, a, ReplyTo(a.To))
}

// Edit gives one's own post another version. The draft that was sent is dropped
// with it.
func (d *Desk) Edit(token string, a forum.Edit) (Posted, error) {
	posted, err := d.write(token, a, EditOf(a.Number))
	if err != nil || posted.Number != 0 {
		return posted, err
	}
	// Nothing changed: the answer names the post all the same.
	view, err := d.Post(a.Number)
	return Posted{Number: view.Number, Kind: KindPost, Topic: view.Topic, Board: view.Board, Already: true}, err
}

// checkToken refuses a token that could not stand in the journal.
func checkToken(token string) error {
	if strings.ContainsRune(token, 0) {
		return fault.New(fault.Usage, "The token holds a NUL.").Then("Use letters and digits, as in a Message-ID.")
	}
	if len(token) > maxToken {
		return fault.New(fault.Usage, "The token has %d bytes; %d at most.", len(token), maxToken).Then("Use a shorter one.")
	}
	return plain.Check("token", token, maxToken)
}

func (d *Desk) write(token string, a rule.Action, place Place) (Posted, error) {
	if err := checkToken(token); err != nil {
		return Posted{}, err
	}
	if err := d.office.rates.allow(d.login, d.office.now()); err != nil {
		return Posted{}, err
	}
	var posted Posted
	receipt, err := d.act(token, a, func(l Ledger, r Receipt) {
		posted = postedIn(l, r)
		switch posted.Kind {
		case "":
		case KindPost:
			if p, ok := l.Post(posted.Number); ok {
				d.office.markRead(l, d.login, []Seen{{posted.Number, len(p.Versions)}})
			}
		default:
			d.office.shelveOwn(l, d.login, posted.Kind, posted.Number)
			d.own(l, r)
		}
		if draft, ok := l.Draft(d.login, place); ok && sent(draft, r) {
			l.DropDraft(d.login, place)
		}
	})
	if err != nil {
		return Posted{}, err // what was written beside it was rolled back with it
	}
	posted.Already = receipt.Already
	return posted, nil
}

// sent says whether a draft is what was sent: by its token, or because it says the
// same. Another session may be writing the next text at the same place.
func sent(draft Draft, r Receipt) bool {
	return draft.Token == r.Command || says(r.Facts, draft.Text)
}

// says whether the text is the one that was posted or edited.
func says(facts []rule.Fact, text string) bool {
	said := rule.DigestOf(plain.Text(text))
	for _, f := range facts {
		switch f := f.(type) {
		case forum.Posted:
			return f.Digest == said
		case forum.Edited:
			return f.Digest == said
		case notice.Posted:
			return f.Digest == said
		case notice.Corrected:
			return f.Digest == said
		case document.Drafted:
			return slices.ContainsFunc(f.Paper.Files, func(f document.File) bool { return f.Digest == said })
		case mail.Sent:
			return f.Digest == said
		case procedure.Entered:
			return f.Is.Written() && f.Digest == said
		}
		if saysWriting(f, said) {
			return true
		}
	}
	return false
}

// postedIn finds what was posted or edited among the facts of an entry.
func postedIn(s State, r Receipt) Posted {
	for _, f := range r.Facts {
		switch f := f.(type) {
		case forum.Posted:
			return Posted{Number: f.Number, Kind: KindPost, Topic: f.Topic, Board: f.Board}
		case forum.Edited:
			p, _ := s.Post(f.Number)
			return Posted{Number: p.Number, Kind: KindPost, Topic: p.Topic, Board: p.Board}
		case notice.Posted:
			return Posted{Number: f.Number, Kind: KindNotice}
		case notice.Corrected:
			return Posted{Number: f.Number, Kind: KindNotice}
		case document.Drafted:
			return Posted{Number: f.Number, Kind: KindDraft}
		case mail.Sent:
			return Posted{Number: f.Number, Kind: KindLetter}
		case procedure.Entered:
			return Posted{Number: f.Number, Kind: KindProcedure}
		}
		if n, kind, ok := recordOf(f); ok {
			return Posted{Number: n, Kind: kind}
		}
	}
	return Posted{}
}
