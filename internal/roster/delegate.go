package roster

import (
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
)

// A Delegate is a person accredited by one partner.
type Delegate struct {
	Login   asem.Login `json:"login"`
	Name    string     `json:"name"`
	Partner asem.Code  `json:"partner"`
	Mission string     `json:"mission,omitempty"` // the city where they are posted; empty at home
	Roles   []Role     `json:"roles"`
	Since   time.Time  `json:"since"` // when accredited
	Ring    bool       `json:"ring"`  // accredited by the key ring, which may also end it
	Left    bool       `json:"left,omitempty"`

	Offices []Office `json:"-"` // held now, by terms; see With
	Former  []Tenure `json:"-"` // of offices handed over
}

// EveryRole lists the roles for which the delegate is accredited, and those that come with
// the offices held, each once.
func (d Delegate) EveryRole() []Role {
	roles := d.Roles
	for _, o := range d.Offices {
		if r, ok := o.Role(); ok && !slices.Contains(roles, r) {
			roles = append(slices.Clip(roles), r)
		}
	}
	return roles
}

// Holds says whether the delegate holds a role, a moderator's on any board counting.
func (d Delegate) Holds(name RoleName) bool {
	return slices.ContainsFunc(d.EveryRole(), func(r Role) bool { return r.Name == name })
}

// Moderates says whether the delegate is a moderator of this board.
func (d Delegate) Moderates(board asem.BoardID) bool {
	return slices.ContainsFunc(d.EveryRole(), func(r Role) bool {
		return r.Name == Moderator && (r.Board == "" || r.Board == board)
	})
}

// RoleList writes every role as a key ring does, separated by blanks.
func (d Delegate) RoleList() string {
	roles := d.EveryRole()
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = r.String()
	}
	return strings.Join(words, " ")
}

// A Credential is an SSH public key by which a delegate is recognised.
type Credential struct {
	Fingerprint string     `json:"fingerprint"` // SHA256:… as OpenSSH prints it
	Key         []byte     `json:"key"`         // SSH wire form
	Login       asem.Login `json:"login"`
	Comment     string     `json:"comment,omitempty"`
	Enrolled    time.Time  `json:"enrolled"`
	Source      Source     `json:"source"`
	Revoked     *time.Time `json:"revoked,omitempty"`
	RevokedBy   asem.Login `json:"revokedBy,omitempty"` // empty: the key ring no longer held it
}

// Active says whether the credential opens the door.
func (c Credential) Active() bool { return c.Revoked == nil }

// Source tells who enrolled a credential.
type Source string

// The sources of credentials.
const (
	FromRing     Source = "ring"     // a line of the key ring, which also revokes it
	FromDelegate Source = "delegate" // added by the delegate
	FromFounding Source = "founding" // the first key of the installation
)
