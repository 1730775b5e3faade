package command

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// usualWidth is that of a column that takes what the others leave.
const usualWidth = 30

// listRecords gives out a list of records: as values to programs, in the columns that every
// face has to people. show is the command that shows one of them.
func (e *errand) listRecords(ctx context.Context, index dossier.Index, narrowed string, pages paging, value func(dossier.Row) (any, error), show string) error {
	list := listing[dossier.Row]{number: func(r dossier.Row) asem.Number { return r.Key }}
	for _, c := range index.Columns {
		kind := words
		if c.Title == "No." {
			kind = name
		}
		list.columns = append(list.columns, column{strings.ToUpper(c.Title), cmp.Or(c.Width, usualWidth), kind})
	}
	list.cells = func(r dossier.Row) []string { return append([]string(nil), r.Cells...) }
	var failed error
	list.value = func(r dossier.Row) any {
		v, err := value(r)
		if err != nil {
			failed = err
		}
		return v
	}
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]dossier.Row, bool, error) {
		page, err := index.Page(narrowed, p)
		return page.Rows, page.Follow, err
	})
	if err == nil {
		err = failed
	}
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun:
		e.say("%s", index.Empty)
		return nil
	case next != 0:
		e.say("More follow: --before %d", next)
	}
	e.say("Read one: %s", e.ssh("%s NUMBER", show))
	return nil
}

// showRecord shows a record to a person, in the lines that every face has, and marks it as
// read once it has been given out.
func (e *errand) showRecord(ref dossier.Ref) error {
	d, err := dossier.Open(e.desk, ref)
	if err != nil {
		return err
	}
	for _, l := range d.Lines {
		switch {
		case l.Body:
			e.say("%s", plain.Text(l.Words))
		case l.Name == "":
			e.say("%s", strings.TrimRight(l.Words, " "))
		default:
			e.say("%-11s %s", l.Name+":", plain.Line(l.Words))
		}
	}
	return e.recordRead(d)
}

func (e *errand) recordRead(d dossier.Dossier) error {
	err := e.flush()
	if err == nil && d.New {
		e.shelveRead(d.Ref.Kind, d.Seen())
	}
	return err
}

// readRecord answers a program with a value, a person with the record.
func (e *errand) readRecord(ref dossier.Ref, value func() (any, error)) error {
	if !e.asJSON {
		return e.showRecord(ref)
	}
	v, err := value()
	if err != nil {
		return err
	}
	if err := e.answer(v); err != nil {
		return err
	}
	d, err := dossier.Open(e.desk, ref)
	if err != nil {
		return err
	}
	return e.recordRead(d)
}

// numbered is the answer to what was done with a record.
type numbered struct {
	Number asem.Number `json:"number"`
}

// part is the answer to what was done with a milestone of an initiative, or an item of a
// meeting: its number there.
type part struct {
	Number     int         `json:"number"`
	Initiative asem.Number `json:"initiative,omitempty"`
	Meeting    asem.Number `json:"meeting,omitempty"`
}

func partOf(ref dossier.Ref, no int) part {
	if ref.Kind == secretariat.KindMeeting {
		return part{Number: no, Meeting: ref.Number}
	}
	return part{Number: no, Initiative: ref.Number}
}

// warned is the answer to what was done although something speaks against it.
type warned struct {
	Number   asem.Number `json:"number"`
	Warnings []string    `json:"warnings"`
}

// declared is the answer to a contingency that was declared, with the notice that tells of it.
type declared struct {
	Number asem.Number `json:"number"`
	Notice asem.Number `json:"notice"`
}

// recordDone says what was done, or answers the number.
func (e *errand) recordDone(n asem.Number, said string) error {
	if e.asJSON {
		return e.answer(numbered{n})
	}
	e.say("%s", said)
	return nil
}

// write takes a text from standard input to where it goes. What can be asked before is
// asked before. envelope and title are what the options say.
func (e *errand) write(cmd *cobra.Command, place secretariat.Place, title string, envelope map[string]string, token, usage string) error {
	w, err := dossier.At(e.desk, place)
	if err != nil {
		return err
	}
	draft := secretariat.Draft{Place: place, Title: title, Envelope: envelope, Token: e.tokenOr(token)}
	if w.Question != nil {
		if _, err := w.Question(draft); err != nil {
			return err
		}
	}
	if w.Of != "" && title == "" {
		return misused(cmd, "A %s needs --title.", w.Of)
	}
	if draft.Text, err = e.text(cmd.Context(), usage); err != nil {
		return err
	}
	var warnings []string
	if w.Warns != nil {
		warnings = w.Warns(draft)
	}
	posted, err := w.Send(draft)
	if err == nil && e.asJSON && w.Warns != nil {
		return e.answer(warned{posted.Number, orEmpty(warnings)})
	}
	if err == nil && e.asJSON && place == secretariat.NewContingency {
		c, err := e.desk.Contingency(posted.Number)
		if err != nil {
			return err
		}
		return e.answer(declared{posted.Number, c.Notice})
	}
	if err == nil && !e.asJSON && !posted.Already {
		e.say(w.Said, posted.Number)
		e.warn(warnings)
		return nil
	}
	return e.sent(written{place: place, token: draft.Token, title: title, text: draft.Text, envelope: envelope}, posted, err)
}

// warn says what speaks against something that was done.
func (e *errand) warn(sentences []string) {
	for _, s := range sentences {
		e.note("%s", s)
	}
}

// deed does what a record offers, with the values of options.
func (e *errand) deed(ref dossier.Ref, key string, values map[string]string) error {
	d, err := dossier.Open(e.desk, ref)
	if err != nil {
		return err
	}
	for _, deed := range d.Deeds {
		if deed.Key != key {
			continue
		}
		if deed.Dead != nil {
			if err := deed.Dead(); err != nil {
				return err
			}
		}
		if err := checkOptions(deed.Fields, values); err != nil {
			return err
		}
		no, said, err := deed.Perform(dossier.Row{}, values)
		if err != nil {
			return err
		}
		if no != 0 && e.asJSON {
			return e.answer(partOf(ref, no))
		}
		return e.recordDone(ref.Number, said)
	}
	return dossier.NoDeed(ref)
}

// checkOptions is CheckFields for values that are given by options of the same names.
func checkOptions(fields []secretariat.Field, values map[string]string) error {
	for _, f := range fields {
		if f.Need && values[f.Name] == "" {
			return fault.New(fault.Usage, "`--%s` is missing.", f.Name).Then("Give %s.", f.About)
		}
	}
	return secretariat.CheckFields(fields, values)
}

// filled are the values that are not empty.
func filled(values map[string]string) map[string]string {
	for name, v := range values {
		if v == "" {
			delete(values, name)
		}
	}
	return values
}

// recordValue is a record as it answers a program.
func (e *errand) recordValue(to secretariat.Destination) (any, error) {
	switch to.Kind {
	case secretariat.KindInitiative:
		v, err := e.desk.Initiative(to.Number)
		if err != nil {
			return nil, err
		}
		return initiativeShownOf(v), nil
	case secretariat.KindMeeting:
		v, err := e.desk.Meeting(to.Number)
		return meetingShownOf(v), err
	case secretariat.KindProgramme:
		v, err := e.desk.Programme(to.Number)
		return programmeRowOf(v), err
	}
	v, err := e.desk.Contingency(to.Number)
	return contingencyRowOf(v), err
}
