package initiative

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
)

// reports is nil where the months between reports are what the kind has.
func (f Facility) reports(every int) error {
	switch {
	case f == "" && every != 0:
		return fault.New(fault.Usage, "Only a dialogue facility reports every so many months.").Then("Say --facility sectoral or thematic.")
	case f != "" && (every < 1 || every > MaxEvery):
		return fault.New(fault.Usage, "A dialogue facility reports every 1 to %d months.", MaxEvery).Then("Say --every MONTHS.")
	}
	return nil
}

// seat founds the standing board of a facility that comes to a stage in which it works, and
// brings its discussion there; none where it has one, or is no facility.
// Source: Helsinki Declaration 2006, Annex, I.2 (Sectoral and Thematic Dialogue Facilities).
func (i Initiative) seat(s State, to Stage) (id asem.BoardID, facts []rule.Fact) {
	if i.Facility == "" || i.Standing != "" || to != Endorsed && to != UnderWay {
		return "", nil
	}
	if id = i.boardName(s); id == "" {
		return "", nil
	}
	facts = append(facts, forum.BoardFounded{ID: id, Title: i.Title, Pillar: i.Pillars[0], Clusters: i.Clusters,
		About: "The standing board of a dialogue facility, " + string(i.Facility) + ": " + i.Number.String() + " says its mandate and who leads it."})
	if t, ok := s.Topic(i.Topic); ok {
		facts = append(facts, forum.Moved{Topic: t.Number, From: t.Board, To: id})
	}
	return id, facts
}

// boardName is what is typed to come to the board: facility- and the title where that has
// letters of a name, cut at a word; its number otherwise, or where the name was given away.
// It is empty where both were: the discussion stays where it is then.
func (i Initiative) boardName(s State) asem.BoardID {
	const kind = "facility"
	named, numbered := asem.BoardID(kind), asem.BoardID(kind+"-"+itoa(int(i.Number)))
	for _, w := range strings.FieldsFunc(strings.ToLower(i.Title), func(r rune) bool { return r < 'a' || r > 'z' }) {
		longer, err := asem.ParseBoardID(string(named) + "-" + w)
		if err != nil {
			break
		}
		named = longer
	}
	for _, id := range []asem.BoardID{named, numbered} {
		if _, taken := s.Board(id); !taken && id != kind {
			return id
		}
	}
	return ""
}
