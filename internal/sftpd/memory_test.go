package sftpd

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/sshd"
	"asem.internal/avs/internal/testkit"
)

// readers is how many download at once.
const readers = 16

// enter opens a session of SFTP on a connection of its own.
func (h *house) enter() *sftp.Client {
	h.t.Helper()
	c, err := gossh.Dial("tcp", h.Addr().String(), &gossh.ClientConfig{User: "anybody", Auth: []gossh.AuthMethod{gossh.PublicKeys(h.key)},
		HostKeyCallback: gossh.FixedHostKey(h.host.PublicKey()), Timeout: patience})
	must(h.t, err)
	h.t.Cleanup(func() { _ = c.Close() }) // the server may have closed it
	client, err := sftp.NewClient(c)
	must(h.t, err)
	h.t.Cleanup(func() { _ = client.Close() })
	return client
}

// TestMemoryOfManyReaders downloads 40 MiB from a real store sixteen times at once,
// the clients in the same process: all of it would be 640 MiB.
func TestMemoryOfManyReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 640 MiB")
	}
	store := testkit.NewOffice(t).Store
	digest, _, err := store.PutBlob(large.reader(), large.size)
	must(t, err)
	l := withLarge()
	l.fresh = func() (Content, error) { return store.BlobAt(digest) }
	h := openHouse(t, l, func(c *sshd.Config) { c.Limits.PerAccount = readers })
	clients := make([]*sftp.Client, readers)
	for i := range clients {
		clients[i] = h.enter()
	}
	runtime.GC()
	before := heap()
	stop, most := make(chan struct{}), make(chan uint64, 1)
	go func() { most <- highest(stop) }()
	var downloads sync.WaitGroup
	for _, c := range clients {
		downloads.Go(func() {
			if err := download(c); err != nil {
				t.Error(err)
			}
		})
	}
	downloads.Wait()
	close(stop)
	grown := int64(<-most) - int64(before)
	t.Logf("the heap grew by %d MiB", grown>>20)
	if grown > 200<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

// download reads the file and compares its digest.
func download(c *sftp.Client) error {
	f, err := c.Open(largePath)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := f.WriteTo(sum); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != largeDigest() {
		return io.ErrUnexpectedEOF
	}
	return f.Close()
}

// heap is what objects take, dead ones that are not swept yet among them.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// highest looks at the heap until it is stopped.
func highest(stop <-chan struct{}) (most uint64) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			most = max(most, heap())
		case <-stop:
			return max(most, heap())
		}
	}
}

// TestManyReaders reads one file from sixteen sessions, each of several parts at once.
func TestManyReaders(t *testing.T) {
	l := newLibrary()
	var sessions sync.WaitGroup
	for range readers {
		v := open(t, l, nil)
		sessions.Go(func() {
			f, err := v.Open("/series/ASEM-SOM/2006/12/REV-1/paper.txt")
			if err != nil {
				t.Error(err)
				return
			}
			defer f.Close()
			var parts sync.WaitGroup
			for i := range int64(8) {
				parts.Go(func() {
					got, want := make([]byte, 25_000), make([]byte, 25_000)
					_, _ = pattern{2, 200_000}.ReadAt(want, i*25_000)
					if n, err := f.ReadAt(got, i*25_000); n != len(got) || string(got) != string(want) {
						t.Errorf("part %d: %d bytes, %v", i, n, err)
					}
				})
			}
			parts.Wait()
		})
	}
	sessions.Wait()
}

// TestIdleMount leaves a session alone that keeps its connection alive: it is closed,
// and what it was sending is no draft.
func TestIdleMount(t *testing.T) {
	l := newLibrary()
	h := openHouse(t, l, func(c *sshd.Config) {
		c.Limits.CommandIdle, c.Limits.Parting = 200*time.Millisecond, 100*time.Millisecond
	})
	c := h.enter()
	f, err := c.Create("/drop/paper.txt")
	must(t, err)
	if _, err := f.Write([]byte("half of it")); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the session to be closed", func() bool { return h.Stats().Sessions == 0 })
	l.wantNoDraft(t)
	if held := h.spool.held(); held != 0 {
		t.Errorf("%d bytes are left in the spool", held)
	}
}

// TestClientThatNeverReads asks for much and takes nothing: it is hung up on.
func TestClientThatNeverReads(t *testing.T) {
	h := openHouse(t, withLarge(), func(c *sshd.Config) { c.Limits.Stall = 300 * time.Millisecond })
	c, err := gossh.Dial("tcp", h.Addr().String(), &gossh.ClientConfig{User: "anybody", Auth: []gossh.AuthMethod{gossh.PublicKeys(h.key)},
		HostKeyCallback: gossh.FixedHostKey(h.host.PublicKey()), Timeout: patience})
	must(t, err)
	defer c.Close()
	channel, requests, err := c.OpenChannel("session", nil)
	must(t, err)
	go gossh.DiscardRequests(requests)
	if ok, err := channel.SendRequest("subsystem", true, []byte(ssh("sftp"))); !ok || err != nil {
		t.Fatal(ok, err)
	}
	raw := rawClient{t, channel}
	raw.start()
	_, handle := raw.ask(3, 1, ssh(largePath)+u32(1)+u32(0))
	for i := range uint32(1000) { // 32 MiB, of which a client's window holds two
		if _, err := io.WriteString(channel, ssh("\x05"+u32(2+i)+handle+u64(uint64(i)<<15)+u32(1<<15))); err != nil {
			break
		}
	}
	waitFor(t, "the line to end", func() bool { return h.Stats().Lines == 0 })
	if h.Stats().Stalled != 1 {
		t.Errorf("%d stalled", h.Stats().Stalled)
	}
}
