package sshd

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newKey is a fresh Ed25519 key.
func newKey(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	signer, err := gossh.NewSignerFromKey(private)
	must(t, err)
	return signer
}

// A testRegister knows some keys, and remembers which it was asked about.
type testRegister struct {
	mu     sync.Mutex
	logins map[string]string // by fingerprint
	asked  []string          // fingerprints
}

func (r *testRegister) Account(key gossh.PublicKey) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fingerprint := gossh.FingerprintSHA256(key)
	r.asked = append(r.asked, fingerprint)
	login, ok := r.logins[fingerprint]
	return login, ok
}

func (r *testRegister) enrol(login string, key gossh.PublicKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logins[gossh.FingerprintSHA256(key)] = login
}

func (r *testRegister) revoke(key gossh.PublicKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.logins, gossh.FingerprintSHA256(key))
}

func (r *testRegister) askedAbout() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.asked...)
}

// A logBook is a log that may be read while it is written.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logBook) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *logBook) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// A door is a server under test with one delegate, demo.delegate.
type door struct {
	*Server
	t        testing.TB
	register *testRegister
	key      gossh.Signer // demo.delegate's
	log      *logBook
}

// openDoor starts a server; change may alter its configuration. Its faces:
// Command says "LOGIN words…" and ends with 0, Help says "help" and ends with
// 0, Screen says its size and shows each key until the session ends.
func openDoor(t testing.TB, change func(*Config)) *door {
	t.Helper()
	before := runtime.NumGoroutine()
	d := &door{t: t, key: newKey(t), log: &logBook{}, register: &testRegister{logins: map[string]string{}}}
	d.register.enrol("demo.delegate", d.key.PublicKey())
	config := Config{
		Address:  "127.0.0.1:0",
		HostKey:  newKey(t),
		Register: d.register,
		Log:      slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Faces: Faces{
			Screen:  echoScreen,
			Command: sayWords,
			Help: func(v *Visit) int {
				fmt.Fprintln(v, "help")
				return 0
			},
		},
	}
	if change != nil {
		change(&config)
	}
	server, err := Listen(config)
	must(t, err)
	d.Server = server
	served := make(chan error, 1)
	go func() { served <- server.Serve() }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := server.Shutdown(ctx, "bye"); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
		waitFor(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
	})
	return d
}

func sayWords(v *Visit, words []string) int {
	fmt.Fprintf(v, "%s %s\n", v.Login, strings.Join(words, "|"))
	return 0
}

func echoScreen(v *Visit) int {
	size := v.Window()
	fmt.Fprintf(v.Raw(), "%s %dx%d %s\r\n", v.Login, size.Columns, size.Rows, v.Term)
	leave := make(chan struct{})
	v.OnFarewell(func(sentence string) {
		fmt.Fprintf(v.Raw(), "farewell: %s\r\n", sentence)
		close(leave)
	})
	go func() {
		_, _ = io.Copy(v.Raw(), v)
	}()
	select {
	case <-leave:
	case <-v.Context().Done():
	}
	return 0
}

// waitFor waits until the condition holds.
func waitFor(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline:
			stacks := make([]byte, 1<<16)
			t.Fatalf("waited in vain for %s\n%s", what, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// receiveIn gives what comes on the channel, or fails.
func receiveIn[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

// clientConfig is how a test's client comes; the user name is anybody's.
func clientConfig(auth ...gossh.AuthMethod) *gossh.ClientConfig {
	return &gossh.ClientConfig{
		User: "nobody.at.all", Auth: auth,
		HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	}
}

// try connects with the key and gives the error, if any.
func (d *door) try(key gossh.Signer) (*gossh.Client, error) {
	client, err := gossh.Dial("tcp", d.Addr().String(), clientConfig(gossh.PublicKeys(key)))
	if err == nil {
		d.t.Cleanup(func() { _ = client.Close() })
	}
	return client, err
}

// enter connects as demo.delegate.
func (d *door) enter() *gossh.Client {
	d.t.Helper()
	client, err := d.try(d.key)
	must(d.t, err)
	return client
}

// run runs a command on a new session and gives its output, both streams, and
// its exit code.
func run(t testing.TB, client *gossh.Client, line string) (output, stderr string, code int) {
	t.Helper()
	session, err := client.NewSession()
	must(t, err)
	defer session.Close()
	var out, problems bytes.Buffer
	session.Stdout, session.Stderr = &out, &problems
	code = codeOf(t, session.Run(line))
	return out.String(), problems.String(), code
}

// codeOf is the exit code that a session's end tells of.
func codeOf(t testing.TB, err error) int {
	t.Helper()
	if err == nil {
		return 0
	}
	exit, ok := errors.AsType[*gossh.ExitError](err)
	if !ok {
		t.Fatalf("the session ended without an exit status: %v", err)
	}
	return exit.ExitStatus()
}

// works fails the test unless the server still serves newcomers.
func (d *door) works() {
	d.t.Helper()
	client, err := d.try(d.key)
	must(d.t, err)
	defer client.Close()
	if out, _, code := run(d.t, client, "still here"); code != 0 || out != "demo.delegate still|here\n" {
		d.t.Fatalf("a newcomer got %q, exit code %d", out, code)
	}
}

// A rawChannel is a session channel with nothing asked for yet.
type rawChannel struct {
	gossh.Channel
	requests <-chan *gossh.Request
}

func openChannel(t testing.TB, client *gossh.Client) *rawChannel {
	t.Helper()
	channel, requests, err := client.OpenChannel("session", nil)
	must(t, err)
	return &rawChannel{Channel: channel, requests: requests}
}

// exitStatus waits for the end of the session and gives its exit status, or -1.
func (c *rawChannel) exitStatus(t testing.TB) int {
	t.Helper()
	status := make(chan int, 1)
	go func() {
		code := -1
		for request := range c.requests {
			if request.Type == "exit-status" {
				var payload struct{ Status uint32 }
				if gossh.Unmarshal(request.Payload, &payload) == nil {
					code = int(payload.Status)
				}
			}
			_ = request.Reply(false, nil)
		}
		status <- code
	}()
	return receiveIn(t, "the session to end", status)
}

// ask sends a request that wants an answer.
func (c *rawChannel) ask(t testing.TB, kind string, payload []byte) bool {
	t.Helper()
	ok, err := c.SendRequest(kind, true, payload)
	must(t, err)
	return ok
}

// text marshals a payload of one string.
func text(value string) []byte { return gossh.Marshal(&startPayload{Value: value}) }
