package main

import (
	"fmt"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// dial logs one of the people in. The host key is not looked at: the server is a
// child of this process.
func dial(address string, p person, exchange string) (*gossh.Client, error) {
	c := &gossh.ClientConfig{
		User: "bench", Auth: []gossh.AuthMethod{gossh.PublicKeys(p.signer)},
		HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: 30 * time.Second,
	}
	// As a client would that was configured for a poor line: what is chosen is what
	// the server puts first, and a client's own lists are not ours to measure.
	c.Ciphers, c.MACs = []string{gossh.CipherChaCha20Poly1305}, []string{gossh.HMACSHA256ETM}
	c.HostKeyAlgorithms = []string{gossh.KeyAlgoED25519}
	c.KeyExchanges = []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519}
	if exchange == classic {
		c.KeyExchanges = c.KeyExchanges[1:]
	}
	return gossh.Dial("tcp", address, c)
}

// order runs one command with an input and gives its output.
func order(client *gossh.Client, line, input string) (string, error) {
	s, err := client.NewSession()
	if err != nil {
		return "", err
	}
	defer s.Close()
	s.Stdin = strings.NewReader(input)
	var complaint strings.Builder
	s.Stderr = &complaint
	out, err := s.Output(line)
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", line, err, strings.TrimSpace(complaint.String()))
	}
	return string(out), nil
}

// A crowd is many connections at once.
type crowd struct{ clients []*gossh.Client }

// connect logs so many in, a few at a time.
func connect(address string, p *people, n int) (*crowd, error) {
	c := &crowd{clients: make([]*gossh.Client, n)}
	err := inParallel(n, func(i int) (err error) {
		c.clients[i], err = dial(address, p.number(i), postQuantum)
		return err
	})
	if err != nil {
		c.close()
		return nil, fmt.Errorf("opening %d connections: %w", n, err)
	}
	return c, nil
}

// gatherBlind gathers sessions of which nothing is looked at.
func gatherBlind(address string, p *people, n int, poke string) (*crowd, error) {
	c, terminals, err := gather(address, p, n, poke)
	for _, t := range terminals {
		t.blind()
	}
	return c, err
}

// gather logs so many in and gives each a terminal, which has had its first bytes;
// poke is sent first where a server says nothing by itself.
func gather(address string, p *people, n int, poke string) (*crowd, []*terminal, error) {
	c, err := connect(address, p, n)
	if err != nil {
		return nil, nil, err
	}
	terminals := make([]*terminal, n)
	err = inParallel(n, func(i int) (err error) {
		if terminals[i], err = openTerminal(c.clients[i], narrow); err != nil {
			return err
		}
		if poke != "" {
			terminals[i].send(poke)
		}
		_, err = terminals[i].rest(time.Millisecond)
		return err
	})
	if err != nil {
		c.close()
		return nil, nil, fmt.Errorf("opening %d sessions: %w", n, err)
	}
	return c, terminals, nil
}

func (c *crowd) close() {
	for _, client := range c.clients {
		if client != nil {
			_ = client.Close() // whatever the other side thinks of it
		}
	}
}
