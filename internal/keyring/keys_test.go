package keyring

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// text is a public key as it stands in a .pub file, without comment.
func text(t testing.TB, key any) string {
	t.Helper()
	public, err := ssh.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public)))
}

// numbered gives Ed25519 keys that are the same in every run.
func numbered(t testing.TB, n byte) string {
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = n
	return text(t, ed25519.NewKeyFromSeed(seed).Public())
}

func rsaKey(t testing.TB, bits int) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, &key.PublicKey)
}

func ecdsaKey(t testing.TB, curve elliptic.Curve) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, &key.PublicKey)
}

// securityKey is a FIDO key, as ssh-keygen -t ed25519-sk or ecdsa-sk makes it.
func securityKey(t testing.TB, kind string) string {
	t.Helper()
	var wire []byte
	switch kind {
	case ssh.KeyAlgoSKED25519:
		wire = ssh.Marshal(struct {
			Name, Key, Application string
		}{kind, strings.Repeat("k", ed25519.PublicKeySize), "ssh:"})
	case ssh.KeyAlgoSKECDSA256:
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		point, err := key.PublicKey.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		wire = ssh.Marshal(struct {
			Name, Curve, Key, Application string
		}{kind, "nistp256", string(point), "ssh:"})
	}
	key, err := ssh.ParsePublicKey(wire)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

func certificate(t testing.TB) string {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert := &ssh.Certificate{Key: signer.PublicKey(), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
	if err := cert.SignCert(rand.Reader, signer); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(cert)))
}

func TestReadKey(t *testing.T) {
	ed := numbered(t, 1)
	good := map[string]string{
		"ed25519":    ed,
		"newline":    ed + " somebody@desk\r\n",
		"BOM":        byteOrderMark + ed,
		"rsa":        rsaKey(t, MinRSA),
		"p256":       ecdsaKey(t, elliptic.P256()),
		"p384":       ecdsaKey(t, elliptic.P384()),
		"p521":       ecdsaKey(t, elliptic.P521()),
		"ed25519-sk": securityKey(t, ssh.KeyAlgoSKED25519),
		"ecdsa-sk":   securityKey(t, ssh.KeyAlgoSKECDSA256),
	}
	for name, line := range good {
		fingerprint, wire, _, err := ReadKey(line)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		key, err := ssh.ParsePublicKey(wire)
		if err != nil || ssh.FingerprintSHA256(key) != fingerprint {
			t.Errorf("%s: %v, fingerprint %s", name, err, fingerprint)
		}
	}
	if _, _, comment, _ := ReadKey(ed + " a\x1b[31m \u202Eb"); comment != "a[31m <U+202E>b" {
		t.Errorf("comment %q", comment)
	}
	for reason, line := range map[string]string{
		"has 2048 bits":                 rsaKey(t, 2048),
		"is a certificate":              certificate(t),
		"DSA keys":                      "ssh-dss AAAAB3NzaC1kc3MAAACBAP==",
		"A PRIVATE KEY":                 "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----",
		"another form":                  "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----",
		"Options before":                "restrict " + ed,
		"more than one line":            ed + "\n" + numbered(t, 2),
		"There is no public key":        "hello",
		"damaged or cut":                ed[:len(ed)-9] + " desk",
		"is not UTF-8: byte 0xE9 at":    ed + " caf\xE9",
		"8193 bytes":                    ed + strings.Repeat(" ", MaxLine+1-len(ed)),
		"There is no public key on thi": "",
	} {
		_, _, _, err := ReadKey(line)
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%.40q: %v, want %q", line, err, reason)
		}
	}
}
