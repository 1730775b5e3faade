package sshd

import (
	//lint:ignore SA1019 a key of this kind is made to see it refused
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// TestUserSwitch fails under one name with one key and comes in under another
// name with another key: the account is the proved key's, whatever the names.
func TestUserSwitch(t *testing.T) {
	d := openDoor(t, nil)
	mallory := newKey(t)
	d.register.enrol("mallory.delegate", mallory.PublicKey())
	c := dialRaw(t, d.Addr())
	stranger := newKey(t)
	c.prove("mallory.delegate", stranger.PublicKey(), stranger)
	if answer := c.receive(); answer[0] != msgAuthFailure {
		t.Fatalf("a stranger's proof was answered by message %d", answer[0])
	}
	c.prove("demo.delegate", mallory.PublicKey(), mallory)
	if answer := c.receive(); answer[0] != msgAuthSuccess {
		t.Fatalf("an accredited proof was answered by message %d", answer[0])
	}
	if got := c.command("whoami"); got != "mallory.delegate whoami\n" {
		t.Errorf("came in as %q", got)
	}
}

// TestUnprovedKey offers another's public key, which is no secret, and then
// proves its own.
func TestUnprovedKey(t *testing.T) {
	d := openDoor(t, nil)
	mallory := newKey(t)
	d.register.enrol("mallory.delegate", mallory.PublicKey())
	c := dialRaw(t, d.Addr())
	if answer := c.offer("demo.delegate", mallory.PublicKey()); answer != msgKeyOK {
		t.Fatalf("the own key was answered by message %d", answer)
	}
	if answer := c.offer("demo.delegate", d.key.PublicKey()); answer != msgKeyOK {
		t.Fatalf("the other's key was answered by message %d", answer)
	}
	c.prove("demo.delegate", mallory.PublicKey(), mallory)
	if answer := c.receive(); answer[0] != msgAuthSuccess {
		t.Fatalf("the proof was answered by message %d", answer[0])
	}
	if got := c.command("whoami"); got != "mallory.delegate whoami\n" {
		t.Errorf("came in as %q", got)
	}
	if asked := d.register.askedAbout(); slices.Contains(asked, gossh.FingerprintSHA256(d.key.PublicKey())) {
		t.Error("the register was asked about a key that nobody proved")
	}
}

// TestForgedProof names an accredited key and signs with another.
func TestForgedProof(t *testing.T) {
	d := openDoor(t, nil)
	c := dialRaw(t, d.Addr())
	c.prove("demo.delegate", d.key.PublicKey(), newKey(t))
	if packet, err := c.tryReceive(); err == nil {
		t.Errorf("a forged proof was answered by message %d", packet[0])
	}
	if asked := d.register.askedAbout(); len(asked) > 0 {
		t.Error("the register was asked about a key that nobody proved")
	}
}

// TestRefusalIsOnePath shows that a key which is accredited and one which is not
// are treated alike until they are proved: the same answer to an offer, the same
// end of a forged proof, and no question to the register in either case, so
// that there is nothing whose time could differ.
func TestRefusalIsOnePath(t *testing.T) {
	d := openDoor(t, nil)
	for _, key := range []gossh.PublicKey{d.key.PublicKey(), newKey(t).PublicKey()} {
		c := dialRaw(t, d.Addr())
		if answer := c.offer("x", key); answer != msgKeyOK {
			t.Errorf("an offer was answered by message %d", answer)
		}
		c.prove("x", key, newKey(t))
		if _, err := c.tryReceive(); err == nil {
			t.Error("a forged proof was answered")
		}
	}
	if asked := d.register.askedAbout(); len(asked) > 0 {
		t.Errorf("the register was asked about %d unproved keys", len(asked))
	}
}

// TestNothingButTheRefusal: a stranger sees no banner and no name.
func TestNothingButTheRefusal(t *testing.T) {
	d := openDoor(t, nil)
	config := clientConfig(gossh.PublicKeys(newKey(t)))
	config.BannerCallback = func(message string) error {
		t.Errorf("a stranger was shown %q", message)
		return nil
	}
	_, err := gossh.Dial("tcp", d.Addr().String(), config)
	if err == nil {
		t.Fatal("a stranger was let in")
	}
	if !strings.Contains(err.Error(), "no supported methods remain") {
		t.Errorf("a stranger was told: %v", err)
	}
	if got := d.Stats(); got.Proved != 0 || got.Sessions != 0 {
		t.Errorf("after a refusal: %+v", got)
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	d := openDoor(t, nil)
	answer := func(_, _ string, questions []string, _ []bool) ([]string, error) {
		t.Errorf("a stranger was asked %q", questions)
		return make([]string, len(questions)), nil
	}
	for name, method := range map[string]gossh.AuthMethod{
		"password":             gossh.Password("secret"),
		"keyboard-interactive": gossh.KeyboardInteractive(answer),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := gossh.Dial("tcp", d.Addr().String(), clientConfig(method))
			if err == nil {
				t.Fatal("let in")
			}
			if !strings.Contains(err.Error(), "attempted methods [none]") {
				t.Errorf("the method was offered: %v", err)
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		if _, err := gossh.Dial("tcp", d.Addr().String(), clientConfig()); err == nil {
			t.Fatal("let in")
		}
	})
}

// TestKindsOfKey enrols one of each kind; enrolment alone does not let a weak
// kind in.
func TestKindsOfKey(t *testing.T) {
	d := openDoor(t, nil)
	for _, test := range []struct {
		name string
		key  gossh.Signer
		in   bool
	}{
		{"ed25519", newKey(t), true},
		{"ecdsa 256", ecdsaKey(t, elliptic.P256()), true},
		{"ecdsa 384", ecdsaKey(t, elliptic.P384()), true},
		{"ecdsa 521", ecdsaKey(t, elliptic.P521()), true},
		{"rsa 3072", rsaKey(t, 3072), true},
		{"rsa 2048", rsaKey(t, 2048), false},
		{"rsa 1024", rsaKey(t, 1024), false},
		{"dsa", dsaKey(t), false},
		{"certificate", certificate(t), false},
		{"fido touched", fidoKey(t, 1), true},
		{"fido touched and verified", fidoKey(t, 5), true},
		{"fido not touched", fidoKey(t, 0), false},
		{"fido verified but not touched", fidoKey(t, 4), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.register.enrol("kind.delegate", test.key.PublicKey())
			_, err := d.try(test.key)
			if in := err == nil; in != test.in {
				t.Errorf("let in: %v (%v)", in, err)
			}
		})
	}
}

// TestCertificateOfAnAccreditedKey: the plain key is enrolled, the certificate
// over it is refused.
func TestCertificateOfAnAccreditedKey(t *testing.T) {
	d := openDoor(t, nil)
	signer, err := gossh.NewCertSigner(certificateOver(t, d.key.PublicKey()), d.key)
	must(t, err)
	if _, err := d.try(signer); err == nil {
		t.Error("let in")
	}
}

// TestTriesAreBounded: an agent may offer many keys, but not any number.
func TestTriesAreBounded(t *testing.T) {
	d := openDoor(t, nil)
	var keys []gossh.Signer
	for range maxTries - 1 {
		keys = append(keys, newKey(t))
	}
	if _, err := gossh.Dial("tcp", d.Addr().String(), clientConfig(gossh.PublicKeys(append(keys, d.key)...))); err != nil {
		t.Errorf("the accredited key was the %dth: %v", maxTries, err)
	}
	if _, err := gossh.Dial("tcp", d.Addr().String(), clientConfig(gossh.PublicKeys(append(keys, newKey(t), d.key)...))); err == nil {
		t.Errorf("the accredited key was the %dth and let in", maxTries+1)
	}
}

// TestRevokedBetween: a key that is revoked is refused at the next proof.
func TestRevokedBetween(t *testing.T) {
	d := openDoor(t, nil)
	d.enter()
	d.register.revoke(d.key.PublicKey())
	if _, err := d.try(d.key); err == nil {
		t.Error("a revoked key was let in")
	}
}

func ecdsaPrivate(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	private, err := ecdsa.GenerateKey(curve, rand.Reader)
	must(t, err)
	return private
}

func ecdsaKey(t *testing.T, curve elliptic.Curve) gossh.Signer {
	t.Helper()
	signer, err := gossh.NewSignerFromKey(ecdsaPrivate(t, curve))
	must(t, err)
	return signer
}

func rsaKey(t *testing.T, bits int) gossh.Signer {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, bits)
	must(t, err)
	signer, err := gossh.NewSignerFromKey(private)
	must(t, err)
	return signer
}

// dsaKey is of the one size that ssh has. Its parameters are not random enough
// for use, only well formed.
func dsaKey(t *testing.T) gossh.Signer {
	t.Helper()
	var private dsa.PrivateKey
	must(t, dsa.GenerateParameters(&private.Parameters, rand.Reader, dsa.L1024N160))
	must(t, dsa.GenerateKey(&private, rand.Reader))
	signer, err := gossh.NewSignerFromKey(&private)
	must(t, err)
	return signer
}

func certificate(t *testing.T) gossh.Signer {
	t.Helper()
	key := newKey(t)
	signer, err := gossh.NewCertSigner(certificateOver(t, key.PublicKey()), key)
	must(t, err)
	return signer
}

func certificateOver(t *testing.T, key gossh.PublicKey) *gossh.Certificate {
	t.Helper()
	cert := &gossh.Certificate{Key: key, CertType: gossh.UserCert, ValidBefore: gossh.CertTimeInfinity}
	must(t, cert.SignCert(rand.Reader, newKey(t)))
	return cert
}

// A fido key is an authenticator in software, which says of its user's presence
// what it is told to. Source: OpenSSH, PROTOCOL.u2f.
type fido struct {
	private ed25519.PrivateKey
	public  gossh.PublicKey
	flags   byte
}

func fidoKey(t *testing.T, flags byte) gossh.Signer {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	parsed, err := gossh.ParsePublicKey(gossh.Marshal(&struct {
		Kind        string
		Key         []byte
		Application string
	}{gossh.KeyAlgoSKED25519, public, "ssh:"}))
	must(t, err)
	return &fido{private, parsed, flags}
}

func (f *fido) PublicKey() gossh.PublicKey { return f.public }

func (f *fido) Sign(_ io.Reader, data []byte) (*gossh.Signature, error) {
	application, message := sha256.Sum256([]byte("ssh:")), sha256.Sum256(data)
	state := binary.BigEndian.AppendUint32([]byte{f.flags}, 7)
	signed := slices.Concat(application[:], state, message[:])
	return &gossh.Signature{Format: gossh.KeyAlgoSKED25519, Blob: ed25519.Sign(f.private, signed), Rest: state}, nil
}

// TestWeakKeys judges keys as they are offered, without a connection.
func TestWeakKeys(t *testing.T) {
	odd := func(bits int) gossh.PublicKey {
		n := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
		key, err := gossh.NewPublicKey(&rsa.PublicKey{N: n.SetBit(n, 0, 1), E: 65537})
		must(t, err)
		return key
	}
	for bits, want := range map[int]bool{3071: false, 3072: true, 16384: true} {
		if got := strongEnough(odd(bits)); got != want {
			t.Errorf("rsa of %d bits: %v", bits, got)
		}
	}
}
