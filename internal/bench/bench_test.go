package main

import (
	"bytes"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/boltstore"
)

func TestQuantities(t *testing.T) {
	for want, q := range map[string]quantity{
		"0 B":         octets(0),
		"1,234,567 B": octets(1_234_567),
		"12.5 KiB":    kibibytes(12_800),
		"1.50 s":      elapsed(1500 * time.Millisecond),
		"2.50 ms":     elapsed(2500 * time.Microsecond),
		"42 us":       elapsed(42 * time.Microsecond),
		"50 /s":       perSecond(100, 2*time.Second),
		"25 % core":   ofACore(time.Second, 4*time.Second),
	} {
		if got := q.String(); got != want {
			t.Errorf("%v is written %q, not %q", q, got, want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	var out bytes.Buffer
	table := newTable(&out)
	table.add(row{what: "kept", value: octets(20), goal: atMost(octets(20))})
	table.add(row{what: "not kept", value: octets(21), goal: atMost(octets(20))})
	table.add(row{what: "slower", value: octets(14), floor: octets(10), goal: timesFloor(1.3)})
	table.add(row{what: "without a goal", value: octets(1000)})
	if table.missed != 2 || strings.Count(out.String(), "MISSED") != 2 || strings.Count(out.String(), "met") != 1 {
		t.Errorf("%d missed:\n%s", table.missed, out.String())
	}
}

func TestSpread(t *testing.T) {
	var s spread
	for i := range 100 {
		s = append(s, time.Duration(100-i))
	}
	if s.at(50) != 51 || s.at(95) != 96 || s.at(100) != 100 || (spread{}).at(50) != 0 {
		t.Errorf("median %d, 95th %d, last %d", s.at(50), s.at(95), s.at(100))
	}
}

func TestCommitsOf(t *testing.T) {
	folder := t.TempDir()
	db, err := bolt.Open(filepath.Join(folder, boltstore.StateFile), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	before, err := commitsOf(folder)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if err := db.Update(func(tx *bolt.Tx) error {
			_, err := tx.CreateBucketIfNotExists([]byte{byte(i)})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := commitsOf(folder); err != nil || after-before != 5 {
		t.Errorf("%d commits counted of 5, %v", after-before, err)
	}
}

// TestLine sends through a line and back, and counts both ways.
func TestLine(t *testing.T) {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	go func() {
		conn, err := server.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.CopyN(conn, conn, 300)
	}()
	l, err := openLine(server.Addr().String(), 6000)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	conn, err := net.Dial("tcp", l.address())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	from := time.Now()
	if _, err := conn.Write(make([]byte, 300)); err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, conn); n != 300 || err != nil {
		t.Fatalf("%d bytes came back, %v", n, err)
	}
	if took := time.Since(from); took < 40*time.Millisecond {
		t.Errorf("300 bytes at 6,000 a second took %s", took)
	}
	if l.up.Load() != 300 || l.down.Load() != 300 {
		t.Errorf("counted %d up and %d down", l.up.Load(), l.down.Load())
	}
}

func TestChoose(t *testing.T) {
	if all, err := choose(""); err != nil || len(all) != len(sections()) {
		t.Errorf("all: %d, %v", len(all), err)
	}
	if some, err := choose("posts,budgets"); err != nil || len(some) != 2 || some[0].name != "posts" {
		t.Errorf("two: %v, %v", some, err)
	}
	if _, err := choose("budgets,nothing"); err == nil {
		t.Error("a section that is not there was chosen")
	}
}

func TestProse(t *testing.T) {
	for line := range strings.Lines(prose(newDraw(1), 400)) {
		if len(line) > 80 {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
}
