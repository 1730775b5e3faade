package served

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/demo"
	"asem.internal/avs/internal/server"
)

// Options of a House. The zero Options serve inside the test's process with the
// usual configuration.
type Options struct {
	TOML   string   // the configuration file
	Avs    string   // path of the built avs: serve in a child process
	Before []string // words before the child's command line, such as strace and its options
	Folder string   // data folder; empty for one of the test's own
	Closed bool     // nobody is in the key ring to begin with
}

// A House is one installation of a test. Its methods fail the test instead of
// returning errors; those that may be used from several goroutines say so.
type House struct {
	Folder string  // data folder
	Keys   string  // key ring
	Log    *Record // what the server logged, in all of its lives

	t       testing.TB
	options Options
	people  string // folder with the key pairs, the client configuration and the known hosts
	damaged bool

	mu      sync.Mutex // guards serving
	serving serving    // nil while nothing serves
}

// A serving is a server that accepts.
type serving interface {
	address() string
	hostKey() gossh.PublicKey
	reload()
	stop() error // as SIGTERM does; an error unless it ended cleanly
	wait() error // until it ends of itself
	kill()       // as SIGKILL does; may not be possible
}

// New makes a house in folders of the test's own, and takes it down when the test
// ends: the server is stopped if it serves, and the folder verified.
func New(t testing.TB, o Options) *House {
	t.Helper()
	around := t.TempDir()
	h := &House{t: t, options: o, Folder: o.Folder, Keys: filepath.Join(around, "keys"),
		people: filepath.Join(around, "people"), Log: newRecord(t)}
	if h.Folder == "" {
		h.Folder = filepath.Join(around, "data")
	}
	for _, folder := range []string{h.Folder, h.people, filepath.Join(h.Keys, "partners")} {
		h.must(os.MkdirAll(folder, 0o700))
	}
	if o.TOML != "" {
		h.must(os.WriteFile(filepath.Join(h.Folder, "avs.toml"), []byte(o.TOML), 0o600))
	}
	if !o.Closed {
		for _, p := range demo.People() {
			h.Enrol(string(p.Login), string(p.Partner), p.Roles)
		}
	}
	t.Cleanup(h.finish)
	return h
}

// Start serves the house; when it returns the server accepts.
func (h *House) Start() {
	h.t.Helper()
	var s serving
	var err error
	if h.options.Avs == "" {
		s, err = serveHere(h)
	} else {
		words := slices.Concat(h.options.Before, []string{h.options.Avs, "serve", "--data", h.Folder, "--keys", h.Keys, "--listen", "127.0.0.1:0"})
		s, err = Spawn(h.Log, exec.Command(words[0], words[1:]...))
	}
	h.must(err)
	h.adopt(s)
}

// Adopt makes a child, which a test started with words of its own, the server of
// this house.
func (h *House) Adopt(c *Child) { h.adopt(c) }

func (h *House) adopt(s serving) {
	h.t.Helper()
	h.mu.Lock()
	h.serving = s
	h.mu.Unlock()
	h.introduce(s)
}

func (h *House) now() serving {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.serving
}

// Child is the process that serves, nil if none does.
func (h *House) Child() *Child {
	c, _ := h.now().(*Child)
	return c
}

// Address is where the server listens. It may be called from any goroutine; it is
// empty while nothing serves.
func (h *House) Address() string {
	if s := h.now(); s != nil {
		return s.address()
	}
	return ""
}

// HostKey is the server's public key.
func (h *House) HostKey() gossh.PublicKey { return h.now().hostKey() }

// Reload has the key ring read again, and returns when it was.
func (h *House) Reload() {
	h.t.Helper()
	readings := func(text string) int {
		return strings.Count(text, "key ring read") + strings.Count(text, "key ring could not be read")
	}
	before := readings(h.Log.Text())
	h.now().reload()
	h.Log.Until("the key ring to be read", func(text string) bool { return readings(text) > before })
}

// Stop stops the server as SIGTERM does, and answers how it ended.
func (h *House) Stop() error { return h.end(serving.stop) }

// Wait waits until the server ends of itself, and answers how it ended.
func (h *House) Wait() error { return h.end(serving.wait) }

// Kill kills the child that serves, as SIGKILL does. It may be called from any
// goroutine.
func (h *House) Kill() {
	_ = h.end(func(s serving) error { s.kill(); return nil })
}

func (h *House) end(how func(serving) error) error {
	h.mu.Lock()
	s := h.serving
	h.serving = nil
	h.mu.Unlock()
	if s == nil {
		return nil
	}
	return how(s)
}

// Damaged says that the test damaged the folder: it is not verified at the end.
func (h *House) Damaged() { h.damaged = true }

func (h *House) finish() {
	if err := h.Stop(); err != nil {
		h.t.Errorf("the server did not stop cleanly: %v\n%s", err, h.Log.Text())
	}
	if _, err := os.Stat(h.hostKeyFile()); err == nil && !h.damaged {
		h.Verify()
	}
	if h.t.Failed() {
		h.t.Logf("the server's log:\n%s", h.Log.Text())
	}
}

// Verify checks the folder, which nothing may be serving, as `avs verify` does.
func (h *House) Verify() {
	h.t.Helper()
	report, err := server.Verify(context.Background(), h.Folder, "", nil) // the test's own context ends before its cleanup
	if err != nil {
		h.t.Errorf("verifying: %v", err)
	}
	for _, p := range report.Problems {
		h.t.Errorf("the record does not hold: %v", p)
	}
}

func (h *House) hostKeyFile() string { return filepath.Join(h.Folder, "host_key") }

func (h *House) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}
