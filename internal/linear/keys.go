package linear

import (
	"strconv"
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// newKeys lists the delegate's credentials.
func newKeys(s *session) place {
	l := &list{s: s, title: "Keys", picks: "asks whether to revoke that key",
		empty: "You have no key. Type + to add one."}
	l.fetch = paged(func() ([]row, error) {
		keys, err := s.desk.Keys()
		rows := make([]row, len(keys))
		for i, k := range keys {
			rows[i] = row{words: s.keyWords(k), open: func() error { return s.revokeKey(k) }}
		}
		return rows, err
	})
	l.own = []offer{
		{key: "+", do: s.addKey},
		{key: "-", do: func(of string) error {
			if n, err := strconv.Atoi(of); err == nil {
				return l.choose(n)
			}
			return fault.New(fault.Usage, "Say which key.").Then("Type -1 to revoke the first of the list.")
		}},
	}
	return l
}

func (s *session) keyWords(k roster.Credential) string {
	state := ""
	switch {
	case !k.Active():
		state = "revoked " + s.moment(*k.Revoked)
	case k.Fingerprint == s.desk.Fingerprint():
		state = "in use now"
	}
	return join(k.Fingerprint, k.Comment, sources[k.Source]+" "+s.moment(k.Enrolled), state)
}

// sources tell how a key came to be one.
var sources = map[roster.Source]string{
	roster.FromRing:     "from the key ring",
	roster.FromDelegate: "added by you",
	roster.FromFounding: "the first of the installation",
}

// addKey takes a public key behind the verb, or asks for it.
func (s *session) addKey(line string) error {
	if line == "" {
		var err error
		line, err = s.ask(question{words: "The one line of the public key, as in id_ed25519.pub. Enter to leave it:", limit: maxKeyLine})
		if err != nil {
			return err
		}
	}
	if strings.TrimSpace(line) == "" {
		return errCancelled
	}
	fingerprint, err := s.desk.AddKey(line)
	if err != nil {
		return err
	}
	s.fact("Added %s.", fingerprint)
	s.arriving = true
	return nil
}

func (s *session) revokeKey(k roster.Credential) error {
	if !k.Active() {
		return fault.New(fault.Conflict, "This key is revoked already.")
	}
	if k.Fingerprint == s.desk.Fingerprint() {
		return fault.New(fault.Refused, "You came in with this key, so it cannot be revoked from here.").
			Then("Come in with another of your keys, or ask your operator.")
	}
	yes, err := s.confirm("Revoke "+k.Fingerprint+"? It opens the door no more, and cannot be enrolled again.", false)
	if err == nil && !yes {
		err = errCancelled
	}
	if err != nil {
		return err
	}
	if _, err := s.desk.RevokeKey(k.Fingerprint); err != nil {
		return err
	}
	s.fact("Revoked.")
	s.arriving = true
	return nil
}
