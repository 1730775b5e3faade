// Package demo makes a demonstration: a delegate of each kind with a key pair of
// their own, a key ring that accredits them, and a client configuration with which
// one word after ssh is enough.
//
// Everything here is demonstration data, marked as such in every name. The private
// keys lie in the data folder, readable by their owner only; nobody uses such a
// folder for real work, and Make refuses one that was not made by it.
package demo

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// A Person is one demonstration delegate.
type Person struct {
	Login   asem.Login
	Name    string
	Partner asem.Code
	Mission string
	Roles   string // as in a key ring
	May     string // in words
}

// People lists the demonstration delegates, one of each kind, of partners that
// alternate between the regions. One partner has two, so that what is done for a partner
// can be seen by another of its delegates.
func People() []Person {
	person := func(kind string, partner asem.Code, mission, roles, may string) Person {
		return Person{Login: asem.Login("demo." + kind), Name: "Demonstration " + strings.ToUpper(kind[:1]) + kind[1:],
			Partner: partner, Mission: mission, Roles: roles, May: may}
	}
	return []Person{
		person("observer", "NZ", "Brussels", string(roster.Observer), "reads"),
		person("delegate", "FI", "Jakarta", string(roster.Ordinary), "reads and writes"),
		person("representative", "FI", "Brussels", "contact-point delegate", "speaks for the same partner as the delegate"),
		person("colleague", "VN", "Brussels", string(roster.Ordinary), "reads and writes, to answer the other one"),
		person("contact", "JP", "Brussels", "contact-point delegate", "speaks for the partner"),
		person("coordinator", "EU", "", "coordinator delegate", "coordinates"),
		person("moderator", "KR", "Brussels", "moderator delegate", "pins, locks, moves, hides and redacts"),
		person("secretariat", "XA", "Jakarta", string(roster.Secretariat), "operates the system"),
	}
}

// The folders of a demonstration inside its data folder.
const (
	folder     = "demo"
	ringFolder = "keys"
	sshConfig  = "ssh_config"
)

// A Set is a demonstration as it lies in a data folder.
type Set struct{ data string }

// Make makes what is missing of a demonstration in a data folder: keys, key
// ring. It is harmless to do again. It refuses a folder that holds a real
// installation.
func Make(data string, holdsStore bool) (Set, error) {
	s := Set{data}
	if _, err := os.Stat(s.path()); errors.Is(err, fs.ErrNotExist) && holdsStore {
		return s, fault.New(fault.Refused, "%s holds a real installation.", data).Then("Name another folder for the demonstration.")
	}
	if err := os.MkdirAll(s.path(), 0o700); err != nil {
		return s, failed(err)
	}
	if err := os.MkdirAll(filepath.Join(s.Ring(), "partners"), 0o700); err != nil {
		return s, failed(err)
	}
	rings := map[asem.Code]string{}
	for _, p := range People() {
		public, err := s.key(p)
		if err != nil {
			return s, failed(err)
		}
		line := fmt.Sprintf("delegate=%q,name=%q,mission=%q,roles=%q %s", p.Login, p.Name, p.Mission, p.Roles, public)
		if p.Mission == "" {
			line = strings.Replace(line, `mission="",`, "", 1)
		}
		rings[p.Partner] += line
	}
	for partner, lines := range rings {
		ring := filepath.Join(s.Ring(), "partners", string(partner)+".keys")
		if err := os.WriteFile(ring, []byte("# Demonstration data.\n"+lines), 0o600); err != nil {
			return s, failed(err)
		}
	}
	return s, nil
}

func failed(err error) error {
	return fault.New(fault.Failed, "The demonstration could not be made: %v.", err).Then("Check the owner of the folder and the room on its disk.").Because(err)
}

func (s Set) path() string { return filepath.Join(s.data, folder) }

// Ring is the key ring of the demonstration.
func (s Set) Ring() string { return filepath.Join(s.data, ringFolder) }

// Config is the client configuration of the demonstration.
func (s Set) Config() string { return filepath.Join(s.path(), sshConfig) }

func (s Set) private(p Person) string { return filepath.Join(s.path(), string(p.Login)) }

// key makes the key pair of a person, or reads the public one that is there.
func (s Set) key(p Person) (authorized string, err error) {
	path := s.private(p)
	if data, err := os.ReadFile(path + ".pub"); err == nil {
		return string(data), nil
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	block, err := gossh.MarshalPrivateKey(private, string(p.Login))
	if err != nil {
		return "", err
	}
	key, err := gossh.NewPublicKey(public)
	if err != nil {
		return "", err
	}
	authorized = strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key))) + " " + string(p.Login) + "\n"
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		return "", err
	}
	return authorized, os.WriteFile(path+".pub", []byte(authorized), 0o644)
}

// Introduce writes the client configuration for a server at host and port with
// this host key, so that clients trust it at once, and gives the ssh line for each
// person.
func (s Set) Introduce(host, port string, hostKey gossh.PublicKey) (lines map[asem.Login]string, err error) {
	absolute, err := filepath.Abs(s.path())
	if err != nil {
		return nil, failed(err)
	}
	known := filepath.Join(absolute, "known_hosts")
	var b strings.Builder
	b.WriteString("# Demonstration data: written anew whenever the demonstration starts.\n")
	lines = map[asem.Login]string{}
	for _, p := range People() {
		fmt.Fprintf(&b, "\nHost %s\n  IdentityFile %q\n", p.Login, filepath.Join(absolute, string(p.Login)))
		lines[p.Login] = "ssh -F " + shellWord(s.Config()) + " " + string(p.Login)
	}
	fmt.Fprintf(&b, `
Host demo.*
  HostName %s
  Port %s
  HostKeyAlias avs-demonstration
  User avs
  UserKnownHostsFile %q
  StrictHostKeyChecking yes
  IdentitiesOnly yes
  IdentityAgent none
  IgnoreUnknown ObscureKeystrokeTiming
  ObscureKeystrokeTiming no
`, host, port, known)
	entry := "avs-demonstration " + string(gossh.MarshalAuthorizedKey(hostKey))
	if err := os.WriteFile(known, []byte(entry), 0o644); err != nil {
		return nil, failed(err)
	}
	if err := os.WriteFile(s.Config(), []byte(b.String()), 0o600); err != nil {
		return nil, failed(err)
	}
	return lines, nil
}

// shellWord quotes a path for a shell where that is needed.
func shellWord(s string) string {
	if strings.ContainsAny(s, " '\"\\$&;|<>()*?[]#~`!\t\n") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
