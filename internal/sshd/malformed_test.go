package sshd

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// TestMalformedRequests sends broken payloads of every kind of request, each on
// a session of its own; one of them ends a gliderlabs server altogether.
func TestMalformedRequests(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	payloads := map[string][]byte{
		"empty":            nil,
		"one byte":         {1},
		"length too big":   {0xff, 0xff, 0xff, 0xff},
		"length past end":  {0, 0, 0, 9, 'v', 't'},
		"nothing but ones": bytes.Repeat([]byte{0xff}, 64),
		"bytes behind":     append(gossh.Marshal(&ptyPayload{Term: "vt100", Columns: 80, Rows: 24}), 0),
		"pty cut short":    gossh.Marshal(&ptyPayload{Term: "vt100", Columns: 80, Rows: 24})[:14],
		"modes past end":   append(gossh.Marshal(&ptyPayload{Term: "vt100"})[:25], 0, 0, 1, 0),
	}
	kinds := []string{
		"pty-req", "window-change", "env", "exec", "shell", "subsystem", "signal", "break", "xon-xoff",
		"x11-req", "auth-agent-req@openssh.com", "exit-status", "exit-signal", "", "never heard of",
	}
	for _, kind := range kinds {
		for name, payload := range payloads {
			if kind == "shell" && payload == nil {
				continue // that is how it should be
			}
			t.Run(fmt.Sprintf("%s, %s", kind, name), func(t *testing.T) {
				channel := openChannel(t, client)
				defer closeAndWait(t, d, channel)
				if channel.ask(t, kind, payload) {
					t.Error("granted")
				}
			})
		}
	}
	d.works()
}

func closeAndWait(t *testing.T, d *door, channel *rawChannel) {
	t.Helper()
	_ = channel.Close() // it may be closed already
	waitFor(t, "the session to end", func() bool { return d.Stats().Sessions == 0 })
}

// TestRequestsOutOfOrder: one pty, one start, and nothing but the size after it.
func TestRequestsOutOfOrder(t *testing.T) {
	d := openDoor(t, nil)
	channel := openChannel(t, d.enter())
	size := gossh.Marshal(&windowPayload{Columns: 90, Rows: 30})
	pty := gossh.Marshal(&ptyPayload{Term: "vt100", Columns: 90, Rows: 30})
	if channel.ask(t, "window-change", size) {
		t.Error("a size without a terminal was taken")
	}
	if !channel.ask(t, "pty-req", pty) || channel.ask(t, "pty-req", pty) {
		t.Error("one terminal should be granted, and no second one")
	}
	if !channel.ask(t, "shell", nil) {
		t.Fatal("the shell was refused")
	}
	for _, request := range []struct {
		kind    string
		payload []byte
	}{
		{"shell", nil}, {"exec", text("whoami")}, {"subsystem", text("sftp")}, {"pty-req", pty},
		{"env", gossh.Marshal(&envPayload{"LANG", "C"})},
	} {
		if channel.ask(t, request.kind, request.payload) {
			t.Errorf("%s was granted after the start", request.kind)
		}
	}
	if !channel.ask(t, "window-change", size) {
		t.Error("a size was refused")
	}
}

// TestOddTerminals: a name that is none becomes "dumb".
func TestOddTerminals(t *testing.T) {
	for term, want := range map[string]string{
		"xterm-256color":               "xterm-256color",
		"screen.xterm-new":             "screen.xterm-new",
		"rxvt-unicode+x":               "rxvt-unicode+x",
		"":                             "dumb",
		"xterm\x1b]0;title\x07":        "dumb",
		"../../etc/passwd":             "dumb",
		"xterm\n":                      "dumb",
		"äöü":                          "dumb",
		string(make([]byte, 41)):       "dumb",
		string(bytes.Repeat(one, 41)):  "dumb",
		string(bytes.Repeat(one, 40)):  string(bytes.Repeat(one, 40)),
		string(bytes.Repeat(one, 1e6)): "dumb",
	} {
		if got := plainTerm(term); got != want {
			t.Errorf("plainTerm(%.50q) = %q, want %q", term, got, want)
		}
	}
}

var one = []byte("x")

// TestUnofferedChannels: ports, agents and displays are not forwarded.
func TestUnofferedChannels(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	forward := gossh.Marshal(&struct {
		Host   string
		Port   uint32
		Origin string
		From   uint32
	}{"localhost", 22, "127.0.0.1", 1})
	for _, kind := range []string{"direct-tcpip", "forwarded-tcpip", "direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com", "tun@openssh.com", "", "never heard of"} {
		if _, _, err := client.OpenChannel(kind, forward); err == nil {
			t.Errorf("a channel %q was opened", kind)
		}
	}
	if _, err := client.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.Error("a port was forwarded")
	}
	d.works()
}

func TestGlobalRequests(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	for name, want := range map[string]bool{
		"keepalive@openssh.com":           true,
		"tcpip-forward":                   false,
		"cancel-tcpip-forward":            false,
		"streamlocal-forward@openssh.com": false,
		"hostkeys-prove-00@openssh.com":   false,
		"":                                false,
	} {
		got, _, err := client.SendRequest(name, true, []byte{0xff, 0xff, 0xff, 0xff})
		if err != nil || got != want {
			t.Errorf("%q was answered by %v (%v)", name, got, err)
		}
	}
}

func TestSubsystems(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Faces.Subsystems = map[string]func(*Visit) int{"known": func(v *Visit) int {
			_, _ = io.Copy(v, v)
			return 7
		}}
	})
	client := d.enter()
	for _, name := range []string{"sftp", "", "default", "known\x00", "KNOWN"} {
		channel := openChannel(t, client)
		if channel.ask(t, "subsystem", text(name)) {
			t.Errorf("the subsystem %q was granted", name)
		}
		closeAndWait(t, d, channel)
	}
	channel := openChannel(t, client)
	if !channel.ask(t, "subsystem", text("known")) {
		t.Fatal("the subsystem that there is was refused")
	}
	_, err := io.WriteString(channel, "there and back")
	must(t, err)
	must(t, channel.CloseWrite())
	if got := channel.exitStatus(t); got != 7 {
		t.Errorf("exit status %d", got)
	}
	if out, _ := io.ReadAll(channel); string(out) != "there and back" {
		t.Errorf("got %q", out)
	}
}

// TestChannelFlood opens channels for ever and reads no answer: each answer
// would wait on a goroutine of its own.
func TestChannelFlood(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Limits.ScreenInput = 1 << 30 // else the flood would not even arrive
		c.Limits.Stall = 500 * time.Millisecond
	})
	c := dialRaw(t, d.Addr())
	c.prove("x", d.key.PublicKey(), d.key)
	c.receive()
	open := gossh.Marshal(&rawOpen{"session", 0, 1 << 20, 1 << 15})
	for i := 0; d.Stats().Lines > 0 && i < 1_000_000; i++ {
		if c.trySend(open) != nil {
			break
		}
	}
	waitFor(t, "the line to end", func() bool { return d.Stats().Lines == 0 })
	waitFor(t, "it to be counted", func() bool { got := d.Stats(); return got.ChannelFloods+got.Stalled == 1 })
	d.works()
}

// TestPanicEndsOneSession: the face that panics loses its session; another on
// the same connection goes on; the stack is in the log.
func TestPanicEndsOneSession(t *testing.T) {
	panics := func(*Visit) int { panic("made for the test") }
	d := openDoor(t, func(c *Config) {
		words := c.Faces.Command
		c.Faces.Command = func(v *Visit, w []string) int {
			if w[0] == "panic" {
				return panics(v)
			}
			return words(v, w)
		}
		c.Faces.Help = panics
		c.Faces.Subsystems = map[string]func(*Visit) int{"panic": panics}
	})
	client := d.enter()
	bystander := openChannel(t, client)
	bystander.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100"}))
	bystander.ask(t, "shell", nil)
	for _, start := range []struct {
		kind    string
		payload []byte
	}{{"exec", text("panic now")}, {"shell", nil}, {"subsystem", text("panic")}} {
		channel := openChannel(t, client)
		if !channel.ask(t, start.kind, start.payload) {
			t.Fatalf("%s was refused", start.kind)
		}
		if got := channel.exitStatus(t); got != 1 {
			t.Errorf("%s: exit status %d", start.kind, got)
		}
	}
	// The status is sent first, the log is written then.
	waitFor(t, "three panics to be counted", func() bool { return d.Stats().Panics == 3 })
	for _, want := range []string{"made for the test", "malformed_test.go", "demo.delegate", "panic now"} {
		waitFor(t, "the log to say "+want, func() bool { return strings.Contains(d.log.String(), want) })
	}
	if _, err := bystander.Write([]byte("x")); err != nil {
		t.Errorf("the session beside it: %v", err)
	}
	d.works()
}
