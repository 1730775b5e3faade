package secretariat

import (
	"cmp"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
)

// A Destination is what a name leads to. Exactly one field is set, but for a
// number, which comes with its kind: a post's with its topic and board, a version's
// with the symbol of its document.
type Destination struct {
	Board    asem.BoardID
	Cluster  asem.ClusterID
	Number   asem.Number
	Kind     Kind
	Topic    asem.Number
	Symbol   asem.Symbol
	Version  document.Label
	Partner  asem.Code
	Delegate asem.Login
}

// Find says where a name or number leads, in whatever case it is typed: #4211, a
// document's symbol, a board's name or an unambiguous beginning of it, a partner's code or
// the beginning of its name, a cluster's name or the beginning of it, a delegate's login.
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
	if symbol, label, err := document.ParseSymbol(name); err == nil {
		return d.findDocument(s, me, symbol, label)
	}
	if login := asem.Login(strings.ToLower(name)); known(s.Delegate(login)) {
		return Destination{Delegate: login}, nil
	}
	if code := asem.Code(strings.ToUpper(name)); known(s.Partner(code)) {
		return Destination{Partner: code}, nil
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
	if to, ok := d.numberedDocument(s, me, n); ok {
		return to, nil
	}
	if k, ok := d.recorded(s, me, n); ok {
		return Destination{Number: n, Kind: k}, nil
	}
	if _, err := mail.Readable(s, n, d.login); err == nil {
		return Destination{Number: n, Kind: KindLetter}, nil
	}
	return Destination{}, fault.New(fault.NotFound, "There is nothing numbered %s that you can read.", n).
		Then("`new` lists what is new to you, `boards` all there is.")
}

// known is whether what was asked for is there.
func known[T any](_ T, ok bool) bool { return ok }

// findByName takes a whole name, or an unambiguous beginning of a name or title. What is
// gone to most is looked for first, and what has a match there is looked for no further:
// boards, then clusters, then partners.
func findByName(s State, name string) (Destination, error) {
	for _, kind := range []func(State) []named{boardNames, clusterNames, partnerNames} {
		var found []string
		var to Destination
		for _, n := range kind(s) {
			if n.name == name && name != "" {
				return n.to, nil
			}
			if name != "" && (strings.HasPrefix(n.name, name) || strings.HasPrefix(strings.ToLower(n.title), name)) {
				found, to = append(found, cmp.Or(n.name, n.title)), n.to
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return to, nil
		default:
			return Destination{}, fault.New(fault.NotFound, "%q could be %s.", name, strings.Join(found, " or ")).Then("Type more of it.")
		}
	}
	return Destination{}, fault.New(fault.NotFound, "Nothing here is called %q.", name).
		Then("Give a number like #123, a symbol like ASEM/SOM/2006/12, a board, a cluster, a partner's code or a delegate's login.")
}

// named is something with a name or a title, and where it leads.
type named struct {
	name, title string
	to          Destination
}

func boardNames(s State) (all []named) {
	for _, b := range s.Boards() {
		all = append(all, named{string(b.ID), b.Title, Destination{Board: b.ID}})
	}
	return all
}

func clusterNames(s State) (all []named) {
	for _, c := range s.Clusters() {
		all = append(all, named{string(c.ID), c.Title, Destination{Cluster: c.ID}})
	}
	return all
}

func partnerNames(s State) (all []named) {
	for _, p := range s.Partners() {
		all = append(all, named{"", p.Name, Destination{Partner: p.Code}})
	}
	return all
}
