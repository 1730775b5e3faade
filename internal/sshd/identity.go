package sshd

import (
	"crypto/rsa"
	"errors"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// errRefused is all that a caller may cause the library to know; every refusal
// looks alike from outside.
var errRefused = errors.New("refused")

// identity is whose line it is, fixed once by a proof.
type identity struct {
	login       string
	fingerprint string       // of the proved key, "SHA256:…"
	turnedAway  *fault.Error // proved, but has too many connections; else nil
}

// authentication is the one method there is. Nothing else is set: no banner, no
// password, no keyboard-interactive, no "none".
func (l *line) authentication(ssh.Context) *gossh.ServerConfig {
	return &gossh.ServerConfig{
		Config:                    l.server.algorithms,
		PublicKeyAuthAlgorithms:   proofAlgorithms(),
		MaxAuthTries:              maxTries,
		PublicKeyCallback:         l.offered,
		VerifiedPublicKeyCallback: l.proved,
	}
}

// offered answers a key that nobody has proved yet: whether a proof with it is
// worth trying. It must not depend on who is accredited, else anybody could
// learn that from a public key.
func (l *line) offered(_ gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
	if !strongEnough(key) {
		return nil, errRefused
	}
	return &gossh.Permissions{}, nil
}

// strongEnough says whether we take proofs by this kind of key at all. A
// certificate is not a plain key and falls out here; a certificate authority,
// should there be one, has its place in offered and proved and nowhere else.
func strongEnough(key gossh.PublicKey) bool {
	const leastRSA = 3072
	switch key.Type() {
	case gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256,
		gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521:
		return true
	case gossh.KeyAlgoRSA:
		known, ok := key.(gossh.CryptoPublicKey)
		if !ok {
			return false
		}
		public, ok := known.CryptoPublicKey().(*rsa.PublicKey)
		return ok && public.N.BitLen() >= leastRSA
	}
	return false
}

// proved fixes the identity. The library calls it only after it has verified a
// signature by this very key over this connection's session, and its success
// ends the exchange, so what it sets last is what holds. The user name is in the
// metadata and is not looked at.
func (l *line) proved(_ gossh.ConnMetadata, key gossh.PublicKey, _ *gossh.Permissions, _ string) (*gossh.Permissions, error) {
	fingerprint := gossh.FingerprintSHA256(key)
	l.server.admission.claim(l, fingerprint)
	login, ok := l.server.config.Register.Account(key)
	if !ok {
		l.server.config.Log.Info("a key that is not accredited", "remote", l.remote(), "key", fingerprint)
		return nil, errRefused
	}
	others, ok := l.server.admission.admit(l, login)
	if !ok {
		l.server.config.Log.Warn("far too many connections", "login", login, "remote", l.remote())
		return nil, errRefused
	}
	l.identity = identity{login: login, fingerprint: fingerprint}
	if others >= l.limits.PerAccount {
		l.identity.turnedAway = fault.New(fault.Refused, "You are connected %d times already, which is as often as one account may be.", others).
			Then("Close one of these connections and come again.")
	}
	l.inside.Store(true)
	l.startIdling()
	l.server.counters.proved.Add(1)
	// Fresh permissions: no waiver of the touch on a FIDO key, no option.
	return &gossh.Permissions{}, nil
}
