package sshd

import "testing"

func TestHidesKeyTiming(t *testing.T) {
	for client, want := range map[string]bool{
		"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3": false,
		"SSH-2.0-OpenSSH_9.4":                    false,
		"SSH-2.0-OpenSSH_9.5":                    true,
		"SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13": true,
		"SSH-2.0-OpenSSH_9.10":                   true,
		"SSH-2.0-OpenSSH_10.0":                   true,
		"SSH-2.0-OpenSSH_10.0p2":                 true,
		"SSH-2.0-OpenSSH_8.9p1":                  false,
		"SSH-2.0-OpenSSH_for_Windows_9.5":        true,
		"SSH-2.0-OpenSSH_for_Windows_8.6":        false,
		"SSH-2.0-PuTTY_Release_0.81":             false,
		"SSH-2.0-dropbear_2022.83":               false,
		"SSH-2.0-Go":                             false,
		"SSH-2.0-OpenSSH_":                       false,
		"SSH-2.0-OpenSSH_x.y":                    false,
		"":                                       false,
	} {
		if got := hidesKeyTiming(client); got != want {
			t.Errorf("%q: %v", client, got)
		}
	}
}

func TestClientName(t *testing.T) {
	if got, want := clientName([]byte("SSH-2.0-x\x1b[2J\xff\x00é")), "SSH-2.0-x?[2J????"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := clientName(make([]byte, 255)); len(got) != 80 {
		t.Errorf("%d bytes", len(got))
	}
}
