package sftpd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
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
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// A record may be read while it is written.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) say(sentence string) { _, _ = io.WriteString(r, sentence+"\n") }

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// A visit is one session under test with the protocol library's client on it.
type visit struct {
	*sftp.Client
	t       testing.TB
	library *fakeLibrary
	spool   *Spool
	said    *record
	log     *record
	end     net.Conn // the client's
	cancel  context.CancelCauseFunc
	ended   chan error // of Serve
}

// open begins a session; change may alter its options.
func open(t testing.TB, library *fakeLibrary, change func(*Options)) *visit {
	t.Helper()
	v := begin(t, library, change)
	client, err := sftp.NewClientPipe(v.end, v.end, sftp.UseConcurrentWrites(true))
	must(t, err)
	v.Client = client
	t.Cleanup(func() { _ = client.Close() }) // the server may have closed it
	return v
}

// begin is open without a client.
func begin(t testing.TB, library *fakeLibrary, change func(*Options)) *visit {
	t.Helper()
	near, far := net.Pipe()
	ctx, cancel := context.WithCancelCause(t.Context())
	v := &visit{t: t, library: library, spool: NewSpool(t.TempDir(), ".spool-", Limits{}), said: &record{}, log: &record{},
		end: far, cancel: cancel, ended: make(chan error, 1)}
	o := Options{Library: library, Spool: v.spool, Owner: "demo.delegate", Tell: v.said.say, Log: slog.New(slog.NewTextHandler(v.log, nil))}
	if change != nil {
		change(&o)
	}
	v.spool = o.Spool
	go func() {
		v.ended <- Serve(ctx, near, o)
		_ = near.Close()
	}()
	t.Cleanup(func() { cancel(nil) })
	return v
}

// ends hangs up and waits until the session is over.
func (v *visit) ends() error {
	v.t.Helper()
	_ = v.end.Close()
	return v.wait()
}

func (v *visit) wait() error {
	v.t.Helper()
	select {
	case err := <-v.ended:
		if held := v.spool.held(); held != 0 {
			v.t.Errorf("%d bytes are left in the spool", held)
		}
		if n := v.library.openNow(); n != 0 {
			v.t.Errorf("%d contents are left open", n)
		}
		return err
	case <-time.After(patience):
		v.t.Fatal("the session does not end")
		panic("unreachable")
	}
}

// names lists a folder.
func (v *visit) names(folder string) string {
	v.t.Helper()
	rows, err := v.ReadDir(folder)
	must(v.t, err)
	var names []string
	for _, r := range rows {
		name := r.Name()
		if r.IsDir() {
			name += "/"
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// read reads a whole file.
func (v *visit) read(path string) string {
	v.t.Helper()
	f, err := v.Open(path)
	must(v.t, err)
	defer f.Close()
	var out bytes.Buffer
	_, err = f.WriteTo(&out)
	must(v.t, err)
	return out.String()
}

// put uploads a whole file.
func (v *visit) put(path string, body io.Reader) error {
	f, err := v.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, body)
	return errors.Join(err, f.Close())
}

// wantStatus compares an error with a status and words of its sentence.
func wantStatus(t testing.TB, err error, code uint32, words string) {
	t.Helper()
	got := uint32(0)
	status, ok := errors.AsType[*sftp.StatusError](err)
	switch {
	case ok:
		got = status.Code
	case errors.Is(err, os.ErrNotExist):
		got = absentStatus
	case errors.Is(err, os.ErrPermission):
		got = deniedStatus
	}
	if err == nil || got != code || ok && !strings.Contains(err.Error(), words) {
		t.Errorf("%v (status %d), want status %d with %q", err, got, code, words)
	}
}

// Source: draft-ietf-secsh-filexfer-02, section 7.
const (
	absentStatus  = 2
	deniedStatus  = 3
	failureStatus = 4
)
