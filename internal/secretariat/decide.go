package secretariat

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// decide asks policy once, then the rule of the room concerned. This is the
// only way to a fact.
func decide(s State, a rule.Action, o rule.Occasion) (rule.Ruling, error) {
	switch a := a.(type) {
	case roster.Action:
		if err := permit(s, o.By, a.Asks(), ""); err != nil {
			return rule.Ruling{}, err
		}
		return a.Decide(s, o)
	case forum.Action:
		act, board, err := a.Asks(s)
		if err != nil {
			return rule.Ruling{}, err
		}
		if err := permit(s, o.By, act, board); err != nil {
			return rule.Ruling{}, err
		}
		return a.Decide(s, o)
	}
	return rule.Ruling{}, fmt.Errorf("no room decides %s", a.Kind())
}

// permit asks roster whether the actor may. The server itself, which has no
// login, does the founding and keeps the key ring; no command from outside can
// come without a login, since a Desk puts its own.
func permit(s State, by asem.Login, act roster.Act, board asem.BoardID) error {
	if by == "" {
		return nil
	}
	if act == "" {
		return fault.New(fault.Refused, "Only the server itself does this.")
	}
	d, ok := s.Delegate(by)
	if !ok {
		return fault.New(fault.Refused, "You are not accredited.").Then("Ask your partner's contact point.")
	}
	return roster.Can(d, act, board)
}
