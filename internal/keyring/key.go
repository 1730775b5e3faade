package keyring

import (
	"crypto/rsa"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// MinRSA is the least size of an RSA key, in bits: what NIST SP 800-57 puts on a
// level with 128 bits of security, good beyond 2030.
const MinRSA = 3072

// maxComment bounds a key's comment, in columns.
const maxComment = 100

const (
	makeOne    = "Make one with: ssh-keygen -t ed25519"
	regenerate = "Whoever can read this file has that key: delete it here, never use it again, make a new one and give its .pub file only."
)

// allowed are the types of keys that are let in, by the name that begins a line.
var allowed = map[string]bool{
	ssh.KeyAlgoED25519: true, ssh.KeyAlgoSKED25519: true,
	ssh.KeyAlgoECDSA256: true, ssh.KeyAlgoECDSA384: true, ssh.KeyAlgoECDSA521: true, ssh.KeyAlgoSKECDSA256: true,
	ssh.KeyAlgoRSA: true,
}

// A publicKey is a key that may be enrolled.
type publicKey struct {
	fingerprint string // SHA256:... as OpenSSH prints it
	wire        []byte // RFC 4253 section 6.6
	comment     string
}

// ReadKey reads one public key as it stands in a .pub file, without options, by
// the rules of the ring: its fingerprint as OpenSSH prints it, its wire form and
// its comment. What may not be enrolled gives a fault.Usage with the reason.
func ReadKey(text string) (fingerprint string, wire []byte, comment string, err error) {
	if len(text) > MaxLine {
		return "", nil, "", lineTooLong(len(text))
	}
	if err := plain.Check("key", text, MaxLine); err != nil {
		return "", nil, "", err
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, byteOrderMark))
	if f := block(text); f != nil {
		return "", nil, "", f
	}
	if strings.ContainsAny(text, "\r\n") {
		return "", nil, "", fault.New(fault.Usage, "There is more than one line here.").Then("Give one public key, on one line.")
	}
	key, options, f := parseKey(text)
	if f == nil && len(options) > 0 {
		f = fault.New(fault.Usage, "Options before a key are not taken here.").Then("Give the key alone, as it stands in a .pub file.")
	}
	if f != nil {
		return "", nil, "", f
	}
	return key.fingerprint, key.wire, key.comment, nil
}

// parseKey reads one line of authorized_keys form and judges its key. The
// options are as they stand, quotation marks included.
func parseKey(line string) (publicKey, []string, *fault.Error) {
	parsed, comment, options, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return publicKey{}, nil, unreadable(line).Because(err)
	}
	if f := judge(parsed); f != nil {
		return publicKey{}, nil, f
	}
	return publicKey{
		fingerprint: ssh.FingerprintSHA256(parsed),
		wire:        parsed.Marshal(),
		comment:     plain.Cut(plain.Line(comment), maxComment),
	}, options, nil
}

// judge refuses keys that are too weak or not keys of one person.
func judge(key ssh.PublicKey) *fault.Error {
	if _, ok := key.(*ssh.Certificate); ok {
		return fault.New(fault.Usage, "This is a certificate, and certificates are not taken.").
			Then("Give the public key itself: the .pub file whose name does not end in -cert.pub.")
	}
	if !allowed[key.Type()] {
		return fault.New(fault.Usage, "Keys of type %s are not taken.", plain.Cut(key.Type(), 40)).Then(makeOne)
	}
	if holder, ok := key.(ssh.CryptoPublicKey); ok {
		if r, ok := holder.CryptoPublicKey().(*rsa.PublicKey); ok && r.N.BitLen() < MinRSA {
			return fault.New(fault.Usage, "This RSA key has %d bits; %d are the least.", r.N.BitLen(), MinRSA).Then(makeOne)
		}
	}
	return nil
}

// unreadable says as well as can be told why no key was found on a line. It
// names no part of the line but a type: the line may hold a secret.
func unreadable(line string) *fault.Error {
	fields := strings.Fields(line)
	for _, field := range fields {
		switch {
		case field == "ssh-dss":
			return fault.New(fault.Usage, "DSA keys are not taken: they are too short to be safe.").Then(makeOne)
		case strings.HasSuffix(field, "-cert-v01@openssh.com"):
			return fault.New(fault.Usage, "This is a certificate, and certificates are not taken.").
				Then("Give the public key itself: the .pub file whose name does not end in -cert.pub.")
		}
	}
	if strings.Count(strings.ReplaceAll(line, `\"`, ""), `"`)%2 == 1 {
		return fault.New(fault.Usage, "A quotation mark is opened and not closed.").
			Then(`Write options as name="First Last", separated by commas without blanks.`)
	}
	for i, field := range fields {
		if allowed[field] && i < len(fields)-1 {
			return fault.New(fault.Usage, "The %s key on this line is damaged or cut short, or blanks stand between the options.", field).
				Then("Copy it again, all on one line, and separate options by commas without blanks.")
		}
	}
	return fault.New(fault.Usage, "There is no public key on this line.").
		Then(`Write options, a key as it stands in a .pub file, and a comment, all on one line. %s`, makeOne)
}

// block recognises the first line of what is not authorized_keys form at all:
// private keys, and public keys in other forms, which both take several lines.
func block(line string) *fault.Error {
	line = strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(line, "PuTTY-User-Key-File-"),
		strings.HasPrefix(line, "-----BEGIN") && strings.Contains(line, "PRIVATE"):
		return fault.New(fault.Usage, "A PRIVATE KEY STANDS HERE. It is a secret no more.").Then(regenerate)
	case strings.HasPrefix(line, "-----BEGIN"), strings.HasPrefix(line, "---- BEGIN"):
		return fault.New(fault.Usage, "This is a key in another form than OpenSSH's.").
			Then("Convert it with: ssh-keygen -i -f FILE (or -i -m PKCS8 -f FILE).")
	}
	return nil
}

// endsBlock reports whether line is the last of what block recognised.
func endsBlock(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "-----END") || strings.HasPrefix(line, "---- END") || strings.HasPrefix(line, "Private-MAC:")
}

// holdsKey reports whether line is meant as a line of the ring, so that a block
// without an end does not swallow those who stand below it.
func holdsKey(line string) bool {
	fields := strings.Fields(line)
	return len(fields) > 1 && slices.ContainsFunc(fields, func(f string) bool { return allowed[f] })
}
