package sshd

import (
	"net"

	"golang.org/x/sys/unix"
)

// feelSlow lets the kernel take 16 KiB that it has not sent yet, and no more,
// from a connection. Without it the kernel takes up to megabytes: on a slow line
// a screen would never feel that its frames pile up, and the person would watch
// stale ones. It does not slow a fast line down. What is no TCP connection, and
// a kernel that does not know the option, work as before.
func feelSlow(conn net.Conn) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, 16<<10)
	})
}
