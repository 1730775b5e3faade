package agenda

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds of an agenda.
const (
	MaxItems     = 100
	MaxNote      = 2000 // characters of an annotation
	MaxOfItem    = 20   // documents, and initiatives
	MaxMinutes   = 24 * 60
	UsualMinutes = 60 // of an item that has an hour
)

// Decide adds the item, or changes it.
func (a Itemise) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := chaired(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	item, at, err := a.item(m)
	if err != nil {
		return rule.Ruling{}, err
	}
	before := item
	put(&item.Minutes, a.Minutes)
	put(&item.Documents, a.Documents)
	put(&item.About, a.About)
	if a.Title != nil || a.No == 0 {
		title := ""
		put(&title, a.Title)
		if item.Title, err = rule.Title("item", title); err != nil {
			return rule.Ruling{}, err
		}
	}
	if a.Note != nil {
		if item.Note, err = rule.Line("annotation", *a.Note, MaxNote); err != nil {
			return rule.Ruling{}, err
		}
	}
	if a.Start != nil {
		item.Start = a.Start.UTC().Truncate(time.Minute)
	}
	if item.Start.IsZero() {
		if a.Minutes != nil && *a.Minutes != 0 {
			return rule.Ruling{}, fault.New(fault.Usage, "An item without an hour takes no minutes.").Then("Say when it begins too: --start '%s 09:30'.", m.First.Format(time.DateOnly))
		}
		item.Minutes = 0
	} else if item.Minutes == 0 {
		item.Minutes = UsualMinutes
	}
	if err := item.check(s, m, o.By); err != nil {
		return rule.Ruling{}, err
	}
	if a.No != 0 && same(item, before) && at == indexOf(m, a.No) {
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{Itemised{Number: m.Number, Item: item, At: at}}}, nil
}

// item is the one that is meant, as it is, and the place where it goes.
func (a Itemise) item(m Meeting) (item Item, at int, err error) {
	item = Item{No: m.Given + 1}
	at = len(m.Items)
	if a.No != 0 {
		if item, at = m.Item(a.No); at < 0 {
			return item, at, NoItem(m, a.No)
		}
	} else if len(m.Items) >= MaxItems {
		return item, at, fault.New(fault.Refused, "The agenda has %d items, as many as it can have.", MaxItems)
	}
	switch {
	case a.Before == 0:
		return item, at, nil
	case a.Before < 0:
		at = len(m.Items)
		if a.No != 0 {
			at--
		}
		return item, at, nil
	}
	to := indexOf(m, a.Before)
	if to < 0 {
		return item, at, NoItem(m, a.Before)
	}
	if a.No != 0 && at < to {
		to-- // its own place closes first
	}
	return item, to, nil
}

func indexOf(m Meeting, no int) int { _, at := m.Item(no); return at }

// NoItem says that the agenda has no such item.
func NoItem(m Meeting, no int) error {
	return fault.New(fault.NotFound, "The agenda of %s has no item %d.", m.Number, no).Then("`meeting show %d` lists them.", uint64(m.Number))
}

func same(a, b Item) bool {
	return a.Title == b.Title && a.Note == b.Note && a.Start.Equal(b.Start) && a.Minutes == b.Minutes && slices.Equal(a.Documents, b.Documents) && slices.Equal(a.About, b.About)
}

// takes says whether an hour can be one of the meeting. Of the zone the rules know nothing:
// a day of the place may begin half a day earlier in UTC and end half a day later.
func (m Meeting) takes(at time.Time) bool {
	const half = 14 * time.Hour
	return !at.Before(m.First.Add(-half)) && !at.After(m.Last.Add(24*time.Hour+half))
}

// moved brings the items to their new hours. None is left behind on a day without a meeting.
func (m Meeting) moved(to []Start) (facts []rule.Fact, err error) {
	for at, item := range m.Items {
		before := item.Start
		if i := slices.IndexFunc(to, func(s Start) bool { return s.No == item.No }); i >= 0 && !before.IsZero() {
			item.Start = to[i].At.UTC().Truncate(time.Minute)
		}
		if !item.Start.IsZero() && !m.takes(item.Start) {
			return nil, LeftBehind(item.No, item.Start, m)
		}
		if !item.Start.Equal(before) {
			facts = append(facts, Itemised{Number: m.Number, Item: item, At: at})
		}
	}
	return facts, nil
}

// LeftBehind says that an item would begin on a day without a meeting. The hour is that of
// the place.
func LeftBehind(no int, start time.Time, m Meeting) error {
	return fault.New(fault.Conflict, "Item %d would begin on %s, when there is no meeting: it would be on %s.", no, start.Format("2 Jan 2006"), DayWords(m.First, m.Last)).
		Then("Move the whole meeting by its first day alone, or give the item another hour first.")
}

// check refuses what no item has. It names no document that who acts does not read.
func (i Item) check(s State, m Meeting, by asem.Login) error {
	switch {
	case i.Minutes < 0 || i.Minutes > MaxMinutes:
		return fault.New(fault.Usage, "An item takes 1 minute to %d.", MaxMinutes)
	case !i.Start.IsZero() && !m.takes(i.Start):
		return fault.New(fault.Usage, "The item would begin on %s, when there is no meeting: it is on %s.", i.Start.Format("2 Jan 2006"), DayWords(m.First, m.Last))
	case len(i.Documents) > MaxOfItem || len(i.About) > MaxOfItem:
		return fault.New(fault.Usage, "An item has %d documents and initiatives at most.", MaxOfItem)
	}
	d, _ := s.Delegate(by)
	for _, symbol := range i.Documents {
		if _, err := document.Known(s, symbol, d); err != nil {
			return err
		}
	}
	for _, n := range i.About {
		if _, ok := s.Initiative(n); !ok {
			return initiative.None(n)
		}
	}
	return nil
}

// Decide takes the item out.
func (a Strike) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := chaired(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	if indexOf(m, a.No) < 0 {
		return rule.Ruling{}, NoItem(m, a.No)
	}
	return rule.Ruling{Facts: []rule.Fact{Struck{Number: m.Number, No: a.No}}}, nil
}

// AgendaTitle is the title of the document by which the agenda of a meeting is circulated.
func AgendaTitle(m Meeting) string {
	title := "Agenda: " + m.Title
	if cut := []rune(title); len(cut) > rule.MaxTitle {
		return string(cut[:rule.MaxTitle])
	}
	return title
}

// Decide issues the agenda as a document of the host, or as its next revision.
func (a Circulate) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	m, err := chaired(s, a.Number, o.By)
	switch {
	case err != nil:
		return rule.Ruling{}, err
	case len(m.Items) == 0:
		return rule.Ruling{}, fault.New(fault.Refused, "The agenda of %s has no item yet.", m.Number).Then("Add one first: `meeting item %d --title TITLE`.", uint64(m.Number))
	}
	to, number := a.To, s.NextNumber()
	if len(to) == 0 {
		to = []roster.Address{roster.Everybody}
	}
	paper := document.Paper{Series: m.Kind.Series(), Title: AgendaTitle(m), Language: document.Usual, Clusters: m.Clusters, Meeting: m.Place + " " + m.First.Format("2006"),
		By: []asem.Code{m.Host}, Files: []document.File{a.File}}
	issued := document.Issued{Number: number, Document: number, Version: document.First, At: o.At, Author: roster.AuthorOf(s, o.By), Paper: paper, To: to, Read: true}
	doc, again := s.DocumentUnder(m.Agenda)
	if again && len(a.To) > 0 {
		return rule.Ruling{}, fault.New(fault.Conflict, "The agenda goes to whom %s went before.", doc.Symbol).Then("Circulate it without --to, and then to others: `doc circulate %s --to ADDRESSES`.", doc.Symbol)
	}
	if again && len(doc.Versions) >= document.MaxVersions {
		return rule.Ruling{}, fault.New(fault.Refused, "%s has %d versions, as many as a document can have.", doc.Symbol, len(doc.Versions))
	}
	if again {
		if doc.Current().Files[0].Digest == a.File.Digest {
			return rule.Ruling{}, fault.New(fault.Conflict, "The agenda stands as it was circulated last, in %s.", document.Cited(doc.Symbol, doc.Current().Label)).Then("Change it first.")
		}
		issued.Document, issued.Symbol, issued.Version = doc.Number, doc.Symbol, doc.Next(document.Revision)
		issued.Paper.Series, issued.Paper.By = doc.Series, doc.By
		issued.To = nil // it goes to whom the former version went
	} else {
		year := o.At.UTC().Year()
		issued.Symbol = asem.SymbolOf(paper.Series, year, s.LastSerial(paper.Series, year)+1)
	}
	return rule.Ruling{Facts: []rule.Fact{
		Circulated{Number: m.Number, Symbol: issued.Symbol},
		document.Drafted{Number: number, Author: issued.Author, Paper: issued.Paper},
		issued,
	}}, nil
}
