package secretariat

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// Stocktaking is what was done in some years, as one document to print: the initiatives by
// pillar and by how far they are, with their milestones and results, and the meetings.
func (d *Desk) Stocktaking(from, to int) (string, error) {
	if from < 1996 || to < from || to-from > 9 {
		return "", fault.New(fault.Usage, "A stocktaking is of one to ten years, from 1996 on.").Then("Name them like 2026-2027.")
	}
	var b strings.Builder
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		years := fmt.Sprint(from)
		if to != from {
			years = fmt.Sprintf("%d-%d", from, to)
		}
		fmt.Fprintf(&b, "STOCKTAKING OF ASEM INITIATIVES, %s\n", years)
		fmt.Fprintf(&b, "Drawn from the records of the ASEM Virtual Secretariat on %s.\n", d.office.now().UTC().Format("2 January 2006, 15:04 MST"))
		var went []InitiativeView
		for _, i := range d.allInitiatives(s, me) {
			if i.At.UTC().Year() <= to && (!i.Stage().Over() || i.Since().UTC().Year() >= from) {
				went = append(went, i)
			}
		}
		tallied(&b, went)
		for _, pillar := range asem.Pillars() {
			underPillar(&b, s, pillar, went)
		}
		held(&b, s, from, to)
		return nil
	})
	return b.String(), err
}

// tallied says how many initiatives are in each stage.
func tallied(b *strings.Builder, list []InitiativeView) {
	b.WriteString("\n")
	for _, stage := range initiative.Stages() {
		n := 0
		for _, i := range list {
			if i.Stage() == stage {
				n++
			}
		}
		fmt.Fprintf(b, "%-12s %3d\n", firstUpper(StageWords(stage)), n)
	}
}

func underPillar(b *strings.Builder, s State, pillar asem.Pillar, list []InitiativeView) {
	fmt.Fprintf(b, "\n\n%s\n", strings.ToUpper(pillar.Title()))
	any := false
	for _, i := range list {
		switch {
		case i.Pillars[0] == pillar:
			taken(b, s, i)
		case slices.Contains(i.Pillars, pillar): // of several pillars it stands in full under the first
			fmt.Fprintf(b, "\n%s  %s\n    See %s.\n", i.Number, plain.Line(i.Title), i.Pillars[0].Title())
		default:
			continue
		}
		any = true
	}
	if !any {
		b.WriteString("\nNo initiative.\n")
	}
}

// taken is one initiative in the stocktaking.
func taken(b *strings.Builder, s State, i InitiativeView) {
	fmt.Fprintf(b, "\n%s  %s\n", i.Number, plain.Line(i.Title))
	fmt.Fprintf(b, "    %s; %s since %s\n", FacilityWords(i.Facility), StageWords(i.Stage()), i.Since().UTC().Format("2 Jan 2006"))
	fmt.Fprintf(b, "    Led by %s; co-sponsored by %s\n", listedOr(i.Leads), listedOr(i.Sponsors))
	for _, m := range i.Milestones {
		if !m.Dropped {
			fmt.Fprintf(b, "    %s\n", MilestoneWords(m, time.Time{}))
		}
	}
	for _, c := range i.Documents {
		fmt.Fprintf(b, "    %s: %s\n", PartWords(c.As), c.Symbol)
	}
	for place, w := range i.Writings {
		if w.Form != initiative.Result {
			continue
		}
		fmt.Fprintf(b, "    Result of %s: %s\n", w.At.UTC().Format("2 Jan 2006"), plain.Line(w.Title))
		for _, line := range plain.Wrap(plain.Line(firstParagraph(textOr(s, i.Number, place+1))), 72) {
			fmt.Fprintf(b, "        %s\n", line)
		}
	}
	for _, why := range i.Wants {
		fmt.Fprintf(b, "    Needs attention: %s\n", why)
	}
}

func firstParagraph(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n\n")
	return strings.ReplaceAll(first, "\n", " ")
}

func listedOr(codes []asem.Code) string {
	if len(codes) == 0 {
		return "nobody"
	}
	return asem.Listed(codes)
}

// MilestoneWords say what is to be reached by when, by whom, and how it stands; now is zero
// where lateness is not said.
func MilestoneWords(m initiative.Milestone, now time.Time) string {
	said := fmt.Sprintf("Milestone %d, %s (%s): %s", m.No, m.Day.Format("2 Jan 2006"), cmp.Or(m.Answers, "nobody"), plain.Line(m.Title))
	switch {
	case m.Reached != nil:
		return said + " - reached on " + m.Reached.UTC().Format("2 Jan 2006")
	case m.Dropped:
		return said + " - dropped"
	case !now.IsZero() && m.Late(now):
		return said + " - late"
	}
	return said
}

// held lists the meetings of the years.
func held(b *strings.Builder, s State, from, to int) {
	b.WriteString("\n\nMEETINGS\n\n")
	any := false
	for _, m := range meetingsDuring(s, yearsFrom(from), yearsFrom(to+1).AddDate(0, 0, -1)) {
		if m.Cancelled != "" {
			continue
		}
		any = true
		fmt.Fprintf(b, "%-21s  %s, %s (%s)\n", agenda.DayWords(m.First, m.Last), plain.Line(m.Title), plain.Line(m.Place), m.Host)
	}
	if !any {
		b.WriteString("No meeting.\n")
	}
}
