package roster

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"asem.internal/avs/internal/asem"
)

// AllAddresses lists every address at which somebody is reached now, boards and the
// moderators of these boards included, and the offices, whose letters wait where they are
// empty.
func AllAddresses(s State, boards []asem.BoardID) []Address {
	list := CommonAddresses()
	for _, p := range s.Partners() {
		list = append(list, Address(p.Code))
	}
	for _, d := range s.Delegates() {
		if d.Left {
			continue
		}
		if mission, ok := d.mission(); ok && !slices.Contains(list, mission) {
			list = append(list, mission)
		}
		list = append(list, Address(d.Login))
	}
	for _, b := range boards {
		list = append(list, OnBoard(b), ToModerators(b))
	}
	return append(list, officeAddresses(s)...)
}

// officeAddresses are those of the offices of all of ASEM, of those that somebody holds by a
// term or will, and of the contact points of each partner. What is sent to one that is empty
// waits for whoever comes.
func officeAddresses(s State) (list []Address) {
	for _, o := range CommonOffices() {
		list = append(list, o.Address())
	}
	for _, t := range s.Terms() {
		if a := t.Office.Address(); t.Ended.IsZero() && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	for _, p := range s.Partners() {
		if a := ToContactPoint(p.Code); !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}

// Nearest are the addresses, most at the most, that a person may have meant by text,
// the likeliest first: by the name of a partner or delegate, or by few letters wrong.
func Nearest(s State, boards []asem.BoardID, text string, most int) []Address {
	text = strings.ToLower(strings.TrimSpace(text))
	if len(text) > 80 {
		return nil
	}
	type candidate struct {
		Address
		off int
	}
	var near []candidate
	for _, a := range AllAddresses(s, boards) {
		if off := distance(s, a, text); off <= farthest(text) {
			near = append(near, candidate{a, off})
		}
	}
	slices.SortStableFunc(near, func(x, y candidate) int { return cmp.Compare(x.off, y.off) })
	var list []Address
	for _, c := range near[:min(len(near), most)] {
		list = append(list, c.Address)
	}
	return list
}

// distance is how many letters what was typed is off from an address, from part of
// it, or from the name that goes with it.
func distance(s State, a Address, text string) int {
	name := ""
	switch a.Form() {
	case ToPartner:
		p, _ := s.Partner(asem.Code(a))
		name = strings.ToLower(p.Name)
	case ToDelegate:
		d, _ := s.Delegate(asem.Login(a))
		name = strings.ToLower(d.Name)
	}
	least := levenshtein.ComputeDistance(text, strings.ToLower(string(a)))
	for _, word := range append(strings.FieldsFunc(strings.ToLower(string(a)), notLetter), name) {
		if word == "" {
			continue
		}
		least = min(least, levenshtein.ComputeDistance(text, word))
		if len(text) > 2 && strings.HasPrefix(word, text) {
			least = min(least, 1)
		}
	}
	if partner, _, city := strings.Cut(text, "/"); city {
		// Of a city where nobody is posted the partner and its other missions are near.
		if of, _, _ := strings.Cut(strings.ToLower(string(a)), "/"); of == partner {
			least = min(least, farthest(text))
		}
	}
	return least
}

// farthest is how many letters an address may be off from what was typed.
func farthest(text string) int { return max(1, len(text)/3) }

func notLetter(r rune) bool { return strings.ContainsRune("./:@", r) }
