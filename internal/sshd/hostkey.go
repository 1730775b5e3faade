package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// HostKey reads the server's host key from a private key file in OpenSSH form.
// The key must be Ed25519 and the file readable by its owner only. Every error
// is a fault; a missing file is one of kind NotFound.
func HostKey(path string) (gossh.Signer, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "There is no host key at %s.", path).Because(err)
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Refused, "The host key %s can be read by others (mode %04o).", path, info.Mode().Perm()).
			Then("If nobody else has had it, run: chmod 600 %s", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	signer, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, fault.New(fault.Usage, "The file %s holds no host key that can be used: %v.", path, err).
			Then("Restore it from your backup: with another host key every client would raise an alarm.").Because(err)
	}
	if kind := signer.PublicKey().Type(); kind != gossh.KeyAlgoED25519 {
		return nil, fault.New(fault.Usage, "The host key %s is of type %s; this server uses %s alone.", path, kind, gossh.KeyAlgoED25519)
	}
	return signer, nil
}

func unreadable(path string, cause error) error {
	return fault.New(fault.Failed, "The host key %s cannot be read.", path).
		Then("See that the server's account owns the file.").Because(cause)
}

// MakeHostKey makes a new Ed25519 host key and keeps it at path in OpenSSH form
// with mode 0600. It never overwrites: where there is a file already it gives a
// fault of kind Conflict and leaves the file as it was. The file appears whole
// or not at all, and is on disk when MakeHostKey returns.
func MakeHostKey(path string) (gossh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	block, err := gossh.MarshalPrivateKey(private, "avs host key")
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	err = keepNew(path, pem.EncodeToMemory(block))
	if errors.Is(err, fs.ErrExist) {
		return nil, fault.New(fault.Conflict, "There is a host key at %s already; it was left as it is.", path).Because(err)
	}
	if err != nil {
		return nil, fault.New(fault.Failed, "The host key %s cannot be written.", path).
			Then("See that the folder exists and that the server's account may write to it.").Because(err)
	}
	return signer, nil
}

// keepNew writes a file that must not exist. The text goes into a file beside
// it, which is then linked to the name: a link, unlike a rename, never replaces.
func keepNew(path string, text []byte) (err error) {
	draft, err := os.CreateTemp(filepath.Dir(path), ".host-key-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(draft.Name())) }()
	_, err = draft.Write(text)
	err = errors.Join(err, draft.Sync(), draft.Close())
	if err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name in the folder survive a loss of power.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
