package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// letterAt sends a letter from a place: one that answers none, an answer to the letter
// of that number, or one that passes it on.
func (s *session) letterAt(at secretariat.Place) (target, error) {
	kind, _, n, _ := at.Parse()
	outgoing := func(d secretariat.Draft) (secretariat.Outgoing, error) {
		out, err := s.desk.LetterOf(d.Envelope)
		out.Subject, out.Text = d.Title, d.Text
		switch kind {
		case "answer", "answer-all":
			out.ReplyTo = n
		case "forward":
			out.Forward = n
		}
		return out, err
	}
	return target{
		of: "letter", titled: "subject", sends: true, above: kind == "forward", fields: s.desk.Fields(at),
		reaches: func(d secretariat.Draft) (string, error) {
			out, err := outgoing(d)
			if err != nil {
				return "", err
			}
			to, err := s.desk.AddressWords(append(out.To, out.Cc...))
			return "A letter to " + together(to...), err
		},
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			out, err := outgoing(d)
			if err != nil {
				return secretariat.Posted{}, err
			}
			return s.desk.SendLetter(d.Token, at, out)
		},
	}, s.mayWriteLetter(n)
}

// mayWriteLetter is nil, or why no letter can be written that concerns the one of this
// number; 0 for none.
func (s *session) mayWriteLetter(n asem.Number) error {
	if err := s.desk.MayCorrespond(); err != nil || n == 0 {
		return err
	}
	_, err := s.desk.Letter(n)
	return err
}

// writeLetter writes a letter that answers none.
func (s *session) writeLetter() error {
	return s.writeAt(secretariat.Draft{Place: secretariat.NewLetter})
}

// writeAnswer answers a letter, its sender or all. A quotation is there to be written
// under.
func (s *session) writeAnswer(n asem.Number, all, quoting bool) error {
	begun, err := s.desk.Answer(n, all)
	if err != nil {
		return err
	}
	if quoting {
		v, err := s.desk.Letter(n)
		if err == nil && v.Withheld != "" {
			err = fault.New(fault.Refused, "There is nothing to quote. %s", v.Withheld)
		}
		if err != nil {
			return err
		}
		begun.Text = s.quoted(v.Text)
	}
	return s.writeBegun(secretariat.AnswerTo(n, all), begun)
}

// writeForward passes a letter on.
func (s *session) writeForward(n asem.Number) error {
	begun, err := s.desk.Forwarding(n)
	if err != nil {
		return err
	}
	return s.writeBegun(secretariat.ForwardOf(n), begun)
}

func (s *session) writeBegun(at secretariat.Place, begun secretariat.Outgoing) error {
	return s.writeAt(secretariat.Draft{Place: at, Title: begun.Subject, Text: begun.Text, Envelope: begun.Envelope()})
}
