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

// deliver posts one message: under what it answers; else on the board that it is for;
// else as a letter.
func (p postman) deliver(ctx context.Context, a packet.Answer) (secretariat.Posted, error) {
	if len(a.Files) > 0 {
		return secretariat.Posted{}, fault.New(fault.Refused, "It has a file, %s, and files do not come by packets.", plain.Line(a.Files[0])).
			Then("Send the text alone; a file comes with `doc draft`, or by sftp into /drop.")
	}
	boards, addresses, err := p.addressed(a)
	if err != nil {
		return secretariat.Posted{}, err
	}
	if n, ok := p.answered(a); ok {
		return p.answer(ctx, a, n, addresses)
	}
	switch {
	case len(boards) > 1:
		return secretariat.Posted{}, fault.New(fault.Usage, "It is addressed to %d boards.", len(boards)).Then("A topic stands on one board: send it to one.")
	case len(boards) == 1:
		return p.e.atPace(ctx, func() (secretariat.Posted, error) {
			return p.e.desk.Open(tokenOf(a.ID), forum.Open{Board: boards[0], Title: a.Subject, Text: a.Text})
		})
	case len(addresses) > 0:
		return p.letter(ctx, a, secretariat.Outgoing{To: addresses})
	}
	return secretariat.Posted{}, fault.New(fault.Usage, "It answers nothing here and is addressed to nobody here.").
		Then("Answer a message of a packet, or send it to a board or a delegate: finance@%s.", p.e.house.Domain)
}

// answered is the nearest thing here that a message answers.
func (p postman) answered(a packet.Answer) (asem.Number, bool) {
	for _, id := range slices.Backward(a.Answers) {
		if n, ok := p.posted[id]; ok {
			return n, true
		}
		if n, ok := p.e.house.Domain.Number(id); ok {
			return n, true
		}
	}
	return 0, false
}

// answer posts a reply to a post, or sends one to a letter. A notice and a document are
// answered by a letter, where the message names somebody.
func (p postman) answer(ctx context.Context, a packet.Answer, n asem.Number, addresses []roster.Address) (secretariat.Posted, error) {
	to, err := p.e.desk.Find(n.String())
	if err != nil {
		return secretariat.Posted{}, err
	}
	switch to.Kind {
	case secretariat.KindPost:
		return p.e.atPace(ctx, func() (secretariat.Posted, error) {
			return p.e.desk.Reply(tokenOf(a.ID), forum.Reply{To: n, Text: a.Text})
		})
	case secretariat.KindLetter:
		l := secretariat.Outgoing{To: addresses, ReplyTo: n}
		if len(addresses) == 0 {
			letter, err := p.e.desk.Letter(n)
			if err != nil {
				return secretariat.Posted{}, err
			}
			l.To = []roster.Address{roster.Address(letter.From.Login)}
		}
		return p.letter(ctx, a, l)
	}
	if len(addresses) > 0 {
		return p.letter(ctx, a, secretariat.Outgoing{To: addresses})
	}
	return secretariat.Posted{}, fault.New(fault.Refused, "%s is a %s, which is not answered under it.", n, to.Kind).
		Then("Write a letter to its author, or a topic to a board.")
}

func (p postman) letter(ctx context.Context, a packet.Answer, l secretariat.Outgoing) (secretariat.Posted, error) {
	l.Subject, l.Text = a.Subject, a.Text
	return p.e.atPace(ctx, func() (secretariat.Posted, error) {
		return p.e.desk.SendLetter(tokenOf(a.ID), secretariat.NewLetter, l)
	})
}

// addressed are the boards and the other addresses to which a message is to go.
func (p postman) addressed(a packet.Answer) (boards []asem.BoardID, addresses []roster.Address, err error) {
	take := func(board asem.BoardID) {
		if !slices.Contains(boards, board) {
			boards = append(boards, board)
		}
	}
	if board, ok := strings.CutSuffix(strings.ToLower(a.List), "."+string(p.e.house.Domain)); ok {
		take(asem.BoardID(board))
	}
	for _, mail := range slices.Concat(a.To, a.Cc) {
		named, ok := p.e.house.Domain.Named(mail)
		switch {
		case !ok:
			return nil, nil, fault.New(fault.Usage, "%q is no address here.", clip(mail)).Then("Those here end with @%s.", p.e.house.Domain)
		case named.Form() == roster.ToBoard:
			take(named.Board())
		default:
			resolved, err := p.e.desk.Resolve(string(named))
			if err != nil {
				return nil, nil, err
			}
			addresses = append(addresses, resolved...)
		}
	}
	return boards, addresses, nil
}
