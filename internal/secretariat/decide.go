package secretariat

import (
	"fmt"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/reminder"
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
		return ruled[forum.State](s, s, a, o)
	case notice.Action:
		return ruled[notice.State](s, s, a, o)
	case document.Action:
		return ruled[document.State](s, s, a, o)
	case mail.Action:
		return ruled[mail.State](s, s, a, o)
	case procedure.Action:
		return ruled[procedure.State](s, s, a, o)
	case release.Action:
		return ruled[release.State](s, s, a, o)
	case initiative.Action:
		return ruled[initiative.State](s, s, a, o)
	case agenda.Action:
		return ruled[agenda.State](s, s, a, o)
	case contingency.Action:
		return ruled[contingency.State](s, s, a, o)
	case reminder.Action:
		return ruled[reminder.State](s, s, a, o)
	}
	return rule.Ruling{}, fmt.Errorf("no room decides %s", a.Kind())
}

// A ruler is an action of a room that reads the state as that room sees it.
type ruler[S any] interface {
	Asks(S) (roster.Act, asem.BoardID, error)
	Decide(S, rule.Occasion) (rule.Ruling, error)
}

// ruled asks policy about what the action concerns, then decides it. room is the
// same state, as the room of the action sees it.
func ruled[S any](s State, room S, a ruler[S], o rule.Occasion) (rule.Ruling, error) {
	act, board, err := a.Asks(room)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := permit(s, o.By, act, board); err != nil {
		return rule.Ruling{}, err
	}
	return a.Decide(room, o)
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
