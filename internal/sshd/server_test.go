package sshd

import (
	"context"
	"net"
	"reflect"
	"sync"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// A failingListener has no file descriptors left, a few times.
type failingListener struct {
	net.Listener
	mu    sync.Mutex
	fails int
	calls int
}

func (f *failingListener) Accept() (net.Conn, error) {
	f.mu.Lock()
	f.calls++
	fail := f.calls <= f.fails
	f.mu.Unlock()
	if fail {
		return nil, &net.OpError{Op: "accept", Err: syscall.EMFILE}
	}
	return f.Listener.Accept()
}

// TestAcceptWithoutDescriptors waits between the tries, and then goes on.
func TestAcceptWithoutDescriptors(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	failing := &failingListener{Listener: listener, fails: 4}
	d := &door{t: t, key: newKey(t), register: &testRegister{logins: map[string]string{}}}
	d.register.enrol("demo.delegate", d.key.PublicKey())
	d.Server = newServer(Config{HostKey: newKey(t), Register: d.register, Faces: Faces{Command: sayWords}}, failing)
	served := make(chan error, 1)
	begin := time.Now()
	go func() { served <- d.Serve() }()
	d.works()
	if took, least := time.Since(begin), (5+10+20+40)*time.Millisecond; took < least {
		t.Errorf("served again after %v, want at least %v", took, least)
	}
	must(t, d.Shutdown(context.Background(), "bye"))
	must(t, receiveIn(t, "serve to end", served))
}

// TestShutdownWhileWaiting: a server that cannot accept ends all the same.
func TestShutdownWhileWaiting(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s := newServer(Config{HostKey: newKey(t)}, &failingListener{Listener: listener, fails: 1 << 30})
	served := make(chan error, 1)
	go func() { served <- s.Serve() }()
	must(t, s.Shutdown(context.Background(), "bye"))
	must(t, receiveIn(t, "serve to end", served))
}

func TestAddressInUse(t *testing.T) {
	d := openDoor(t, nil)
	_, err := Listen(Config{Address: d.Addr().String(), HostKey: newKey(t)})
	if fault.KindOf(err) != fault.Failed {
		t.Errorf("the same address again gives %v", err)
	}
}

func TestDefaultsAreSet(t *testing.T) {
	limits := reflect.ValueOf(Limits{Grace: -1}.withDefaults())
	for i := range limits.NumField() {
		if limits.Field(i).Int() <= 0 {
			t.Errorf("%s has no default", limits.Type().Field(i).Name)
		}
	}
	if got := (Limits{Sessions: 9}).withDefaults().Sessions; got != 9 {
		t.Errorf("a limit that is set became %d", got)
	}
}

func TestOrigin(t *testing.T) {
	origin := func(ip string) string {
		return originOf(&net.TCPAddr{IP: net.ParseIP(ip), Port: 1}).String()
	}
	for ip, want := range map[string]string{
		"192.0.2.7":          "192.0.2.7/32",
		"::ffff:192.0.2.7":   "192.0.2.7/32",
		"2001:db8:1:2:3::4":  "2001:db8:1:2::/64",
		"2001:db8:1:2:ff::1": "2001:db8:1:2::/64",
	} {
		if got := origin(ip); got != want {
			t.Errorf("%s counts as %s, want %s", ip, got, want)
		}
	}
	if got := originOf(&net.UnixAddr{}); got.IsValid() {
		t.Errorf("a unix socket counts as %s", got)
	}
}

// TestDispatch: which face a session meets.
func TestDispatch(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	for _, test := range []struct {
		name     string
		terminal bool
		start    string
		payload  []byte
		want     string
	}{
		{"help", false, "shell", nil, "help\n"},
		{"help by an empty command", false, "exec", text("  "), "help\n"},
		{"command", false, "exec", text("boards --json"), "demo.delegate boards|--json\n"},
		{"command with terminal", true, "exec", text("boards"), "demo.delegate boards\r\n"},
		{"screen", true, "shell", nil, "demo.delegate 80x24 vt100\r\n"},
		{"screen by an empty command", true, "exec", text(""), "demo.delegate 80x24 vt100\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			channel := openChannel(t, client)
			if test.terminal {
				channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100"}))
			}
			channel.ask(t, test.start, test.payload)
			got := make([]byte, len(test.want))
			if n, err := channel.Read(got); string(got[:n]) != test.want {
				t.Errorf("got %q (%v)", got[:n], err)
			}
			closeAndWait(t, d, channel)
		})
	}
}

// TestFacesThatAreNot: what is not offered is answered by a sentence.
func TestFacesThatAreNot(t *testing.T) {
	d := openDoor(t, func(c *Config) { c.Faces = Faces{} })
	client := d.enter()
	for _, terminal := range []bool{false, true} {
		for _, start := range []string{"shell", "exec"} {
			session, err := client.NewSession()
			must(t, err)
			if terminal {
				must(t, session.RequestPty("vt100", 24, 80, nil))
			}
			line := "whoami"
			if start == "shell" {
				line = ""
			}
			if got := codeOf(t, session.Run(line)); got != 2 {
				t.Errorf("terminal %v, %s: exit code %d", terminal, start, got)
			}
		}
	}
}

// TestWhoIsThere: what a face learns of its visitor.
func TestWhoIsThere(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			visits <- v
			return 0
		}
	})
	session, err := d.enter().NewSession()
	must(t, err)
	must(t, session.Setenv("TZ", "Asia/Tokyo"))
	must(t, session.Run("see  me"))
	v := receiveIn(t, "the visit", visits)
	zone, ok := v.Getenv("TZ")
	if v.Login != "demo.delegate" || v.Fingerprint != gossh.FingerprintSHA256(d.key.PublicKey()) ||
		v.Client != "SSH-2.0-Go" || v.HidesKeyTiming() || v.Line != "see  me" || v.HasTerminal() ||
		zone != "Asia/Tokyo" || !ok || v.Window() != (Window{80, 24}) || v.Remote.(*net.TCPAddr).IP.String() != "127.0.0.1" {
		t.Errorf("the face sees %s %s %s %s %q %v", v.Login, v.Fingerprint, v.Client, v.Term, v.Line, v.Remote)
	}
}
