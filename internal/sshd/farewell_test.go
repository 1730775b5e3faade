package sshd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// screenOn opens a screen and waits until it shows.
func screenOn(t *testing.T, client *gossh.Client) (*rawChannel, *bufio.Reader) {
	t.Helper()
	channel := openChannel(t, client)
	channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100"}))
	channel.ask(t, "shell", nil)
	lines := bufio.NewReader(channel)
	line, err := lines.ReadString('\n')
	must(t, err)
	if line != "demo.delegate 80x24 vt100\r\n" {
		t.Fatalf("the screen shows %q", line)
	}
	return channel, lines
}

// TestShutdown tells everybody: a screen by its hook, a command on stderr; a
// command may finish, the exit status is the face's.
func TestShutdown(t *testing.T) {
	began, finish := make(chan struct{}), make(chan struct{})
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			close(began)
			<-finish
			fmt.Fprintln(v, "finished")
			return 4
		}
	})
	screen, shown := screenOn(t, d.enter())
	session, err := d.enter().NewSession()
	must(t, err)
	problems, err := session.StderrPipe()
	must(t, err)
	output, err := session.StdoutPipe()
	must(t, err)
	must(t, session.Start("work"))
	receiveIn(t, "the command", began)
	down := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		down <- d.Shutdown(ctx, "Closed for the night.")
	}()
	if got, err := shown.ReadString('\n'); got != "farewell: Closed for the night.\r\n" {
		t.Errorf("the screen shows %q (%v)", got, err)
	}
	if got := screen.exitStatus(t); got != 1 {
		t.Errorf("the screen's exit status is %d", got)
	}
	if got, err := bufio.NewReader(problems).ReadString('\n'); got != "Closed for the night.\n" {
		t.Errorf("the command's stderr says %q (%v)", got, err)
	}
	close(finish)
	if got, err := io.ReadAll(output); string(got) != "finished\n" {
		t.Errorf("the command says %q (%v)", got, err)
	}
	if got := codeOf(t, session.Wait()); got != 4 {
		t.Errorf("the command's exit code is %d", got)
	}
	must(t, receiveIn(t, "the shutdown", down))
	if _, err := d.try(d.key); err == nil {
		t.Error("somebody came in after the shutdown")
	}
}

// TestShutdownCutsOff ends a face that does not go, with an exit status.
func TestShutdownCutsOff(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, visitScreen(visits))
	channel := openChannel(t, d.enter())
	channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100"}))
	channel.ask(t, "shell", nil)
	receiveIn(t, "the screen", visits)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := d.Shutdown(ctx, "Now."); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("shutdown: %v", err)
	}
	if got := channel.exitStatus(t); got != 1 {
		t.Errorf("exit status %d", got)
	}
	if got := d.Stats().Lines; got != 0 {
		t.Errorf("%d lines are left", got)
	}
}

// TestShutdownOfStrangers does not wait for them.
func TestShutdownOfStrangers(t *testing.T) {
	d := openDoor(t, nil)
	greeted(t, d)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	must(t, d.Shutdown(ctx, "Now."))
	must(t, d.Shutdown(ctx, "And again."))
}

// TestCloseCredential closes the connections of one key and no other of the
// same account, and hears nothing more from them.
func TestCloseCredential(t *testing.T) {
	d := openDoor(t, nil)
	other := newKey(t)
	d.register.enrol("demo.delegate", other.PublicKey())
	stays, err := d.try(other)
	must(t, err)
	screen, shown := screenOn(t, d.enter())
	screenOn(t, d.enter())
	d.register.revoke(d.key.PublicKey())
	if got := d.CloseCredential(gossh.FingerprintSHA256(d.key.PublicKey()), "This key was revoked."); got != 2 {
		t.Errorf("%d connections closed", got)
	}
	if got, err := shown.ReadString('\n'); got != "farewell: This key was revoked.\r\n" {
		t.Errorf("the screen shows %q (%v)", got, err)
	}
	screen.exitStatus(t)
	waitFor(t, "the lines to end", func() bool { return d.Stats().Lines == 1 })
	if out, _, _ := run(t, stays, "whoami"); out != "demo.delegate whoami\n" {
		t.Errorf("the other key's connection says %q", out)
	}
	if got := d.CloseCredential("SHA256:none", "x"); got != 0 {
		t.Errorf("%d connections of nobody closed", got)
	}
}

// TestRevokedIsNotHeard: what is typed after the revocation does not arrive.
func TestRevokedIsNotHeard(t *testing.T) {
	reads := make(chan error, 1)
	visits := make(chan *Visit, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			v.OnFarewell(func(string) {}) // does not go by itself
			visits <- v
			n, err := v.Read(make([]byte, 10))
			if n > 0 {
				err = fmt.Errorf("heard %d bytes", n)
			}
			reads <- err
			return 0
		}
	})
	channel := openChannel(t, d.enter())
	channel.ask(t, "exec", text("listen"))
	v := receiveIn(t, "the command", visits)
	d.CloseLogin("demo.delegate", "Your account was closed.")
	waitFor(t, "the dismissal", v.wasDismissed)
	_, err := io.WriteString(channel, "one more thing")
	must(t, err)
	err = receiveIn(t, "the read", reads)
	if fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "closed") {
		t.Errorf("the read ends with %v", err)
	}
}

// TestLateHook: whoever sets the hook after the dismissal is told at once.
func TestLateHook(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, visitScreen(visits))
	channel := openChannel(t, d.enter())
	channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100"}))
	channel.ask(t, "shell", nil)
	v := receiveIn(t, "the screen", visits)
	if got := d.CloseLogin("demo.delegate", "Go."); got != 1 {
		t.Errorf("%d connections closed", got)
	}
	waitFor(t, "the dismissal", v.wasDismissed)
	told := ""
	v.OnFarewell(func(sentence string) { told = sentence })
	if told != "Go." {
		t.Errorf("told %q", told)
	}
}

// TestIdle: a screen that nobody touches is closed with a sentence; so is a
// command; a session that asks for nothing; and a connection without sessions.
func TestIdle(t *testing.T) {
	const moment = 100 * time.Millisecond
	t.Run("screen", func(t *testing.T) {
		d := openDoor(t, func(c *Config) { c.Limits.ScreenIdle = moment })
		screen, shown := screenOn(t, d.enter())
		if got, _ := shown.ReadString('\n'); !strings.Contains(got, "farewell: Nothing was heard") {
			t.Errorf("the screen shows %q", got)
		}
		screen.exitStatus(t)
	})
	t.Run("command", func(t *testing.T) {
		d := openDoor(t, func(c *Config) {
			c.Limits.CommandIdle, c.Limits.Parting = moment, moment
			c.Faces.Command = func(v *Visit, _ []string) int {
				_, _ = io.ReadAll(v)
				return 0
			}
		})
		channel := openChannel(t, d.enter())
		channel.ask(t, "exec", text("wait"))
		if got, err := io.ReadAll(channel.Stderr()); !strings.Contains(string(got), "Nothing was heard") {
			t.Errorf("the command's stderr says %q (%v)", got, err)
		}
		if got := channel.exitStatus(t); got != 1 {
			t.Errorf("exit status %d", got)
		}
	})
	t.Run("session without a request", func(t *testing.T) {
		d := openDoor(t, func(c *Config) { c.Limits.Grace = time.Second })
		openChannel(t, d.enter()).exitStatus(t)
	})
	t.Run("connection without a session", func(t *testing.T) {
		d := openDoor(t, func(c *Config) { c.Limits.LineIdle = moment })
		if err := d.enter().Wait(); !errors.Is(err, io.EOF) {
			t.Errorf("the connection ended with %v", err)
		}
	})
	t.Run("not while a face is at work", func(t *testing.T) {
		d := openDoor(t, nil)
		screenOn(t, d.enter())
		for _, l := range d.admission.withLogin("demo.delegate") {
			if l.idle.Stop() {
				t.Error("the connection's clock runs")
			}
		}
	})
}
