package journal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// origin is the first line of every checkpoint and the name of its key.
const origin = "asem.internal/avs/journal"

// A Checkpoint says how long the journal is and what it holds: the number of
// entries and the root of their Merkle tree.
type Checkpoint struct {
	Size int64
	Root tlog.Hash
}

// A Seal signs checkpoints. Its key is made once, with the installation.
type Seal struct {
	signer   note.Signer
	verifier note.Verifier
}

// NewSealKey makes a signing key, secret, and the verifier's key that goes with it,
// which is public and is what partners keep beside their checkpoints.
func NewSealKey() (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, origin)
}

// NewSeal reads a pair of keys as NewSealKey made them.
func NewSeal(secret, public string) (*Seal, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return nil, fmt.Errorf("the seal's key: %w", err)
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(public))
	if err != nil {
		return nil, fmt.Errorf("the seal's public key: %w", err)
	}
	if signer.KeyHash() != verifier.KeyHash() {
		return nil, errors.New("the seal's two keys do not belong together")
	}
	return &Seal{signer: signer, verifier: verifier}, nil
}

// KeyHash tells this seal from others, for as long as the installation lasts.
func (s *Seal) KeyHash() uint32 { return s.verifier.KeyHash() }

// Sign writes a checkpoint as a signed note: the origin, the size, the root in
// base64, each on a line.
func (s *Seal) Sign(c Checkpoint) ([]byte, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
	return note.Sign(&note.Note{Text: text}, s.signer)
}

// Open reads a signed checkpoint; it fails where the signature is not the seal's.
func (s *Seal) Open(signed []byte) (Checkpoint, error) {
	n, err := note.Open(signed, note.VerifierList(s.verifier))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("the checkpoint: %w", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return Checkpoint{}, errors.New("the checkpoint is not one of this system")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("the checkpoint's size %q is no size", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("the checkpoint's root: %w", err)
	}
	return Checkpoint{Size: size, Root: root}, nil
}
