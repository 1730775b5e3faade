package forum

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide opens the topic.
func (a Open) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	b, err := writable(s, a.Board)
	if err != nil {
		return rule.Ruling{}, err
	}
	title, err := Title(a.Title)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	n := s.NextNumber()
	return posted(Posted{
		Number: n, Topic: n, Board: b.ID, Path: []asem.Number{n}, Title: title,
		Author: roster.AuthorOf(s, o.By), At: o.At,
	}, text), nil
}

// Decide answers the post.
func (a Reply) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	parent, err := post(s, a.To)
	if err != nil {
		return rule.Ruling{}, err
	}
	t, err := answerable(s, parent)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	n := s.NextNumber()
	return posted(Posted{
		Number: n, Topic: t.Number, Board: t.Board, ReplyTo: parent.Number, Path: below(parent, n),
		Author: roster.AuthorOf(s, o.By), At: o.At,
	}, text), nil
}

// Decide gives the post its next version. An edit that changes nothing is no fact.
func (a Edit) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	p, err := post(s, a.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := editable(s, p, o.By); err != nil {
		return rule.Ruling{}, err
	}
	if a.Base != 0 && a.Base != len(p.Versions) {
		return rule.Ruling{}, fault.New(fault.Conflict, "%s was edited meanwhile, in another session of yours.", p.Number).
			Then("Read it again, then edit; your text is kept as a draft.")
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	title := p.Current().Title
	if a.Title != "" {
		if p.Number != p.Topic {
			return rule.Ruling{}, fault.New(fault.Usage, "%s is a reply and has no title of its own.", p.Number)
		}
		if title, err = Title(a.Title); err != nil {
			return rule.Ruling{}, err
		}
	}
	digest := rule.DigestOf(text)
	if digest == p.Current().Digest && title == p.Current().Title {
		return rule.Ruling{}, nil
	}
	if len(p.Versions) >= maxVersions {
		return rule.Ruling{}, fault.New(fault.Refused, "%s was edited %d times, as often as a post can be.", p.Number, len(p.Versions)-1).
			Then("Reply to it instead.")
	}
	return rule.Ruling{
		Facts: []rule.Fact{Edited{Number: p.Number, Title: title, Digest: digest, Bytes: len(text)}},
		Texts: []rule.Text{{Number: p.Number, Version: len(p.Versions) + 1, Body: text}},
	}, nil
}

// maxVersions bounds the history of a post, and with it the size of its record.
const maxVersions = 100

// editable says whether this delegate may give the post another version.
func editable(s State, p Post, by asem.Login) error {
	switch {
	case p.Author.Login != by || p.Imported:
		return fault.New(fault.Refused, "%s is not yours: only its author edits a post.", p.Number).Then("Reply to it instead.")
	case p.Redacted != nil:
		return fault.New(fault.Refused, "%s was redacted by a moderator and cannot be edited.", p.Number)
	case p.Hidden != nil:
		return fault.New(fault.Refused, "%s is hidden by a moderator and cannot be edited.", p.Number)
	}
	if _, err := writable(s, p.Board); err != nil {
		return err
	}
	_, err := unlocked(s, p.Topic)
	return err
}

// MayReply says whether a post could be answered now, before anything is
// composed; permission to write is not asked here.
func MayReply(s State, n asem.Number) error {
	p, err := post(s, n)
	if err != nil {
		return err
	}
	_, err = answerable(s, p)
	return err
}

// answerable is the topic of a post that can be answered.
func answerable(s State, p Post) (Topic, error) {
	if _, err := writable(s, p.Board); err != nil {
		return Topic{}, err
	}
	if p.Hidden != nil {
		return Topic{}, fault.New(fault.Refused, "%s is hidden by a moderator: others would see an answer to nothing.", p.Number).
			Then("Answer another post of the topic.")
	}
	t, err := unlocked(s, p.Topic)
	if err == nil && t.Posts >= MaxPosts {
		err = fault.New(fault.Refused, "Topic %s holds %d posts, the most a topic can hold.", t.Number, t.Posts).
			Then("Open a new topic and cite %s in it.", p.Number)
	}
	return t, err
}

// MayOpen says whether a topic could be opened on the board now.
func MayOpen(s State, id asem.BoardID) error {
	_, err := writable(s, id)
	return err
}

// MayEdit says whether this delegate could edit the post now.
func MayEdit(s State, n asem.Number, by asem.Login) error {
	p, err := post(s, n)
	if err != nil {
		return err
	}
	return editable(s, p, by)
}

func writable(s State, id asem.BoardID) (Board, error) {
	b, err := board(s, id)
	if err == nil && b.InArchive() {
		what := "is an archive board"
		if b.Closed != nil {
			what = "was closed into the archive on " + b.Closed.At.UTC().Format("2006-01-02")
		}
		err = fault.New(fault.Refused, "%s %s: it is kept for reading.", b.Title, what).
			Then("Open a topic on another board and cite what you read by its number.")
	}
	return b, err
}

func unlocked(s State, n asem.Number) (Topic, error) {
	t, err := topic(s, n)
	if err == nil && t.Locked {
		err = fault.New(fault.Refused, "Topic %s is locked by a moderator.", t.Number).
			Then("Open a new topic and cite it, or ask a moderator of the board.")
	}
	return t, err
}

// Title cleans the title of a topic and checks its bounds.
func Title(s string) (string, error) { return rule.Title("topic", s) }

// below is the path of an answer: under its parent, or beside it at the last level.
func below(parent Post, n asem.Number) []asem.Number {
	depth := min(len(parent.Path), MaxDepth-1)
	path := make([]asem.Number, 0, depth+1)
	return append(append(path, parent.Path[:depth]...), n)
}

// posted completes the fact with its text.
func posted(f Posted, text string) rule.Ruling {
	f.Digest, f.Bytes = rule.DigestOf(text), len(text)
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: f.Number, Version: 1, Body: text}}}
}
