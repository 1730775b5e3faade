package dossier

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func contingencies(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindContingency, Title: "Contingencies",
		Explain: "The Contingency Dialogue Mechanism: events that were declared to a circle, which talks in a log of its own. In bold those that go on.",
		Empty:   "No contingency concerns you. Coordinators and contact points declare one; it will stand here.",
		Columns: []Column{{"New", 3, true}, {"No.", 6, true}, {"Event", 0, false}, {"Circle", 16, false}, {"Acks", 7, true}, {"State", 9, false}},
		Page: func(_ string, p secretariat.Page) (Page, error) {
			found, err := desk.Contingencies(p)
			page := Page{Earlier: found.Earlier, Follow: found.Follow}
			for _, v := range found.Rows {
				state, acks := "ended", fmt.Sprintf("%d/%d", len(v.Acks), len(v.Asked))
				if v.Open() {
					state = "goes on"
				}
				said := []string{v.Number.String() + " " + plain.Line(v.Title), "to " + asem.Listed(v.Circle), acks + " have acknowledged", state}
				if v.New {
					said = append(said, "new")
				}
				page.Rows = append(page.Rows, Row{Ref: Ref{Kind: secretariat.KindContingency, Number: v.Number}, Key: v.Number, New: v.New, Strong: v.Open(),
					Cells: []string{fresh(v.New), v.Number.String(), plain.Line(v.Title), asem.Listed(v.Circle), acks, state}, Words: strings.Join(said, ", ")})
			}
			return page, err
		},
		Deeds: []Deed{{Key: "w", Does: "coordinators and contact points: declare a contingency", Foot: "declare", Dead: desk.MayDeclare, Write: secretariat.NewContingency}},
	}
}

func openContingency(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	v, err := desk.Contingency(ref.Number)
	if err != nil {
		return Dossier{}, err
	}
	record, err := desk.Record(ref.Kind, ref.Number)
	d := Dossier{Ref: ref, Record: record, Goes: []string{v.Notice.String()},
		Explain: "A contingency: what was declared, who has acknowledged the flash notice, and the log of the dialogue, which only the circle and the coordinators read. It ends with a report.",
		Deeds: []Deed{
			{Key: "w", Does: "say something in the dialogue", Foot: "say", Dead: func() error { return desk.MaySay(ref.Number) }, Write: secretariat.WritingIn("log", ref.Number)},
			{Key: "Z", Does: "who declared it, and coordinators: end the dialogue with a report", Dead: func() error { return desk.MayCloseContingency(ref.Number) }, Write: secretariat.WritingIn("report-on", ref.Number)},
		}}
	if v.Report != "" {
		d.Goes = append(d.Goes, string(v.Report))
	}
	return d, err
}
