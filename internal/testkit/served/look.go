package served

import (
	"cmp"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"

	"github.com/creack/pty"
	gossh "golang.org/x/crypto/ssh"
)

// A Look says how a person looks at the screens. The zero Look is that of an xterm
// of 80x24.
type Look struct {
	Columns, Rows int
	Term          string            // xterm-256color if empty
	Variables     map[string]string // environment that the client sends
}

func (l Look) complete() Look {
	l.Columns, l.Rows = cmp.Or(l.Columns, 80), cmp.Or(l.Rows, 24)
	l.Term = cmp.Or(l.Term, "xterm-256color")
	return l
}

// Screen comes in as a person with a terminal, on a connection of its own.
func (h *House) Screen(login string, look Look) *Terminal {
	h.t.Helper()
	return h.ScreenOn(h.Enter(login, Way{}), look)
}

// ScreenOn opens a session with a terminal on a connection. Its bytes are those on
// the channel.
func (h *House) ScreenOn(client *gossh.Client, look Look) *Terminal {
	h.t.Helper()
	look = look.complete()
	session, err := client.NewSession()
	h.must(err)
	for name, value := range look.Variables {
		h.must(session.Setenv(name, value))
	}
	h.must(session.RequestPty(look.Term, look.Rows, look.Columns, gossh.TerminalModes{}))
	keys, err := session.StdinPipe()
	h.must(err)
	drawn, err := session.StdoutPipe()
	h.must(err)
	h.must(session.Shell())
	return watch(h.t, look, source{
		drawn: drawn, keys: keys, exit: session.Wait,
		size:  func(columns, rows int) error { return session.WindowChange(rows, columns) },
		close: func() { _ = client.Close() }, // the server may have closed it
	})
}

// Program runs a program in a pseudo-terminal, such as a client.
func (h *House) Program(look Look, environ []string, words ...string) *Terminal {
	h.t.Helper()
	look = look.complete()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = slices.Concat(os.Environ(), []string{"TERM=" + look.Term}, environ)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(look.Rows), Cols: uint16(look.Columns)})
	h.must(err)
	wait := sync.OnceValue(cmd.Wait)
	return watch(h.t, look, source{
		drawn: file, keys: file, exit: wait,
		size: func(columns, rows int) error {
			return pty.Setsize(file, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)})
		},
		close: func() {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it leads its session; fails where it has ended
			_ = file.Close()
			_ = wait()
		},
	})
}
