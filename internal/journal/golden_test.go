package journal

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"asem.internal/avs/internal/rule"
)

// entriesFile has the bytes of one entry for each kind of fact, every field set: a
// comment line in CBOR's diagnostic notation, then the bytes in hexadecimal. Lines
// are added for new kinds, by AVS_GOLDEN=add go test ./internal/journal, and for
// fields that were added to a kind; none is ever changed or taken away.
const entriesFile = "testdata/entries-1.txt"

// goldenEntry is the entry of a kind whose bytes are kept.
func goldenEntry(t testing.TB, like rule.Fact) Entry {
	return Entry{Number: 4211, At: time.Date(2026, 9, 10, 9, 0, 0, 123e6, time.UTC), Actor: "first.last", Command: "token-1",
		Rule: 1, Facts: []rule.Fact{filled(t, like)}}
}

// TestGoldenEntries holds the bytes of every kind of fact to those that were
// written by earlier versions: these are read for ever.
func TestGoldenEntries(t *testing.T) {
	c := NewCodec()
	kept := readGolden(t)
	for _, like := range Facts() {
		data, err := c.EncodeEntry(goldenEntry(t, like))
		if err != nil {
			t.Fatal(err)
		}
		written := hex.EncodeToString(data)
		if os.Getenv("AVS_GOLDEN") == "add" && !kept[written] {
			addGolden(t, like.Kind(), data)
			continue
		}
		if !kept[written] {
			t.Errorf("%s: its bytes are not among those kept", like.Kind())
		}
	}
	for written := range kept {
		data, err := hex.DecodeString(written)
		if err != nil {
			t.Fatal(err)
		}
		e, err := c.DecodeEntry(data)
		if err != nil || e.Number != 4211 || len(e.Facts) != 1 {
			t.Errorf("kept bytes are not read: %v\n%s", err, written)
		}
	}
}

func readGolden(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(entriesFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			kept[line] = true
		}
	}
	return kept
}

func addGolden(t *testing.T, kind string, data []byte) {
	t.Helper()
	notation, err := cbor.Diagnose(data)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(entriesFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := fmt.Fprintf(f, "# %s: %s\n%x\n\n", kind, notation, data); err != nil {
		t.Fatal(err)
	}
}
