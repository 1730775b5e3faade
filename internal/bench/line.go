package main

import (
	"net"
	"sync/atomic"
	"time"
)

// A line stands between a client and a server, counts what passes, and may be slow.
type line struct {
	listener net.Listener
	server   string
	rate     int          // bytes a second each way; 0 for as fast as it goes
	up, down atomic.Int64 // from the client, to the client
}

// openLine opens a line to a server; close it.
func openLine(server string, rate int) (*line, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &line{listener: listener, server: server, rate: rate}
	go l.accept()
	return l, nil
}

func (l *line) address() string { return l.listener.Addr().String() }

func (l *line) close() { _ = l.listener.Close() } // what passes ends with its two ends

// total is what passed both ways.
func (l *line) total() int64 { return l.up.Load() + l.down.Load() }

func (l *line) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", l.server)
		if err != nil {
			_ = near.Close()
			continue
		}
		go l.pass(far, near, &l.up)
		go l.pass(near, far, &l.down)
	}
}

// pass copies until either end closes. A slow line takes no more than it can send
// on at once, so that what piles up does so where it would: before the line.
func (l *line) pass(to, from net.Conn, count *atomic.Int64) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 32<<10)
	if l.rate > 0 {
		buffer = buffer[:64]
		_ = from.(*net.TCPConn).SetReadBuffer(4 << 10) // as small as the kernel allows
	}
	free := time.Now() // when the line has sent what it took
	for {
		n, err := from.Read(buffer)
		count.Add(int64(n))
		if l.rate > 0 {
			if now := time.Now(); free.Before(now) {
				free = now
			}
			free = free.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
			time.Sleep(time.Until(free))
		}
		if _, failed := to.Write(buffer[:n]); failed != nil || err != nil {
			return
		}
	}
}
