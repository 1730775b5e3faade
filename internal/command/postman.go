package command

import (
	"context"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// A postman finds out where a message that was written off line belongs, and has it
// posted there.
type postman struct {
	e      *errand
	posted map[string]asem.Number // of this packet, by Message-ID
}

// An addressed message is for boards, for people and offices here, and for mail addresses
// elsewhere.
type addressed struct {
	boards  []asem.BoardID
	people  []roster.Address
	outside []string
}

// deliver posts one message. What it answers says where it stands, but whom it is
// addressed to says who may read it: an answer to a post that is for people alone is a
// letter to them and never goes onto the board.
func (p postman) deliver(ctx context.Context, a packet.Answer) (secretariat.Posted, error) {
	if len(a.Files) > 0 {
		return secretariat.Posted{}, fault.New(fault.Refused, "It has a file, %s, and files do not come by packets.", plain.Line(a.Files[0])).
			Then("Send the text alone; a file comes with `doc draft`, or by sftp into /drop.")
	}
	to, err := p.addressed(a)
	if err != nil {
		return secretariat.Posted{}, err
	}
	answered, err := p.answered(a)
	if err != nil {
		return secretariat.Posted{}, err
	}
	switch {
	case answered.Kind == secretariat.KindPost && (len(to.boards) > 0 || len(to.people) == 0):
		p.leaveOut(to.outside)
		return p.e.atPace(ctx, func() (secretariat.Posted, error) {
			return p.e.desk.Reply(tokenOf(a.ID), forum.Reply{To: answered.Number, Text: a.Text})
		})
	case answered.Kind == secretariat.KindLetter:
		return p.answerLetter(ctx, a, answered.Number, to)
	case len(to.boards) > 0:
		return p.open(ctx, a, to)
	case len(to.people) > 0:
		return p.letter(ctx, a, to, 0)
	case len(to.outside) > 0:
		return secretariat.Posted{}, elsewhere(p.e.house.Domain, to.outside[0])
	case answered.Number != 0:
		return secretariat.Posted{}, fault.New(fault.Refused, "%s is a %s, which is not answered under it.", answered.Number, answered.Kind).
			Then("Write a letter to its author, or a topic to a board.")
	}
	return secretariat.Posted{}, fault.New(fault.Usage, "It answers nothing here and is addressed to nobody here.").
		Then("Answer a message of a packet, or send it to a board or a delegate: finance@%s.", p.e.house.Domain)
}

func elsewhere(domain packet.Domain, mail string) error {
	return fault.New(fault.Usage, "%q is no address here.", clip(mail)).Then("Those here end with @%s.", domain)
}

// leaveOut says who gets nothing: an answer to all of a mailing list's message is
// addressed to its author too, who is nobody here.
func (p postman) leaveOut(outside []string) {
	for _, mail := range outside {
		p.e.note("Nothing goes to %s, which is no address here.", clip(mail))
	}
}

// answered is the nearest thing here that a message answers; its zero for none. What does
// not reach the delegate is an error.
func (p postman) answered(a packet.Answer) (secretariat.Destination, error) {
	for _, id := range slices.Backward(a.Answers) {
		n, ok := p.posted[id]
		if !ok {
			n, ok = p.e.house.Domain.Number(id)
		}
		if ok {
			return p.e.desk.Find(n.String())
		}
	}
	return secretariat.Destination{}, nil
}

func (p postman) open(ctx context.Context, a packet.Answer, to addressed) (secretariat.Posted, error) {
	if len(to.boards) > 1 {
		return secretariat.Posted{}, fault.New(fault.Usage, "It is addressed to %d boards.", len(to.boards)).Then("A topic stands on one board: send it to one.")
	}
	p.leaveOut(to.outside)
	return p.e.atPace(ctx, func() (secretariat.Posted, error) {
		return p.e.desk.Open(tokenOf(a.ID), forum.Open{Board: to.boards[0], Title: a.Subject, Text: a.Text})
	})
}

// answerLetter sends a letter under another one, to its sender where nobody is named.
func (p postman) answerLetter(ctx context.Context, a packet.Answer, n asem.Number, to addressed) (secretariat.Posted, error) {
	if len(to.boards) > 0 {
		return secretariat.Posted{}, fault.New(fault.Refused, "It answers the letter %s and is addressed to a board, which everybody reads.", n).
			Then("Take the board away, or write a new message to it.")
	}
	if len(to.people) == 0 && len(to.outside) == 0 {
		letter, err := p.e.desk.Letter(n)
		if err != nil {
			return secretariat.Posted{}, err
		}
		to.people = []roster.Address{letter.Sender()}
	}
	return p.letter(ctx, a, to, n)
}

func (p postman) letter(ctx context.Context, a packet.Answer, to addressed, replyTo asem.Number) (secretariat.Posted, error) {
	if len(to.outside) > 0 {
		return secretariat.Posted{}, elsewhere(p.e.house.Domain, to.outside[0])
	}
	l := secretariat.Outgoing{To: to.people, ReplyTo: replyTo, Subject: a.Subject, Text: a.Text}
	return p.e.atPace(ctx, func() (secretariat.Posted, error) {
		return p.e.desk.SendLetter(tokenOf(a.ID), secretariat.NewLetter, l)
	})
}

// addressed reads whom a message is for.
func (p postman) addressed(a packet.Answer) (to addressed, err error) {
	take := func(board asem.BoardID) {
		if !slices.Contains(to.boards, board) {
			to.boards = append(to.boards, board)
		}
	}
	if board, ok := strings.CutSuffix(strings.ToLower(a.List), "."+string(p.e.house.Domain)); ok {
		take(asem.BoardID(board))
	}
	for _, mail := range slices.Concat(a.To, a.Cc) {
		named, ok := p.e.house.Domain.Named(mail)
		switch {
		case !ok:
			to.outside = append(to.outside, mail)
		case named.Form() == roster.ToBoard:
			take(named.Board())
		default:
			resolved, err := p.e.desk.Resolve(string(named))
			if err != nil {
				return to, err
			}
			to.people = append(to.people, resolved...)
		}
	}
	return to, nil
}
