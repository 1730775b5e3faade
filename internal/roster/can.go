package roster

import (
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// Act is something that a delegate may or may not do.
type Act string

// The acts. One that is not listed in rules is refused to everybody.
const (
	Read           Act = "read"
	Write          Act = "write"                   // post, reply, edit one's own
	Moderate       Act = "moderate"                // pin, lock, move, hide, redact
	OpenProcedures Act = "open silence procedures" // extend and withdraw them
	Release        Act = "release to the public"   // and withdraw
	CloseBoards    Act = "close boards"            // into the archive, and open them again
	SetProgrammes  Act = "set work programmes"
	Declare        Act = "declare contingencies"
	Operate        Act = "operate" // import, found boards, read the state of the system
	KeepDesk       Act = "keep desk"

	Notify      Act = "post notices" // on a board, or to anybody where none is named
	Alert       Act = "post flash notices"
	PinNotices  Act = "pin notices" // of a board, or any where none is named
	Acknowledge Act = "acknowledge" // for one's partner
	Correspond  Act = "write letters"
)

// Can says whether a delegate may do an act on a board; board is empty where
// the act concerns none. It returns nil, or a fault.Refused that says why and
// whom to ask. A delegate who has left may do nothing.
func Can(d Delegate, act Act, board asem.BoardID) error {
	if d.Left {
		return fault.New(fault.Refused, "Your accreditation by %s has ended.", d.Partner).
			Then("Ask your partner's contact point.")
	}
	allowed, known := rules[act]
	if !known {
		return fault.New(fault.Refused, "Nobody may %s here.", act)
	}
	if allowed(d, board) {
		return nil
	}
	return &fault.Error{Kind: fault.Refused, What: fmt.Sprintf(refusals[act], strings.ReplaceAll(d.RoleList(), " ", ", ")), Next: instead[act]}
}

var rules = map[Act]func(Delegate, asem.BoardID) bool{
	Read:     func(d Delegate, _ asem.BoardID) bool { return len(d.EveryRole()) > 0 },
	KeepDesk: func(d Delegate, _ asem.BoardID) bool { return len(d.EveryRole()) > 0 },
	Write: func(d Delegate, _ asem.BoardID) bool {
		return d.Holds(Ordinary) || d.Holds(ContactPoint) || d.Holds(Coordinator)
	},
	Moderate:       func(d Delegate, board asem.BoardID) bool { return board != "" && d.Moderates(board) },
	OpenProcedures: func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) },
	Release:        func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) },
	CloseBoards:    func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) },
	SetProgrammes:  func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) },
	Declare:        func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) || d.Holds(ContactPoint) },
	Operate:        func(d Delegate, _ asem.BoardID) bool { return d.Holds(Secretariat) },

	Notify:      func(d Delegate, board asem.BoardID) bool { return d.Holds(Coordinator) || d.Moderates(board) },
	Alert:       func(d Delegate, _ asem.BoardID) bool { return d.Holds(Coordinator) },
	PinNotices:  func(d Delegate, board asem.BoardID) bool { return d.Holds(Coordinator) || d.Moderates(board) },
	Acknowledge: func(d Delegate, _ asem.BoardID) bool { return d.Holds(ContactPoint) },
	Correspond: func(d Delegate, _ asem.BoardID) bool {
		return slices.ContainsFunc(d.EveryRole(), func(r Role) bool { return r.Name != Observer })
	},
}

// refusals take the roles held.
var refusals = map[Act]string{
	Read:           "You hold no role (%s), so there is nothing to read.",
	KeepDesk:       "You hold no role (%s), so you have no desk.",
	Write:          "Your roles (%s) read and do not write.",
	Moderate:       "Your roles (%s) do not moderate that board.",
	OpenProcedures: "Your roles (%s) do not open silence procedures; coordinators do.",
	Release:        "Your roles (%s) release nothing to the public; coordinators do.",
	CloseBoards:    "Your roles (%s) do not close boards; coordinators do.",
	SetProgrammes:  "Your roles (%s) do not set work programmes; coordinators do.",
	Declare:        "Your roles (%s) declare no contingency; coordinators and contact points do.",
	Operate:        "Your roles (%s) do not operate the system; only the secretariat does.",

	Notify:      "Your roles (%s) do not post notices there: coordinators do, and moderators on their boards.",
	Alert:       "Your roles (%s) do not post flash notices; coordinators do.",
	PinNotices:  "Your roles (%s) do not pin notices there.",
	Acknowledge: "Your roles (%s) do not speak for your partner; its contact points do.",
	Correspond:  "Your roles (%s) read and do not write.",
}

var instead = map[Act]string{
	Read:           "Ask your partner's contact point.",
	KeepDesk:       "Ask your partner's contact point.",
	Write:          "Ask your partner's contact point for the role of delegate.",
	Moderate:       "Ask a moderator of the board: `ssh HOST delegates --role moderator` names them.",
	OpenProcedures: "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	Release:        "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	CloseBoards:    "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	SetProgrammes:  "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	Declare:        "Ask your contact point: `ssh HOST delegates --role contact-point` names them.",
	Operate:        "Ask the secretariat: `ssh HOST delegates --role secretariat` names it.",

	Notify:      "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	Alert:       "Ask a coordinator: `ssh HOST delegates --role coordinator` names them.",
	PinNotices:  "Ask a moderator: `ssh HOST delegates --role moderator` names them.",
	Acknowledge: "Ask your contact point: `ssh HOST delegates --role contact-point` names them.",
	Correspond:  "Ask your partner's contact point for the role of delegate.",
}
