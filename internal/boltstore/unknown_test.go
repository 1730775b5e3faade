package boltstore

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/secretariat"
)

// appendRaw puts bytes at the end of the journal as a later version could have
// written them, with leaf, end and seal in order.
func appendRaw(t *testing.T, s *Store, record func(number uint64) []byte) {
	t.Helper()
	err := s.state.Update(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		last, at := t.Last()
		data := record(last + 1)
		t.putBytes(bJournal, number(last+1), data)
		if err := t.growTree(last+1, data); err != nil {
			return err
		}
		put(t, bMeta, keyLast, end{Number: last + 1, At: at})
		t.seal()
		return t.err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// laterEntry is an entry of a version that knows more kinds of fact.
func laterEntry(t *testing.T, s *Store) func(uint64) []byte {
	t.Helper()
	return func(number uint64) []byte {
		_, at := lastOf(t, s)
		data, err := cbor.Marshal(map[string]any{
			"number": number, "at": at, "command": "later", "rule": 9, "fresh": "a field of later",
			"facts": []any{map[string]any{"kind": "notice.circulated", "is": map[string]any{"symbol": "ASEM/1"}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
}

func lastOf(t *testing.T, s *Store) (number uint64, at string) {
	t.Helper()
	err := s.View(func(s secretariat.State) error {
		n, when := s.Last()
		number, at = n, when.Format("2006-01-02T15:04:05.000Z")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return number, at
}

// TestUnknownFactIsReadOnly opens a journal whose last entry has a fact that only
// a later version knows.
func TestUnknownFactIsReadOnly(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	newChronicler(2).write(t, s, 30)
	appendRaw(t, s, laterEntry(t, s))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := fileBytes(t, filepath.Join(folder, StateFile))

	s = openIn(t, folder)
	damage := s.Damage()
	if !errors.Is(damage, secretariat.ErrDamaged) || !strings.Contains(damage.Error(), "entry 31") ||
		!strings.Contains(damage.Error(), `does not know what "notice.circulated" is`) {
		t.Errorf("damage: %v", damage)
	}
	if err := s.Update(func(secretariat.Ledger) error { return nil }); !errors.Is(err, secretariat.ErrDamaged) {
		t.Errorf("writing answers %v", err)
	}
	wantReading(t, s)
	if n, _ := lastOf(t, s); n != 31 {
		t.Errorf("the journal ends with entry %d", n)
	}
	if report, err := s.Verify(t.Context(), nil); err != nil || len(report.Problems) == 0 || report.Problems[0].Entry != 31 {
		t.Errorf("verifying: %+v, %v", report, err)
	}
	after, err := os.ReadFile(filepath.Join(folder, StateFile))
	if err != nil || !bytes.Contains(after, []byte("notice.circulated")) || len(after) < len(before) {
		t.Errorf("the unknown entry is gone, %v", err)
	}
}

// TestUnreadableEntriesAreReadOnly tries other ends of a journal that this version
// cannot read, or that contradict it.
func TestUnreadableEntriesAreReadOnly(t *testing.T) {
	for name, record := range map[string]func(uint64) []byte{
		"no CBOR":            func(uint64) []byte { return []byte{0xff, 0x00} },
		"empty":              func(uint64) []byte { return []byte{} },
		"another number":     func(n uint64) []byte { return entryBytes(t, n+5, 0) },
		"before its time":    func(n uint64) []byte { return entryBytes(t, n, -1) },
		"text after the end": func(n uint64) []byte { return append(entryBytes(t, n, 0), 'x') },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			s, err := Open(testOptions(t, folder))
			if err != nil {
				t.Fatal(err)
			}
			newChronicler(2).write(t, s, 10)
			appendRaw(t, s, record)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = openIn(t, folder)
			if damage := s.Damage(); damage == nil || !strings.Contains(damage.Error(), "entry 11") {
				t.Errorf("damage: %v", damage)
			}
			wantReading(t, s)
		})
	}
}

func entryBytes(t *testing.T, number uint64, years int) []byte {
	t.Helper()
	c := newChronicler(1)
	data, err := journal.NewCodec().EncodeEntry(journal.Entry{Number: number, At: c.now.AddDate(100*years+10, 0, 0), Command: "x"})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestLaterFormatIsRefused opens a store of a format that this version does not know.
func TestLaterFormatIsRefused(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	err = s.state.Update(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		put(t, bMeta, keyFormat, formatNow+1)
		return t.err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := fileBytes(t, filepath.Join(folder, StateFile))
	if _, err := Open(testOptions(t, folder)); fault.KindOf(err) != fault.Failed || !strings.Contains(fault.Sentence(err), "format 2") {
		t.Errorf("opening answers %v", err)
	}
	if !bytes.Equal(before, fileBytes(t, filepath.Join(folder, StateFile))) {
		t.Error("the file was changed")
	}
}

// TestAnotherSealIsDamage opens a store with the key of another installation.
func TestAnotherSealIsDamage(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(testOptions(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	newChronicler(2).write(t, s, 10)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	secret, public, err := journal.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	o := testOptions(t, folder)
	if o.Seal, err = journal.NewSeal(secret, public); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, o)
	if s.Damage() == nil {
		t.Error("the store is written to under another seal")
	}
	wantReading(t, s)
}
