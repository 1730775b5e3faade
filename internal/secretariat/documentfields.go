package secretariat

import (
	"context"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// documentFields are those of a document that is written, and not brought as a file.
func (d *Desk) documentFields() []Field {
	pillars := []string{}
	for _, p := range asem.Pillars() {
		pillars = append(pillars, string(p))
	}
	return append([]Field{
		{Name: "series", Label: "Series", About: "one like ASEM/SOM; it can be decided later", Check: checkSeries, Complete: d.CompleteSeries},
		{Name: "pillar", Label: "Pillar", About: strings.Join(pillars, ", ") + ", or nothing for across them", Check: oneOf(pillars), Complete: beginning(pillars)},
		{Name: "clusters", Label: "Clusters", About: "names with commas between; `clusters` lists them", Check: func(text string) error {
			_, err := d.PaperOf(document.Change{Title: new("Title"), Clusters: new(clusterIDs(text))})
			return err
		}},
		{Name: "meeting", Label: "Meeting", About: "for which it is, as people write it", Complete: d.completeMeeting},
		{Name: "item", Label: "Agenda item", About: "its number, as people write it"},
		{Name: "language", Label: "Language", About: "a tag like en, fr or zh-Hant", Usual: string(document.Usual), Check: func(text string) error {
			_, err := document.ParseLanguage(text)
			return err
		}},
	}, d.DraftOffice()...)
}

// DraftOffice asks in which office a draft is drawn up, of whoever holds one; nobody else is
// asked anything.
func (d *Desk) DraftOffice() []Field {
	choices := []string{string(document.Own)}
	_, err := d.ask(roster.KeepDesk, "", func(_ State, me roster.Delegate) error {
		choices = append(choices, asem.Words(me.Offices)...)
		return nil
	})
	if err != nil || len(choices) == 1 {
		return nil
	}
	return []Field{{Name: "office", Label: "Office", About: "whose successor goes on with it: " + strings.Join(choices[1:], ", ") + "; own for nobody's, empty for all of yours",
		Check: oneOf(choices), Complete: beginning(choices)}}
}

func checkSeries(text string) error {
	if _, err := asem.ParseSeries(text); err != nil {
		return fault.New(fault.Usage, "%v.", err)
	}
	return nil
}

func clusterIDs(text string) []asem.ClusterID {
	ids := []asem.ClusterID{}
	for _, id := range strings.FieldsFunc(strings.ToLower(text), between) {
		ids = append(ids, asem.ClusterID(id))
	}
	return ids
}

// completeMeeting lists the meetings named before that begin so.
func (d *Desk) completeMeeting(begin string) []string {
	names, err := d.MeetingNames()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(strings.ToLower(name), strings.ToLower(begin)) })
}

// CompleteSeries lists the series that begin so, with or without ASEM/ before them.
func (d *Desk) CompleteSeries(begin string) []string {
	series, err := d.Series()
	if err != nil {
		return nil
	}
	begin = strings.ToUpper(strings.TrimSpace(begin))
	var names []string
	for _, s := range series {
		if strings.HasPrefix(string(s.Series), begin) || strings.HasPrefix(strings.TrimPrefix(string(s.Series), "ASEM/"), begin) {
			names = append(names, string(s.Series))
		}
	}
	slices.Sort(names)
	return names
}

// WritePaper draws up a draft of a document out of what was written: its title, its
// text, which becomes its file, and its envelope. The draft that was written is dropped.
func (d *Desk) WritePaper(ctx context.Context, draft Draft) (Posted, error) {
	if err := CheckFields(d.documentFields(), draft.Envelope); err != nil {
		return Posted{}, err
	}
	field := func(name string) string { return strings.TrimSpace(draft.Envelope[name]) }
	change := document.Change{Title: &draft.Title, Meeting: new(field("meeting")), Item: new(field("item")), Pillar: new(asem.Pillar(field("pillar")))}
	if name := field("series"); name != "" {
		change.Series = new(asem.Series(name))
	}
	if name := field("office"); name != "" {
		change.Office = new(roster.Office(name))
	}
	if tag := field("language"); tag != "" {
		language, err := document.ParseLanguage(tag)
		if err != nil {
			return Posted{}, err
		}
		change.Language = &language
	}
	if ids := clusterIDs(field("clusters")); len(ids) > 0 {
		change.Clusters = &ids
	}
	paper, err := d.PaperOf(change)
	if err != nil {
		return Posted{}, err
	}
	in, err := d.TakeIn(ctx, "text.txt", paper.Language, strings.NewReader(draft.Text))
	if err != nil {
		return Posted{}, err
	}
	defer in.Release()
	paper.Files = []document.File{in.File}
	return d.DraftDocument(draft.Token, paper)
}
