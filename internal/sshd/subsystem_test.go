package sshd

import (
	"errors"
	"io"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// echo is a subsystem that says what is said to it, and how its input ended.
func echo(ends chan<- error) func(*Visit) int {
	return func(v *Visit) int {
		v.OnFarewell(func(string) { v.Leave(3) })
		_, err := io.Copy(v.Raw(), v)
		ends <- err
		return 9
	}
}

// openEcho opens a subsystem and says something to it.
func (d *door) openEcho(client *gossh.Client) *rawChannel {
	d.t.Helper()
	channel := openChannel(d.t, client)
	if !channel.ask(d.t, "subsystem", text("echo")) {
		d.t.Fatal("the subsystem was refused")
	}
	_, err := io.WriteString(channel, "heard")
	must(d.t, err)
	_, err = io.ReadFull(channel, make([]byte, len("heard")))
	must(d.t, err)
	return channel
}

func openEchoDoor(t *testing.T, change func(*Config)) (*door, chan error) {
	ends := make(chan error, 8)
	return openDoor(t, func(c *Config) {
		c.Faces.Subsystems = map[string]func(*Visit) int{"echo": echo(ends)}
		if change != nil {
			change(c)
		}
	}), ends
}

// TestSubsystemOfRevokedKey revokes the key while its subsystem is at work: nothing
// more is heard, and the connection ends.
func TestSubsystemOfRevokedKey(t *testing.T) {
	d, ends := openEchoDoor(t, nil)
	channel := d.openEcho(d.enter())
	d.register.revoke(d.key.PublicKey())
	if n := d.CloseCredential(gossh.FingerprintSHA256(d.key.PublicKey()), "This key was revoked."); n != 1 {
		t.Errorf("%d connections closed", n)
	}
	if got := channel.exitStatus(t); got != 3 {
		t.Errorf("exit status %d", got)
	}
	if err := receiveIn(t, "the subsystem to end", ends); fault.KindOf(err) != fault.Refused {
		t.Errorf("its input ended with %v", err)
	}
	waitFor(t, "the line to end", func() bool { return d.Stats().Lines == 0 })
}

// TestIdleSubsystem: one that says nothing is closed like a command, also where the
// client's connection is kept alive.
func TestIdleSubsystem(t *testing.T) {
	d, ends := openEchoDoor(t, func(c *Config) { c.Limits.CommandIdle = 100 * time.Millisecond })
	client := d.enter()
	channel := d.openEcho(client)
	over := make(chan struct{})
	asking := make(chan struct{})
	go func() { // an sshfs with ServerAliveInterval
		defer close(asking)
		for {
			select {
			case <-over:
				return
			default:
				if _, _, err := client.SendRequest("keepalive@openssh.com", true, nil); err != nil {
					return
				}
			}
		}
	}()
	if got := channel.exitStatus(t); got != 3 {
		t.Errorf("exit status %d", got)
	}
	close(over)
	<-asking
	receiveIn(t, "the subsystem to end", ends)
	waitFor(t, "the session to be given up", func() bool { return d.Stats().Sessions == 0 })
}

// TestSubsystemThatNobodyReads grants no window: the subsystem is hung up on.
func TestSubsystemThatNobodyReads(t *testing.T) {
	failed := make(chan error, 1)
	d := openDoor(t, func(c *Config) {
		c.Limits.Stall = 200 * time.Millisecond
		c.Faces.Subsystems = map[string]func(*Visit) int{"pour": func(v *Visit) int {
			for {
				if _, err := v.Raw().Write(make([]byte, 32<<10)); err != nil {
					failed <- err
					return 1
				}
			}
		}}
	})
	c := dialRaw(t, d.Addr())
	c.prove("x", d.key.PublicKey(), d.key)
	c.receive()
	c.send(gossh.Marshal(&rawOpen{"session", 0, 0, 1 << 15}))
	c.receive()
	c.send(gossh.Marshal(&rawRequest{0, "subsystem", false, text("pour")}))
	receiveIn(t, "the write to fail", failed)
	waitFor(t, "the line to end", func() bool { return d.Stats().Lines == 0 })
	waitFor(t, "it to be counted", func() bool { return d.Stats().Stalled == 1 })
}

// TestSubsystemsCountAsSessions: subsystems and commands share the sessions of a line.
func TestSubsystemsCountAsSessions(t *testing.T) {
	d, _ := openEchoDoor(t, func(c *Config) { c.Limits.Sessions = 2 })
	client := d.enter()
	d.openEcho(client)
	d.openEcho(client)
	if _, _, err := client.OpenChannel("session", nil); err == nil {
		t.Error("a third session was opened")
	}
}

// TestLeave ends a session whose face waits for input.
func TestLeave(t *testing.T) {
	ends := make(chan error, 1)
	visits := make(chan *Visit, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Subsystems = map[string]func(*Visit) int{"wait": func(v *Visit) int {
			visits <- v
			_, err := v.Read(make([]byte, 1))
			_, failed := v.Write([]byte("too late"))
			ends <- errors.Join(err, failed)
			return 9
		}}
	})
	channel := openChannel(t, d.enter())
	channel.ask(t, "subsystem", text("wait"))
	receiveIn(t, "the subsystem", visits).Leave(4)
	if got := channel.exitStatus(t); got != 4 {
		t.Errorf("exit status %d", got)
	}
	if err := receiveIn(t, "the subsystem to end", ends); err == nil {
		t.Error("reading and writing succeeded")
	}
}
