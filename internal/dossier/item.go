package dossier

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func itemNo(v secretariat.MeetingView, name, label string, need bool) secretariat.Field {
	var list []string
	for _, i := range v.Items {
		list = append(list, strconv.Itoa(i.No))
	}
	return secretariat.Field{Name: name, Label: label, About: "its number in brackets: " + strings.Join(list, ", "), Need: need, Check: among(list)}
}

func itemFields(v secretariat.MeetingView, change bool) []secretariat.Field {
	about := ""
	var fields []secretariat.Field
	if change {
		fields, about = append(fields, itemNo(v, "no", "Item", true)), "; empty leaves it, - takes it away"
	}
	before := itemNo(v, "before", "Before item", false)
	before.About = "before the item of that number, or end; empty for the usual place"
	before.Check = func(text string) error {
		if text == "end" {
			return nil
		}
		return itemNo(v, "", "", false).Check(text)
	}
	return append(fields,
		secretariat.Field{Name: "title", Label: "Title", About: "what it is about" + about, Need: !change},
		secretariat.Field{Name: "start", Label: "Hour", About: "when it begins, at the place, as in 2027-03-01 09:30; empty for none" + about, Check: func(text string) error { _, err := HourIn(v, text); return err }},
		secretariat.Field{Name: "minutes", Label: "Minutes", About: "how long it takes" + about, Check: isNumber},
		secretariat.Field{Name: "documents", Label: "Documents", About: "symbols, with commas between" + about, Check: func(text string) error { _, err := SymbolsIn(text); return err }},
		secretariat.Field{Name: "about", Label: "Initiatives", About: "numbers, with commas between" + about, Check: func(text string) error { _, err := NumbersIn(text); return err }},
		secretariat.Field{Name: "note", Label: "Annotation", About: "a paragraph that explains it" + about},
		before)
}

func isNumber(text string) error {
	if _, err := strconv.Atoi(text); err != nil && text != "-" {
		return fault.New(fault.Usage, "%q is no number.", plain.Cut(plain.Line(text), 40))
	}
	return nil
}

// HourIn reads an hour in the zone of the place of a meeting; on a day of its own where the
// meeting takes one.
func HourIn(v secretariat.MeetingView, text string) (time.Time, error) {
	if text == "" || text == "-" {
		return time.Time{}, nil
	}
	hour, err := time.Parse("15:04", text)
	switch {
	case err == nil && v.Days() > 1:
		return time.Time{}, fault.New(fault.Usage, "The meeting takes %d days: on which of them is that?", v.Days()).Then("Write %s %s, or another day.", v.First.Format(time.DateOnly), text)
	case err == nil:
		text = v.First.Format(time.DateOnly) + " " + hour.Format("15:04")
	}
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return time.Time{}, fault.New(fault.Usage, "%s is a day: at which hour does it begin?", text).Then("Write %s 09:30.", text)
	}
	at, err := deadline.Parse(text, v.First.In(v.Where()))
	if err != nil {
		return at, err
	}
	if day := at.In(v.Where()).Format(time.DateOnly); day < v.First.Format(time.DateOnly) || day > v.Last.Format(time.DateOnly) {
		return at, fault.New(fault.Usage, "On %s there is no meeting: it is on %s.", day, agenda.DayWords(v.First, v.Last)).Then("Give an hour of these days, in %s.", v.Zone)
	}
	return at, nil
}

// SymbolsIn reads symbols of documents.
func SymbolsIn(text string) (list []asem.Symbol, err error) {
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if w == "-" {
			return []asem.Symbol{}, nil
		}
		symbol, err := asem.ParseSymbol(w)
		if err != nil {
			return nil, fault.New(fault.Usage, "%v.", err)
		}
		list = append(list, symbol)
	}
	return list, nil
}

// NumbersIn reads numbers of initiatives.
func NumbersIn(text string) (list []asem.Number, err error) {
	for _, w := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if w == "-" {
			return []asem.Number{}, nil
		}
		n, err := asem.ParseNumber(w)
		if err != nil {
			return nil, fault.New(fault.Usage, "%v.", err)
		}
		list = append(list, n)
	}
	return list, nil
}

// ItemOf reads what was typed of an item; what is empty is left as it is.
func ItemOf(v secretariat.MeetingView, values map[string]string) (a agenda.Itemise, err error) {
	a.Number = v.Number
	a.No, _ = strconv.Atoi(values["no"]) // nothing, or checked
	text := func(name string, to **string) {
		if said := values[name]; said == "-" {
			*to = new(string)
		} else if said != "" {
			*to = &said
		}
	}
	text("title", &a.Title)
	text("note", &a.Note)
	if values["start"] != "" {
		at, err := HourIn(v, values["start"])
		if err != nil {
			return a, err
		}
		a.Start = &at
	}
	if values["minutes"] != "" {
		minutes, _ := strconv.Atoi(values["minutes"]) // - is none
		a.Minutes = &minutes
	}
	if values["documents"] != "" {
		list, err := SymbolsIn(values["documents"])
		if err != nil {
			return a, err
		}
		a.Documents = &list
	}
	if values["about"] != "" {
		list, err := NumbersIn(values["about"])
		if err != nil {
			return a, err
		}
		a.About = &list
	}
	switch values["before"] {
	case "":
	case "end":
		a.Before = -1
	default:
		if a.Before, err = strconv.Atoi(values["before"]); err != nil {
			return a, fault.New(fault.Usage, "%q is no number of an item.", plain.Cut(plain.Line(values["before"]), 40))
		}
	}
	return a, nil
}

func itemising(desk *secretariat.Desk, v secretariat.MeetingView) func(map[string]string) (int, string, error) {
	return func(values map[string]string) (no int, said string, err error) {
		a, err := ItemOf(v, values)
		if err != nil {
			return 0, "", err
		}
		no, err = desk.Itemise(a)
		if a.No != 0 {
			return no, fmt.Sprintf("Item %d is changed.", no), err
		}
		return no, fmt.Sprintf("Item %d is added.", no), err
	}
}
