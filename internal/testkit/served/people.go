package served

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// KeyFile is the private key of a person, or of a stranger, as OpenSSH keeps it.
// The public key lies beside it, with .pub behind its name. The pair is made when
// it is first asked for.
func (h *House) KeyFile(name string) string {
	h.t.Helper()
	path := filepath.Join(h.people, name)
	if _, err := os.Stat(path + ".pub"); err == nil {
		return path
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	h.must(err)
	block, err := gossh.MarshalPrivateKey(private, name)
	h.must(err)
	key, err := gossh.NewPublicKey(public)
	h.must(err)
	h.must(os.WriteFile(path, pem.EncodeToMemory(block), 0o600))
	h.must(os.WriteFile(path+".pub", []byte(authorized(key)+" "+name+"\n"), 0o600))
	return path
}

// Signer is the same key for golang.org/x/crypto/ssh.
func (h *House) Signer(name string) gossh.Signer {
	h.t.Helper()
	text, err := os.ReadFile(h.KeyFile(name))
	h.must(err)
	signer, err := gossh.ParsePrivateKey(text)
	h.must(err)
	return signer
}

// Enrol puts a line into the key ring: the person may come in after the next
// Start or Reload. Roles are as in a key ring.
func (h *House) Enrol(login, partner, roles string) {
	h.t.Helper()
	public, err := os.ReadFile(h.KeyFile(login) + ".pub")
	h.must(err)
	words := strings.Split(login, ".")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	line := fmt.Sprintf("delegate=%q,name=%q,mission=\"Brussels\",roles=%q %s", login, strings.Join(words, " "), roles, public)
	ring, err := os.OpenFile(h.Ring(partner), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	h.must(err)
	_, err = ring.WriteString(line)
	h.must(err)
	h.must(ring.Close())
}

// Ring is the file of a partner in the key ring.
func (h *House) Ring(partner string) string {
	return filepath.Join(h.Keys, "partners", partner+".keys")
}

// Config is a client configuration of OpenSSH that knows the host; `-i` names who
// comes. It is written anew at each Start.
func (h *House) Config() string { return filepath.Join(h.people, "ssh_config") }

// introduce writes the client configuration for a server, so that clients trust it.
func (h *House) introduce(s serving) {
	h.t.Helper()
	host, port, err := net.SplitHostPort(s.address())
	h.must(err)
	known := filepath.Join(h.people, "known_hosts")
	h.must(os.WriteFile(known, []byte("avs-test "+authorized(s.hostKey())+"\n"), fs.FileMode(0o600)))
	h.must(os.WriteFile(h.Config(), fmt.Appendf(nil, `Host avs
  HostName %s
  Port %s
  HostKeyAlias avs-test
  User anybody
  UserKnownHostsFile %q
  StrictHostKeyChecking yes
  BatchMode yes
  LogLevel ERROR
  IdentitiesOnly yes
  IdentityAgent none
  IgnoreUnknown ObscureKeystrokeTiming
  ObscureKeystrokeTiming no
`, host, port, known), 0o600))
}

func authorized(key gossh.PublicKey) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key)))
}
