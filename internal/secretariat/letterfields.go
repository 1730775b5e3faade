package secretariat

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
)

// letterFields are those of a letter; its title is the subject.
func (d *Desk) letterFields() []Field {
	check := func(text string) error {
		_, err := d.Receivers(text)
		return err
	}
	return []Field{
		{Name: "to", Label: "To", About: "delegates (first.last), partners, missions, groups, offices, with commas", Need: true,
			Check: check, Complete: d.completeReceiver},
		{Name: "cc", Label: "Copy", About: "who gets a copy, as under To", Check: check, Complete: d.completeReceiver},
		{Name: "attach", Label: "Attach", About: "files by number, like #4211/1, or documents by symbol, with commas between", Check: func(text string) error {
			_, err := d.Attachments(text)
			return err
		}},
	}
}

// Receivers is Resolve for a letter, which goes to all forms of address but a board.
func (d *Desk) Receivers(text string) ([]roster.Address, error) {
	list, err := d.Resolve(text)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		if err := mail.Addressable(a); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// LetterOf reads the envelope of a letter, without its title, which is the subject, and
// its text. The fault names the field that is wrong.
func (d *Desk) LetterOf(envelope map[string]string) (Outgoing, error) {
	if err := CheckFields(d.letterFields(), envelope); err != nil {
		return Outgoing{}, err
	}
	l := Outgoing{Attach: strings.TrimSpace(envelope["attach"])}
	var err error
	if l.To, err = d.Receivers(envelope["to"]); err == nil {
		l.Cc, err = d.Receivers(envelope["cc"])
	}
	return l, err
}

// Envelope is the letter as the fields of an envelope, for one that is begun by
// answering or passing on.
func (l Outgoing) Envelope() map[string]string {
	fields := map[string]string{}
	for name, text := range map[string]string{"to": asem.Listed(l.To), "cc": asem.Listed(l.Cc), "attach": l.Attach} {
		if text != "" {
			fields[name] = text
		}
	}
	return fields
}

func (d *Desk) completeReceiver(text string) []string { return d.completeAmong(text, mail.Addressable) }
