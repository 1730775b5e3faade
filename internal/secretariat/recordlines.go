package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// What there is to read of each kind of record. Every face lays the same lines out.

func initiativeRecord(v InitiativeView, now time.Time) Record {
	r := Record{Kind: KindInitiative, Number: v.Number, Title: v.Title, Author: v.Author, At: v.At, News: v.Initiative.News, New: v.New, To: []roster.Address{roster.Everybody}}
	if v.Number == 0 {
		return r
	}
	r.strong("", v.Title)
	r.fact("", "%s %s, proposed by %s, %s", FacilityWords(v.Facility), v.Number, authorWords(v.Author), dayOf(v.At, now))
	r.fact("Stage", "%s since %s", StageWords(v.Stage()), dayOf(v.Since(), now))
	for _, why := range v.Wants {
		r.strong("Attention", why)
	}
	r.fact("Leads", "%s", listedOr(v.Leads))
	r.fact("Sponsors", "%s", listedOr(v.Sponsors))
	r.fact("Pillars", "%s", listed(v.Pillars))
	r.some("Clusters", listed(v.Clusters))
	if v.Facility != "" {
		r.fact("Reports", "every %d months", v.Every)
	}
	r.some("Board", string(v.Standing))
	if v.Topic != 0 {
		r.fact("Discussion", "%s on %s", v.Topic, v.Board)
	}
	for _, c := range v.Documents {
		r.fact(PartWords(c.As), "%s", c.Symbol)
	}
	for _, n := range v.Agendas {
		r.fact("Meeting", "on the agenda of %s", n)
	}
	for _, m := range v.Milestones {
		r.Lines = append(r.Lines, RecordLine{Words: MilestoneWords(m, now), Strong: m.Late(now)})
	}
	_, aims := v.Last(initiative.Aims)
	for place, w := range v.Writings {
		if w.Form == initiative.Aims && place+1 != aims {
			continue // replaced
		}
		heading := fmt.Sprintf("%s, by %s, %s, %s", firstUpper(string(w.Form)), w.By, w.Partner, dayOf(w.At, now))
		if w.Form == initiative.Result {
			heading = fmt.Sprintf("Result: %s (%s, %s)", plain.Line(w.Title), w.Partner, dayOf(w.At, now))
		}
		r.text(heading, textAt(v.Texts, place))
	}
	if len(v.Steps) > 1 {
		r.text("How it went", "")
		for _, s := range v.Steps {
			r.fact("", "%s: %s, by %s%s", dayOf(s.At, now), StageWords(s.Stage), s.By, behind(s.Note))
		}
	}
	return r
}

func behind(note string) string {
	if note == "" {
		return ""
	}
	return ": " + plain.Line(note)
}

func textAt(texts []string, place int) string {
	if place < len(texts) {
		return texts[place]
	}
	return ""
}

func dayOf(at, now time.Time) string { return at.In(now.Location()).Format("2 Jan 2006") }

func authorWords(a roster.Author) string {
	if a.Login == "" {
		return plain.Line(a.Name)
	}
	return string(a.Login) + ", " + string(a.Partner)
}

func listed[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

func meetingRecord(v MeetingView, now time.Time) Record {
	r := Record{Kind: KindMeeting, Number: v.Number, Title: v.Title, Author: v.Author, At: v.At, News: v.Meeting.News, New: v.New, To: []roster.Address{roster.Everybody}}
	if v.Number == 0 {
		return r
	}
	r.strong("", v.Title)
	r.fact("", "%s %s, called by %s, %s", v.Kind.Title(), v.Number, authorWords(v.Author), dayOf(v.At, now))
	if v.Cancelled != "" {
		r.strong("Called off", v.Cancelled)
	}
	r.fact("When", "%s", agenda.DayWords(v.First, v.Last))
	r.fact("Where", "%s, hosted by %s; zone %s", plain.Line(v.Place), v.Host, v.Zone)
	r.some("Clusters", listed(v.Clusters))
	for _, other := range v.Clashes {
		r.strong("Clash", fmt.Sprintf("%s %s in %s, %s", other.Number, plain.Line(other.Title), plain.Line(other.Place), agenda.DayWords(other.First, other.Last)))
	}
	for _, h := range v.Holidays {
		r.fact("Holiday", "%s: %s in %s", h.Day.Format("2 Jan 2006"), h.Name, v.Host)
	}
	if v.Agenda != "" {
		said := "circulated as " + document.Cited(v.Agenda, v.Issued)
		if v.Stale {
			said += ", and changed since"
		}
		r.fact("Agenda", "%s", said)
	}
	for place, i := range v.Items {
		r.Lines = append(r.Lines, itemLines(v, i, place+1, now)...)
	}
	r.fact("Delegations", "%d", len(v.Delegations))
	for _, d := range v.Delegations {
		words := string(d.Partner) + ": " + plain.Line(d.Head)
		if len(d.Members) > 0 {
			words += ", with " + plain.Line(strings.Join(d.Members, "; "))
		}
		r.fact("", "%s", words)
	}
	r.text("Invitation", v.Invitation)
	if v.Summary != "" {
		r.text("Chair's summary", v.Summary)
	}
	return r
}

// itemLines are an item of the agenda: its place, its number in brackets by which it is
// named, and what belongs to it.
func itemLines(v MeetingView, i agenda.Item, place int, now time.Time) (lines []RecordLine) {
	words := fmt.Sprintf("%d. %s [item %d]", place, plain.Line(i.Title), i.No)
	lines = append(lines, RecordLine{Words: words})
	var more []string
	if hours := ItemHours(i, v.Where()); hours != "" {
		said := hours + " " + v.Zone
		if _, there := i.Start.In(v.Where()).Zone(); there != offsetOf(i.Start, now.Location()) {
			said += " (" + i.Start.In(now.Location()).Format("Mon 15:04 MST") + ")"
		}
		more = append(more, said)
	}
	for _, symbol := range i.Documents {
		more = append(more, string(symbol))
	}
	for _, n := range i.About {
		more = append(more, "initiative "+n.String())
	}
	if i.Note != "" {
		more = append(more, plain.Line(i.Note))
	}
	if len(more) > 0 {
		lines = append(lines, RecordLine{Words: "   " + strings.Join(more, "; ")})
	}
	return lines
}

func offsetOf(at time.Time, zone *time.Location) int { _, offset := at.In(zone).Zone(); return offset }

func programmeRecord(v ProgrammeView, now time.Time) Record {
	r := Record{Kind: KindProgramme, Number: v.Number, Title: v.Title, Author: v.Author, At: v.At, News: v.Programme.News, New: v.New, To: []roster.Address{roster.Everybody}}
	if v.Number == 0 {
		return r
	}
	r.strong("", v.Title)
	r.fact("", "Work programme %s, %d-%d, set by %s, %s", v.Number, v.From, v.To, authorWords(v.Author), dayOf(v.Changed, now))
	r.fact("Priorities", "%s", listed(v.Clusters))
	r.text("", v.Text)
	for _, cluster := range v.Clusters {
		r.text("Cluster "+string(cluster), "")
		any := false
		for _, i := range v.Initiatives {
			if slices.Contains(i.Clusters, cluster) {
				any = true
				r.Lines = append(r.Lines, RecordLine{Words: progressWords(i, now), Strong: len(i.Wants) > 0})
			}
		}
		for _, m := range v.Meetings {
			if slices.Contains(m.Clusters, cluster) {
				any = true
				r.fact("", "%s", meetingWords(m))
			}
		}
		if !any {
			r.strong("", "Nothing carries it yet.")
		}
	}
	rest := slices.DeleteFunc(slices.Clone(v.Meetings), func(m agenda.Meeting) bool { return len(m.Clusters) > 0 })
	if len(rest) > 0 {
		r.text("Meetings above all clusters", "")
		for _, m := range rest {
			r.fact("", "%s", meetingWords(m))
		}
	}
	return r
}

// progressWords say how an initiative carries a programme, at a glance.
func progressWords(i InitiativeView, now time.Time) string {
	reached, planned := 0, 0
	for _, m := range i.Milestones {
		if !m.Dropped {
			planned++
		}
		if m.Reached != nil {
			reached++
		}
	}
	words := fmt.Sprintf("%s %s, led by %s: %s", i.Number, plain.Line(i.Title), listedOr(i.Leads), StageWords(i.Stage()))
	if planned > 0 {
		words += fmt.Sprintf(", %d of %d milestones reached", reached, planned)
	}
	if len(i.Wants) > 0 {
		words += "; " + strings.Join(i.Wants, "; ")
	}
	return words
}

func meetingWords(m agenda.Meeting) string {
	return fmt.Sprintf("%s %s, %s, %s", m.Number, plain.Line(m.Title), plain.Line(m.Place), agenda.DayWords(m.First, m.Last))
}

func contingencyRecord(v ContingencyView, now time.Time) Record {
	r := Record{Kind: KindContingency, Number: v.Number, Title: v.Title, Author: v.Author, At: v.At, News: v.Contingency.News(), New: v.New, To: v.Circle}
	if v.Number == 0 {
		return r
	}
	r.strong("", v.Title)
	r.fact("", "Contingency %s, declared by %s, %s", v.Number, authorWords(v.Author), deadline.Show(v.At, now.Location()))
	if v.Open() {
		r.fact("State", "the dialogue goes on")
	} else {
		r.fact("State", "ended on %s; report %s", deadline.Show(v.Ended, now.Location()), v.Report)
	}
	r.fact("Circle", "%s", listed(v.Circle))
	r.fact("Flash", "notice %s, acknowledged by %d of %d: %s", v.Notice, len(v.Acks), len(v.Asked), listedOr(v.Acks))
	if silent := slices.DeleteFunc(slices.Clone(v.Asked), func(p asem.Code) bool { return slices.Contains(v.Acks, p) }); len(silent) > 0 {
		r.fact("Missing", "%s", asem.Listed(silent))
	}
	for i, s := range v.Log {
		r.text(fmt.Sprintf("%s  %s, %s", deadline.Show(s.At, now.Location()), s.By, s.Partner), textAt(v.Texts, i))
	}
	return r
}

// OfficeRecord is an office in words.
func (d *Desk) OfficeRecord(name string) (Record, error) {
	v, err := d.Office(name)
	if err != nil {
		return Record{}, err
	}
	r := Record{Kind: KindOffice, Title: v.Office.Title()}
	r.strong("", v.Office.Title())
	r.fact("Office", "%s", v.Office)
	r.fact("Letters", "%s", v.Office.Address())
	if v.Vacancy != "" {
		r.strong("Vacancy", v.Vacancy)
	}
	if len(v.Now)+len(v.Ahead)+len(v.Before) == 0 {
		r.fact("", "Nobody was given it by a term yet.")
	}
	for _, part := range []struct {
		name  string
		terms []roster.Term
	}{{"Now", v.Now}, {"Then", v.Ahead}, {"Before", v.Before}} {
		for _, t := range part.terms {
			r.fact(part.name, "%s, %s", d.HolderWords(t.Holder), TermWords(t))
		}
	}
	return r, nil
}

// TermWords say from when to when a term is, or was.
func TermWords(t roster.Term) string {
	if !t.Ended.IsZero() {
		t.Until = t.Ended.UTC().Add(24*time.Hour - 1).Truncate(24 * time.Hour) // the day on which it ended is its last
	}
	return t.Words()
}
