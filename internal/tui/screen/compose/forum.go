package compose

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newTopic opens a topic on a board.
func newTopic(desk *secretariat.Desk, id asem.BoardID) (target, error) {
	if err := desk.MayOpen(id); err != nil {
		return target{}, err
	}
	board, err := desk.Board(id)
	return target{
		place: secretariat.OnBoard(id), crumbs: onBoard(board, "New topic"), words: "New topic on " + board.Title, sends: "post",
		titled: true, of: "topic", begun: secretariat.Draft{Place: secretariat.OnBoard(id)},
		question: asking(fmt.Sprintf("Post this topic on %s?", board.Title)),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.Open(d.Token, forum.Open{Board: id, Title: d.Title, Text: d.Text})
		},
		sent: posted, arrive: reading,
	}, err
}

// newReply answers a post.
func newReply(desk *secretariat.Desk, n asem.Number, quote bool) (target, error) {
	if err := desk.MayReply(n); err != nil {
		return target{}, err
	}
	post, board, err := postOn(desk, n)
	if err != nil {
		return target{}, err
	}
	t := target{
		place: secretariat.ReplyTo(n), crumbs: onBoard(board, "Reply to "+n.String()), sends: "post",
		words: fmt.Sprintf("Reply to %s by %s", n, byline(post.Author)), about: thePost(desk, n), beside: "post answered", answers: true,
		begun:    secretariat.Draft{Place: secretariat.ReplyTo(n)},
		question: asking(fmt.Sprintf("Post this reply to %s?", n)),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.Reply(d.Token, forum.Reply{To: n, Text: d.Text})
		},
		sent: posted, arrive: reading,
	}
	if quote {
		t.begun.Text = aboutPost(post).quotation()
	}
	return t, nil
}

// newEdit gives a post of one's own another version.
func newEdit(desk *secretariat.Desk, n asem.Number) (target, error) {
	if err := desk.MayEdit(n); err != nil {
		return target{}, err
	}
	post, board, err := postOn(desk, n)
	t := target{
		place: secretariat.EditOf(n), crumbs: onBoard(board, "Edit of "+n.String()), sends: "save",
		words: fmt.Sprintf("Edit of %s on %s", n, board.Title), about: thePost(desk, n), beside: "as it stands", replaces: n,
		titled: n == post.Topic, of: "topic", begun: secretariat.Draft{Place: secretariat.EditOf(n), Text: post.Text, Base: len(post.Versions)},
		question: asking(fmt.Sprintf("Make this the new version of %s?", n)),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.Edit(d.Token, forum.Edit{Number: n, Title: d.Title, Text: d.Text, Base: d.Base})
		},
		sent: replaced, arrive: reading,
	}
	if t.titled {
		t.begun.Title = post.Title
	}
	return t, err
}

func onBoard(b secretariat.BoardView, what string) []string {
	return []string{b.Pillar.Title(), b.Title, what}
}

func postOn(desk *secretariat.Desk, n asem.Number) (post secretariat.PostView, board secretariat.BoardView, err error) {
	if post, err = desk.Post(n); err == nil {
		board, err = desk.Board(post.Board)
	}
	return post, board, err
}

func thePost(desk *secretariat.Desk, n asem.Number) func() (about, error) {
	return func() (about, error) {
		post, err := desk.Post(n)
		if err != nil {
			return about{}, err
		}
		return aboutPost(post), nil
	}
}

func aboutPost(p secretariat.PostView) about {
	return about{number: p.Number, author: p.Author, at: p.Current().At, versions: len(p.Versions), text: p.Text, withheld: p.Withheld}
}

// asking is a question that is the same whatever is written.
func asking(question string) func(secretariat.Draft) (string, error) {
	return func(secretariat.Draft) (string, error) { return question, nil }
}

func posted(p secretariat.Posted) string {
	if p.Already {
		return fmt.Sprintf("It was posted before, as %s.", p.Number)
	}
	return fmt.Sprintf("Posted as %s.", p.Number)
}

func replaced(p secretariat.Posted) string {
	if p.Already {
		return fmt.Sprintf("%s is as it was.", p.Number)
	}
	return fmt.Sprintf("%s has its new version.", p.Number)
}

func reading(n asem.Number) screen.Place { return screen.Read{Number: n} }
