package main

import (
	"fmt"
	"time"
)

// A stillness is a session that is left alone on one kind of screen.
type stillness struct {
	*seat
	place  string
	before int64 // on the wire
}

// silence leaves a session on each kind of screen alone, in each size of window,
// all at once, and counts what comes.
func (b *bench) silence(house *process) error {
	var all []*stillness
	for _, w := range []window{narrow, wide} {
		for _, place := range []string{"today", "boards", "topics", "reader", "help", "composer"} {
			s, err := b.sit(house.address, w, postQuantum, 0)
			if err != nil {
				return err
			}
			defer s.leave()
			if err := s.goAndRest(place); err != nil {
				return fmt.Errorf("%s, %s: %w", place, w, err)
			}
			all = append(all, &stillness{seat: s, place: place})
		}
	}
	time.Sleep(closing)
	for _, s := range all {
		s.send("") // counts anew
		s.before = s.line.total()
	}
	time.Sleep(b.plan.idle)
	for _, s := range all {
		b.table.add(row{what: fmt.Sprintf("%s idle for %s, %s", s.place, b.plan.idle, s.window), value: octets(s.sinceLast()), goal: atMost(octets(0))})
		if wire := s.line.total() - s.before; wire > 0 {
			b.table.note("%d bytes on the wire", wire)
		}
	}
	return nil
}

// goAndRest goes to a kind of screen and waits until it is drawn.
func (t *terminal) goAndRest(place string) error {
	if _, err := t.rest(settled); err != nil {
		return err
	}
	switch place {
	case "today":
		return t.expect("Today")
	case "boards":
		return t.goTo("boards", "AVS > Boards")
	case "topics":
		return t.goTo(string(grown), "Draft statement")
	case "reader":
		return t.goTo(firstTopic, "paragraph")
	case "help":
		return t.goTo("help", "AVS > ")
	}
	return t.compose()
}
