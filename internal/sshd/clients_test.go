package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// program finds a client that may be installed, or skips the test.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed here", name)
	}
	return path
}

// keyFile makes a key for a client that wants a file, and enrols it.
func (d *door) keyFile(t *testing.T) string {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	signer, err := gossh.NewSignerFromKey(private)
	must(t, err)
	d.register.enrol("demo.delegate", signer.PublicKey())
	block, err := gossh.MarshalPrivateKey(private, "")
	must(t, err)
	path := filepath.Join(t.TempDir(), "id_ed25519")
	must(t, os.WriteFile(path, pem.EncodeToMemory(block), 0o600))
	return path
}

// openSSH is the OpenSSH client, without any configuration of whoever tests.
func openSSH(t *testing.T, address net.Addr, key string, args ...string) *exec.Cmd {
	t.Helper()
	host, port, err := net.SplitHostPort(address.String())
	must(t, err)
	return exec.CommandContext(t.Context(), program(t, "ssh"), append([]string{
		"-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
		"-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", key, "-p", port, "anybody@" + host,
	}, args...)...)
}

func TestOpenSSH(t *testing.T) {
	program(t, "ssh")
	d := openDoor(t, func(c *Config) {
		words := c.Faces.Command
		c.Faces.Command = func(v *Visit, w []string) int {
			if w[0] == "count" {
				read, err := io.ReadAll(v)
				if err != nil {
					return 1
				}
				return len(read)
			}
			return words(v, w)
		}
	})
	key := d.keyFile(t)
	t.Run("command", func(t *testing.T) {
		out, err := openSSH(t, d.Addr(), key, "read 7 --json").Output()
		if string(out) != "demo.delegate read|7|--json\n" {
			t.Errorf("got %q (%v)", out, err)
		}
	})
	t.Run("input and exit status", func(t *testing.T) {
		command := openSSH(t, d.Addr(), key, "count")
		command.Stdin = strings.NewReader("seventeen letters")
		_ = command.Run()
		if got := command.ProcessState.ExitCode(); got != 17 {
			t.Errorf("exit code %d", got)
		}
	})
	t.Run("terminal", func(t *testing.T) {
		command := openSSH(t, d.Addr(), key)
		command.Args = append([]string{command.Args[0], "-tt"}, command.Args[1:]...)
		command.Env = append(os.Environ(), "TERM=vt220")
		_, err := command.StdinPipe() // else the end of input ends the screen
		must(t, err)
		out, err := command.StdoutPipe()
		must(t, err)
		must(t, command.Start())
		line := make([]byte, len("demo.delegate 80x24 vt220\r\n"))
		if _, err := io.ReadFull(out, line); string(line) != "demo.delegate 80x24 vt220\r\n" {
			t.Errorf("the screen shows %q (%v)", line, err)
		}
		if n := d.CloseLogin("demo.delegate", "Good night."); n != 1 {
			t.Errorf("%d closed", n)
		}
		rest, _ := io.ReadAll(out)
		if !strings.Contains(string(rest), "farewell: Good night.") {
			t.Errorf("the screen then shows %q", rest)
		}
		_ = command.Wait()
		if got := command.ProcessState.ExitCode(); got != 1 {
			t.Errorf("exit code %d", got)
		}
	})
	t.Run("stranger", func(t *testing.T) {
		stranger := d.keyFile(t)
		d.register.mu.Lock()
		clear(d.register.logins)
		d.register.mu.Unlock()
		out, err := openSSH(t, d.Addr(), stranger, "whoami").CombinedOutput()
		if err == nil || !strings.HasSuffix(strings.TrimSpace(string(out)), "Permission denied (publickey).") {
			t.Errorf("a stranger got %q (%v)", out, err)
		}
	})
}

func TestDropbear(t *testing.T) {
	d := openDoor(t, nil)
	client, convert := program(t, "dbclient"), program(t, "dropbearconvert")
	key := d.keyFile(t)
	converted := key + ".dropbear"
	if out, err := exec.CommandContext(t.Context(), convert, "openssh", "dropbear", key, converted).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	host, port, err := net.SplitHostPort(d.Addr().String())
	must(t, err)
	command := exec.CommandContext(t.Context(), client, "-y", "-y", "-i", converted, "-p", port, "anybody@"+host, "whoami")
	command.Env = append(os.Environ(), "HOME="+t.TempDir())
	if out, err := command.Output(); string(out) != "demo.delegate whoami\n" {
		t.Errorf("got %q (%v)", out, err)
	}
}

func TestPlink(t *testing.T) {
	d := openDoor(t, nil)
	client, generate := program(t, "plink"), program(t, "puttygen")
	key := d.keyFile(t)
	converted := key + ".ppk"
	if out, err := exec.CommandContext(t.Context(), generate, key, "-O", "private", "-o", converted).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	host, port, err := net.SplitHostPort(d.Addr().String())
	must(t, err)
	command := exec.CommandContext(t.Context(), client, "-batch", "-ssh", "-noagent",
		"-hostkey", gossh.FingerprintSHA256(d.config.HostKey.PublicKey()), "-i", converted, "-P", port, "anybody@"+host, "whoami")
	command.Env = append(os.Environ(), "HOME="+t.TempDir())
	if out, err := command.Output(); string(out) != "demo.delegate whoami\n" {
		t.Errorf("got %q (%v)", out, err)
	}
}

// TestSSHAudit lets ssh-audit judge the algorithms.
func TestSSHAudit(t *testing.T) {
	audit := program(t, "ssh-audit")
	for name, classic := range map[string]bool{"post-quantum": false, "classic": true} {
		t.Run(name, func(t *testing.T) {
			d := openDoor(t, func(c *Config) { c.ClassicOnly = classic })
			host, port, err := net.SplitHostPort(d.Addr().String())
			must(t, err)
			out, err := exec.CommandContext(t.Context(), audit, "--no-colors", "--port", port, host).CombinedOutput()
			if strings.Contains(string(out), "[fail]") || !strings.Contains(string(out), gossh.KeyExchangeCurve25519) {
				t.Errorf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}
