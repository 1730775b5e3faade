//go:build !linux

package sshd

import "net"

// feelSlow does nothing here; see slowline_linux.go.
func feelSlow(net.Conn) {}
