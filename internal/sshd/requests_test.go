package sshd

import (
	"math"
	"testing"
	"unicode/utf8"

	gossh "golang.org/x/crypto/ssh"
)

// FuzzRequests gives every parser any payload: none panics, and what comes out
// keeps its bounds.
func FuzzRequests(f *testing.F) {
	f.Add(gossh.Marshal(&ptyPayload{Term: "xterm", Columns: math.MaxUint32, Rows: 0, Modes: "\x01\x00"}))
	f.Add(gossh.Marshal(&windowPayload{Columns: 80, Rows: 24}))
	f.Add(gossh.Marshal(&envPayload{"LC_ALL", "en_GB.UTF-8"}))
	f.Add(text("post --board summit"))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, payload []byte) {
		if term, window, ok := parsePty(payload); ok {
			inBounds(t, window)
			if term == "" || len(term) > maxTerm {
				t.Errorf("term %q", term)
			}
			if again, same, ok := parsePty(marshalPty(term, window)); !ok || again != term || same != window {
				t.Errorf("what the library is given reads as %q, %v, %v", again, same, ok)
			}
		}
		if window, ok := parseWindow(payload); ok {
			inBounds(t, window)
		}
		if name, value, ok := parseEnv(payload); ok && (len(name) > maxTerm || len(value) > maxVariable || !utf8.ValidString(value)) {
			t.Errorf("variable %q=%q", name, value)
		}
		if value, ok := parseStart(payload); ok && len(value)+4 != len(payload) {
			t.Errorf("%d bytes read from %d", len(value), len(payload))
		}
		clientName(payload)
		hidesKeyTiming(string(payload))
		if at := invalidUTF8(string(payload)); at >= 0 && (utf8.Valid(payload) || !utf8.Valid(payload[:at])) {
			t.Errorf("not UTF-8 at %d", at)
		}
	})
}

func inBounds(t *testing.T, w Window) {
	t.Helper()
	if w.Columns < 1 || w.Columns > maxColumns || w.Rows < 1 || w.Rows > maxRows {
		t.Errorf("window %v", w)
	}
}
