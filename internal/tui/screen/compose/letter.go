package compose

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newLetter writes a letter that answers none.
func newLetter(desk *secretariat.Desk) (target, error) {
	return letter(desk, secretariat.NewLetter, "New letter", secretariat.Outgoing{})
}

// newAnswer answers a letter, its sender alone or all.
func newAnswer(desk *secretariat.Desk, n asem.Number, all, quote bool) (target, error) {
	begun, err := desk.Answer(n, all)
	if err != nil {
		return target{}, err
	}
	words := "Reply to letter " + n.String()
	if all {
		words = "Reply to all of letter " + n.String()
	}
	t, err := letter(desk, secretariat.AnswerTo(n, all), words, begun)
	if err != nil {
		return t, err
	}
	t.about, t.beside, t.answers = theLetter(desk, n), "letter answered", true
	if quote {
		a, err := t.about()
		if err != nil {
			return t, err
		}
		t.begun.Text = a.quotation()
	}
	return t, nil
}

// newForward passes a letter on.
func newForward(desk *secretariat.Desk, n asem.Number) (target, error) {
	begun, err := desk.Forwarding(n)
	if err != nil {
		return target{}, err
	}
	return letter(desk, secretariat.ForwardOf(n), "Forwarding of letter "+n.String(), begun)
}

// letter is what all letters have in common.
func letter(desk *secretariat.Desk, at secretariat.Place, words string, begun secretariat.Outgoing) (target, error) {
	if err := desk.MayCorrespond(); err != nil {
		return target{}, err
	}
	return target{
		place: at, crumbs: []string{"Letters", words}, words: words, sends: "send", titled: true, of: "letter", fields: desk.Fields(at),
		begun: secretariat.Draft{Place: at, Title: begun.Subject, Text: begun.Text, Envelope: begun.Envelope()},
		question: func(d secretariat.Draft) (string, error) {
			out, err := desk.LetterOf(d.Envelope)
			if err != nil {
				return "", err
			}
			to, err := desk.AddressWords(append(out.To, out.Cc...))
			return fmt.Sprintf("Send this letter to %s?", strings.Join(to, ", ")), err
		},
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			out, err := desk.LetterOf(d.Envelope)
			if err != nil {
				return secretariat.Posted{}, err
			}
			out.Subject, out.Text, out.ReplyTo, out.Forward = d.Title, d.Text, begun.ReplyTo, begun.Forward
			return desk.SendLetter(d.Token, at, out)
		},
		sent: func(p secretariat.Posted) string {
			if p.Already {
				return fmt.Sprintf("It was sent before, as %s.", p.Number)
			}
			return fmt.Sprintf("Sent as %s.", p.Number)
		},
		arrive: func(n asem.Number) screen.Place { return screen.Letter{Number: n} },
	}, nil
}

func theLetter(desk *secretariat.Desk, n asem.Number) func() (about, error) {
	return func() (about, error) {
		v, err := desk.Letter(n)
		if err != nil {
			return about{}, err
		}
		return about{number: n, author: v.From, at: v.At, versions: 1, text: v.Text, withheld: plain.Line(v.Withheld)}, nil
	}
}
