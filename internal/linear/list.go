package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// A list is a place of numbered rows, said a page at a time. The numbers are
// those of the page that was said last.
type list struct {
	s     *session
	title string
	// head says what is to be known before the rows; nil for nothing.
	head func() error
	// fetch gives a page of at most size rows.
	fetch func(m move, size int) (page, error)
	// empty says what will stand here and how it comes about.
	empty string
	// picks says what choosing a row does, for "?".
	picks string
	// own are the offers of this place.
	own []offer
	// endless is set where there is no going to the end at once.
	endless bool

	page page
	said bool
}

// A page is a part of a list.
type page struct {
	rows            []row
	earlier, follow bool // whether rows stand before it, and after it
}

// A row is one thing in a list.
type row struct {
	above  string // said before it, where something begins; empty for nothing
	words  string
	open   func() error // nil: there is nothing to open
	number asem.Number  // by which the desk finds the page again, where it gives pages
}

// A move is which page of a list is wanted.
type move int

const (
	toFirst move = iota
	onward
	backward
	toLast
	stay // the page that was given last, as it is now
)

func (l *list) name() string    { return l.title }
func (l *list) numbers() string { return l.picks }

func (l *list) arrive() error {
	l.s.fact("%s.", l.title)
	if l.head != nil {
		if err := l.head(); err != nil {
			return err
		}
	}
	if l.said {
		return l.turn(stay)
	}
	l.said = true
	return l.turn(toFirst)
}

// turn says another page. One that is empty, since rows went meanwhile, leaves
// the former page to be chosen from.
func (l *list) turn(m move) error {
	p, err := l.fetch(m, l.s.voice.page())
	switch {
	case err != nil:
		return err
	case len(p.rows) == 0 && m == onward:
		l.page.follow = false
		l.s.fact("There is nothing more.")
		return nil
	case len(p.rows) == 0 && m == backward:
		l.page.earlier = false
		l.s.fact("There is nothing before this.")
		return nil
	case len(p.rows) == 0:
		l.s.fact("%s", l.empty)
	}
	l.page = p
	for i, r := range p.rows {
		if r.above != "" {
			l.s.fact("%s.", r.above)
		}
		l.s.fact("%d. %s.", i+1, r.words)
	}
	return nil
}

func (l *list) enter() (string, func() error) {
	if l.page.follow {
		return "to hear more", func() error { return l.turn(onward) }
	}
	return "to go back", l.s.back
}

func (l *list) choose(n int) error {
	switch {
	case len(l.page.rows) == 0:
		return nowhere(n)
	case n < 1 || n > len(l.page.rows):
		return fault.New(fault.Usage, "There is no number %d to choose here: they go from 1 to %d.", n, len(l.page.rows)).
			Then("Type :%d to go to the post of that number.", n)
	case l.page.rows[n-1].open == nil:
		return fault.New(fault.Usage, "There is nothing behind number %d.", n)
	}
	return l.page.rows[n-1].open()
}

func (l *list) offers() []offer {
	turns := []offer{
		{key: "b", dead: unless(l.page.earlier, "This is the beginning of the list."),
			do: func(string) error { return l.turn(backward) }},
		{key: "g", do: func(string) error { return l.turn(toFirst) }},
	}
	if !l.endless {
		turns = append(turns, offer{key: "G", dead: unless(l.page.follow, "This is the end of the list."),
			do: func(string) error { return l.turn(toLast) }})
	}
	return append(l.own[:len(l.own):len(l.own)], turns...)
}

// unless gives a dead that refuses with why unless it is so.
func unless(so bool, why string) func() error {
	return func() error {
		if so {
			return nil
		}
		return fault.New(fault.Usage, "%s", why)
	}
}

// paged gives fetch for a list that is had at once.
func paged(all func() ([]row, error)) func(move, int) (page, error) {
	at, given := 0, 0
	return func(m move, size int) (page, error) {
		rows, err := all()
		if err != nil {
			return page{}, err
		}
		switch m {
		case toFirst:
			at = 0
		case onward:
			at += given
		case backward:
			at -= size
		case toLast:
			at = len(rows) - size
		}
		if at >= len(rows) { // rows went
			at = len(rows) - size
		}
		at = max(0, at)
		end := min(at+size, len(rows))
		given = end - at
		return page{rows: rows[at:end], earlier: at > 0, follow: end < len(rows)}, nil
	}
}

// cursored gives fetch for a list that the desk gives in pages, by number.
func cursored(get func(secretariat.Page) (page, error)) func(move, int) (page, error) {
	var asked secretariat.Page
	var have []row
	return func(m move, size int) (page, error) {
		var next secretariat.Page
		switch {
		case m == stay:
			next = asked
		case m == toLast:
			next.Last = true
		case m == onward && len(have) > 0:
			next.Before = have[len(have)-1].number
		case m == backward && len(have) > 0:
			next.After = have[0].number
		}
		next.Limit = size
		p, err := get(next)
		if err == nil && len(p.rows) > 0 {
			asked, have = next, p.rows
		}
		return p, err
	}
}
