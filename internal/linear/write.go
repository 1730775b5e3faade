package linear

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// writeTopic opens a topic on a board.
func (s *session) writeTopic(board asem.BoardID) error {
	return s.writeAt(secretariat.Draft{Place: secretariat.OnBoard(board)})
}

// writeReply answers a post. A quotation is there to be written under.
func (s *session) writeReply(to asem.Number, quoting bool) error {
	draft := secretariat.Draft{Place: secretariat.ReplyTo(to)}
	if quoting {
		post, err := s.desk.Post(to)
		if err == nil && post.Withheld != "" {
			err = fault.New(fault.Refused, "There is nothing to quote. %s", post.Withheld)
		}
		if err != nil {
			return err
		}
		draft.Text = s.quoted(post.Text)
	}
	return s.writeAt(draft)
}

// quoted is a text to be written under, or as much of it as leaves room; it says if
// that is not all.
func (s *session) quoted(text string) string {
	quoted, whole := quotation(text)
	if !whole {
		s.fact("The text is long: only its first %s are quoted.", count(len(textLines(quoted)), "line", "lines"))
	}
	return quoted
}

// maxQuoted bounds a quotation, in bytes: half of what a post may have is the
// writer's own.
const maxQuoted = rule.MaxText / 2

// quotation is a text as it is quoted, and whether that is all of it.
func quotation(text string) (quoted string, whole bool) {
	quoted = plain.Quote(text)
	if len(quoted) <= maxQuoted {
		return quoted, true
	}
	end := strings.LastIndexByte(quoted[:maxQuoted], '\n')
	return quoted[:max(0, end)], false
}

// writeEdit gives one's own post another version, from the present one.
func (s *session) writeEdit(n asem.Number) error {
	post, err := s.desk.Post(n)
	if err != nil {
		return err
	}
	draft := secretariat.Draft{Place: secretariat.EditOf(n), Text: post.Text, Base: len(post.Versions)}
	if n == post.Topic {
		draft.Title = post.Title
	}
	return s.writeAt(draft)
}

// writeAt writes at a place: goes on with its draft if there is one and the
// delegate wants to, else begins with what is given.
func (s *session) writeAt(begun secretariat.Draft) error {
	kept, there, err := s.desk.Draft(begun.Place)
	if err != nil {
		return err
	}
	if there {
		s.fact("A draft is kept from %s.", s.moment(kept.Saved))
		key, err := s.oneOf("Go on with it?", option{"y", "to go on"}, option{"n", "to begin anew in its place"})
		if err != nil {
			return err
		}
		if key == "y" {
			return s.compose(kept)
		}
	}
	begun.Token = s.desk.NewToken()
	return s.compose(begun)
}

// resume offers a draft: to go on with it, to leave it, to drop it.
func (s *session) resume(draft secretariat.Draft, before string) error {
	title, err := s.desk.PlaceTitle(draft.Place)
	if err != nil {
		title = "Where it belongs cannot be read any more"
	}
	s.fact("%s%s.", before, join(title, draft.Title, "kept "+s.moment(draft.Saved), count(len(textLines(draft.Text)), "line", "lines")))
	key, err := s.oneOf("Go on with it?", option{"n", "to leave it for later"}, option{"y", "to go on with it"}, option{"d", "to drop it"})
	switch {
	case err != nil:
		return err
	case key == "d":
		if err := s.desk.DropDraft(draft.Place); err != nil {
			return err
		}
		s.fact("Dropped.")
		return nil
	case key == "n":
		return nil
	}
	return s.compose(draft)
}

// topicOn opens a topic on a board.
func (s *session) topicOn(board asem.BoardID) (target, error) {
	return target{of: "topic", send: func(d secretariat.Draft) (secretariat.Posted, error) {
		return s.desk.Open(d.Token, forum.Open{Board: board, Title: d.Title, Text: d.Text})
	}}, s.desk.MayOpen(board)
}

// replyTo answers a post.
func (s *session) replyTo(n asem.Number) (target, error) {
	return target{send: func(d secretariat.Draft) (secretariat.Posted, error) {
		return s.desk.Reply(d.Token, forum.Reply{To: n, Text: d.Text})
	}}, s.desk.MayReply(n)
}

// editOf gives a post another version.
func (s *session) editOf(n asem.Number) (target, error) {
	return target{replaces: true, send: func(d secretariat.Draft) (secretariat.Posted, error) {
		return s.desk.Edit(d.Token, forum.Edit{Number: n, Base: d.Base, Title: d.Title, Text: d.Text})
	}}, s.desk.MayEdit(n)
}

// newDrafts lists what was typed and not sent.
func newDrafts(s *session) place {
	l := &list{s: s, title: "Drafts", picks: "offers to go on with that draft, or to drop it",
		empty: "You have no drafts. What you write and do not send will stand here."}
	l.fetch = paged(func() ([]row, error) {
		drafts, err := s.desk.Drafts()
		rows := make([]row, len(drafts))
		for i, d := range drafts {
			title, err := s.desk.PlaceTitle(d.Place)
			if err != nil {
				title = string(d.Place)
			}
			at := d.Place // and not the draft, with its text, for as long as the list stands
			rows[i] = row{words: join(title, d.Title, "kept "+s.moment(d.Saved)), open: func() error { return s.resumeAt(at) }}
		}
		return rows, err
	})
	return l
}

func (s *session) resumeAt(at secretariat.Place) error {
	draft, there, err := s.desk.Draft(at)
	if err == nil && !there {
		err = fault.New(fault.Conflict, "This draft is gone: it was sent or dropped meanwhile.").Then("Type s to hear what drafts you have.")
	}
	if err != nil {
		return err
	}
	s.arriving = true // the list is not what it was
	return s.resume(draft, "")
}

// textLines are the lines of a text that is being written; an empty one has none.
func textLines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
