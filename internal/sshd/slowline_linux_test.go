package sshd

import (
	"net"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/sys/unix"
)

// TestSlowLineIsFelt: a face feels within some ten kilobytes that its client
// does not take what it writes; a kernel left alone takes megabytes.
func TestSlowLineIsFelt(t *testing.T) {
	visits := make(chan *Visit, 1)
	written := make(chan int, 1)
	d := openDoor(t, func(c *Config) {
		c.Limits.Stall = 300 * time.Millisecond
		c.Faces.Command = func(v *Visit, _ []string) int {
			visits <- v
			total := 0
			for {
				n, err := v.Write(make([]byte, 1000))
				total += n
				if err != nil {
					written <- total
					return 1
				}
			}
		}
	})
	c := dialRaw(t, d.Addr())
	must(t, c.conn.(*net.TCPConn).SetReadBuffer(4096))
	c.prove("x", d.key.PublicKey(), d.key)
	c.receive()
	c.send(gossh.Marshal(&rawOpen{"session", 0, 1 << 30, 1 << 15}))
	c.receive()
	c.send(gossh.Marshal(&rawRequest{0, "exec", false, text("pour")}))
	v := receiveIn(t, "the command", visits)
	if got := notSent(t, v.line.Conn.(*net.TCPConn)); got != 16<<10 {
		t.Skipf("this kernel does not know the option (%d)", got)
	}
	total := receiveIn(t, "the end", written)
	t.Logf("%d bytes were taken", total)
	if total > 512<<10 {
		t.Errorf("%d bytes were taken before the line was felt to be slow", total)
	}
}

func notSent(t *testing.T, conn *net.TCPConn) (limit int) {
	t.Helper()
	raw, err := conn.SyscallConn()
	must(t, err)
	must(t, raw.Control(func(fd uintptr) {
		limit, err = unix.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT)
	}))
	must(t, err)
	return limit
}
