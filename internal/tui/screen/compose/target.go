package compose

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// kind is what is being written.
type kind int

const (
	topic kind = iota
	reply
	version // of a post of one's own
)

// target is where it goes.
type target struct {
	kind   kind
	place  secretariat.Place
	board  secretariat.BoardView
	number asem.Number // the post that is answered or edited; 0 for a topic
	author roster.Author
	titled bool // has a title of its own: a topic, or its opening post
}

// aim finds where a place is, and refuses a delegate who may not write there. It
// gives the post that is answered or edited as well.
func aim(desk *secretariat.Desk, place secretariat.Place) (t target, post secretariat.PostView, err error) {
	of, board, n, ok := place.Parse()
	t = target{place: place, number: n}
	switch {
	case !ok:
		return t, post, fault.New(fault.Usage, "%q is no place to write.", string(place))
	case of == "board":
		t.kind, t.titled, err = topic, true, desk.MayOpen(board)
	case of == "reply":
		t.kind, err = reply, desk.MayReply(n)
	default:
		t.kind, err = version, desk.MayEdit(n)
	}
	if err == nil && t.kind != topic {
		post, err = desk.Post(n)
		board, t.author = post.Board, post.Author
		t.titled = t.kind == version && n == post.Topic
	}
	if err == nil {
		t.board, err = desk.Board(board)
	}
	return t, post, err
}

// begun is what stands in the composer before anything is typed.
func (t target) begun(post secretariat.PostView, quoting bool) secretariat.Draft {
	d := secretariat.Draft{Place: t.place}
	switch {
	case t.kind == version:
		d.Text, d.Base = post.Text, len(post.Versions)
		if t.titled {
			d.Title = post.Title
		}
	case t.kind == reply && quoting:
		d.Text = quotation(post)
	}
	return d
}

// short names the target in the heading.
func (t target) short() string {
	switch t.kind {
	case topic:
		return "New topic"
	case reply:
		return "Reply to " + t.number.String()
	}
	return "Edit of " + t.number.String()
}

// words name it whole.
func (t target) words() string {
	switch t.kind {
	case topic:
		return "New topic on " + t.board.Title
	case reply:
		return fmt.Sprintf("Reply to %s by %s", t.number, byline(t.author))
	}
	return fmt.Sprintf("Edit of %s on %s", t.number, t.board.Title)
}

// question is asked before it is sent.
func (t target) question() string {
	switch t.kind {
	case topic:
		return fmt.Sprintf("Post this topic on %s?", t.board.Title)
	case reply:
		return fmt.Sprintf("Post this reply to %s?", t.number)
	}
	return fmt.Sprintf("Make this the new version of %s?", t.number)
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

// maxQuote is how much of a post is quoted, in bytes. An imported one may be longer
// than any reply.
const maxQuote = 16 << 10

// quotation is the text of a post as it stands in a reply, with whose it is.
func quotation(post secretariat.PostView) string {
	text := plain.Quote(clip(post.Text, maxQuote))
	if len(post.Text) > maxQuote {
		text += "\n> [...]"
	}
	return fmt.Sprintf("%s, %s:\n%s\n\n", post.Number, plain.Line(byline(post.Author)), text)
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
