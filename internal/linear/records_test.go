package linear

import (
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// cabinet is a house in which something is coordinated.
type cabinet struct {
	*house
	coordinator, contact *secretariat.Desk
}

func newCabinet(t testing.TB) *cabinet {
	b := &cabinet{house: newHouse(t)}
	b.coordinator = b.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	b.contact = b.Accredit("demo.contact", "FI", "contact-point")
	must := func(p secretariat.Posted, err error) asem.Number {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p.Number
	}
	n := must(b.reader.ProposeInitiative("", initiative.Propose{Title: "Ports \x1b[31mof the future", Pillars: []asem.Pillar{asem.Economic}, Board: "finance", Aims: "Ports of both \u202eregions."}))
	if err := b.reader.ActOnInitiative(initiative.Plan{Number: n, Title: "Seminar", Day: b.Clock.Now().AddDate(0, 0, 10)}); err != nil {
		t.Fatal(err)
	}
	must(b.contact.CallMeeting("", agenda.Call{Is: agenda.SOM, Title: "Senior Officials", Place: "Helsinki", First: b.Clock.Now().AddDate(0, 0, 12), Zone: "Europe/Helsinki", Text: "You are invited."}))
	must(b.coordinator.SetProgramme("", agenda.Set{Title: "Work programme", From: 2026, Clusters: []asem.ClusterID{"multilateralism"}, Text: "Orientations."}))
	must(b.coordinator.DeclareContingency("", contingency.Declare{Title: "An event", Text: "It happened.", Circle: []roster.Address{"@asean"}}))
	if _, err := b.coordinator.GiveOffice("coordinator:presidency", "FI", b.Clock.Now(), b.Clock.Now().AddDate(0, 0, 20)); err != nil {
		t.Fatal(err)
	}
	b.Clock.Advance(time.Minute)
	return b
}

// TestRecordTranscripts: lists are heard, narrowed and chosen from; what can be done is
// heard by number, and asked for field by field.
func TestRecordTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*cabinet) *secretariat.Desk
		lines []string
	}{
		{"records-leading", func(b *cabinet) *secretariat.Desk { return b.reader },
			[]string{":initiatives", "F nonsense", "F economic", "1", "do", "do 99", "do 8", "4", "1", "do m", "A study", "eco?", "8w", "", "do w", "It goes on.", ".", "k", "do w", "n", "It goes on.", ".", "y", "do S", "concluded", "endorsed", "", "o", "q", "q", "do", "do T", "soon", "2026-2027", "q", ":initiatives", "do w", "fish", "eco", "", "", "", "", "", "Water", "For all.", ".", "y", "q", "bye"}},
		{"records-contact", func(b *cabinet) *secretariat.Desk { return b.contact },
			[]string{":reminders", "do 1", "9", "do 1", "1", "3d", "q", ":meetings", "1", "do 1", "H. Ead", "A; B", "do i", "Opening", "10:00", "", "", "", "", "", "do C", "", "q", ":calendar", "q", ":offices", "2", "do 1", "PT", "2026-10-01", "2027-03-31", "q", ":contingencies", "?", "bye"}},
		{"records-coordinating", func(b *cabinet) *secretariat.Desk { return b.coordinator },
			[]string{":contingencies", "1", "do 1", "We met.", ".", "y", "q", ":programmes", "1", "q", ":offices", "2", "do 2", "", "", "n", "do 2", "", "", "y", "do", "q", "do", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newCabinet(t)
			check(t, c.name, talk(t, c.as(b), keyed(c.lines...)))
		})
	}
}
