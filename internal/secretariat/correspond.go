package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Outgoing is a letter that is about to be sent.
type Outgoing struct {
	To, Cc  []roster.Address // as Resolve gives them
	Subject string
	Text    string
	Attach  string      // what Attachments reads
	ReplyTo asem.Number // the letter that it answers; 0 for none
	Forward asem.Number // the letter that it passes on; 0 for none
}

// SendLetter sends a letter. The token makes sending twice send once; empty for none.
// The draft that was sent is dropped with it: from is the place where that stands.
// What is addressed twice is addressed once.
func (d *Desk) SendLetter(token string, from Place, l Outgoing) (Posted, error) {
	if err := d.MayCorrespond(); err != nil {
		return Posted{}, err
	}
	files, release, err := d.enclose(l.Attach)
	defer release()
	if err != nil {
		return Posted{}, err
	}
	to := once(l.To, nil)
	return d.write(token, mail.Send{To: to, Cc: once(l.Cc, to), Subject: l.Subject, Text: l.Text, Files: files,
		ReplyTo: l.ReplyTo, Forward: l.Forward}, from)
}

// once are the addresses without those that come again, and without others.
func once(list, others []roster.Address) (kept []roster.Address) {
	for _, a := range list {
		if !slices.Contains(kept, a) && !slices.Contains(others, a) {
			kept = append(kept, a)
		}
	}
	return kept
}

// MayCorrespond is nil, or why the delegate cannot write letters.
func (d *Desk) MayCorrespond() error {
	_, err := d.ask(roster.Correspond, "", nil)
	return err
}

// Answer is the beginning of an answer to a letter that reaches the delegate, to its
// sender or to all: addresses and subject. Of the others to whom the letter was sent
// it leaves out whom no letter reaches any more.
func (d *Desk) Answer(n asem.Number, all bool) (Outgoing, error) {
	var answer Outgoing
	_, err := d.ask(roster.Correspond, "", func(s State, _ roster.Delegate) error {
		l, err := mail.Readable(s, n, d.login)
		if err != nil {
			return err
		}
		answer = Outgoing{Subject: headed("Re: ", l.Subject), ReplyTo: n}
		answer.To, answer.Cc = l.Answered(d.login, all)
		if first := answer.To[0]; all {
			answer.To, answer.Cc = reachable(s, answer.To), reachable(s, answer.Cc)
			if len(answer.To) == 0 {
				answer.To = []roster.Address{first} // refused when it is sent, with whom to write to instead
			}
		}
		if many := len(answer.To) + len(answer.Cc); many > roster.MaxAddresses { // before anything is written
			return fault.New(fault.Refused, "An answer to all would have %d addresses, one or more beyond the %d of a letter.", many, roster.MaxAddresses).
				Then("Answer the sender alone, or write to a group.")
		}
		return nil
	})
	return answer, err
}

func reachable(s State, list []roster.Address) []roster.Address {
	return slices.DeleteFunc(list, func(a roster.Address) bool { _, err := roster.ParseAddress(s, string(a)); return err != nil })
}

// Forwarding is the beginning of a letter that passes another on: its subject, its
// text quoted below who wrote it to whom, and its files. A text that is too long to be
// quoted goes along as a file.
func (d *Desk) Forwarding(n asem.Number) (Outgoing, error) {
	if err := d.MayCorrespond(); err != nil {
		return Outgoing{}, err
	}
	l, err := d.Letter(n)
	if err != nil {
		return Outgoing{}, err
	}
	f := Outgoing{Subject: headed("Fwd: ", l.Subject), Text: heading(l) + "\n\n" + plain.Quote(l.Text), Forward: n}
	if len(l.Files) > 0 {
		f.Attach = n.String()
	}
	if len(f.Text) > rule.MaxText-roomAbove {
		f.Text = heading(l) + "\n\n(The text is attached.)"
		f.Attach = strings.TrimPrefix(f.Attach+", "+n.String()+"/"+wholeText, ", ")
	}
	return f, nil
}

// roomAbove is what is left, in bytes, for words above a text that is passed on.
const roomAbove = 16 << 10

func senderInFull(a roster.Author) string {
	if a.Login == "" {
		return a.Name
	}
	return fmt.Sprintf("%s (%s, %s)", a.Login, a.Name, a.Partner)
}

// heading says in lines what letter is passed on.
func heading(l LetterView) string {
	lines := []string{
		fmt.Sprintf("Letter %s of %s, %s", l.Number, senderInFull(l.From), l.At.UTC().Format("2 January 2006 15:04 MST")),
		"To: " + asem.Listed(l.To),
	}
	if len(l.Cc) > 0 {
		lines = append(lines, "Copy: "+asem.Listed(l.Cc))
	}
	return strings.Join(append(lines, "Subject: "+l.Subject), "\n")
}

// headed puts a word before a subject that does not begin with it, within the bound.
func headed(word, subject string) string {
	if len(subject) >= len(word) && strings.EqualFold(subject[:len(word)-1], word[:len(word)-1]) {
		return subject
	}
	subject = word + subject
	for utf8.RuneCountInString(subject) > rule.MaxTitle {
		_, last := utf8.DecodeLastRuneInString(subject)
		subject = subject[:len(subject)-last]
	}
	return strings.TrimRight(subject, " ")
}
