package secretariat

import (
	"errors"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// Resolve reads addresses as a person types them, in any case, with commas,
// semicolons or blanks between them, and gives them as they are kept, each once. It
// refuses one that reaches nobody, and names the nearest right ones. A mission may
// have several words: FI/New Delhi. No words at all are no addresses.
func (d *Desk) Resolve(text string) ([]roster.Address, error) {
	if err := plain.Check("list of addresses", text, maxField); err != nil {
		return nil, err
	}
	var list []roster.Address
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		boards := s.BoardIDs()
		known := map[string]roster.Address{}
		for _, a := range roster.AllAddresses(s, boards) {
			known[strings.ToLower(string(a))] = a
		}
		for rest := trimBetween(text); rest != ""; {
			to, after, ok := cutAddress(known, rest)
			if !ok {
				return unreached(s, boards, wrongWords(known, rest))
			}
			if !slices.Contains(list, to) {
				list = append(list, to)
			}
			rest = after
		}
		if len(list) > roster.MaxAddresses {
			return fault.New(fault.Usage, "There are %d addresses; %d at most.", len(list), roster.MaxAddresses).Then("Write to a group.")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// between stands between two addresses.
func between(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) }

func trimBetween(text string) string { return strings.TrimLeftFunc(text, between) }

// mostWords bounds the words of a mission that are looked for.
const mostWords = 6

// cutAddress takes the longest known address off the beginning of a text.
func cutAddress(known map[string]roster.Address, text string) (to roster.Address, rest string, ok bool) {
	end := 0
	for range mostWords {
		start := len(text) - len(trimBetween(text[end:]))
		if start == len(text) {
			break
		}
		end = start + wordLength(text[start:])
		if a, there := known[strings.ToLower(text[:end])]; there {
			to, rest, ok = a, trimBetween(text[end:]), true
		}
		if !strings.Contains(text[:end], "/") {
			break // only a mission has several words
		}
	}
	return to, rest, ok
}

func wordLength(text string) int {
	if n := strings.IndexFunc(text, between); n >= 0 {
		return n
	}
	return len(text)
}

// wrongWords are the words up to the next right address, or to where the list is
// punctuated: who writes Viet Nam meant one address.
func wrongWords(known map[string]roster.Address, text string) string {
	text, _, _ = strings.Cut(strings.ReplaceAll(text, ";", ","), ",")
	end := wordLength(text)
	for end < len(text) {
		rest := trimBetween(text[end:])
		if _, _, ok := cutAddress(known, rest); ok {
			break
		}
		end = len(text) - len(rest) + wordLength(rest)
	}
	return strings.TrimRightFunc(text[:end], between)
}

// mostNearest is how many right addresses a refusal names.
const mostNearest = 3

// unreached refuses an address that reaches nobody, naming the nearest right ones.
func unreached(s State, boards []asem.BoardID, text string) error {
	text = plain.Line(text)
	if _, err := roster.ParseAddress(s, text); err != nil && hasNext(err) {
		return err // it knows whom to write to instead
	}
	refusal := fault.New(fault.NotFound, "Nobody is reached at %q.", plain.Cut(text, 60))
	near := roster.Nearest(s, boards, text, mostNearest)
	if len(near) == 0 {
		return refusal.Then("`partners` and `delegates` list who can be reached, and `help addresses` how.")
	}
	return refusal.Then("Did you mean %s?", strings.Join(asem.Words(near), " or "))
}

func hasNext(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Next != ""
}

// mostCompletions bounds what is offered for the beginning of an address.
const mostCompletions = 50

// CompleteAddresses lists what a list of addresses may become when the last of them is
// completed. For nothing typed of it, it offers what reaches most.
func (d *Desk) CompleteAddresses(text string) []string {
	return d.completeAmong(text, func(roster.Address) error { return nil })
}

// completeAmong is CompleteAddresses without the addresses that are refused.
func (d *Desk) completeAmong(text string, refused func(roster.Address) error) []string {
	last := text[strings.LastIndexAny(text, ",;")+1:]
	if strings.Contains(last, "/") {
		// The blank may be one in the name of a mission.
		if found := d.completed(text, strings.TrimLeft(last, " "), refused); len(found) > 0 {
			return found
		}
	}
	return d.completed(text, last[strings.LastIndexByte(last, ' ')+1:], refused)
}

// completed is the text with each of the addresses that its end may be the beginning of.
func (d *Desk) completed(text, begin string, refused func(roster.Address) error) []string {
	found := d.addressesLike(strings.ToLower(begin), refused)
	for i := range found {
		found[i] = strings.TrimSuffix(text, begin) + found[i]
	}
	return found
}

// addressesLike are the addresses that begin so, then those of which a later word, or
// the name of the partner or delegate, has a word that does.
func (d *Desk) addressesLike(begin string, refused func(roster.Address) error) []string {
	var first, then []string
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		names := addressNames(s)
		for _, a := range roster.AllAddresses(s, s.BoardIDs()) {
			address := strings.ToLower(string(a))
			switch {
			case refused(a) != nil:
			case strings.HasPrefix(address, begin):
				first = append(first, string(a))
			case wordBegins(address, begin) || wordBegins(names[a], begin):
				then = append(then, string(a))
			}
		}
		return nil
	})
	if err != nil {
		return nil
	}
	list := append(first, then...)
	return list[:min(len(list), mostCompletions)]
}

// addressNames are the names, in small letters, that go with partners and delegates.
func addressNames(s State) map[roster.Address]string {
	names := map[roster.Address]string{}
	for _, p := range s.Partners() {
		names[roster.Address(p.Code)] = strings.ToLower(p.Name)
	}
	for _, d := range s.Delegates() {
		names[roster.Address(d.Login)] = strings.ToLower(d.Name)
	}
	return names
}

func wordBegins(text, begin string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ./:@-", r) }),
		func(word string) bool { return strings.HasPrefix(word, begin) })
}

// AddressWords say whom each of the addresses reaches now, for a person who is about
// to send something.
func (d *Desk) AddressWords(to []roster.Address) ([]string, error) {
	words := make([]string, len(to))
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		for i, a := range to {
			words[i] = a.Words(s)
		}
		return nil
	})
	return words, err
}
