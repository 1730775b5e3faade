package sshd

import gossh "golang.org/x/crypto/ssh"

// serverVersion is what the door calls itself, without the "SSH-2.0-" that the
// library puts before it. It names no version: that would only help an attacker.
const serverVersion = "AVS"

// algorithms is the short list of what the door speaks. Short, because both
// sides send their whole list at every login, every name twice, and because what
// is not offered needs no defence. chacha20-poly1305 comes first for the clients
// that leave the choice to us, since a small screen update is 44 bytes with it
// and 52 with AES-GCM. Both ciphers bring their own integrity, so the MAC is never
// used; one is named because some clients give up when they find none in common.
// aes128-gcm and a second MAC, which every client has together with these, would
// only add 106 bytes to a login.
func algorithms(classicOnly bool) gossh.Config {
	exchanges := []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519}
	if classicOnly {
		exchanges = exchanges[1:]
	}
	return gossh.Config{
		KeyExchanges: exchanges,
		Ciphers: []string{
			gossh.CipherChaCha20Poly1305,
			gossh.CipherAES256GCM,
		},
		MACs: []string{gossh.HMACSHA256ETM},
	}
}

// proofAlgorithms are the signatures that may prove a key. No SHA-1 and no DSA.
func proofAlgorithms() []string {
	return []string{
		gossh.KeyAlgoED25519,
		gossh.KeyAlgoSKED25519,
		gossh.KeyAlgoECDSA256,
		gossh.KeyAlgoECDSA384,
		gossh.KeyAlgoECDSA521,
		gossh.KeyAlgoSKECDSA256,
		gossh.KeyAlgoRSASHA512,
		gossh.KeyAlgoRSASHA256,
	}
}
