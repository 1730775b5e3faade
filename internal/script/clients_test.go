package script

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/testkit/served"
)

// A client is a program by which people come in; line gives its command line.
type client struct {
	name  string
	needs []string
	terms []string // by which it can be told what terminal it stands on
	line  func(t *testing.T, h *served.House) []string
}

// terms are the kinds of terminal.
var terms = []string{"xterm-256color", "vt100", "linux", "screen", "tmux-256color", "rxvt", "unheard-of", "dumb"}

var openSSH = client{"OpenSSH", []string{"ssh"}, terms, func(_ *testing.T, h *served.House) []string {
	return h.SSH("demo.delegate", []string{"-tt"})
}}

var plink = client{"plink", []string{"plink", "puttygen"}, []string{"xterm"}, func(t *testing.T, h *served.House) []string {
	key := h.KeyFile("demo.delegate")
	if out, err := served.Output(nil, "puttygen", key, "-O", "private", "-o", key+".ppk"); err != nil {
		t.Fatalf("puttygen: %v\n%s", err, out)
	}
	host, port, _ := net.SplitHostPort(h.Address())
	return []string{"plink", "-ssh", "-t", "-batch", "-noagent", "-no-antispoof", "-hostkey", gossh.FingerprintSHA256(h.HostKey()),
		"-i", key + ".ppk", "-P", port, "anybody@" + host}
}}

var dbclient = client{"dbclient", []string{"dbclient", "dropbearconvert"}, terms, func(t *testing.T, h *served.House) []string {
	key := h.KeyFile("demo.delegate")
	if out, err := served.Output(nil, "dropbearconvert", "openssh", "dropbear", key, key+".dropbear"); err != nil {
		t.Fatalf("dropbearconvert: %v\n%s", err, out)
	}
	host, port, _ := net.SplitHostPort(h.Address())
	return []string{"dbclient", "-y", "-y", "-t", "-i", key + ".dropbear", "-p", port, "anybody@" + host}
}}

// TestClients comes in by each client on each kind of terminal: the first screen
// is drawn, the keys work, and leaving ends the client with 0.
func TestClients(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	h.Does("demo.colleague", "An opinion.", "post finance --title 'A first subject'")
	for _, c := range []client{openSSH, plink, dbclient} {
		for _, term := range c.terms {
			t.Run(c.name+" on "+term, func(t *testing.T) {
				need(t, c.needs...)
				s := h.Program(served.Look{Term: term}, []string{"HOME=" + t.TempDir()}, c.line(t, h)...)
				if term == "dumb" {
					visitInLines(t, s)
				} else {
					visit(t, s)
				}
				if code := s.Ends(); code != 0 {
					t.Errorf("the client ended with %d\n%s", code, s.Look())
				}
			})
		}
	}
}

// visit goes to a board and back, and leaves.
func visit(t *testing.T, s *served.Terminal) {
	t.Helper()
	first := s.Shows("AVS > Today", "FI demo.delegate", "New to you", "? help")
	if !strings.HasPrefix(first.Row(), ">") || first.X != 0 {
		t.Errorf("the cursor rests on %q", first.Row())
	}
	s.Type(":finance\r")
	s.Shows("> Finance", "A first subject")
	s.Type("\r") // opens the topic
	s.Shows("A first subject", "An opinion.")
	s.Type("\x1b[D") // left, as this is no sequence of the terminal's own
	s.Until("the board again", func(p served.Picture) bool { return p.Has("> Finance") && !p.Has("An opinion.") })
	s.Type("q")
	s.Shows("AVS > Today")
	s.Type("\x0c")
	s.Shows("AVS > Today", "? help")
	s.Type("q")
	s.Shows("Leave the secretariat?")
	s.Type("y")
}

// visitInLines does the same in the linear mode, which writes no escape sequence.
func visitInLines(t *testing.T, s *served.Terminal) {
	t.Helper()
	s.Says("Today")
	s.Type(":finance\r")
	s.Says("A first subject")
	s.Type("bye\r")
	s.Until("the end", func(p served.Picture) bool { return p.Over })
	if strings.Contains(s.Raw(), "\x1b") {
		t.Errorf("an escape sequence came: %q", s.Raw())
	}
}

// TestResize changes the window while somebody reads: everything is drawn for the
// new one.
func TestResize(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	long := aboard(t, h, 30)
	s := h.Screen("demo.delegate", served.Look{})
	s.Shows("AVS > Today", "? help")
	s.Type(":" + long + "\r")
	s.Shows("> #"+long, "1. ")
	for _, size := range []served.Look{{Columns: 120, Rows: 40}, {Columns: 40, Rows: 10}, {Columns: 80, Rows: 24}, {Columns: 20, Rows: 5}, {Columns: 1, Rows: 1}, {Columns: 200, Rows: 60}} {
		s.Resize(size.Columns, size.Rows)
		if size.Columns > 20 {
			s.Until("the size "+fmt.Sprint(size), func(p served.Picture) bool {
				foot := p.Lines[len(p.Lines)-1]
				return strings.Contains(p.Lines[0], "#"+long) && (foot != "" || size.Columns < 80)
			})
		}
	}
	s.Type("\x0c")
	s.Shows("#"+long, "demo.delegate", "? help")
}

// TestInsideMultiplexers comes in by OpenSSH inside tmux and screen.
func TestInsideMultiplexers(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	h.Does("demo.colleague", "An opinion.", "post finance --title 'A first subject'")
	t.Run("tmux", func(t *testing.T) {
		need(t, "tmux", "ssh")
		home := t.TempDir()
		line := slices.Concat([]string{"tmux", "-S", filepath.Join(home, "socket"), "-f", "/dev/null", "new-session"}, h.SSH("demo.delegate", []string{"-tt"}))
		s := h.Program(served.Look{}, []string{"HOME=" + home, "TMUX=", "LANG=C.UTF-8"}, line...)
		visit(t, s)
		s.Ends()
	})
	t.Run("screen", func(t *testing.T) {
		need(t, "screen", "ssh")
		home := t.TempDir()
		rc := filepath.Join(home, "screenrc")
		if err := os.WriteFile(rc, []byte("startup_message off\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		sockets := filepath.Join(home, "sockets")
		if err := os.Mkdir(sockets, 0o700); err != nil {
			t.Fatal(err)
		}
		line := slices.Concat([]string{"screen", "-c", rc, "-U"}, h.SSH("demo.delegate", []string{"-tt"}))
		s := h.Program(served.Look{}, []string{"HOME=" + home, "SCREENDIR=" + sockets, "STY=", "LANG=C.UTF-8"}, line...)
		visit(t, s)
		s.Ends()
	})
}
