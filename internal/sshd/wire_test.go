package sshd

import (
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// A counter stands between a client and the server and counts the bytes.
type counter struct {
	listener net.Listener
	up, down atomic.Int64 // from the client, to the client
	copying  sync.WaitGroup
}

func countTo(t *testing.T, server net.Addr) *counter {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	c := &counter{listener: listener}
	t.Cleanup(func() {
		_ = listener.Close()
		c.copying.Wait()
	})
	c.copying.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			behind, err := net.Dial("tcp", server.String())
			if err != nil {
				_ = conn.Close()
				return
			}
			c.copying.Go(func() { pass(behind, conn, &c.up) })
			c.copying.Go(func() { pass(conn, behind, &c.down) })
		}
	})
	return c
}

func pass(to, from net.Conn, count *atomic.Int64) {
	defer to.Close()
	buffer := make([]byte, 1<<15)
	for {
		n, err := from.Read(buffer)
		count.Add(int64(n))
		if _, failed := to.Write(buffer[:n]); failed != nil || err != nil {
			return
		}
	}
}

// The budgets for a login up to the first screen, both ways together, less what
// a first screen takes on the wire.
const (
	firstScreen        = 2016
	loginBudget        = 8000 - firstScreen
	classicLoginBudget = 5500 - firstScreen
)

// shortLists is what a client's configuration may say to send less.
var shortLists = []string{
	"-o", "Ciphers=chacha20-poly1305@openssh.com", "-o", "MACs=hmac-sha2-256-etm@openssh.com",
	"-o", "KexAlgorithms=curve25519-sha256", "-o", "HostKeyAlgorithms=ssh-ed25519", "-o", "PubkeyAcceptedAlgorithms=ssh-ed25519",
}

// TestLoginOnTheWire measures a login and a session with a terminal, until its
// first byte, on the wire and both ways. How long OpenSSH's own lists are is not
// ours to say, so these are only shown.
func TestLoginOnTheWire(t *testing.T) {
	for name, test := range map[string]struct {
		classic bool
		budget  int64
	}{"post-quantum": {false, loginBudget}, "classic": {true, classicLoginBudget}} {
		t.Run(name, func(t *testing.T) {
			d := openDoor(t, func(c *Config) {
				c.ClassicOnly = test.classic
				c.Faces.Screen = func(v *Visit) int {
					_, _ = v.Write([]byte("."))
					<-v.Context().Done()
					return 0
				}
			})
			t.Run("library", func(t *testing.T) {
				c := countTo(t, d.Addr())
				client, err := gossh.Dial("tcp", c.listener.Addr().String(), clientConfig(gossh.PublicKeys(d.key)))
				must(t, err)
				defer client.Close()
				channel := openChannel(t, client)
				channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "xterm-256color", Columns: 80, Rows: 24}))
				channel.ask(t, "shell", nil)
				_, err = io.ReadFull(channel, make([]byte, 1))
				must(t, err)
				c.within(t, test.budget)
			})
			t.Run("OpenSSH with its own lists", func(t *testing.T) {
				c := countTo(t, d.Addr())
				c.openSSH(t, d.keyFile(t))
				c.within(t, 1<<20)
			})
			t.Run("OpenSSH with short lists", func(t *testing.T) {
				c := countTo(t, d.Addr())
				c.openSSH(t, d.keyFile(t), shortLists...)
				c.within(t, classicLoginBudget)
			})
		})
	}
}

// openSSH logs in through the counter with a terminal, up to the first byte.
func (c *counter) openSSH(t *testing.T, key string, options ...string) {
	t.Helper()
	command := openSSH(t, c.listener.Addr(), key)
	command.Args = slices.Concat(command.Args[:1], []string{"-tt"}, options, command.Args[1:])
	out, err := command.StdoutPipe()
	must(t, err)
	_, err = command.StdinPipe() // else the end of input ends the screen
	must(t, err)
	must(t, command.Start())
	_, err = io.ReadFull(out, make([]byte, 1))
	must(t, err)
	must(t, command.Process.Kill())
	_ = command.Wait() // killed
}

func (c *counter) within(t *testing.T, budget int64) {
	t.Helper()
	up, down := c.up.Load(), c.down.Load()
	t.Logf("client to server %d, server to client %d, together %d bytes", up, down, up+down)
	if up+down > budget {
		t.Errorf("%d bytes are more than the budget of %d", up+down, budget)
	}
}
