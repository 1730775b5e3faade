package served

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// An insertion shows the same however the bytes of it are divided.
func TestInsertions(t *testing.T) {
	const drawn = "one three\x1b[1;5H\x1b[4htwo \x1b[4l\x1b[2;1Hx\x1b[2;1H\x1b[4h日本\x1b[4l\x1b[4"
	want := "one two three\n日本x"
	for size := 1; size <= len(drawn); size++ {
		emulator := vt.NewEmulator(20, 2)
		var mend insertions
		for rest := drawn; rest != ""; {
			n := min(size, len(rest))
			_, _ = emulator.Write(mend.mended([]byte(rest[:n])))
			rest = rest[n:]
		}
		if got := strings.TrimRight(emulator.String(), " \n"); got != want {
			t.Errorf("in pieces of %d: %q", size, got)
		}
	}
}
