package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
)

// delegates is how many there are: as many as write at once at the most.
const delegates = 256

// people are the delegates of a run, each with a key, in one key ring.
type people struct {
	ring        string // folder
	all         []person
	coordinator person // who is none of them
}

type person struct {
	login  asem.Login
	signer gossh.Signer
}

// newPeople makes the delegates, spread over all partners, and writes the ring.
func newPeople(folder string) (*people, error) {
	p := &people{ring: filepath.Join(folder, "keys")}
	partners := asem.Partners()
	lines := map[asem.Code]*strings.Builder{}
	for i := range delegates + 1 {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, err
		}
		signer, err := gossh.NewSignerFromKey(private)
		if err != nil {
			return nil, err
		}
		key, err := gossh.NewPublicKey(public)
		if err != nil {
			return nil, err
		}
		login, roles := asem.Login(fmt.Sprintf("bench.n%03d", i)), "delegate"
		if i == delegates {
			login, roles = "bench.coordinator", "delegate coordinator"
		}
		code := partners[i%len(partners)].Code
		if lines[code] == nil {
			lines[code] = &strings.Builder{}
		}
		fmt.Fprintf(lines[code], "delegate=%q,name=\"Bench Number %d\",mission=\"Brussels\",roles=%q %s", login, i, roles, gossh.MarshalAuthorizedKey(key))
		if i == delegates {
			p.coordinator = person{login, signer}
			continue
		}
		p.all = append(p.all, person{login, signer})
	}
	if err := os.MkdirAll(filepath.Join(p.ring, "partners"), 0o700); err != nil {
		return nil, err
	}
	for code, text := range lines {
		if err := os.WriteFile(filepath.Join(p.ring, "partners", string(code)+".keys"), []byte(text.String()), 0o600); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// number is one of them, round and round.
func (p *people) number(i int) person { return p.all[i%len(p.all)] }
