package linear

import (
	"strconv"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// A letterReader is one letter, from which one goes through its exchange. It holds
// numbers only: what is said is asked for when it is said.
type letterReader struct {
	s             *session
	number        asem.Number
	before, after asem.Number // in the exchange, as far as it can be read; 0 for none
}

// goToLetter reads a letter. From one to another, back leads to where the reading began.
func (s *session) goToLetter(n asem.Number) {
	to := &letterReader{s: s, number: n}
	if _, reading := s.top().(*letterReader); reading {
		s.replace(to)
		return
	}
	s.open(to)
}

func (r *letterReader) name() string { return "Letter " + r.number.String() }

func (r *letterReader) numbers() string { return "" }

func (r *letterReader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the letter and marks it as read.
func (r *letterReader) arrive() error {
	s := r.s
	v, err := s.desk.Letter(r.number)
	if err != nil {
		return err
	}
	if err := r.look(); err != nil {
		return err
	}
	for _, fact := range r.facts(v) {
		s.fact("%s.", fact)
	}
	if v.Withheld != "" {
		s.fact("%s", v.Withheld)
	} else if err := s.text(v.Text); err != nil {
		return err
	}
	for i, f := range v.Files {
		s.fact("File %d: %s.", i+1, join(f.Name, f.Type, size(f.Bytes)))
	}
	if !v.New {
		return nil
	}
	if err := s.desk.MarkReadIn(secretariat.KindLetter, v.Seen()); err != nil {
		return err
	}
	s.known--
	return nil
}

// look finds the neighbours of the letter in its exchange.
func (r *letterReader) look() (err error) {
	if r.before, err = r.beside(secretariat.Page{After: r.number, Limit: 1}); err == nil {
		r.after, err = r.beside(secretariat.Page{Before: r.number, Limit: 1})
	}
	return err
}

func (r *letterReader) beside(p secretariat.Page) (asem.Number, error) {
	found, err := r.s.desk.Exchange(r.number, p)
	if err != nil || len(found.Rows) == 0 {
		return 0, err
	}
	return found.Rows[0].Number, nil
}

// facts are what there is to know before the text.
func (r *letterReader) facts(v secretariat.LetterView) []string {
	facts := []string{
		"Letter " + v.Number.String() + ", " + v.Subject,
		capital(join("from "+byline(v.From), r.s.moment(v.At), when(v.New, "new"), when(v.Mine, "yours"))),
		capital(join("to "+together(asem.Words(v.To)...), when(len(v.Cc) > 0, "copy to "+together(asem.Words(v.Cc)...)))),
	}
	if v.Folder == secretariat.FolderKept || v.Folder == secretariat.FolderRemoved {
		facts = append(facts, capital(string(v.Folder)))
	}
	if said := join(when(v.ReplyTo != 0, "answers "+v.ReplyTo.String()), when(v.Forward != 0, "passes on "+v.Forward.String())); said != "" {
		facts = append(facts, capital(said))
	}
	return facts
}

// enter reads on in the exchange, then wherever something is new.
func (r *letterReader) enter() (string, func() error) {
	if r.after != 0 {
		return "to read the next letter of the exchange", func() error { r.s.goToLetter(r.after); return nil }
	}
	return r.s.readingOn(0)
}

func (r *letterReader) offers() []offer {
	s, n := r.s, r.number
	return []offer{
		{key: "r", dead: s.desk.MayCorrespond, do: func(string) error { return s.writeAnswer(n, false, false) }},
		{key: "R", dead: s.desk.MayCorrespond, do: func(string) error { return s.writeAnswer(n, false, true) }},
		{key: "A", dead: s.desk.MayCorrespond, do: func(string) error { return s.writeAnswer(n, true, false) }},
		{key: "f", dead: s.desk.MayCorrespond, do: func(string) error { return s.writeForward(n) }},
		{key: "*", do: func(string) error { return s.fileLetter(n, secretariat.FolderKept) }},
		{key: "D", do: func(string) error { return s.fileLetter(n, secretariat.FolderRemoved) }},
		s.cited(n.String()),
		{key: "u", do: r.markNew},
		{key: "o", do: func(string) error { s.open(newExchange(s, n)); return nil }},
		{key: "b", dead: unless(r.before != 0, "This is the first letter of the exchange that you can read."), do: func(string) error {
			s.goToLetter(r.before)
			return nil
		}},
	}
}

func (r *letterReader) markNew(string) error {
	v, err := r.s.desk.Letter(r.number)
	if err == nil {
		err = r.s.desk.MarkNewIn(secretariat.KindLetter, r.number)
	}
	if err == nil {
		var now secretariat.LetterView
		if now, err = r.s.desk.Letter(r.number); err == nil && !now.New {
			err = fault.New(fault.Refused, "You wrote %s, and it was not sent to you: it is not new to you.", r.number)
		}
	}
	if err != nil {
		return err
	}
	if !v.New && v.Folder != secretariat.FolderRemoved {
		r.s.known++
	}
	r.s.fact("%s is new again.", r.number)
	return nil
}

// newExchange lists the letters that belong together with one.
func newExchange(s *session, n asem.Number) place {
	l := &list{s: s, title: "Exchange of letter " + n.String(), picks: "reads that letter", empty: "There is no letter of it to you."}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		letters, err := s.desk.Exchange(n, asked)
		p := page{earlier: letters.Earlier, follow: letters.Follow}
		for _, v := range letters.Rows {
			number := v.Number
			p.rows = append(p.rows, row{number: number, words: s.letterWords(v), open: func() error {
				if err := s.back(); err != nil {
					return err
				}
				s.goToLetter(number)
				return nil
			}})
		}
		return p, err
	})
	return l
}
