package sshd

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// visitScreen lets a test stand where a screen does.
func visitScreen(visits chan<- *Visit) func(*Config) {
	return func(c *Config) {
		c.Faces.Screen = func(v *Visit) int {
			visits <- v
			<-v.Context().Done()
			return 0
		}
	}
}

// TestGiantPty asks for more cells than there is memory.
func TestGiantPty(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, visitScreen(visits))
	for _, test := range []struct {
		columns, rows uint32
		want          Window
	}{
		{math.MaxUint32, math.MaxUint32, Window{250, 100}},
		{5000, 5000, Window{250, 100}},
		{0, 0, Window{80, 24}},
		{0, math.MaxUint32, Window{80, 100}},
		{1, 1, Window{1, 1}},
		{132, 43, Window{132, 43}},
	} {
		t.Run(fmt.Sprintf("%dx%d", test.columns, test.rows), func(t *testing.T) {
			client := d.enter()
			defer client.Close()
			channel := openChannel(t, client)
			if !channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100", Columns: test.columns, Rows: test.rows})) ||
				!channel.ask(t, "shell", nil) {
				t.Fatal("refused")
			}
			if got := receiveIn(t, "the screen", visits).Window(); got != test.want {
				t.Errorf("the screen is told %v, want %v", got, test.want)
			}
		})
	}
}

// TestWindowFlood changes the size far faster than anybody draws, up to absurd
// sizes, while the face takes no notice; then the face sees the last one.
func TestWindowFlood(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, visitScreen(visits))
	channel := openChannel(t, d.enter())
	channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100", Columns: 80, Rows: 24}))
	channel.ask(t, "shell", nil)
	v := receiveIn(t, "the screen", visits)
	for i := range 300 {
		_, err := channel.SendRequest("window-change", false, gossh.Marshal(&windowPayload{Columns: math.MaxUint32 - uint32(i), Rows: uint32(i)}))
		must(t, err)
	}
	if !channel.ask(t, "window-change", gossh.Marshal(&windowPayload{Columns: 61, Rows: 17})) {
		t.Error("a window change was refused")
	}
	if got, want := receiveIn(t, "a change", v.Windows()), (Window{61, 17}); got != want {
		t.Errorf("the face got %v, want the latest, %v", got, want)
	}
	if got, want := v.Window(), (Window{61, 17}); got != want {
		t.Errorf("the window is %v, want %v", got, want)
	}
	must(t, channel.Close())
	if _, open := <-v.Windows(); open {
		t.Error("the changes go on after the channel was closed")
	}
}

// TestRequestFlood sends more requests than a session may: reading waits.
func TestRequestFlood(t *testing.T) {
	d := openDoor(t, nil)
	channel := openChannel(t, d.enter())
	const more = 100
	begin := time.Now()
	for range requestBurst + more {
		_, err := channel.SendRequest("signal", false, text("INT"))
		must(t, err)
	}
	if channel.ask(t, "signal", text("INT")) {
		t.Error("a signal was taken")
	}
	if took, least := time.Since(begin), more*time.Second/requestRate; took < least {
		t.Errorf("%d requests were answered within %v; at least %v was to be waited", requestBurst+more, took, least)
	}
}

// TestEnvironmentFlood sends what the library would keep: any number of
// variables of any size.
func TestEnvironmentFlood(t *testing.T) {
	kept := make(chan map[string]string, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			kept <- v.environment
			return 0
		}
	})
	channel := openChannel(t, d.enter())
	env := func(name, value string) bool {
		return channel.ask(t, "env", gossh.Marshal(&envPayload{name, value}))
	}
	for i := range 10 {
		if env("LANG", strings.Repeat("x", 20_000)) || env(fmt.Sprintf("VARIABLE_%d", i), "1") {
			t.Fatal("kept")
		}
	}
	for i := range 20 {
		if got, want := env("LC_"+strings.Repeat("A", i+1), "en_GB.UTF-8"), i < maxVariables; got != want {
			t.Errorf("variable %d kept: %v", i+1, got)
		}
	}
	if !env("LC_A", "th_TH.UTF-8") {
		t.Error("a variable may not be sent again")
	}
	for _, bad := range []envPayload{
		{"LC_AA", "\x1b[2J"}, {"LC_AA", "a\nb"}, {"LC_AA", "\xff"}, {"LC_", "C"}, {"LC_a", "C"}, {"LD_PRELOAD", "x"}, {"TERM", "vt100"}, {"", ""},
	} {
		if env(bad.Name, bad.Value) {
			t.Errorf("kept %q=%q", bad.Name, bad.Value)
		}
	}
	channel.ask(t, "exec", text("go"))
	environment := receiveIn(t, "the command", kept)
	if len(environment) != maxVariables || environment["LC_A"] != "th_TH.UTF-8" {
		t.Errorf("the command sees %v", environment)
	}
}

func TestCommandLineBounds(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	for _, test := range []struct {
		name, line, says string
		code             int
	}{
		{"longest", "say " + strings.Repeat("x", maxCommandLine-4), "", 0},
		{"too long", "say " + strings.Repeat("x", maxCommandLine-3), "32769 bytes long; at most 32768", 2},
		{"giant", strings.Repeat("x", 200_000), "200000 bytes long", 2},
		{"not UTF-8", "say \xe4", "not UTF-8 (at byte 4)", 2},
		{"open quotation", "say 'half", "quotation mark", 2},
		{"only an open quotation", "'", "quotation mark", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems, code := run(t, client, test.line)
			if code != test.code || !strings.Contains(problems, test.says) {
				t.Errorf("exit code %d, %q", code, problems)
			}
		})
	}
	if out, _, _ := run(t, client, `say 'two words' "and \"more\"" end`); out != "demo.delegate say|two words|and \"more\"|end\n" {
		t.Errorf("the words are %q", out)
	}
}

// TestSessionsWithoutEnd opens session after session and closes none.
func TestSessionsWithoutEnd(t *testing.T) {
	d := openDoor(t, nil)
	client := d.enter()
	var last *rawChannel
	for range d.config.Limits.Sessions {
		last = openChannel(t, client)
	}
	for range 50 {
		_, _, err := client.OpenChannel("session", nil)
		refused, ok := errors.AsType[*gossh.OpenChannelError](err)
		if !ok || refused.Reason != gossh.ResourceShortage {
			t.Fatalf("one session more was answered by %v", err)
		}
	}
	if got := d.Stats(); got.Sessions != d.config.Limits.Sessions || got.SessionsRefused != 50 {
		t.Errorf("counted %+v", got)
	}
	must(t, last.Close())
	waitFor(t, "the place to be free", func() bool { return d.Stats().Sessions < d.config.Limits.Sessions })
	if out, _, _ := run(t, client, "again"); out != "demo.delegate again\n" {
		t.Errorf("the freed place gives %q", out)
	}
}

// TestFinishedButNotClosed: a session whose end the client does not confirm
// keeps its place, else it could leave any number of them behind.
func TestFinishedButNotClosed(t *testing.T) {
	d := openDoor(t, nil)
	c := dialRaw(t, d.Addr())
	c.prove("x", d.key.PublicKey(), d.key)
	if answer := c.receive(); answer[0] != msgAuthSuccess {
		t.Fatalf("the proof was answered by message %d", answer[0])
	}
	for range d.config.Limits.Sessions {
		if got := c.command("one"); got != "demo.delegate one\n" {
			t.Fatalf("a session gave %q", got)
		}
	}
	c.send(gossh.Marshal(&rawOpen{"session", 9, 1 << 20, 1 << 15}))
	if answer := c.receive(); answer[0] != msgOpenFailure {
		t.Errorf("one session more was answered by message %d", answer[0])
	}
}

// TestManyStrangers: whoever proves nothing takes few places and only for the
// grace period; others still come in.
func TestManyStrangers(t *testing.T) {
	d := openDoor(t, func(c *Config) { c.Limits.FromOne = 5 })
	var held []net.Conn
	for range 5 {
		conn := greeted(t, d)
		held = append(held, conn)
	}
	conn, err := net.Dial("tcp", d.Addr().String())
	must(t, err)
	defer conn.Close()
	if n, err := conn.Read(make([]byte, 1)); n > 0 || err == nil {
		t.Error("a sixth stranger was greeted")
	}
	if got := d.Stats(); got.Strangers != 5 || got.CrowdedOut != 1 {
		t.Errorf("counted %+v", got)
	}
	must(t, held[0].Close())
	waitFor(t, "the place to be free", func() bool { return d.Stats().Strangers < 5 })
	d.works()
}

// greeted is a connection that has been greeted and says nothing.
func greeted(t *testing.T, d *door) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", d.Addr().String())
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	must(t, conn.SetDeadline(time.Now().Add(patience)))
	greeting := make([]byte, len("SSH-2.0-AVS\r\n"))
	_, err = io.ReadFull(conn, greeting)
	must(t, err)
	if string(greeting) != "SSH-2.0-AVS\r\n" {
		t.Fatalf("greeted by %q", greeting)
	}
	return conn
}

// TestSlowHandshake says nothing at all, or one byte at a time.
func TestSlowHandshake(t *testing.T) {
	d := openDoor(t, func(c *Config) { c.Limits.Grace = 200 * time.Millisecond })
	silent := greeted(t, d)
	dripping := greeted(t, d)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	dripped := make(chan struct{})
	go func() {
		defer close(dripped)
		for {
			if _, err := dripping.Write([]byte("S")); err != nil {
				return
			}
			<-tick.C
		}
	}()
	if _, err := io.ReadAll(silent); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a silent stranger may stay")
	}
	receiveIn(t, "the end of the dripping", dripped)
	waitFor(t, "the places to be free", func() bool { return d.Stats().Lines == 0 })
	if got := d.Stats().Refused; got != 2 {
		t.Errorf("%d refused, want 2", got)
	}
}

// TestTalkWithoutProof sends much before proving anything.
func TestTalkWithoutProof(t *testing.T) {
	d := openDoor(t, nil)
	conn := greeted(t, d)
	_, err := conn.Write([]byte(strings.Repeat("talk\r\n", maxEarlyBytes/4)))
	if err == nil {
		_, err = io.ReadAll(conn)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a stranger may talk without end")
	}
	waitFor(t, "the place to be free", func() bool { return d.Stats().Lines == 0 })
	d.works()
}

// TestConnectionsOfOneAccount: the one too many is told so, many too many are
// refused, and a place that was left can be had again.
func TestConnectionsOfOneAccount(t *testing.T) {
	d := openDoor(t, func(c *Config) { c.Limits.PerAccount = 2 })
	first := d.enter()
	d.enter()
	third, fourth := d.enter(), d.enter()
	for _, client := range []*gossh.Client{third, fourth} {
		out, problems, code := run(t, client, "whoami")
		if out != "" || code != fault.Refused.ExitCode() || !strings.Contains(problems, "times already") {
			t.Errorf("one too many got %q, %q, exit code %d", out, problems, code)
		}
	}
	if _, err := d.try(d.key); err == nil {
		t.Error("the fifth connection of two was let in")
	}
	other := newKey(t)
	d.register.enrol("other.delegate", other.PublicKey())
	if _, err := d.try(other); err != nil {
		t.Errorf("another account pays for it: %v", err)
	}
	for _, client := range []*gossh.Client{first, third, fourth} {
		must(t, client.Close())
	}
	waitFor(t, "the places to be free", func() bool { return d.Stats().Lines == 2 })
	d.works()
}

// TestConnectionsInAll bounds those inside, too.
func TestConnectionsInAll(t *testing.T) {
	d := openDoor(t, func(c *Config) { c.Limits.Lines = 2 })
	d.enter()
	second := d.enter()
	if _, err := d.try(d.key); err == nil {
		t.Error("the third connection of two was let in")
	}
	must(t, second.Close())
	waitFor(t, "the place to be free", func() bool { return d.Stats().Lines == 1 })
	d.works()
}

// TestInputRate: a screen's line takes no more than its rate.
func TestInputRate(t *testing.T) {
	const rate, more = 200_000, 100_000
	d := openDoor(t, func(c *Config) { c.Limits.ScreenInput = rate })
	l := newLine(d.Server, nil)
	l.inside.Store(true)
	ours, theirs := net.Pipe()
	defer ours.Close()
	l.Conn = theirs
	go func() {
		_, _ = ours.Write(make([]byte, inputBurst+more))
		_ = ours.Close()
	}()
	begin := time.Now()
	n, err := io.Copy(io.Discard, struct{ io.Reader }{l})
	if n != inputBurst+more || err != nil {
		t.Fatalf("read %d bytes: %v", n, err)
	}
	if took, least := time.Since(begin), time.Second*more/rate*9/10; took < least {
		t.Errorf("read within %v, want at least %v", took, least)
	}
}
