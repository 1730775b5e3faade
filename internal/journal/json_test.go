package journal

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asem.internal/avs/internal/rule"
)

// TestLines writes every kind of fact as a line of JSON and reads it back.
func TestLines(t *testing.T) {
	c := NewCodec()
	texts := []rule.Text{{Number: 7, Version: 2, Body: "</script> \u2028 漢字\nسلام & <b>"}}
	for _, like := range Facts() {
		e := goldenEntry(t, like)
		line, err := c.EncodeLine(e, texts)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(line), "\n"); n != 1 || !strings.Contains(string(line), "</script>") {
			t.Errorf("%s: %d line ends in %s", like.Kind(), n, line)
		}
		back, got, err := c.DecodeLine(line)
		if err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		e.Command = "" // the journal's alone
		if diff := cmp.Diff(e, back); diff != "" {
			t.Errorf("%s: %s", like.Kind(), diff)
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWrongLines(t *testing.T) {
	c := NewCodec()
	for _, line := range []string{"", "{", `{"entry":1,"more":2}`, `{"entry":1,"at":"2026-09-10T09:00:00Z","facts":[{"kind":"forum.locked","is":{"topic":1,"on":true,"more":1}}]}`,
		`{"entry":1,"facts":[{"kind":"forum.posted","is":{"digest":"00"}}]}`} {
		if _, _, err := c.DecodeLine([]byte(line)); err == nil {
			t.Errorf("%s is read", line)
		}
	}
	var unknown *UnknownKind
	if _, _, err := c.DecodeLine([]byte(`{"entry":1,"facts":[{"kind":"forum.sung","is":{}}]}`)); !errors.As(err, &unknown) {
		t.Error(err)
	}
}

// FuzzLine reads what may be a line of an export: what is read is written as it was.
func FuzzLine(f *testing.F) {
	c := NewCodec()
	for _, like := range Facts() {
		line, err := c.EncodeLine(goldenEntry(f, like), nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		e, texts, err := c.DecodeLine(line)
		if err != nil {
			return
		}
		once, err := c.EncodeLine(e, texts)
		if err != nil {
			return // a time out of bounds
		}
		again, texts, err := c.DecodeLine(once)
		if err != nil {
			t.Fatalf("%v\n%s", err, once)
		}
		if twice, err := c.EncodeLine(again, texts); err != nil || string(twice) != string(once) {
			t.Errorf("%s\nbecomes %s, %v", once, twice, err)
		}
	})
}
