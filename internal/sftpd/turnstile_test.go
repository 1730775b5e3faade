package sftpd

import (
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

// TestReadingOnWhileWaiting asks for more and more while an earlier question takes its
// time: only so many requests are let in, and so many answers kept.
func TestReadingOnWhileWaiting(t *testing.T) {
	l := newLibrary()
	counted := &countingContent{pattern: pattern{5, 1 << 30}}
	file := File{Name: "large.bin", Bytes: 1 << 30, Key: "large"}
	l.contents["large"] = counted
	l.issue("X", 2006, "1", "economic", "Large", Version{Label: "-", At: epoch, Files: []File{file}})
	slow, listed := make(chan struct{}), make(chan struct{})
	var calls atomic.Int64
	l.listing = func() {
		if calls.Add(1) > 5 { // four on the way to the file, and the top once more
			close(slow)
			<-listed
		}
	}
	now := epoch
	v := begin(t, l, func(o *Options) { o.Now = func() time.Time { now = now.Add(time.Hour); return now } })
	c := rawClient{t, v.end}
	c.start()
	_, rest := c.ask(3, 1, ssh("/series/X/2006/1/FIRST/large.bin")+u32(1)+u32(0))
	reading := rest
	c.send(11, u32(9)+ssh("/series"))
	<-slow
	const asked = 500
	sent := make(chan error, 1)
	go func() {
		for i := range asked {
			if _, err := io.WriteString(v.end, ssh("\x05"+u32(uint32(10+i))+reading+u64(uint64(i)<<15)+u32(1<<15))); err != nil {
				sent <- err
				return
			}
		}
		sent <- nil
	}()
	waitFor(t, "reads to be let in", func() bool { return counted.reads.Load() == underWay-1 })
	close(listed)
	for i := range asked + 1 {
		if _, rest := c.receive(); rest[:4] != u32(uint32(9+i)) {
			t.Fatalf("answer %d is of another request", i)
		}
		if most := int64(underWay + i); counted.reads.Load() > most+1 {
			t.Fatalf("%d reads were done when %d answers had been taken", counted.reads.Load(), i+1)
		}
	}
	must(t, <-sent)
	if err := v.ends(); fault.KindOf(err) != fault.Failed {
		t.Errorf("%v", err)
	}
}

type countingContent struct {
	pattern
	reads atomic.Int64
}

func (c *countingContent) ReadAt(p []byte, off int64) (int, error) {
	c.reads.Add(1)
	return c.pattern.ReadAt(p, off)
}

// TestEnds tells how a session may end.
func TestEnds(t *testing.T) {
	for name, test := range map[string]struct {
		end  func(*visit) error
		want fault.Kind
	}{
		"the client goes": {(*visit).ends, 0},
		"cancelled":       {func(v *visit) error { v.cancel(fault.New(fault.Conflict, "Bye.")); return v.wait() }, fault.Conflict},
		"half a packet":   {func(v *visit) error { _, _ = io.WriteString(v.end, "\x00\x00\x00\x09\x11"); return v.ends() }, fault.Failed},
		"half a length":   {func(v *visit) error { _, _ = io.WriteString(v.end, "\x00"); return v.ends() }, fault.Failed},
		"nonsense":        {func(v *visit) error { _, _ = io.WriteString(v.end, "\x00\x00\x00\x02\x03\x00"); return v.wait() }, fault.Failed},
		"a giant":         {func(v *visit) error { _, _ = io.WriteString(v.end, "\xff\xff\xff\xff"); return v.wait() }, fault.Failed},
		"an empty packet": {func(v *visit) error { _, _ = io.WriteString(v.end, "\x00\x00\x00\x00"); return v.wait() }, fault.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			v := begin(t, newLibrary(), nil)
			if err := test.end(v); fault.KindOf(err) != test.want {
				t.Errorf("it ends with %v", err)
			}
		})
	}
}

// TestRevokedInTheMiddle ends a session whose input ends with a fault of the door's.
func TestRevokedInTheMiddle(t *testing.T) {
	revoked := fault.New(fault.Refused, "This key was revoked.")
	if err := broken(errors.Join(errors.New("reading"), revoked)); fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "revoked") {
		t.Errorf("%v", err)
	}
}

// FuzzServe writes anything to a session, after a proper beginning.
func FuzzServe(f *testing.F) {
	for _, packet := range []string{
		"\x10" + u32(1) + ssh("."), "\x0b" + u32(1) + ssh("/series"), "\x0c" + u32(2) + ssh("1"),
		"\x03" + u32(1) + ssh("/README.txt") + u32(1) + u32(0), "\x05" + u32(2) + ssh("1") + u64(0) + u32(1<<15),
		"\x03" + u32(1) + ssh("/drop/x") + u32(26) + u32(0), "\x06" + u32(2) + ssh("1") + u64(1<<63) + ssh("x"), "\x05" + u32(2) + ssh("1") + u64(1<<63) + u32(9),
		"\x0a" + u32(2) + ssh("1") + u32(0xffffffff), "\x04" + u32(3) + ssh("1"), "\xc8" + u32(1) + ssh("x@y"), "\x14" + u32(1) + ssh("a") + ssh("b"),
	} {
		f.Add(packet, packet)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		v := begin(t, newLibrary(), nil)
		go func() { _, _ = io.Copy(io.Discard, v.end) }()                       // ends with the session
		_, _ = io.WriteString(v.end, ssh("\x01"+u32(3))+ssh(first)+ssh(second)) // it may have ended
		_ = v.ends()
		if strings.Contains(v.log.String(), "panic") {
			t.Errorf("%q, %q:\n%s", first, second, v.log)
		}
	})
}
