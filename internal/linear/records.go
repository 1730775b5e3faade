package linear

import (
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// recordsOf lists the records of a kind.
func recordsOf(k secretariat.Kind) func(*session) place {
	return func(s *session) place { return newRecords(s, k) }
}

func newRecords(s *session, k secretariat.Kind) place {
	index, err := dossier.List(s.desk, k)
	if err != nil {
		return &list{s: s, title: string(k), fetch: func(move, int) (page, error) { return page{}, err }}
	}
	narrowed := ""
	l := &list{s: s, title: index.Title, picks: "goes there", empty: index.Empty}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		found, err := index.Page(narrowed, asked)
		p := page{earlier: found.Earlier, follow: found.Follow}
		for _, r := range found.Rows {
			p.rows = append(p.rows, row{number: r.Key, words: strings.TrimSuffix(r.Words, "."), open: func() error { return s.goToRecord(r.Ref) }})
		}
		return p, err
	})
	l.own = []offer{{key: "do", do: func(of string) error { return s.choose(index.Deeds, of, l.deedRow(index, &narrowed)) }}}
	if slices.Contains(secretariat.RecordKinds(), k) {
		l.own = append(l.own, s.catchUpOn(k))
	}
	if index.Narrow != nil {
		l.own = append(l.own, offer{key: "F", do: func(of string) error {
			if of == "" && narrowed == "" {
				return fault.New(fault.Usage, "Say by what to narrow the list.").Then("Type F and %s.", index.Narrows)
			}
			if err := index.Narrow(of); err != nil {
				return err
			}
			narrowed = of
			return l.turn(toFirst)
		}})
	}
	return l
}

// deedRow is the row to which a deed of a list is done: it is asked for.
func (l *list) deedRow(index dossier.Index, narrowed *string) func() (dossier.Row, error) {
	return func() (dossier.Row, error) {
		if index.Of != secretariat.KindReminder {
			return dossier.Row{}, nil
		}
		answer, err := l.s.ask(question{words: "Which one, by its number in the list:", limit: maxAnswer})
		if err != nil {
			return dossier.Row{}, err
		}
		n, err := strconv.Atoi(strings.TrimSpace(answer))
		if err != nil || n < 1 || n > len(l.page.rows) {
			return dossier.Row{}, fault.New(fault.Usage, "There is no number %q in the list.", plain.Cut(plain.Line(answer), 20))
		}
		found, err := index.Page(*narrowed, secretariat.Page{At: l.page.rows[n-1].number, Limit: 1})
		if err != nil || len(found.Rows) == 0 {
			return dossier.Row{}, err
		}
		return found.Rows[0], nil
	}
}

// A recordReader is one record.
type recordReader struct {
	s   *session
	ref dossier.Ref
}

// goToRecord reads one. From one to another, back leads to where the reading began.
func (s *session) goToRecord(ref dossier.Ref) error {
	if ref.Kind == secretariat.KindOffice && ref.Office == "" { // several of them
		s.open(recordsOf(secretariat.KindOffice)(s))
		return nil
	}
	if !dossier.Is(ref.Kind) {
		to, err := s.desk.Find(ref.Number.String())
		if err != nil {
			return err
		}
		return s.arriveAt(to)
	}
	to := &recordReader{s: s, ref: ref}
	if _, reading := s.top().(*recordReader); reading {
		s.replace(to)
		return nil
	}
	s.open(to)
	return nil
}

func (r *recordReader) name() string { return capital(r.ref.Called()) }

func (r *recordReader) numbers() string { return "" }

func (r *recordReader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the record and marks it as read.
func (r *recordReader) arrive() error {
	d, err := dossier.Open(r.s.desk, r.ref)
	if err != nil {
		return err
	}
	for _, l := range d.Lines {
		if err := r.say(l); err != nil {
			return err
		}
	}
	if !d.New {
		return nil
	}
	if err := r.s.desk.MarkReadIn(r.ref.Kind, d.Seen()); err != nil {
		return err
	}
	r.s.known--
	return nil
}

func (r *recordReader) say(l secretariat.RecordLine) error {
	words := strings.TrimSuffix(strings.TrimSpace(plain.Line(l.Words)), ".")
	switch {
	case l.Body && l.Words == "":
	case l.Body:
		return r.s.text(l.Words)
	case l.Name != "":
		r.s.fact("%s: %s.", l.Name, words)
	default:
		r.s.fact("%s.", words)
	}
	return nil
}

func (r *recordReader) enter() (string, func() error) { return r.s.readingOn(0) }

func (r *recordReader) offers() []offer {
	return []offer{
		{key: "do", do: func(of string) error {
			d, err := dossier.Open(r.s.desk, r.ref)
			if err != nil {
				return err
			}
			return r.s.choose(d.Deeds, of, func() (dossier.Row, error) { return dossier.Row{}, nil })
		}},
		{key: "o", do: func(string) error { return r.goOn() }},
	}
}

// goOn says what belongs to the record, and goes to what is named.
func (r *recordReader) goOn() error {
	d, err := dossier.Open(r.s.desk, r.ref)
	switch {
	case err != nil:
		return err
	case len(d.Goes) == 0:
		r.s.fact("Nothing belongs to it that one could go to.")
		return nil
	case len(d.Goes) == 1:
		return r.s.goTo(d.Goes[0])
	}
	r.s.fact("To it belong %s.", together(d.Goes...))
	answer, err := r.s.ask(question{words: "Go to which. Enter to stay:", limit: maxAnswer})
	if err != nil || strings.TrimSpace(answer) == "" {
		return err
	}
	return r.s.goTo(strings.TrimSpace(answer))
}

// choose says what can be done, or does what was chosen by its number or its key.
func (s *session) choose(deeds []dossier.Deed, of string, row func() (dossier.Row, error)) error {
	if len(deeds) == 0 {
		s.fact("Nothing can be done with this.")
		return nil
	}
	if of == "" {
		for i, d := range deeds {
			s.fact("%d. %s.", i+1, join(capital(d.Does), when(d.Why() != "", "not now: "+strings.TrimSuffix(d.Why(), "."))))
		}
		s.fact("Type do and the number.")
		return nil
	}
	for i, d := range deeds {
		if of == strconv.Itoa(i+1) || of == d.Key {
			return s.perform(d, row)
		}
	}
	return fault.New(fault.Usage, "There is no %q to do here.", plain.Cut(plain.Line(of), 20)).Then("Type do to hear what there is.")
}

// perform does a deed: it composes what is written, or asks for what there is to say.
func (s *session) perform(d dossier.Deed, row func() (dossier.Row, error)) error {
	if d.Dead != nil {
		if err := d.Dead(); err != nil {
			return err
		}
	}
	if d.Write != "" {
		w, err := dossier.At(s.desk, d.Write)
		if err != nil {
			return err
		}
		return s.writeAt(w.Begun)
	}
	on, err := row()
	if err != nil {
		return err
	}
	values, err := s.askFields(d)
	if err != nil {
		return err
	}
	if d.Leads != nil {
		return s.goToRecord(d.Leads(values))
	}
	if d.Question != "" {
		yes, err := s.confirm(d.Question, false)
		if err == nil && !yes {
			err = errCancelled
		}
		if err != nil {
			return err
		}
	}
	_, said, err := d.Perform(on, values)
	if err == nil {
		s.fact("%s", said)
	}
	return err
}

// askFields asks for the fields of a deed, one after the other, each until it is right.
func (s *session) askFields(d dossier.Deed) (map[string]string, error) {
	values := map[string]string{}
	for _, f := range d.Fields {
		for {
			answer, err := s.ask(question{words: fieldWords(f, d.Values[f.Name]), limit: maxEnvelopeLine})
			if err != nil {
				return nil, err
			}
			given := plain.Line(answer)
			if begun, asks := strings.CutSuffix(given, "?"); asks && f.Complete != nil {
				s.meant(begun, f.Complete(begun))
				continue
			}
			if given == "" {
				given = d.Values[f.Name]
			} else if given == "-" && d.Values[f.Name] != "" {
				given = ""
			}
			if refusal := checked(f, given); refusal != nil {
				s.refuse(refusal)
				continue
			}
			values[f.Name] = given
			break
		}
	}
	return values, nil
}

// newCalendar says the meetings of this year.
func newCalendar(s *session) place {
	l := &list{s: s, title: "Calendar", picks: "goes to that meeting", empty: "There is no meeting this year. Those that are called will stand here."}
	l.fetch = paged(func() ([]row, error) {
		now := s.desk.Now()
		first, _ := secretariat.MonthOf(now.Year(), 1)
		_, last := secretariat.MonthOf(now.Year(), 12)
		meetings, err := s.desk.MeetingsDuring(first, last)
		var rows []row
		for _, line := range dossier.MeetingRows(meetings) {
			rows = append(rows, row{words: line.Words, number: line.Key, open: func() error { return s.goToRecord(line.Ref) }})
		}
		return rows, err
	})
	return l
}

// recordAt is a text that makes a record, or goes into one.
func (s *session) recordAt(at secretariat.Place) (target, error) {
	w, err := dossier.At(s.desk, at)
	if err != nil {
		return target{}, err
	}
	return target{of: w.Of, sends: true, said: w.Said, fields: w.Fields, send: w.Send, reaches: func(d secretariat.Draft) (string, error) {
		said, err := w.Question(d)
		return strings.TrimRight(said, "?."), err
	}}, nil
}
