package linear

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
)

// newProcedures lists the silence procedures that reach the delegate.
func newProcedures(s *session) place {
	open := false
	l := &list{s: s, title: "Silence procedures", picks: "reads that procedure",
		empty: "There is no silence procedure. Texts that coordinators put under silence will stand here."}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		found, err := s.desk.Procedures(open, asked)
		p := page{earlier: found.Earlier, follow: found.Follow}
		for _, v := range found.Rows {
			number := v.Number
			p.rows = append(p.rows, row{number: number, words: join(s.procedureWords(v), when(v.New, "new")), open: func() error { s.goToProcedure(number); return nil }})
		}
		return p, err
	})
	l.own = []offer{s.catchUpOn(secretariat.KindProcedure), {key: "t", do: func(string) error {
		if open = !open; open {
			s.fact("Only open ones are listed.")
		} else {
			s.fact("All are listed.")
		}
		return l.turn(toFirst)
	}}}
	return l
}

func (s *session) procedureWords(v secretariat.ProcedureView) string {
	return join(v.Number.String()+" "+document.Cited(v.Symbol, v.Label), v.Title, secretariat.ProcedureStanding(v.Procedure, s.zone))
}

// A procedureReader is one procedure.
type procedureReader struct {
	s      *session
	number asem.Number
}

// goToProcedure reads one. From one to another, back leads to where the reading began.
func (s *session) goToProcedure(n asem.Number) {
	to := &procedureReader{s: s, number: n}
	if _, reading := s.top().(*procedureReader); reading {
		s.replace(to)
		return
	}
	s.open(to)
}

func (r *procedureReader) name() string { return "Procedure " + r.number.String() }

func (r *procedureReader) numbers() string { return "" }

func (r *procedureReader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the procedure and marks it as read.
func (r *procedureReader) arrive() error {
	v, err := r.s.desk.Procedure(r.number)
	if err != nil {
		return err
	}
	for _, fact := range r.facts(v) {
		r.s.fact("%s.", strings.TrimSuffix(fact, "."))
	}
	for i, e := range v.Entries {
		r.s.fact("%s.", join(secretariat.EntryWord(e.Kind)+" of "+string(e.Partner), "by "+string(e.By), r.s.moment(e.At)))
		if v.Texts[i] == "" {
			continue
		}
		if err := r.s.text(v.Texts[i]); err != nil {
			return err
		}
	}
	if !v.New {
		return nil
	}
	if err := r.s.desk.MarkReadIn(secretariat.KindProcedure, v.Seen()); err != nil {
		return err
	}
	r.s.known--
	return nil
}

func (r *procedureReader) facts(v secretariat.ProcedureView) []string {
	s := r.s
	facts := []string{
		"Procedure " + v.Number.String() + " on " + document.Cited(v.Symbol, v.Label) + ", " + v.Title,
		capital(secretariat.ProcedureStanding(v.Procedure, s.zone)),
		secretariat.OpenedWords(v.Procedure) + " by " + byline(v.Author) + ", " + s.moment(v.At),
	}
	if v.Reason != "" {
		facts = append(facts, "Reason: "+v.Reason)
	}
	for _, x := range v.Extensions {
		facts = append(facts, "Extended from "+deadline.Show(x.From, s.zone)+" "+secretariat.ExtensionWords(x))
	}
	facts = append(facts, fmt.Sprintf("It asks %s, of which %d are silent", count(len(v.Asked), "partner", "partners"), len(v.Silent())))
	if v.MaySpeak {
		facts = append(facts, "Your partner has a voice; silence agrees")
	}
	return facts
}

func (r *procedureReader) enter() (string, func() error) { return r.s.readingOn(0) }

func (r *procedureReader) offers() []offer {
	s, n := r.s, r.number
	write := func(key string, kind procedure.Kind) offer {
		return offer{key: key, dead: func() error { return s.desk.MayEnter(n, kind) }, do: func(string) error {
			return s.writeAt(secretariat.Draft{Place: secretariat.EntryIn(n, kind)})
		}}
	}
	join := func(key string, kind procedure.Kind) offer {
		return offer{key: key, dead: func() error { return s.desk.MayEnter(n, kind) }, do: func(string) error { return r.join(kind) }}
	}
	return []offer{
		{key: "o", do: func(string) error { return r.readText() }},
		write("B", procedure.Objection), write("A", procedure.Amendment), write("R", procedure.Reservation), write("S", procedure.Statement),
		join("J", procedure.Association), join("a", procedure.Acknowledgment),
		{key: "E", dead: s.desk.MayOpenProcedure, do: r.extend},
		{key: "Z", dead: func() error { return s.desk.MayConsent(n) }, do: r.consent},
		{key: "D", dead: func() error { return s.desk.MayWithdrawProcedure(n) }, do: func(string) error { return r.withdraw() }},
	}
}

// readText goes to the text that is, or was, under silence; or to what it became.
func (r *procedureReader) readText() error {
	v, err := r.s.desk.Procedure(r.number)
	if err != nil {
		return err
	}
	if v.Decision != "" {
		r.s.goToDocument(v.Decision, "")
	} else {
		r.s.goToDocument(v.Symbol, v.Label)
	}
	return nil
}

func (r *procedureReader) join(kind procedure.Kind) error {
	yes, err := r.s.confirm("Enter the "+string(kind)+" for your partner?", true)
	if err != nil || !yes {
		return err
	}
	if _, err := r.s.desk.Enter("", procedure.Enter{Number: r.number, Is: kind}); err != nil {
		return err
	}
	r.s.fact("%s is entered in %s.", secretariat.EntryWord(kind), r.number)
	return nil
}

// consent opens what the lead of an initiative proposed, until what was typed.
func (r *procedureReader) consent(until string) error {
	return r.s.until(until, "Reason, which all see, where the time is short or the text has brackets. Enter for the lead's:", func(at time.Time, reason string) (time.Time, error) {
		return r.s.desk.ConsentProcedure(r.number, at, reason)
	})
}

// until asks for a reason, does something until a time that was typed, and says until when.
// The time is read when that is done: 3d are three days from then.
func (s *session) until(typed, why string, do func(at time.Time, reason string) (time.Time, error)) error {
	if _, err := deadline.Parse(typed, s.desk.Now()); err != nil {
		return err
	}
	reason, err := s.ask(question{words: why, limit: 4 * procedure.MaxReason})
	if err != nil {
		return err
	}
	at, err := deadline.Parse(typed, s.desk.Now())
	if err == nil {
		at, err = do(at, reason)
	}
	if err == nil {
		s.fact("The silence lasts until %s.", deadline.Show(at, s.zone))
	}
	return err
}

// extend puts the time off to what was typed, or asks for it.
func (r *procedureReader) extend(to string) error {
	var err error
	if to == "" {
		if to, err = r.s.ask(question{words: "Until when, as in 2026-12-01T18:00Z or 5d. Enter to leave it:", limit: maxAnswer}); err != nil {
			return err
		}
	}
	if to == "" {
		return errCancelled
	}
	return r.s.until(to, "Reason, which all see. Enter for none:", func(at time.Time, reason string) (time.Time, error) {
		return at, r.s.desk.ExtendProcedure(r.number, at, reason)
	})
}

func (r *procedureReader) withdraw() error {
	yes, err := r.s.confirm("Withdraw "+r.number.String()+"?", false)
	if err == nil && !yes {
		err = errCancelled
	}
	if err != nil {
		return err
	}
	reason, err := r.s.ask(question{words: "Reason, which all see. Enter for none:", limit: 4 * procedure.MaxReason})
	if err == nil {
		err = r.s.desk.WithdrawProcedure(r.number, reason)
	}
	if err == nil {
		r.s.fact("%s is withdrawn.", r.number)
	}
	return err
}

// silence puts a version of a document under silence until what was typed, or asks for it.
func (s *session) silence(version asem.Number, until string) error {
	var err error
	if until == "" {
		if until, err = s.ask(question{words: "Under silence until when, as in 2026-12-01T18:00Z or 5d. Enter to leave it:", limit: maxAnswer}); err != nil {
			return err
		}
	}
	if until == "" {
		return errCancelled
	}
	return s.until(until, "Reason, which all see, where the time is short or the text has brackets. Enter for none:", func(at time.Time, reason string) (time.Time, error) {
		posted, at, err := s.desk.OpenProcedure("", version, at, reason)
		if err == nil {
			s.fact("Procedure %s is open.", posted.Number)
		}
		return at, err
	})
}

// entryIn is what a contact point writes for the partner.
func (s *session) entryIn(n asem.Number, kind procedure.Kind) (target, error) {
	said := "It is told to all and cannot be taken back"
	if kind.Breaks() {
		said = "It breaks the silence for all, and cannot be taken back"
	}
	return target{sends: true, reaches: func(secretariat.Draft) (string, error) { return said, nil }, send: func(d secretariat.Draft) (secretariat.Posted, error) {
		return s.desk.Enter(d.Token, procedure.Enter{Number: n, Is: kind, Text: d.Text})
	}}, s.desk.MayEnter(n, kind)
}
