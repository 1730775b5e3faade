package secretariat

import (
	"fmt"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// recordKinds are the kinds of things that are told anew whenever something happens to
// them, in the order in which what is new is read.
var recordKinds = []Kind{KindContingency, KindProcedure, KindInitiative, KindMeeting, KindProgramme}

// RecordKinds lists them.
func RecordKinds() []Kind { return append([]Kind(nil), recordKinds...) }

// recordOf is the record that a fact is about; ok is false for facts of other rooms.
func recordOf(f rule.Fact) (n asem.Number, k Kind, ok bool) {
	if n, ok = procedure.NumberOf(f); ok {
		return n, KindProcedure, true
	}
	if n, ok = initiative.NumberOf(f); ok {
		return n, KindInitiative, true
	}
	if n, ok = contingency.NumberOf(f); ok {
		return n, KindContingency, true
	}
	if n, ok = agenda.NumberOf(f); ok {
		if _, programme := f.(agenda.Programmed); programme {
			return n, KindProgramme, true
		}
		return n, KindMeeting, true
	}
	return 0, "", false
}

// writingOf is the digest of the text that a fact of a record brought.
func writingOf(f rule.Fact) (digest rule.Digest, ok bool) {
	switch f := f.(type) {
	case procedure.Entered:
		return f.Digest, f.Is.Written()
	case initiative.Written:
		return f.Digest, true
	case agenda.Called:
		return f.Digest, true
	case agenda.Summarised:
		return f.Digest, true
	case agenda.Programmed:
		return f.Digest, true
	case contingency.Declared:
		return f.Digest, true
	case contingency.Said:
		return f.Digest, true
	}
	return digest, false
}

// recorded is the kind of the record with a number that reaches the delegate; ok is false
// where none does. What does not is not told from what never was.
func (d *Desk) recorded(s State, me roster.Delegate, n asem.Number) (k Kind, ok bool) {
	if c, there := s.Contingency(n); there {
		_, _, ok := contingency.Reads(s, c, me)
		return KindContingency, ok
	}
	if _, there := s.Initiative(n); there {
		return KindInitiative, true
	}
	if _, there := s.Meeting(n); there {
		return KindMeeting, true
	}
	if _, there := s.Programme(n); there {
		return KindProgramme, true
	}
	_, _, err := d.underSilence(s, me, n)
	return KindProcedure, err == nil
}

// recordNumbered is the record with a number, as the state has it.
func recordNumbered(s State, n asem.Number) (record any, ok bool) {
	if p, ok := s.Procedure(n); ok {
		return p, true
	}
	if i, ok := s.Initiative(n); ok {
		return i, true
	}
	if m, ok := s.Meeting(n); ok {
		return m, true
	}
	if p, ok := s.Programme(n); ok {
		return p, true
	}
	if c, ok := s.Contingency(n); ok {
		return c, true
	}
	return nil, false
}

// FirstNumberOf is the number that a fact of a record takes; ok is false for facts that
// take none.
func FirstNumberOf(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case procedure.Opened:
		return f.Number, true
	case initiative.Begun:
		return f.Number, true
	case agenda.Called:
		return f.Number, true
	case agenda.Programmed:
		return f.Number, true
	case contingency.Declared:
		return f.Number, true
	}
	return 0, false
}

// textsOf is how many texts a record may have, those that are none counted too.
func textsOf(s State, n asem.Number) int {
	p, _ := s.Procedure(n)
	i, _ := s.Initiative(n)
	m, _ := s.Meeting(n)
	w, _ := s.Programme(n)
	c, _ := s.Contingency(n)
	return max(len(p.Entries), len(i.Writings), len(m.Texts), len(w.Digests), len(c.Log))
}

// A Record is an initiative, a meeting, a work programme, a contingency or an office as one
// delegate sees it, in the words in which every face says it.
type Record struct {
	Kind   Kind
	Number asem.Number // 0 for an office
	Title  string
	Author roster.Author
	At     time.Time
	News   int
	New    bool
	To     []roster.Address
	Lines  []RecordLine
}

// A RecordLine is a fact of a record, or a text that belongs to it.
type RecordLine struct {
	Name   string // of the fact: "Leads"; empty for what goes on from the one above
	Words  string
	Strong bool
	Body   bool // paragraphs; without words an empty line
}

// Name says what it is, and its number.
func (r Record) Name() string {
	if r.Number == 0 {
		return firstUpper(string(r.Kind))
	}
	return firstUpper(string(r.Kind)) + " " + r.Number.String()
}

// Seen names what was shown of it.
func (r Record) Seen() Seen { return Seen{Number: r.Number, Version: r.News} }

// Text is the record in plain text, unwrapped.
func (r Record) Text() string {
	var b strings.Builder
	for _, l := range r.Lines {
		switch {
		case l.Body:
			b.WriteString(plain.Text(l.Words) + "\n")
		case l.Name == "":
			b.WriteString(plain.Line(l.Words) + "\n")
		default:
			b.WriteString(l.Name + ": " + plain.Line(l.Words) + "\n")
		}
	}
	return b.String()
}

func (r *Record) fact(name, format string, args ...any) {
	r.Lines = append(r.Lines, RecordLine{Name: name, Words: fmt.Sprintf(format, args...)})
}

// some adds a fact unless there is nothing to say.
func (r *Record) some(name, words string) {
	if words != "" {
		r.fact(name, "%s", words)
	}
}

func (r *Record) strong(name, words string) {
	r.Lines = append(r.Lines, RecordLine{Name: name, Words: words, Strong: true})
}

// text adds a text under a heading of its own; either may be empty.
func (r *Record) text(heading, body string) {
	r.Lines = append(r.Lines, RecordLine{Body: true})
	if heading != "" {
		r.Lines = append(r.Lines, RecordLine{Words: heading, Strong: true})
	}
	if body != "" {
		r.Lines = append(r.Lines, RecordLine{Words: body, Body: true})
	}
}

// Record is the record of a kind with a number, in words; times are those of the delegate's
// zone. Reading it marks nothing.
func (d *Desk) Record(k Kind, n asem.Number) (Record, error) {
	switch k {
	case KindInitiative:
		v, err := d.Initiative(n)
		return initiativeRecord(v, d.Now()), err
	case KindMeeting:
		v, err := d.Meeting(n)
		return meetingRecord(v, d.Now()), err
	case KindProgramme:
		v, err := d.Programme(n)
		return programmeRecord(v, d.Now()), err
	case KindContingency:
		v, err := d.Contingency(n)
		return contingencyRecord(v, d.Now()), err
	}
	return Record{}, fault.New(fault.NotFound, "There is no record %s.", n)
}

// writingTitle says where a text of a record belongs.
func (d *Desk) writingTitle(what string, n asem.Number) (string, error) {
	to, err := d.Find(n.String())
	if err != nil {
		return "", err
	}
	r, err := d.Record(to.Kind, n)
	return writingWords[what] + " " + string(r.Kind) + " " + n.String() + " " + r.Title, err
}

var writingWords = map[string]string{
	"aims": "Aims of", "report": "Report on", "result": "Result of", "summary": "Chair's summary of", "log": "Log of",
	"report-on": "Closing report on", "programme-of": "Text of",
}

// FreshRecords are the records that are new to the delegate, but for silence procedures,
// most at the most: contingencies before all others.
func (d *Desk) FreshRecords(most int) (list []Record, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, k := range recordKinds {
			if k == KindProcedure {
				continue
			}
			for _, n := range d.office.tray(s, me, k).fresh() {
				if len(list) == most {
					return nil
				}
				list = append(list, Record{Kind: k, Number: n, Title: titleOf(s, n), New: true})
			}
		}
		return nil
	})
	return list, err
}

// titleOf is what a record is called.
func titleOf(s State, n asem.Number) string {
	if i, ok := s.Initiative(n); ok {
		return i.Title
	}
	if m, ok := s.Meeting(n); ok {
		return m.Title
	}
	if p, ok := s.Programme(n); ok {
		return p.Title
	}
	if p, ok := s.Procedure(n); ok {
		return document.Cited(p.Symbol, p.Label) + " " + p.Title
	}
	c, _ := s.Contingency(n)
	return c.Title
}

// own marks as read what the delegate did with a record, and what came of it: one's own
// doing is not new to oneself.
func (d *Desk) own(l Ledger, r Receipt) {
	for _, f := range r.Facts {
		if n, k, ok := recordOf(f); ok {
			d.office.shelveOwn(l, d.login, k, n)
		}
		switch f := f.(type) {
		case notice.Posted:
			d.office.shelveOwn(l, d.login, KindNotice, f.Number)
		case document.Issued:
			d.office.shelveOwn(l, d.login, KindDocument, f.Document)
		case forum.Posted:
			d.office.markRead(l, d.login, []Seen{{f.Number, 1}})
		}
	}
}

// plurals are the kinds of which the name does not take an s alone.
var plurals = map[Kind]string{KindContingency: "contingencies"}

// Plural names several things of the kind.
func (k Kind) Plural() string {
	if word, ok := plurals[k]; ok {
		return word
	}
	return string(k) + "s"
}

// recordAbout is what there is to find of a record besides its texts, with the addresses at
// which it is read.
func recordAbout(s State, n asem.Number) (r Record, fields []string, ok bool) {
	r = Record{Number: n, To: []roster.Address{roster.Everybody}}
	if p, ok := s.Procedure(n); ok {
		doc, _ := s.Document(p.Document)
		r.Kind, r.Title, r.Author, r.At, r.To = KindProcedure, string(p.Symbol)+" "+p.Title, p.Author, p.At, doc.Readers()
		return r, []string{archive.Field("cites", string(p.Symbol))}, true
	}
	if i, ok := s.Initiative(n); ok {
		r.Kind, r.Title, r.Author, r.At = KindInitiative, i.Title, i.Author, i.At
		for _, p := range i.Pillars {
			fields = append(fields, ofPillar(p, i.Clusters)...)
		}
		for _, m := range i.Milestones {
			r.Title += " " + m.Title
		}
		return r, fields, true
	}
	if m, ok := s.Meeting(n); ok {
		r.Kind, r.Title, r.Author, r.At = KindMeeting, m.Title+" "+m.Place, m.Author, m.At
		for _, item := range m.Items {
			r.Title += " " + item.Title
		}
		return r, ofPillar("", m.Clusters), true
	}
	if p, ok := s.Programme(n); ok {
		r.Kind, r.Title, r.Author, r.At = KindProgramme, p.Title, p.Author, p.At
		return r, ofPillar("", p.Clusters), true
	}
	c, ok := s.Contingency(n)
	r.Kind, r.Title, r.Author, r.At, r.To = KindContingency, c.Title, c.Author, c.At, c.Readers()
	return r, nil, ok
}

// bodyOf are the texts of a record, one behind the other.
func bodyOf(s State, n asem.Number) string {
	var b strings.Builder
	for version := 1; version <= textsOf(s, n); version++ {
		if text, err := s.Text(n, version); err == nil {
			b.WriteString(text + "\n\n")
		}
	}
	return b.String()
}
