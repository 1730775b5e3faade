package sshd

import (
	"strconv"
	"strings"
)

// clientName is a client's version line made fit to log and to show: printable
// ASCII, at most 80 bytes. It is the client's own word and proves nothing.
func clientName(version []byte) string {
	const most = 80
	clean := make([]byte, 0, min(len(version), most))
	for _, b := range version {
		if len(clean) == most {
			break
		}
		if b < ' ' || b > '~' {
			b = '?'
		}
		clean = append(clean, b)
	}
	return string(clean)
}

// hidesKeyTiming says whether a client of that version line sends a packet
// every 20 ms for a while after each key stroke unless it is told not to
// (ObscureKeystrokeTiming): OpenSSH from 9.5 on.
func hidesKeyTiming(client string) bool {
	version, ok := strings.CutPrefix(client, "SSH-2.0-OpenSSH_")
	if !ok {
		return false
	}
	// Vendors append to the number: "for_Windows_9.5", "9.7p1 Debian-7".
	version = strings.TrimPrefix(version, "for_Windows_")
	whole, rest, _ := strings.Cut(version, ".")
	part := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	major, err := strconv.Atoi(whole)
	if err != nil {
		return false
	}
	minor, err := strconv.Atoi(part)
	if err != nil {
		return false
	}
	return major > 9 || major == 9 && minor >= 5
}
