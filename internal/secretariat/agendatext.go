package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// AgendaText is the annotated agenda in writing. Times are those of the place.
func AgendaText(v MeetingView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s, %s\n\nANNOTATED AGENDA\n", v.Title, v.Kind.Title(), v.Place, agenda.DayWords(v.First, v.Last))
	if slices.ContainsFunc(v.Items, func(i agenda.Item) bool { return !i.Start.IsZero() }) {
		fmt.Fprintf(&b, "Times are those of %s.\n", v.Zone)
	}
	for n, i := range v.Items {
		fmt.Fprintf(&b, "\n%d. %s\n", n+1, plain.Line(i.Title))
		if hours := ItemHours(i, v.Where()); hours != "" {
			fmt.Fprintf(&b, "   %s\n", hours)
		}
		if i.Note != "" {
			fmt.Fprintf(&b, "   %s\n", strings.Join(plain.Wrap(plain.Line(i.Note), 72), "\n   "))
		}
		for _, symbol := range i.Documents {
			fmt.Fprintf(&b, "   Document: %s\n", symbol)
		}
		for _, about := range i.About {
			fmt.Fprintf(&b, "   Initiative: %s\n", about)
		}
	}
	return b.String()
}

// circulatedText is the agenda as it goes to whom its document was circulated, or where there
// is none yet to those addresses. It names the documents that go to each of them; left are the
// others, whose readers are fewer.
func circulatedText(s State, m agenda.Meeting, doc document.Document, to ...roster.Address) (text string, left []asem.Symbol) {
	if doc.Number != 0 {
		to = doc.To()
	}
	m.Items = slices.Clone(m.Items)
	for i := range m.Items {
		var named []asem.Symbol
		for _, symbol := range m.Items[i].Documents {
			if of, ok := s.DocumentUnder(symbol); ok && of.GoesToAll(to) {
				named = append(named, symbol)
			} else if !slices.Contains(left, symbol) {
				left = append(left, symbol)
			}
		}
		m.Items[i].Documents = named
	}
	return AgendaText(MeetingView{Meeting: m}), left
}

// ItemHours say from when to when an item is, in a zone; empty for one without an hour.
func ItemHours(i agenda.Item, zone *time.Location) string {
	if i.Start.IsZero() {
		return ""
	}
	begin := i.Start.In(zone)
	end := begin.Add(time.Duration(i.Minutes) * time.Minute)
	return begin.Format("Mon 2 Jan 15:04") + "-" + end.Format("15:04")
}
