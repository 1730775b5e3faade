package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// YearsIn reads a year, or two with a dash between, as a calendar and a stocktaking take
// them.
func YearsIn(text string) (from, to int, err error) {
	first, last, several := strings.Cut(text, "-")
	if !several {
		last = first
	}
	from, err = strconv.Atoi(first)
	if err == nil {
		to, err = strconv.Atoi(last)
	}
	if err != nil || from < 1996 || to < from || to-from > 9 {
		return 0, 0, fault.New(fault.Usage, "%q is no year: write 2027, or 2026-2027.", plain.Cut(plain.Line(text), 40))
	}
	return from, to, nil
}

// stocktaking leads to that of some years.
func stocktaking(desk *secretariat.Desk) Deed {
	now := desk.Now().Year()
	return Deed{Key: "T", Does: "the stocktaking of some years, drawn from the records", Foot: "stocktaking",
		Fields: []secretariat.Field{{Name: "years", Label: "Years", About: "two with a dash between, or one: 2026-2027", Need: true, Check: func(text string) error { _, _, err := YearsIn(text); return err }}},
		Values: map[string]string{"years": fmt.Sprintf("%d-%d", now-1, now)},
		Leads: func(values map[string]string) Ref {
			return Ref{Kind: secretariat.KindStocktaking, Years: values["years"]}
		}}
}

func openStocktaking(desk *secretariat.Desk, ref Ref) (Dossier, error) {
	from, to, err := YearsIn(ref.Years)
	if err != nil {
		return Dossier{}, err
	}
	text, err := desk.Stocktaking(from, to)
	d := Dossier{Ref: ref, Explain: "The stocktaking of some years: the initiatives by pillar, with their stages, milestones and results, and the meetings, as their records have them. To print it: ssh HOST stocktaking " + ref.Years + ".",
		Record: secretariat.Record{Kind: ref.Kind, Title: "Stocktaking " + ref.Years, Lines: []secretariat.RecordLine{{Words: strings.TrimRight(text, "\n"), Body: true}}}}
	for _, cited := range plain.References(text) {
		d.Goes = append(d.Goes, fmt.Sprintf("#%d", cited.Number))
	}
	return d, err
}
