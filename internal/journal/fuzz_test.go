package journal

import (
	"reflect"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// FuzzDecodeEntry reads what is no entry, and wants what can be read to be written
// and read again as the same, unless writing refuses it.
func FuzzDecodeEntry(f *testing.F) {
	c := NewCodec()
	for _, like := range Facts() {
		data, err := c.EncodeEntry(goldenEntry(f, like))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte{0xa0})
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := c.DecodeEntry(data)
		if err != nil {
			return
		}
		written, err := c.EncodeEntry(e)
		if err != nil {
			return // such as a time that has no RFC 3339 form
		}
		back, err := c.DecodeEntry(written)
		if err != nil || back.Number != e.Number || !back.At.Equal(e.At) || len(back.Facts) != len(e.Facts) {
			t.Errorf("%+v comes back as %+v, %v", e, back, err)
		}
	})
}

func FuzzDecodeCommand(f *testing.F) {
	c := NewCodec()
	for _, like := range Actions() {
		data, err := c.EncodeCommand(Command{ID: "id", By: "first.last", Action: filled(f, like)})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cmd, err := c.DecodeCommand(data)
		if err != nil {
			return
		}
		written, err := c.EncodeCommand(cmd)
		if err != nil {
			return
		}
		back, err := c.DecodeCommand(written)
		if err == nil && (back.ID != cmd.ID || back.By != cmd.By || reflect.TypeOf(back.Action) != reflect.TypeOf(cmd.Action)) {
			t.Errorf("%+v comes back as %+v", cmd, back)
		}
	})
}

func FuzzOpenCheckpoint(f *testing.F) {
	seal, _ := newSeal(f)
	signed, err := seal.Sign(Checkpoint{Size: 12, Root: tlog.RecordHash([]byte("x"))})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add([]byte(origin + "\n12\n\n— "))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := seal.Open(data); err == nil && (c.Size != 12 || string(data) != string(signed)) {
			t.Errorf("opened something else: %+v", c)
		}
	})
}
