package served

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	gossh "golang.org/x/crypto/ssh"
)

// A Child is a server in a process of its own.
type Child struct {
	where string
	host  gossh.PublicKey
	cmd   *exec.Cmd
	ended chan struct{} // closed when the process was waited for
	err   error         // of Wait; read after ended
}

var _ serving = (*Child)(nil)

var listening = regexp.MustCompile(`(?m)^listening on (\S+)\nhost key (SHA256:\S+)$`)

// Spawn starts a server and waits until it accepts. What it writes goes to the
// log. An error tells how it ended if it did before; it is an *exec.ExitError
// then. Whoever gets the child ends it, or has a House adopt it.
func Spawn(log *Record, cmd *exec.Cmd) (child *Child, err error) {
	c := &Child{cmd: cmd, ended: make(chan struct{})}
	said := newRecord(log.t)
	c.cmd.Stdout, c.cmd.Stderr = io.MultiWriter(said, log), log
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { // ends with the process
		c.err = c.cmd.Wait()
		close(c.ended)
		said.wake()
	}()
	defer func() {
		if child == nil {
			c.kill()
		}
	}()
	said.Until("the server to listen", func(text string) bool { return c.over() || listening.MatchString(text) })
	found := listening.FindStringSubmatch(said.Text())
	if found == nil {
		return nil, c.err
	}
	c.where = found[1]
	host, err := hostKeyAt(c.where)
	if err == nil && gossh.FingerprintSHA256(host) != found[2] {
		err = fmt.Errorf("the server says its host key is %s, and proves %s", found[2], gossh.FingerprintSHA256(host))
	}
	if err != nil {
		return nil, err
	}
	c.host = host
	return c, nil
}

// hostKeyAt asks a server for its host key, without coming in.
func hostKeyAt(address string) (key gossh.PublicKey, err error) {
	line, err := net.DialTimeout("tcp", address, Patience)
	if err != nil {
		return nil, err
	}
	defer line.Close()
	enough := errors.New("the host key is known")
	_, _, _, err = gossh.NewClientConn(line, address, &gossh.ClientConfig{
		HostKeyCallback: func(_ string, _ net.Addr, k gossh.PublicKey) error { key = k; return enough },
	})
	if key != nil {
		return key, nil
	}
	return nil, err
}

func (c *Child) over() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

func (c *Child) address() string          { return c.where }
func (c *Child) hostKey() gossh.PublicKey { return c.host }

// PID is the process that was started: the server itself, or what stands before it.
func (c *Child) PID() int { return c.cmd.Process.Pid }

func (c *Child) reload() { _ = c.cmd.Process.Signal(syscall.SIGHUP) } // fails where it has ended: seen by what waits

func (c *Child) stop() error {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // fails where it has ended: then Wait tells how
	return c.wait()
}

// wait waits until the process ends, and answers nil for exit code 0.
func (c *Child) wait() error {
	select {
	case <-c.ended:
		return c.err
	case <-inVain():
		c.kill()
		return errors.New("the server does not end")
	}
}

// kill kills the process and what it started, and waits for its end.
func (c *Child) kill() {
	_ = syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL) // fails where all have ended
	<-c.ended
}

// ExitCode is the code of an error that the end of a program or of a session gave:
// 0 for nil, -1 for one that a signal or a broken line ended.
func ExitCode(err error) int {
	var program *exec.ExitError
	var session *gossh.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &program):
		return program.ExitCode()
	case errors.As(err, &session):
		return session.ExitStatus()
	}
	return -1
}

// Output runs a program to its end, and gives what it wrote on both streams.
func Output(environ []string, words ...string) (text string, err error) {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = append(os.Environ(), environ...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	return strings.ReplaceAll(out.String(), "\r\n", "\n"), err
}
