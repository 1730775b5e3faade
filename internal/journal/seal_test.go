package journal

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func newSeal(t testing.TB) (*Seal, note.Signer) {
	t.Helper()
	secret, public, err := NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	seal, err := NewSeal(secret+"\n", " "+public)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return seal, signer
}

func TestCheckpointComesBack(t *testing.T) {
	seal, _ := newSeal(t)
	want := Checkpoint{Size: 4211, Root: tlog.RecordHash([]byte("x"))}
	signed, err := seal.Sign(want)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(signed), origin+"\n4211\n"+want.Root.String()+"\n\n— ") {
		t.Errorf("the note reads\n%s", signed)
	}
	if got, err := seal.Open(signed); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestEveryByteIsSealed changes each byte of a checkpoint in turn. What it says is
// then refused; the writing of the signature has bits that mean nothing.
func TestEveryByteIsSealed(t *testing.T) {
	seal, _ := newSeal(t)
	want := Checkpoint{Size: 7, Root: tlog.RecordHash([]byte("x"))}
	signed, err := seal.Sign(want)
	if err != nil {
		t.Fatal(err)
	}
	text := bytes.Index(signed, []byte("\n\n"))
	for i := range signed {
		changed := bytes.Clone(signed)
		changed[i] ^= 1
		if got, err := seal.Open(changed); err == nil && (i <= text || got != want) {
			t.Errorf("byte %d changed: opened as %+v", i, got)
		}
	}
}

func TestStrangeCheckpoints(t *testing.T) {
	seal, signer := newSeal(t)
	root := tlog.RecordHash(nil).String()
	for name, text := range map[string]string{
		"another system":  "example.org/log\n7\n" + root + "\n",
		"a line too many": origin + "\n7\n" + root + "\nmore\n",
		"a line too few":  origin + "\n7\n",
		"no size":         origin + "\nseven\n" + root + "\n",
		"below nothing":   origin + "\n-1\n" + root + "\n",
		"too large":       origin + "\n9223372036854775808\n" + root + "\n",
		"no root":         origin + "\n7\nroot\n",
		"empty":           "\n",
	} {
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := seal.Open(signed); err == nil {
			t.Errorf("%s: opened as %+v", name, got)
		}
	}
	other, _ := newSeal(t)
	signed, err := other.Sign(Checkpoint{Size: 7})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(signed); err == nil {
		t.Error("another seal's checkpoint is opened")
	}
}

func TestStrangeSealKeys(t *testing.T) {
	secret, public, err := NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	_, another, err := NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string][2]string{
		"none":             {"", ""},
		"no secret":        {"PRIVATE+KEY+nothing", public},
		"no public":        {secret, "nothing"},
		"of another's":     {secret, another},
		"the wrong way on": {public, secret},
	} {
		if _, err := NewSeal(keys[0], keys[1]); err == nil {
			t.Errorf("%s: made a seal", name)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error shows the secret: %v", name, err)
		}
	}
}
