package dossier

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func programmes(desk *secretariat.Desk) Index {
	return Index{
		Of: secretariat.KindProgramme, Title: "Work programmes",
		Explain: "The work programmes of two years, each with its priority clusters. What carries them, initiatives and meetings, is drawn from the records.",
		Empty:   "There is no work programme yet. Coordinators set them; they will stand here.",
		Columns: []Column{{"New", 3, true}, {"No.", 6, true}, {"Years", 9, false}, {"Work programme", 0, false}, {"Priorities", 30, false}},
		Page: func(_ string, p secretariat.Page) (Page, error) {
			found, err := desk.Programmes()
			var rows []Row
			for _, v := range found {
				years := fmt.Sprintf("%d-%d", v.From, v.To)
				said := []string{v.Number.String() + " " + plain.Line(v.Title), years, "priorities " + asem.Listed(v.Clusters)}
				if v.New {
					said = append(said, "new")
				}
				rows = append(rows, Row{Ref: Ref{Kind: secretariat.KindProgramme, Number: v.Number}, Key: v.Number, New: v.New,
					Cells: []string{fresh(v.New), v.Number.String(), years, plain.Line(v.Title), asem.Listed(v.Clusters)}, Words: strings.Join(said, ", ")})
			}
			return fixed(rows, p), err
		},
		Deeds: []Deed{{Key: "w", Does: "coordinators: set a work programme", Foot: "set", Dead: desk.MaySetProgramme, Write: secretariat.NewProgramme}},
	}
}

func openProgramme(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	v, err := desk.Programme(ref.Number)
	if err != nil {
		return Dossier{}, err
	}
	record, err := desk.Record(ref.Kind, ref.Number)
	d := Dossier{Ref: ref, Record: record,
		Explain: "A work programme: its orientations, and by priority cluster the initiatives and meetings that carry it, as their records have them.",
		Deeds:   []Deed{{Key: "e", Does: "coordinators: set it anew", Dead: desk.MaySetProgramme, Write: secretariat.WritingIn("programme-of", ref.Number)}}}
	for _, i := range v.Initiatives {
		d.Goes = append(d.Goes, i.Number.String())
	}
	for _, m := range v.Meetings {
		d.Goes = append(d.Goes, m.Number.String())
	}
	return d, err
}
