package sftpd

import (
	"encoding/binary"
	"io"
	"testing"
)

// A rawClient writes packets as it likes.
type rawClient struct {
	t testing.TB
	io.ReadWriter
}

// ssh is a string as the protocol writes it.
func ssh(s string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(s)))) + s
}

func u32(n uint32) string { return string(binary.BigEndian.AppendUint32(nil, n)) }
func u64(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }

func (c rawClient) send(kind byte, payload string) {
	c.t.Helper()
	_, err := io.WriteString(c, ssh(string([]byte{kind})+payload))
	must(c.t, err)
}

func (c rawClient) receive() (kind byte, payload string) {
	c.t.Helper()
	var size [4]byte
	_, err := io.ReadFull(c, size[:])
	must(c.t, err)
	body := make([]byte, binary.BigEndian.Uint32(size[:]))
	_, err = io.ReadFull(c, body)
	must(c.t, err)
	return body[0], string(body[1:])
}

func (c rawClient) start() {
	c.t.Helper()
	c.send(1, u32(3))
	if kind, payload := c.receive(); kind != 2 || payload != u32(3) {
		c.t.Fatalf("it begins with %d %q", kind, payload)
	}
}

// ask sends a request and gives its answer, which must be its own.
func (c rawClient) ask(kind byte, id uint32, payload string) (answer byte, rest string) {
	c.t.Helper()
	c.send(kind, u32(id)+payload)
	answer, rest = c.receive()
	if len(rest) < 4 || rest[:4] != u32(id) {
		c.t.Fatalf("request %d has the answer %d %q", id, answer, rest)
	}
	return answer, rest[4:]
}
