package forum

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
)

// Decide closes the board or opens it again; what is so already is no fact.
func (a Close) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	b, err := board(s, a.Board)
	if err != nil || (b.Closed != nil) == a.On {
		return rule.Ruling{}, err
	}
	if err := MayClose(s, a.Board); err != nil {
		return rule.Ruling{}, err
	}
	why, err := reason(a.Reason, false)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Closed{Board: b.ID, On: a.On, Reason: why}}}, nil
}

// MayClose says whether the board is one that can be closed into the archive, and opened
// again: what was founded as an archive holds what nobody here wrote.
func MayClose(s State, id asem.BoardID) error {
	b, err := board(s, id)
	if err == nil && b.Archive {
		err = fault.New(fault.Refused, "%s was founded as an archive board: it is never open.", b.Title)
	}
	return err
}
