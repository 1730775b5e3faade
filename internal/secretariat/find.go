package secretariat

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
)

// A Destination is what a name leads to. Exactly one field is set, but for a
// number, which comes with its kind, and a post's with its topic and board.
type Destination struct {
	Board    asem.BoardID
	Number   asem.Number
	Kind     Kind
	Topic    asem.Number
	Partner  asem.Code
	Delegate asem.Login
}

// Find says where a name or number leads: #4211, a board's name or an unambiguous
// beginning of it, a partner's code or the beginning of its name, a delegate's login.
func (d *Desk) Find(name string) (Destination, error) {
	var to Destination
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		var err error
		to, err = d.find(s, me, strings.TrimSpace(name))
		return err
	})
	return to, err
}

func (d *Desk) find(s State, me roster.Delegate, name string) (Destination, error) {
	if n, err := asem.ParseNumber(name); err == nil {
		return d.numbered(s, me, n)
	}
	if _, ok := s.Delegate(asem.Login(name)); ok {
		return Destination{Delegate: asem.Login(name)}, nil
	}
	if _, ok := s.Partner(asem.Code(strings.ToUpper(name))); ok {
		return Destination{Partner: asem.Code(strings.ToUpper(name))}, nil
	}
	return findByName(s, strings.ToLower(name))
}

// numbered is what has this number, among what the delegate may read.
func (d *Desk) numbered(s State, me roster.Delegate, n asem.Number) (Destination, error) {
	if p, ok := s.Post(n); ok {
		return Destination{Number: n, Kind: KindPost, Topic: p.Topic, Board: p.Board}, nil
	}
	if _, _, err := d.reached(s, me, n); err == nil {
		return Destination{Number: n, Kind: KindNotice}, nil
	}
	if _, err := mail.Readable(s, n, d.login); err == nil {
		return Destination{Number: n, Kind: KindLetter}, nil
	}
	return Destination{}, fault.New(fault.NotFound, "There is nothing numbered %s that you can read.", n)
}

// findByName takes a board's whole name, or an unambiguous beginning of one, of a
// board's title or of a partner's name.
func findByName(s State, name string) (Destination, error) {
	var found []string
	var to Destination
	for _, b := range s.Boards() {
		if string(b.ID) == name {
			return Destination{Board: b.ID}, nil
		}
		if name != "" && (strings.HasPrefix(string(b.ID), name) || strings.HasPrefix(strings.ToLower(b.Title), name)) {
			found, to = append(found, string(b.ID)), Destination{Board: b.ID}
		}
	}
	if len(found) == 0 { // boards are what is gone to most
		for _, p := range s.Partners() {
			if name != "" && strings.HasPrefix(strings.ToLower(p.Name), name) {
				found, to = append(found, p.Name), Destination{Partner: p.Code}
			}
		}
	}
	switch len(found) {
	case 1:
		return to, nil
	case 0:
		return Destination{}, fault.New(fault.NotFound, "Nothing here is called %q.", name).
			Then("Give a number like #123, a board, a partner's code or a delegate's login.")
	}
	return Destination{}, fault.New(fault.NotFound, "%q could be %s.", name, strings.Join(found, " or ")).Then("Type more of it.")
}
