package linear

import (
	"errors"
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
	for _, o := range s.offered(here) {
		if o.key != v.key {
			continue
		}
		if err := o.refusal(); err != nil {
			return err
		}
		return o.do(of)
	}
	return fault.New(fault.Usage, "%s, %s, is offered %s and not here.", v.key, v.word, v.where).
		Then("Type ? to hear what can be done here.")
}

// offered is what can be done here, the place's own offers first.
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
		return s.manual(word)
	}
	words, _ := here.enter()
	s.fact("Enter: %s.", strings.TrimPrefix(words, "to "))
	if numbers := here.numbers(); numbers != "" {
		s.fact("A number: %s.", numbers)
	}
	offers := s.offered(here)
	for _, v := range verbs {
		for _, o := range offers {
			if o.key != v.key {
				continue
			}
			if err := s.explain(v, o.refusal()); err != nil {
				return err
			}
		}
	}
	return nil
}

// explain says one verb, and why it is dead.
func (s *session) explain(v verb, dead error) error {
	if s.full() {
		on, err := s.confirm("More?", true)
		if err != nil {
			return err
		}
		if !on {
			return errStopped
		}
	}
	if dead != nil {
		s.fact("%s, %s: not now. %s", v.key, v.word, fault.Sentence(dead))
		return nil
	}
	s.fact("%s, %s: %s.", v.key, v.word, v.does)
	return nil
}

// errStopped ends what was being said, at the delegate's wish.
var errStopped = errors.New("stopped")

// nowhere is for places where a number means nothing.
func nowhere(n int) error {
	return fault.New(fault.Usage, "There is no number %d to choose here.", n).Then("Type :%d to go to the post of that number.", n)
}
