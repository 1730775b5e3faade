package linear

import (
	"strconv"
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// A place is somewhere to be. Its errors are faults, or how a prompt ended.
type place interface {
	// name stands in the prompt.
	name() string
	// arrive says what is here.
	arrive() error
	// enter is what Enter alone does, as words behind "Enter": "to read on".
	enter() (words string, do func() error)
	// choose does what a number alone means here.
	choose(n int) error
	// numbers says what choose does, for "?"; empty where it does nothing.
	numbers() string
	// offers are what can be done here and not everywhere.
	offers() []offer
}

// obey does what a line asks for.
func (s *session) obey(here place, line string) error {
	line = plain.Line(line)
	if line == "" {
		_, do := here.enter()
		return do()
	}
	if n, err := strconv.Atoi(line); err == nil && n >= 0 {
		return here.choose(n)
	}
	v, of, ok := spoken(line)
	if !ok {
		return fault.New(fault.Usage, "%q is nothing that can be done.", plain.Cut(line, 40)).Then("Type ? to hear what can.")
	}
	if o, ok := s.offer(here, v.key); ok {
		if err := o.refusal(); err != nil {
			return err
		}
		return o.do(of)
	}
	return fault.New(fault.Usage, "%s, %s, is offered %s and not here.", v.key, v.word, v.where).
		Then("Type ? to hear what can be done here.")
}

// offer is what the verb does here; ok is false where it does nothing.
func (s *session) offer(here place, key string) (o offer, ok bool) {
	for _, o := range s.offered(here) {
		if o.key == key {
			return o, true
		}
	}
	return offer{}, false
}

// offered is what can be done here, the place's own offers before those that are
// made everywhere.
func (s *session) offered(here place) []offer {
	return append(here.offers(),
		offer{key: "n", do: func(string) error { return s.readNext(0) }},
		offer{key: "U", do: func(string) error { return s.undoCatchUp() }},
		offer{key: "s", do: func(string) error { s.arriving = true; return nil }},
		offer{key: ":", do: s.goTo},
		offer{key: "?", do: func(of string) error { return s.help(here, of) }},
		offer{key: "q", do: func(string) error { return s.back() }},
		offer{key: "bye", do: func(string) error { s.stack = nil; return nil }},
	)
}

func (o offer) refusal() error {
	if o.dead == nil {
		return nil
	}
	return o.dead()
}

// help says what can be done here, or what the manual has on a word.
func (s *session) help(here place, word string) error {
	if word != "" {
		return s.explainWord(word)
	}
	words, _ := here.enter()
	s.fact("Enter: %s.", strings.TrimPrefix(words, "to "))
	if numbers := here.numbers(); numbers != "" {
		s.fact("A number: %s.", numbers)
	}
	var dead deadVerbs
	for _, v := range verbs {
		o, ok := s.offer(here, v.key)
		if !ok {
			continue
		}
		if refusal := o.refusal(); refusal != nil {
			dead.add(v, fault.Sentence(refusal))
			continue
		}
		if on, err := s.more(); err != nil || !on {
			return err
		}
		s.fact("%s, %s: %s.", v.key, v.word, v.does)
	}
	for _, why := range dead.reasons {
		if on, err := s.more(); err != nil || !on {
			return err
		}
		s.fact("Not now: %s. %s", strings.Join(dead.verbs[why], "; "), why)
	}
	return nil
}

// deadVerbs gathers what cannot be done now, so that each reason is said once.
type deadVerbs struct {
	reasons []string
	verbs   map[string][]string // by reason
}

func (d *deadVerbs) add(v verb, why string) {
	if d.verbs == nil {
		d.verbs = map[string][]string{}
	}
	if d.verbs[why] == nil {
		d.reasons = append(d.reasons, why)
	}
	d.verbs[why] = append(d.verbs[why], v.key+", "+v.word)
}

// nowhere is for places where a number means nothing.
func nowhere(n int) error {
	return fault.New(fault.Usage, "There is no number %d to choose here.", n).Then("Type :%d to go to the post of that number.", n)
}
