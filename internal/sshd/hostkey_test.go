package sshd

import (
	"bytes"
	"crypto/elliptic"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

func TestHostKeyIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "host_key")
	if _, err := HostKey(path); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no key gives %v", err)
	}
	made, err := MakeHostKey(path)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	first, err := os.ReadFile(path)
	must(t, err)
	if !bytes.HasPrefix(first, []byte("-----BEGIN OPENSSH PRIVATE KEY-----\n")) {
		t.Errorf("the file begins %.40q", first)
	}
	if _, err := MakeHostKey(path); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second key gives %v", err)
	}
	again, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(first, again) {
		t.Error("the key was overwritten")
	}
	read, err := HostKey(path)
	must(t, err)
	if a, b := gossh.FingerprintSHA256(made.PublicKey()), gossh.FingerprintSHA256(read.PublicKey()); a != b {
		t.Errorf("made %s, read %s", a, b)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v (%v)", files, err)
	}
}

func TestHostKeyIsWatched(t *testing.T) {
	folder := t.TempDir()
	open := filepath.Join(folder, "open")
	_, err := MakeHostKey(open)
	must(t, err)
	must(t, os.Chmod(open, 0o640))
	junk := filepath.Join(folder, "junk")
	must(t, os.WriteFile(junk, []byte("no key"), 0o600))
	for path, want := range map[string]fault.Kind{open: fault.Refused, junk: fault.Usage, otherHostKey(t, folder): fault.Usage, folder: fault.Refused} {
		if _, err := HostKey(path); fault.KindOf(err) != want {
			t.Errorf("%s gives %v", filepath.Base(path), err)
		}
	}
	if _, err := MakeHostKey(filepath.Join(folder, "none", "key")); fault.KindOf(err) != fault.Failed {
		t.Errorf("a missing folder gives %v", err)
	}
}

// otherHostKey writes a key of a type that is not used here.
func otherHostKey(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(folder, "ecdsa")
	block, err := gossh.MarshalPrivateKey(ecdsaPrivate(t, elliptic.P256()), "")
	must(t, err)
	must(t, os.WriteFile(path, pem.EncodeToMemory(block), 0o600))
	return path
}
