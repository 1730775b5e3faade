package dossier

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func offices(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindOffice, Title: "Offices",
		Explain: "The offices that are held for a term: who holds each, until when, and who follows. A partner's office is exercised by its contact points. In bold those that are empty, or will be soon.",
		Empty:   "There are no offices.",
		Columns: []Column{{"Office", 0, false}, {"Holder", 12, false}, {"Until", 10, false}, {"Then", 16, false}},
		Page: func(_ string, p secretariat.Page) (Page, error) {
			views, err := desk.Offices()
			var rows []Row
			for i, v := range views {
				row := officeRow(v)
				row.Key = asem.Number(i) + 1
				rows = append(rows, row)
			}
			return fixed(rows, p), err
		},
		Deeds: []Deed{{Key: "+", Does: "give an office, by its name, for a term", Foot: "give", Dead: desk.MayGiveOffices,
			Fields: append([]secretariat.Field{{Name: "office", Label: "Office", About: "its name, as in contact-point:FI, moderator:finance, head-of-mission:FI/Brussels, host:fmm", Need: true}}, termFields(desk)...),
			Do:     func(_ Row, values map[string]string) (string, error) { return giving(desk, values["office"], values) }}},
	}
}

func officeRow(v secretariat.OfficeView) Row {
	holder, until := holders(v.Now)
	then := thenWords(v.Ahead)
	said := []string{v.Office.Title()}
	if holder != "" || v.Vacancy == "" {
		said = append(said, "held by "+orNone(holder))
	}
	if until != "" {
		said = append(said, "until "+until)
	}
	if then != "" {
		said = append(said, "then "+then)
	}
	if v.Vacancy != "" {
		said = append(said, v.Vacancy)
	}
	return Row{Ref: Ref{Kind: secretariat.KindOffice, Office: string(v.Office)}, Strong: v.Vacancy != "",
		Cells: OfficeCells(v), Words: strings.TrimSuffix(strings.Join(said, ", "), ".")}
}

func orNone(holder string) string {
	if holder == "" {
		return "nobody"
	}
	return holder
}

// OfficeCells are an office in a list: its title, who holds it, until when, and who then.
func OfficeCells(v secretariat.OfficeView) []string {
	holder, until := holders(v.Now)
	return []string{v.Office.Title(), holder, until, thenWords(v.Ahead)}
}

// thenWords say who follows, and from when on: there may be a time between.
func thenWords(ahead []roster.Term) string {
	if len(ahead) == 0 {
		return ""
	}
	then, _ := holders(ahead[:1])
	then += " " + ahead[0].From.Format(time.DateOnly)
	if len(ahead) > 1 {
		then += " .."
	}
	return then
}

// holders name those of several terms, and the last day that all of them have.
func holders(terms []roster.Term) (who, until string) {
	var names []string
	for _, t := range terms {
		names = append(names, string(t.Holder))
	}
	switch {
	case slices.ContainsFunc(terms, func(t roster.Term) bool { return !t.Until.Equal(terms[0].Until) }):
		until = "differs"
	case len(terms) > 0 && !terms[0].Until.IsZero():
		until = terms[0].LastDay().Format(time.DateOnly)
	}
	return strings.Join(names, " "), until
}

func openOffice(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	v, err := desk.Office(ref.Office)
	if err != nil {
		return Dossier{}, err
	}
	may := func() error { return desk.MayGiveOffice(v.Office) }
	record, err := desk.OfficeRecord(ref.Office)
	d := Dossier{Ref: ref, Record: record,
		Explain: "An office: who holds it, will and did. Terms are entered ahead, and begin and end by themselves; letters to the office and what is pending pass to whoever holds it, and the predecessor goes on reading what came in their time.",
		Deeds: []Deed{
			{Key: "+", Does: "give it to a partner or a delegate for a term", Foot: "give", Dead: may, Fields: termFields(desk),
				Do: func(_ Row, values map[string]string) (string, error) { return giving(desk, ref.Office, values) }},
			{Key: "-", Does: "end a term, at once or on a day", Foot: "end", Dead: may, Fields: []secretariat.Field{
				{Name: "holder", Label: "Holder", About: "whose term ends; empty where there is one"},
				dayField(desk, "on", "Last day", "a day like 2026-12-31; empty for at once"),
			}, Question: "End the term?", Do: func(_ Row, values map[string]string) (string, error) { return ending(desk, ref.Office, values) }},
		}}
	for _, t := range v.Now {
		d.Goes = append(d.Goes, string(t.Holder))
	}
	return d, err
}

func dayField(desk *secretariat.Desk, name, label, about string) secretariat.Field {
	return secretariat.Field{Name: name, Label: label, About: about, Check: func(text string) error { _, err := deadline.Day(text, desk.Now().UTC()); return err }}
}

func termFields(desk *secretariat.Desk) []secretariat.Field {
	return []secretariat.Field{
		{Name: "holder", Label: "Holder", About: "a partner by code, or a delegate by login", Need: true},
		dayField(desk, "from", "First day", "a day like 2027-01-01; empty for today, at once"),
		dayField(desk, "to", "Last day", "a day like 2027-06-30; empty for no end"),
	}
}

func giving(desk *secretariat.Desk, office string, values map[string]string) (string, error) {
	from := values["from"]
	if from == "" {
		from = "today"
	}
	now := desk.Now().UTC()
	first, err := deadline.Day(from, now)
	if err != nil {
		return "", err
	}
	last, err := deadline.Day(values["to"], now)
	if err != nil {
		return "", err
	}
	term, err := desk.GiveOffice(office, values["holder"], first, last)
	if err != nil {
		return "", err
	}
	said := fmt.Sprintf("%s is held by %s, %s.", term.Office.Title(), desk.HolderWords(term.Holder), term.Words())
	v, err := desk.Office(office)
	return strings.TrimSpace(said + " " + v.Vacancy), err
}

func ending(desk *secretariat.Desk, office string, values map[string]string) (string, error) {
	last, err := deadline.Day(values["on"], desk.Now().UTC())
	if err != nil {
		return "", err
	}
	term, err := desk.EndOffice(office, values["holder"], last)
	if err != nil {
		return "", err
	}
	when := "now"
	if !term.Until.IsZero() {
		when = "on " + term.LastDay().Format(time.DateOnly)
	}
	return fmt.Sprintf("The term of %s ends %s.", desk.HolderWords(term.Holder), when), nil
}

// dues is the list of what falls due for the delegate.
func dues(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindReminder, Title: "Reminders",
		Explain: "What falls due for you, your partner or your offices: milestones, reports, acknowledgements, agendas, delegations, silence procedures, offices. In bold what is late. What was put off stands here all the same, with the time.",
		Empty:   "Nothing falls due for you.",
		Columns: []Column{{"Due", 10, false}, {"State", 5, false}, {"What", 0, false}},
		Page: func(_ string, p secretariat.Page) (Page, error) {
			list, err := desk.Due(true)
			var rows []Row
			for i, v := range list {
				row := dueRow(v, desk.Now())
				row.Key = asem.Number(i) + 1
				rows = append(rows, row)
			}
			return fixed(rows, p), err
		},
		Deeds: []Deed{{Key: "z", Does: "put the reminder off, for yourself", Foot: "put off",
			Fields: []secretariat.Field{{Name: "until", Label: "Until", About: "a time like 2026-12-01 or 3d", Need: true, Check: func(text string) error { _, err := deadline.Parse(text, desk.Now()); return err }}},
			Do: func(on Row, values map[string]string) (string, error) {
				until, err := deadline.Parse(values["until"], desk.Now())
				if err != nil {
					return "", err
				}
				_, err = desk.Snooze(on.Name, until)
				return "You are reminded again on " + deadline.Show(until, desk.Now().Location()) + ".", err
			}}},
	}
}

func dueRow(v secretariat.DueView, now time.Time) Row {
	state := ""
	day, on := v.At.UTC().Format(time.DateOnly), v.At.UTC().Format("2 Jan 2006")
	if v.Moment {
		day, on = v.At.In(now.Location()).Format(time.DateOnly), deadline.Show(v.At, now.Location())
	}
	said := []string{plain.Line(v.What), "due on " + on}
	switch {
	case v.Snooze.After(now):
		state = "off"
		said = append(said, "put off until "+deadline.Show(v.Snooze, now.Location()))
	case v.Late:
		state = "late"
		said = append(said, "late")
	}
	return Row{Ref: Ref{Kind: v.Kind, Number: v.Number, Office: string(v.Office)}, Name: string(v.Key), Strong: v.Late && state != "off",
		Cells: []string{day, state, plain.Line(v.What)}, Words: strings.Join(said, ", ")}
}
