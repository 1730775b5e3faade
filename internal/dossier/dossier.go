package dossier

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// A Ref names a record by its number, an office by its name, or a stocktaking by its years.
type Ref struct {
	Kind   secretariat.Kind
	Number asem.Number
	Office string
	Years  string // as YearsIn takes them
}

// Called says what it is and how it is called: meeting #12, office host:fmm.
func (r Ref) Called() string {
	switch {
	case r.Years != "":
		return string(r.Kind) + " " + r.Years
	case r.Number == 0:
		return string(r.Kind) + " " + r.Office
	}
	return string(r.Kind) + " " + r.Number.String()
}

// An Index is a list of records.
type Index struct {
	Of      secretariat.Kind
	Title   string
	Explain string
	Empty   string // what will stand there, and how it comes about
	Narrows string // by what the list can be narrowed, in words; empty for nothing
	Columns []Column
	// Page is a page of the list, which is narrowed to words that Narrow has taken.
	Page func(narrowed string, p secretariat.Page) (Page, error)
	// Narrow is nil, or why the list cannot be narrowed to those words.
	Narrow func(words string) error
	Deeds  []Deed
}

// A Column is one of a list.
type Column struct {
	Title string
	Width int // 0 for what the others leave
	Right bool
}

// A Page is a page of rows.
type Page struct {
	Rows            []Row
	Earlier, Follow bool
}

// A Row is one record in a list.
type Row struct {
	Ref
	Key    asem.Number // by which the desk finds the page again
	Cells  []string    // as the columns have them
	Words  string      // all of it in a sentence
	New    bool
	Strong bool   // it waits for the delegate, or is late
	Name   string // of what a deed is done to, where it is no record
}

// A Dossier is a record, and what can be done with it.
type Dossier struct {
	Ref
	secretariat.Record
	Explain string
	Goes    []string // names of what it leads to, as they are typed
	Deeds   []Deed
}

// A Deed is something that can be done.
type Deed struct {
	Key  string // on screens
	Does string // in words, for the help: "contact points: have your partner join"
	Foot string // in a word, for the foot line; empty keeps it out of there
	Dead func() error
	// Write is where a text is written by which it is done; empty for a deed without one.
	Write    secretariat.Place
	Fields   []secretariat.Field // asked for, one after the other
	Values   map[string]string   // what stands in them to begin with
	Question string              // asked before it is done; empty for none
	// Leads says where it leads, for a deed that does nothing; nil for all others.
	Leads func(values map[string]string) Ref
	// Do does it, to the row of a list or to the record, and says what was done.
	Do func(on Row, values map[string]string) (said string, err error)
	// Makes stands in the place of Do where something is made or changed that has a number
	// within the record: a milestone, an item. It answers that too.
	Makes func(values map[string]string) (no int, said string, err error)
}

// Perform does it. no is the number within the record of what was made or changed; 0 where
// that has none.
func (d Deed) Perform(on Row, values map[string]string) (no int, said string, err error) {
	if d.Makes != nil {
		return d.Makes(values)
	}
	said, err = d.Do(on, values)
	return 0, said, err
}

// Why is why it cannot be done now: a sentence; empty if it can.
func (d Deed) Why() string {
	if d.Dead == nil {
		return ""
	}
	return fault.Sentence(d.Dead())
}

// Is says whether the kind is one of those that this package knows.
func Is(k secretariat.Kind) bool {
	switch k {
	case secretariat.KindInitiative, secretariat.KindMeeting, secretariat.KindProgramme, secretariat.KindContingency, secretariat.KindOffice, secretariat.KindReminder, secretariat.KindStocktaking:
		return true
	}
	return false
}

// List is the list of a kind.
func List(desk *secretariat.Desk, k secretariat.Kind) (Index, error) {
	switch k {
	case secretariat.KindInitiative:
		return initiatives(desk), nil
	case secretariat.KindMeeting:
		return meetings(desk), nil
	case secretariat.KindProgramme:
		return programmes(desk), nil
	case secretariat.KindContingency:
		return contingencies(desk), nil
	case secretariat.KindOffice:
		return offices(desk), nil
	case secretariat.KindReminder:
		return dues(desk), nil
	}
	return Index{}, fault.New(fault.NotFound, "There is no list of %ss.", k)
}

// Open is a record, with what can be done with it now.
func Open(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	switch ref.Kind {
	case secretariat.KindInitiative:
		return openInitiative(desk, ref)
	case secretariat.KindMeeting:
		return openMeeting(desk, ref)
	case secretariat.KindProgramme:
		return openProgramme(desk, ref)
	case secretariat.KindContingency:
		return openContingency(desk, ref)
	case secretariat.KindOffice:
		return openOffice(desk, ref)
	case secretariat.KindStocktaking:
		return openStocktaking(desk, ref)
	}
	return Dossier{}, fault.New(fault.NotFound, "There is no record of that kind.")
}

// NoDeed says that a record does not offer what was asked for.
func NoDeed(ref Ref) error {
	return fault.New(fault.Refused, "That cannot be done with a %s.", ref.Kind)
}

// Crumb names the record in a path.
func (d Dossier) Crumb() string {
	switch {
	case d.Ref.Years != "":
		return d.Title
	case d.Ref.Number == 0:
		return d.Ref.Office
	}
	return d.Ref.Number.String() + " " + d.Title
}

// fixed pages a list that is read as a whole.
func fixed(rows []Row, p secretariat.Page) Page {
	at := func(n asem.Number) int {
		for i, r := range rows {
			if r.Key == n {
				return i
			}
		}
		return -1
	}
	from, to := 0, len(rows)
	switch {
	case p.At != 0:
		from = max(at(p.At), 0)
	case p.Before != 0:
		from = at(p.Before) + 1
	case p.After != 0:
		to = max(at(p.After), 0)
		from = max(to-limit(p), 0)
	case p.Last:
		from = max(to-limit(p), 0)
	}
	to = min(to, from+limit(p))
	return Page{Rows: rows[from:to], Earlier: from > 0, Follow: to < len(rows)}
}

func limit(p secretariat.Page) int {
	if p.Limit > 0 {
		return p.Limit
	}
	return secretariat.DefaultLimit
}
