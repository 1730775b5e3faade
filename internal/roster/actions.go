package roster

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
)

// State is what the rules of this room read.
type State interface {
	Partner(asem.Code) (PartnerAdmitted, bool)
	// Partners lists all of them, by code.
	Partners() []PartnerAdmitted
	Delegate(asem.Login) (Delegate, bool)
	// Delegates lists everybody ever accredited, by login.
	Delegates() []Delegate
	Credential(fingerprint string) (Credential, bool)
	// CredentialsOf lists a delegate's credentials, revoked ones included, by fingerprint.
	CredentialsOf(asem.Login) []Credential
	// Terms lists all terms ever given, by office and then by their beginning.
	Terms() []Term
	// Tenures are those of a holder, in the order in which they began.
	Tenures(holder Address) []Tenure
	// DueTerms are those of which something was to happen until now: to begin, or to end.
	DueTerms(now time.Time) []Term
}

// An Action of this room. Asks is the permission it needs; an empty act means
// that only the server itself may do it.
type Action interface {
	rule.Action
	Asks() Act
	Decide(State, rule.Occasion) (rule.Ruling, error)
}

// MaxCredentials bounds the active credentials of one delegate: a key for each
// device and a spare, and no dictionary of them at the door.
const MaxCredentials = 16

type (
	// AdmitPartners admits the partners that are not yet known.
	AdmitPartners struct {
		Partners []PartnerAdmitted `json:"partners"`
	}
	// Found accredits the first delegate of an installation with the first credential.
	Found struct {
		Line Line `json:"line"`
	}
	// Enrol adds a credential to the actor's own.
	Enrol struct {
		Fingerprint string `json:"fingerprint"`
		Key         []byte `json:"key"`
		Comment     string `json:"comment,omitempty"`
	}
	// Revoke ends one of the actor's own credentials. Using is the one by which
	// the actor came in, which cannot be ended from within.
	Revoke struct {
		Fingerprint string `json:"fingerprint"`
		Using       string `json:"using"`
	}
)

// Kind names the action.
func (AdmitPartners) Kind() string { return "roster.admit-partners" }

// Kind names the action.
func (Found) Kind() string { return "roster.found" }

// Kind names the action.
func (Enrol) Kind() string { return "roster.enrol" }

// Kind names the action.
func (Revoke) Kind() string { return "roster.revoke" }

// Asks: the server itself.
func (AdmitPartners) Asks() Act { return "" }

// Asks: the server itself.
func (Found) Asks() Act { return "" }

// Asks: one's own desk.
func (Enrol) Asks() Act { return KeepDesk }

// Asks: one's own desk.
func (Revoke) Asks() Act { return KeepDesk }

// Decide admits whoever is missing; a partner already known is left as it is.
func (a AdmitPartners) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	var r rule.Ruling
	for _, p := range a.Partners {
		if _, known := s.Partner(p.Code); !known {
			r.Facts = append(r.Facts, p)
		}
	}
	return r, nil
}

// Decide accredits the first delegate, once.
func (a Found) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	if _, ok := s.Partner(a.Line.Partner); !ok {
		return rule.Ruling{}, fault.New(fault.Usage, "%s is not a partner.", a.Line.Partner)
	}
	if len(s.Delegates()) > 0 {
		return rule.Ruling{}, fault.New(fault.Conflict, "This installation has its first delegate already.")
	}
	return rule.Ruling{Facts: []rule.Fact{a.Line.accredited(false), a.Line.enrolled(FromFounding)}}, nil
}

// Decide enrols the credential unless it is somebody's already.
func (a Enrol) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if c, ok := s.Credential(a.Fingerprint); ok {
		return rule.Ruling{}, alreadyKnown(c, o.By)
	}
	active := slices.DeleteFunc(s.CredentialsOf(o.By), func(c Credential) bool { return !c.Active() })
	if len(active) >= MaxCredentials {
		return rule.Ruling{}, fault.New(fault.Usage, "You have %d keys, and no more are kept for one delegate.", len(active)).
			Then("Revoke one that you do not use, then add this one.")
	}
	return rule.Ruling{Facts: []rule.Fact{Enrolled{
		Fingerprint: a.Fingerprint, Key: a.Key, Login: o.By, Comment: plain.Line(a.Comment), Source: FromDelegate,
	}}}, nil
}

// alreadyKnown refuses a credential without saying whose it is: the holder of
// a public key must not learn by trying where else it is used.
func alreadyKnown(c Credential, by asem.Login) error {
	switch {
	case c.Login == by && c.Active():
		return fault.New(fault.Conflict, "This key is one of yours already.")
	case c.Login == by:
		return fault.New(fault.Conflict, "This key was revoked, and a revoked key is never enrolled again.").
			Then("Make a new one with ssh-keygen.")
	}
	return fault.New(fault.Conflict, "This key cannot be enrolled.").Then("Make a new one with ssh-keygen.")
}

// Decide revokes one of the actor's own credentials.
func (a Revoke) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	c, ok := s.Credential(a.Fingerprint)
	if !ok || c.Login != o.By {
		return rule.Ruling{}, fault.New(fault.NotFound, "You have no key %s.", a.Fingerprint).
			Then("`keys list` shows yours.")
	}
	if !c.Active() {
		return rule.Ruling{}, fault.New(fault.Conflict, "This key is revoked already.")
	}
	if c.Fingerprint == a.Using {
		return rule.Ruling{}, fault.New(fault.Refused, "You came in with this key, so it cannot be revoked from here.").
			Then("Come in with another of your keys, or ask your operator.")
	}
	return rule.Ruling{Facts: []rule.Fact{Revoked{Fingerprint: c.Fingerprint, Login: c.Login, By: o.By}}}, nil
}
