package roster

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
)

// A Vacancy is an office that is empty, or is about to be.
type Vacancy struct {
	Office Office
	Since  time.Time // since when, or from when on; it stays the same. Zero where nobody held it yet
	Last   Address   // who held it last, or holds it still; empty where nobody did
	Why    string    // a sentence
}

// Vacancies are the offices that were held and are not, those whose holder cannot act, and
// those whose term ends within a time without a successor, by office; behind them those that
// nobody held yet. Of contact points and moderators, who may be several and may stand in the
// key ring, only a partner without any contact point is one.
func Vacancies(s State, now time.Time, ahead time.Duration) (list []Vacancy) {
	for _, terms := range held(s.Terms()) {
		o := terms[0].Office
		if !o.Single() && (o.Partner() == "" || acts(s, Address(o.Partner()))) {
			continue
		}
		if v, ok := vacancy(s, terms, now, ahead); ok {
			list = append(list, v)
		}
	}
	return append(list, neverHeld(s)...)
}

// neverHeld are the offices of all of ASEM that were never given, and those of contact points
// of partners whose delegates come in without one: nobody speaks for them.
func neverHeld(s State) (list []Vacancy) {
	terms := s.Terms()
	add := func(o Office, why string) {
		if !slices.ContainsFunc(terms, func(t Term) bool { return t.Office == o && (t.Ahead() || !t.Began.IsZero()) }) {
			list = append(list, Vacancy{Office: o, Why: why})
		}
	}
	for _, o := range CommonOffices() {
		add(o, "Nobody has held it yet.")
	}
	for _, p := range speechless(s) {
		add(contactOf(p), "Nobody has held it yet, so nobody speaks for "+string(p)+".")
	}
	return list
}

// speechless are the partners with delegates and without a contact point, in order.
func speechless(s State) (list []asem.Code) {
	speaks := map[asem.Code]bool{}
	for _, d := range s.Delegates() {
		if !d.Left && !d.Holds(Secretariat) { // which has no voice of its own
			speaks[d.Partner] = speaks[d.Partner] || d.Holds(ContactPoint)
		}
	}
	for _, p := range s.Partners() {
		if by, there := speaks[p.Code]; there && !by {
			list = append(list, p.Code)
		}
	}
	return list
}

// held are the terms of each office, without those that were cancelled.
func held(terms []Term) (byOffice [][]Term) {
	for _, t := range terms {
		if t.Began.IsZero() && !t.Ended.IsZero() {
			continue
		}
		if last := len(byOffice) - 1; last >= 0 && byOffice[last][0].Office == t.Office {
			byOffice[last] = append(byOffice[last], t)
			continue
		}
		byOffice = append(byOffice, []Term{t})
	}
	return byOffice
}

func vacancy(s State, terms []Term, now time.Time, ahead time.Duration) (Vacancy, bool) {
	last := terms[len(terms)-1]
	v := Vacancy{Office: last.Office, Last: last.Holder}
	runs := slices.IndexFunc(terms, Term.Runs)
	switch {
	case runs < 0 && last.Ahead():
		v.Since, v.Why = emptySince(terms), "Nobody holds it until "+day(last.From)+"."
	case runs < 0:
		v.Since, v.Why = last.Ended, "Nobody holds it since "+day(last.Ended)+"."
	case !acts(s, terms[runs].Holder):
		v.Since, v.Last, v.Why = terms[runs].Began, terms[runs].Holder, string(terms[runs].Holder)+" holds it, and nobody acts: a partner acts by its contact points, and has none."
	default:
		return gap(terms[runs:], now, ahead)
	}
	return v, true
}

// gap is the first time within a time from now at which the terms of an office leave it empty:
// behind the last of them, or between two. The first of them runs.
func gap(terms []Term, now time.Time, ahead time.Duration) (v Vacancy, ok bool) {
	holds := terms[0]
	for _, next := range terms[1:] {
		if !next.Ahead() || holds.Until.IsZero() {
			continue
		}
		if next.From.After(holds.Until) {
			break
		}
		holds = next
	}
	if holds.Until.IsZero() || holds.Until.Sub(now) >= ahead {
		return v, false
	}
	v = Vacancy{Office: holds.Office, Since: holds.Until, Last: holds.Holder, Why: "The term of " + string(holds.Holder) + " ends on " + day(holds.LastDay()) + ", and nobody follows."}
	if i := slices.IndexFunc(terms, func(t Term) bool { return t.Ahead() && t.From.After(holds.Until) }); i >= 0 {
		v.Why = "The term of " + string(holds.Holder) + " ends on " + day(holds.LastDay()) + ", and nobody holds it until " + day(terms[i].From) + "."
	}
	return v, true
}

// emptySince is when the last term of an office ended that nobody holds; where none did, when
// the one that is to come was entered.
func emptySince(terms []Term) (since time.Time) {
	for _, t := range terms {
		if t.Ended.After(since) {
			since = t.Ended
		}
	}
	if since.IsZero() {
		since = terms[len(terms)-1].At
	}
	return since
}

// acts says whether there is somebody who does what the holder's office is for.
func acts(s State, holder Address) bool {
	if holder.Form() == ToDelegate {
		d, ok := s.Delegate(asem.Login(holder))
		return ok && !d.Left
	}
	return slices.ContainsFunc(s.Delegates(), func(d Delegate) bool {
		return d.Partner == asem.Code(holder) && !d.Left && d.Holds(ContactPoint)
	})
}
