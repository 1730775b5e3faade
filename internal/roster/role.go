package roster

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
)

// RoleName is one of the six roles.
type RoleName string

// The roles. Source: ASEM Working Methods (Helsinki Declaration 2006, Annex II)
// for coordinators and contact points; the others are this system's own.
const (
	Observer     RoleName = "observer"
	Ordinary     RoleName = "delegate"
	ContactPoint RoleName = "contact-point"
	Coordinator  RoleName = "coordinator"
	Moderator    RoleName = "moderator"
	Secretariat  RoleName = "secretariat"
)

// RoleNames lists the roles from the one that may least.
func RoleNames() []RoleName {
	return []RoleName{Observer, Ordinary, ContactPoint, Coordinator, Moderator, Secretariat}
}

// A Role is held by a delegate. Board limits a moderator to one board; it is
// empty for every board, and always for the other roles.
type Role struct {
	Name  RoleName     `json:"name"`
	Board asem.BoardID `json:"board,omitempty"`
}

// String writes the role as a key ring does: moderator, moderator:finance.
func (r Role) String() string {
	if r.Board == "" {
		return string(r.Name)
	}
	return string(r.Name) + ":" + string(r.Board)
}

// ParseRole reads a role as String writes it. Only a moderator may be limited to a board.
func ParseRole(s string) (Role, error) {
	name, board, limited := strings.Cut(s, ":")
	role := Role{Name: RoleName(name)}
	known := false
	for _, n := range RoleNames() {
		known = known || n == role.Name
	}
	if !known {
		return Role{}, fmt.Errorf("%q is not a role: observer, delegate, contact-point, coordinator, moderator, moderator:BOARD or secretariat", s)
	}
	if !limited {
		return role, nil
	}
	if role.Name != Moderator {
		return Role{}, fmt.Errorf("%q: only a moderator's role can name a board", s)
	}
	id, err := asem.ParseBoardID(board)
	if err != nil {
		return Role{}, fmt.Errorf("%q: %v", s, err)
	}
	role.Board = id
	return role, nil
}
