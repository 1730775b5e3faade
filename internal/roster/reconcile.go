package roster

import (
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
)

// A Line is what one line of the key ring says: who, for which partner, and
// one credential.
type Line struct {
	Login       asem.Login `json:"login"`
	Name        string     `json:"name"`
	Partner     asem.Code  `json:"partner"`
	Mission     string     `json:"mission,omitempty"`
	Roles       []Role     `json:"roles"`
	Fingerprint string     `json:"fingerprint"`
	Key         []byte     `json:"key"`
	Comment     string     `json:"comment,omitempty"`
}

func (l Line) accredited(ring bool) Accredited {
	return Accredited{Login: l.Login, Name: plain.Line(l.Name), Partner: l.Partner, Mission: plain.Line(l.Mission), Roles: l.Roles, Ring: ring}
}

func (l Line) enrolled(from Source) Enrolled {
	return Enrolled{Fingerprint: l.Fingerprint, Key: l.Key, Login: l.Login, Comment: plain.Line(l.Comment), Source: from}
}

// Reconcile brings the roster in line with the key ring, whose lines must be
// consistent with one another (keyring.Read sees to that). What the ring says
// wins over what it said before; it takes nothing from delegates who never stood
// in it. Doing it twice changes nothing.
//
//   - a delegate new to the ring, or said to be otherwise, is accredited anew;
//   - a credential new to the ring is enrolled;
//   - a credential from the ring that it no longer holds is revoked;
//   - a delegate of the ring who no longer stands in it has left, and every
//     credential of theirs is revoked, those they added themselves included;
//   - a credential that its delegate revoked stays so, whatever the ring says:
//     one that was lost must not come back with a restored file;
//   - a login never changes hands, so a line that gives it to another partner
//     is passed over, and so is a credential that is somebody else's.
type Reconcile struct {
	Lines []Line `json:"lines"`
}

// Kind names the action.
func (Reconcile) Kind() string { return "roster.reconcile" }

// Asks: the server itself.
func (Reconcile) Asks() Act { return "" }

// Decide compares the ring with the roster. Revocations come first, so that a
// credential may move from one delegate to another in one reconciliation.
func (a Reconcile) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	holder := map[string]asem.Login{}
	stands := map[asem.Login]bool{}
	for _, l := range a.Lines {
		if d, known := s.Delegate(l.Login); !known || d.Partner == l.Partner {
			holder[l.Fingerprint] = l.Login
			stands[l.Login] = true
		}
	}
	var r rule.Ruling
	revoked := map[string]bool{}
	for _, d := range s.Delegates() {
		if !d.Ring || d.Left {
			continue
		}
		for _, c := range s.CredentialsOf(d.Login) {
			gone := !stands[d.Login] || c.Source == FromRing && holder[c.Fingerprint] != d.Login
			if gone && c.Active() {
				revoked[c.Fingerprint] = true
				r.Facts = append(r.Facts, Revoked{Fingerprint: c.Fingerprint, Login: d.Login})
			}
		}
		if !stands[d.Login] {
			r.Facts = append(r.Facts, Left{Login: d.Login})
		}
	}
	said := map[asem.Login]bool{}
	for _, l := range a.Lines {
		if holder[l.Fingerprint] != l.Login {
			continue
		}
		if d, known := s.Delegate(l.Login); !said[l.Login] && (!known || differs(d, l)) {
			r.Facts = append(r.Facts, l.accredited(true))
		}
		said[l.Login] = true
		c, known := s.Credential(l.Fingerprint)
		active := known && c.Active() && !revoked[l.Fingerprint]
		if !active && !(known && c.RevokedBy != "") {
			r.Facts = append(r.Facts, l.enrolled(FromRing))
		}
	}
	return r, nil
}

// PassedOver says, a sentence a line, which lines of a ring have no effect on
// this roster, and why. Ask it after the reconciliation.
func PassedOver(s State, lines []Line) []string {
	var passed []string
	for _, l := range lines {
		d, _ := s.Delegate(l.Login)
		c, _ := s.Credential(l.Fingerprint)
		switch {
		case d.Partner != l.Partner:
			passed = append(passed, fmt.Sprintf("%s: the login belongs to partner %s and never changes hands; choose another login.", l.Login, d.Partner))
		case c.Login != l.Login:
			passed = append(passed, fmt.Sprintf("%s: the key %s is another delegate's; a key belongs to one person.", l.Login, l.Fingerprint))
		case c.RevokedBy != "":
			passed = append(passed, fmt.Sprintf("%s: the key %s was revoked by its delegate and stays so; remove the line.", l.Login, l.Fingerprint))
		}
	}
	return passed
}

// differs says whether the line says anything else of the delegate than the
// roster does. The order of roles means nothing.
func differs(d Delegate, l Line) bool {
	return d.Left || !d.Ring || d.Name != plain.Line(l.Name) || d.Mission != plain.Line(l.Mission) || !sameRoles(d.Roles, l.Roles)
}

func sameRoles(a, b []Role) bool {
	order := func(x, y Role) int { return strings.Compare(x.String(), y.String()) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), order), slices.SortedFunc(slices.Values(b), order))
}
