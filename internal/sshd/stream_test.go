package sshd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// TestClientThatNeverReads grants no window, or stops reading the network, while
// the server writes: the face's write fails, the line ends, others are served.
func TestClientThatNeverReads(t *testing.T) {
	for name, window := range map[string]uint32{"no window": 0, "network not read": 1 << 30} {
		t.Run(name, func(t *testing.T) {
			failed := make(chan error, 1)
			d := openDoor(t, func(c *Config) {
				c.Limits.Stall = 200 * time.Millisecond
				c.Faces.Command = func(v *Visit, words []string) int {
					if words[0] == "still" {
						return sayWords(v, words)
					}
					page := make([]byte, 100_000)
					for {
						if _, err := v.Write(page); err != nil {
							failed <- err
							return 1
						}
					}
				}
			})
			c := dialRaw(t, d.Addr())
			c.prove("x", d.key.PublicKey(), d.key)
			c.receive()
			c.send(gossh.Marshal(&rawOpen{"session", 0, window, 1 << 15}))
			c.receive()
			c.send(gossh.Marshal(&rawRequest{0, "exec", false, text("pour")}))
			d.works()
			receiveIn(t, "the write to fail", failed)
			waitFor(t, "the line to end", func() bool { return d.Stats().Lines == 0 })
			waitFor(t, "it to be counted", func() bool { return d.Stats().Stalled > 0 })
		})
	}
}

// TestHangup frees a face that is stuck in a write.
func TestHangup(t *testing.T) {
	visits := make(chan *Visit, 1)
	failed := make(chan error, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			visits <- v
			_, err := v.Write(make([]byte, 1000))
			failed <- err
			return 0
		}
	})
	c := dialRaw(t, d.Addr())
	c.prove("x", d.key.PublicKey(), d.key)
	c.receive()
	c.send(gossh.Marshal(&rawOpen{"session", 0, 0, 1 << 15}))
	c.receive()
	c.send(gossh.Marshal(&rawRequest{0, "exec", false, text("pour")}))
	v := receiveIn(t, "the command", visits)
	v.Hangup()
	v.Hangup()
	if err := receiveIn(t, "the write to end", failed); err == nil {
		t.Error("the write succeeded")
	}
}

// TestEndOfInput tells the end that a client declares from a client that went.
func TestEndOfInput(t *testing.T) {
	type ending struct {
		read string
		err  error
	}
	endings := make(chan ending, 1)
	begun := make(chan struct{}, 1)
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			begun <- struct{}{}
			read, err := io.ReadAll(v)
			endings <- ending{string(read), err}
			return 0
		}
	})
	for _, test := range []struct {
		name string
		end  func(*gossh.Client, *rawChannel) error
		want error
	}{
		{"declared", func(_ *gossh.Client, c *rawChannel) error { return c.CloseWrite() }, nil},
		{"channel closed", func(_ *gossh.Client, c *rawChannel) error { return c.Close() }, io.ErrUnexpectedEOF},
		{"connection closed", func(c *gossh.Client, _ *rawChannel) error { return c.Close() }, io.ErrUnexpectedEOF},
	} {
		t.Run(test.name, func(t *testing.T) {
			client := d.enter()
			channel := openChannel(t, client)
			channel.ask(t, "exec", text("take"))
			receiveIn(t, "the command", begun)
			_, err := io.WriteString(channel, "half a post")
			must(t, err)
			go gossh.DiscardRequests(channel.requests)
			must(t, test.end(client, channel))
			got := receiveIn(t, "the end", endings)
			if got.read != "half a post" || !errors.Is(got.err, test.want) || (test.want == nil) != (got.err == nil) {
				t.Errorf("the command read %q and then %v, want %v", got.read, got.err, test.want)
			}
		})
	}
	t.Run("disconnect without a word", func(t *testing.T) {
		c := dialRaw(t, d.Addr())
		c.prove("x", d.key.PublicKey(), d.key)
		c.receive()
		c.send(gossh.Marshal(&rawOpen{"session", 0, 1 << 20, 1 << 15}))
		c.receive()
		c.send(gossh.Marshal(&rawRequest{0, "exec", false, text("take")}))
		receiveIn(t, "the command", begun)
		c.send(gossh.Marshal(&struct {
			Reason        uint32 `sshtype:"1"`
			Text, English string
		}{11, "disconnected by user", ""}))
		if got := receiveIn(t, "the end", endings); !errors.Is(got.err, io.ErrUnexpectedEOF) {
			t.Errorf("an interrupted client's input ends with %v", got.err)
		}
	})
}

// TestLineEnds: with a terminal a line feed becomes CR LF, but not for Raw and
// not without a terminal.
func TestLineEnds(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			fmt.Fprintf(v, "mapped\n")
			fmt.Fprintf(v.Raw(), "raw\n")
			return 0
		}
	})
	for terminal, want := range map[bool]string{true: "mapped\r\nraw\n", false: "mapped\nraw\n"} {
		session, err := d.enter().NewSession()
		must(t, err)
		if terminal {
			must(t, session.RequestPty("vt100", 24, 80, nil))
		}
		if got, err := session.Output("go"); string(got) != want {
			t.Errorf("with terminal %v: %q (%v)", terminal, got, err)
		}
	}
}

// TestWritersTogether: two goroutines may write; their pieces stay whole.
func TestWritersTogether(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			other := make(chan struct{})
			go func() {
				defer close(other)
				for range 100 {
					fmt.Fprintln(v, strings.Repeat("a", 50))
				}
			}()
			for range 100 {
				fmt.Fprintln(v, strings.Repeat("b", 50))
			}
			<-other
			return 0
		}
	})
	out, _, _ := run(t, d.enter(), "go")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	for _, line := range lines {
		if line != strings.Repeat("a", 50) && line != strings.Repeat("b", 50) {
			t.Errorf("a line is %q", line)
		}
	}
	if len(lines) != 200 {
		t.Errorf("%d lines", len(lines))
	}
}

// TestLongInput passes a collection through a command.
func TestLongInput(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			n, err := io.Copy(io.Discard, v)
			fmt.Fprintln(v, n, err)
			return 0
		}
	})
	session, err := d.enter().NewSession()
	must(t, err)
	const size = 8 << 20
	session.Stdin = bytes.NewReader(make([]byte, size))
	if got, err := session.Output("take"); string(got) != fmt.Sprintln(size, nil) {
		t.Errorf("got %q (%v)", got, err)
	}
}

// TestExtendedInputIsDropped: what a client sends on stderr does not use the
// window up, and is not kept.
func TestExtendedInputIsDropped(t *testing.T) {
	d := openDoor(t, func(c *Config) {
		c.Faces.Command = func(v *Visit, _ []string) int {
			read, err := io.ReadAll(v)
			fmt.Fprintf(v, "%s %v", read, err)
			return 0
		}
	})
	channel := openChannel(t, d.enter())
	channel.ask(t, "exec", text("take"))
	go gossh.DiscardRequests(channel.requests)
	_, err := channel.Stderr().Write(make([]byte, 4<<20)) // twice the window
	must(t, err)
	_, err = io.WriteString(channel, "heard")
	must(t, err)
	must(t, channel.CloseWrite())
	if out, err := io.ReadAll(channel); string(out) != "heard <nil>" {
		t.Errorf("got %q (%v)", out, err)
	}
}

// TestReached: a face learns when its client has come to what was written, and is told
// so too when the client has gone.
func TestReached(t *testing.T) {
	visits := make(chan *Visit, 1)
	d := openDoor(t, visitScreen(visits))
	channel := openChannel(t, d.enter())
	channel.ask(t, "pty-req", gossh.Marshal(&ptyPayload{Term: "vt100", Columns: 80, Rows: 24}))
	channel.ask(t, "shell", nil)
	v := receiveIn(t, "the screen", visits)
	reached := make(chan error, 1)
	ask := func() { reached <- v.Reached() }
	go ask()
	request := receiveIn(t, "the question", channel.requests)
	if len(reached) != 0 || !request.WantReply {
		t.Error("it waits for no answer")
	}
	must(t, request.Reply(false, nil)) // as clients do that know no such question
	must(t, receiveIn(t, "the answer", reached))
	go ask()
	receiveIn(t, "the question", channel.requests)
	must(t, channel.Close())
	if err := receiveIn(t, "the end", reached); err == nil {
		t.Error("a client that has gone is said to have read all")
	}
}
