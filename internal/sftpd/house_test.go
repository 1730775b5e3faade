package sftpd

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/sshd"
)

// A house is a door with a library as files behind it, and a folder of a client's.
type house struct {
	*sshd.Server
	t       *testing.T
	library *fakeLibrary
	spool   *Spool
	log     *record
	host    gossh.Signer
	key     gossh.Signer
	keyFile string
	folder  string // of the client: downloads go there
	known   string // known_hosts
	address string
	port    string
}

// openHouse serves a library over real ssh.
func openHouse(t *testing.T, library *fakeLibrary, change func(*sshd.Config)) *house {
	t.Helper()
	h := &house{t: t, library: library, spool: NewSpool(t.TempDir(), "", Limits{}), log: &record{}, folder: t.TempDir()}
	h.host, _ = newKey(t)
	var private ed25519.PrivateKey
	h.key, private = newKey(t)
	block, err := gossh.MarshalPrivateKey(private, "")
	must(t, err)
	keys := t.TempDir()
	h.keyFile, h.known = filepath.Join(keys, "id"), filepath.Join(keys, "known_hosts")
	must(t, os.WriteFile(h.keyFile, pem.EncodeToMemory(block), 0o600))
	c := sshd.Config{Address: "127.0.0.1:0", HostKey: h.host, Register: h, Log: slog.New(slog.NewTextHandler(h.log, nil)),
		Faces: sshd.Faces{Subsystems: map[string]func(*sshd.Visit) int{"sftp": h.face}}}
	if change != nil {
		change(&c)
	}
	h.Server, err = sshd.Listen(c)
	must(t, err)
	h.address, h.port, err = net.SplitHostPort(h.Addr().String())
	must(t, err)
	line := fmt.Sprintf("[%s]:%s %s", h.address, h.port, gossh.MarshalAuthorizedKey(h.host.PublicKey()))
	must(t, os.WriteFile(h.known, []byte(line), 0o600))
	served := make(chan error, 1)
	go func() { served <- h.Serve() }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := h.Shutdown(ctx, "The server stops."); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		must(t, <-served)
		if held, n := h.spool.held(), library.openNow(); held != 0 || n != 0 {
			t.Errorf("%d bytes are left in the spool, %d contents open", held, n)
		}
		if t.Failed() {
			t.Logf("the server's log:\n%s", h.log)
		}
	})
	return h
}

func newKey(t *testing.T) (gossh.Signer, ed25519.PrivateKey) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	signer, err := gossh.NewSignerFromKey(private)
	must(t, err)
	return signer, private
}

// Account knows one key.
func (h *house) Account(key gossh.PublicKey) (string, bool) {
	return "demo.delegate", gossh.FingerprintSHA256(key) == gossh.FingerprintSHA256(h.key.PublicKey())
}

// face is what a server puts behind its door.
func (h *house) face(v *sshd.Visit) int {
	ctx, cancel := context.WithCancelCause(v.Context())
	defer cancel(nil)
	v.OnFarewell(func(sentence string) {
		_, _ = fmt.Fprintln(v.Stderr(), sentence)
		cancel(fault.New(fault.Conflict, "%s", sentence))
	})
	err := Serve(ctx, stream{v}, Options{Library: h.library, Spool: h.spool, Owner: v.Login,
		Tell: func(sentence string) { _, _ = fmt.Fprintln(v.Stderr(), sentence) },
		Log:  slog.New(slog.NewTextHandler(h.log, nil))})
	return fault.ExitCode(err)
}

// stream is a visit as a channel.
type stream struct{ *sshd.Visit }

func (s stream) Write(p []byte) (int, error) { return s.Raw().Write(p) }

func (s stream) Close() error {
	s.Leave(fault.Failed.ExitCode())
	return nil
}

// options are those of OpenSSH, free of any configuration of whoever tests.
func (h *house) options() []string {
	return []string{"-F", "none", "-o", "UserKnownHostsFile=" + h.known, "-o", "StrictHostKeyChecking=yes", "-o", "LogLevel=ERROR",
		"-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "IdentityFile=" + h.keyFile}
}

// program is a client in its folder, with an empty home; it skips the test where it is
// not installed.
func (h *house) program(name string, args ...string) *exec.Cmd {
	h.t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		h.t.Skipf("%s is not installed here", name)
	}
	cmd := exec.CommandContext(h.t.Context(), path, args...)
	cmd.Dir = h.folder
	home := h.t.TempDir()
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home, "LANG=C.UTF-8")
	return cmd
}

// A client runs commands of its own language.
type client struct {
	name   string
	script func(h *house, lines ...string) *exec.Cmd
	// What it calls things.
	get, resume, put string // with %s for remote and local, or local and remote
	remove, mkdir    string
}

func clients() []client {
	return []client{
		{name: "sftp", script: (*house).sftp, get: "get '%s' %s", resume: "reget '%s' %s", put: "put %s '%s'", remove: "rm '%s'", mkdir: "mkdir '%s'"},
		{name: "psftp", script: (*house).psftp, get: `get "%s" %s`, resume: `reget "%s" %s`, put: `put %s "%s"`, remove: `rm "%s"`, mkdir: `mkdir "%s"`},
		{name: "lftp", script: (*house).lftp, get: "get '%s' -o %s", resume: "get -c '%s' -o %s", put: "put %s -o '%s'", remove: "rm '%s'", mkdir: "mkdir '%s'"},
	}
}

// sftp is OpenSSH's; it ends with an error when one of the lines failed.
func (h *house) sftp(lines ...string) *exec.Cmd {
	cmd := h.program("sftp", append(h.options(), "-b", "-", "-P", h.port, "anybody@"+h.address)...)
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	return cmd
}

// psftp is PuTTY's.
func (h *house) psftp(lines ...string) *exec.Cmd {
	h.t.Helper()
	converted := h.keyFile + ".ppk"
	if _, err := os.Stat(converted); err != nil {
		if out, err := h.program("puttygen", h.keyFile, "-O", "private", "-o", converted).CombinedOutput(); err != nil {
			h.t.Fatalf("%v: %s", err, out)
		}
	}
	batch := filepath.Join(h.t.TempDir(), "batch")
	must(h.t, os.WriteFile(batch, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return h.program("psftp", "-batch", "-noagent", "-hostkey", gossh.FingerprintSHA256(h.host.PublicKey()), "-i", converted,
		"-P", h.port, "-b", batch, "anybody@"+h.address)
}

func (h *house) lftp(lines ...string) *exec.Cmd {
	connect := "ssh -a -x " + strings.Join(h.options(), " ")
	script := append([]string{
		fmt.Sprintf("set sftp:connect-program '%s'", connect), "set net:max-retries 1", "set net:timeout 20", "set cmd:fail-exit yes", "set xfer:clobber yes",
		fmt.Sprintf("open -u anybody, -p %s sftp://%s", h.port, h.address),
	}, lines...)
	return h.program("lftp", "-f", h.scriptFile(script))
}

func (h *house) scriptFile(lines []string) string {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), "script")
	must(h.t, os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return file
}

// does runs a client that has to succeed.
func (h *house) does(cmd *exec.Cmd) string {
	h.t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil {
		h.t.Fatalf("%s: %v\n%s", filepath.Base(cmd.Path), err, out)
	}
	return string(out)
}

// fails runs a client that has to fail, and to say why.
func (h *house) fails(cmd *exec.Cmd, words ...string) {
	h.t.Helper()
	out, err := cmd.CombinedOutput()
	if err == nil {
		h.t.Errorf("%s does not fail:\n%s", filepath.Base(cmd.Path), out)
	}
	said := strings.Join(strings.Fields(string(out)), " ") // clients wrap
	for _, w := range words {
		if !strings.Contains(strings.ToLower(said), strings.ToLower(w)) {
			h.t.Errorf("%s: %v: it does not say %q:\n%s", filepath.Base(cmd.Path), err, w, out)
		}
	}
}
