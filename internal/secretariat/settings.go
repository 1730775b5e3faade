package secretariat

import (
	"strings"
	"time"
	_ "time/tzdata" // a bare server knows the world's time zones too

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// Keys lists the delegate's credentials, revoked ones included, by fingerprint.
func (d *Desk) Keys() ([]roster.Credential, error) {
	var keys []roster.Credential
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		keys = s.CredentialsOf(d.login)
		return nil
	})
	return keys, err
}

// AddKey enrols a further public key of the delegate's own, given as a line of
// OpenSSH's authorized_keys form. It answers with the fingerprint.
func (d *Desk) AddKey(line string) (string, error) {
	fingerprint, key, comment, err := d.office.readKey(line)
	if err != nil {
		return "", err
	}
	_, err = d.atPace("", roster.Enrol{Fingerprint: fingerprint, Key: key, Comment: comment}, nil)
	return fingerprint, err
}

// RevokeKey revokes one of the delegate's own keys, named by its fingerprint or
// an unambiguous beginning of it, and ends the sessions that came in with it.
func (d *Desk) RevokeKey(name string) (string, error) {
	var found []string
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		for _, c := range s.CredentialsOf(d.login) {
			if name != "" && (strings.HasPrefix(c.Fingerprint, name) || strings.HasPrefix(c.Fingerprint, "SHA256:"+name)) {
				found = append(found, c.Fingerprint)
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fault.New(fault.NotFound, "You have no key %q.", name).Then("`keys list` shows yours.")
	case len(found) > 1:
		return "", fault.New(fault.Usage, "%d of your keys begin with %q.", len(found), name).Then("Give more of the fingerprint.")
	}
	_, err = d.atPace("", roster.Revoke{Fingerprint: found[0], Using: d.visitor.Fingerprint}, nil)
	return found[0], err
}

// Preferences are the delegate's own settings.
func (d *Desk) Preferences() (Preferences, error) {
	var p Preferences
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		p = s.Preferences(d.login)
		return nil
	})
	return p, err
}

// SetPreferences keeps the delegate's settings. It refuses a zone that is not a
// name of the IANA time zone database.
func (d *Desk) SetPreferences(p Preferences) error {
	if _, err := d.ask(roster.KeepDesk, "", nil); err != nil {
		return err
	}
	if _, err := time.LoadLocation(p.Zone); err != nil || p.Zone == "Local" {
		return fault.New(fault.Usage, "%q is not a time zone.", p.Zone).
			Then("Name one like Europe/Helsinki, Asia/Jakarta or UTC.")
	}
	return d.office.clerk.beside(func(l Ledger) { l.PutPreferences(d.login, p) })
}

// Zone is the delegate's time zone, UTC by default.
func (d *Desk) Zone() *time.Location {
	p, err := d.Preferences()
	if err != nil {
		return time.UTC
	}
	return d.office.zone(p.Zone)
}

// zone is a time zone by name, read once: a screen asks for it at every line. The
// names are those that SetPreferences took, and so as few as the database has.
func (o *Office) zone(name string) *time.Location {
	if known, ok := o.zones.Load(name); ok {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	o.zones.Store(name, zone)
	return zone
}

// LastSeen is when the delegate's last session ended; the zero time for never.
func (d *Desk) LastSeen() (time.Time, error) {
	var at time.Time
	_, err := d.ask(roster.KeepDesk, "", func(s State, _ roster.Delegate) error {
		at = s.Seen(d.login)
		return nil
	})
	return at, err
}

// Checkpoint is the newest signed checkpoint of the journal. A partner who keeps
// it can have it proved later that nothing before it was rewritten.
func (d *Desk) Checkpoint() ([]byte, error) {
	var signed []byte
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		var err error
		signed, err = s.Checkpoint()
		return err
	})
	return signed, err
}
