package document

import (
	"slices"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide circulates the document further. Addresses to which it went already are
// passed over.
func (a Circulate) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	doc, err := known(s, a.Of, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := mayGoOn(s, doc, o.By); err != nil {
		return rule.Ruling{}, err
	}
	if len(a.To) == 0 {
		return rule.Ruling{}, fault.New(fault.Usage, "Nobody is named to whom %s is to go.", doc.Symbol).Then("Circulate it to @all, a group, partners or missions.")
	}
	to, err := further(doc.To(), a.To)
	if err != nil || len(to) == 0 {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Circulated{Document: doc.Number, To: to}}}, nil
}

// further are the addresses to which something did not go yet.
func further(before, to []roster.Address) ([]roster.Address, error) {
	var list []roster.Address
	for _, a := range to {
		switch a.Form() {
		case 0:
			return nil, fault.New(fault.Usage, "%q is no address.", cut(string(a)))
		case roster.ToDelegate:
			return nil, fault.New(fault.Usage, "A document is not circulated to %s alone.", a).
				Then("It goes to @all, a group, partners, missions or an office; write a letter that cites it.")
		}
		if !slices.Contains(before, a) && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	if len(before)+len(list) > MaxAddresses {
		return nil, fault.New(fault.Refused, "A document goes to %d addresses at most.", MaxAddresses).Then("Circulate it to a group.")
	}
	return list, nil
}

// Decide acknowledges receipt for the actor's partner, once for all versions there are.
func (a Receive) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	doc, err := known(s, a.Of, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	if !slices.Contains(roster.PartnersAt(s, doc.To()), d.Partner) {
		return rule.Ruling{}, fault.New(fault.Refused, "%s was not circulated to %s, so there is no receipt to acknowledge.", doc.Symbol, d.Partner)
	}
	if doc.Received(d.Partner) {
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{Received{Document: doc.Number, Versions: len(doc.Versions), Partner: d.Partner, By: o.By}}}, nil
}
