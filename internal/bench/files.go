package main

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/sync/errgroup"
)

// readersAtOnce is how many fetch a file at the same time.
const readersAtOnce = 16

// files measures downloads by SFTP: how long until the first byte comes, how much comes
// a second, and what sixteen at once cost the server. The floor is OpenSSH's own
// sftp-server behind the same ssh library, where it is installed.
func files(ctx context.Context, b *bench) error {
	large := filepath.Join(b.folder, transferName)
	if err := writeLarge(large, b.plan.transfer); err != nil {
		return err
	}
	data := filepath.Join(b.folder, "files")
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	own, err := b.start(ctx, "files", "files", data)
	if err != nil {
		return err
	}
	defer own.stop()
	ours, err := b.fetched(own, "/1/FIRST/"+transferName)
	if err != nil {
		return err
	}
	var floor fetching
	if program := openSSHFiles(); program != "" {
		theirs, err := b.start(ctx, "openssh-files", "files", program)
		if err != nil {
			return err
		}
		defer theirs.stop()
		if floor, err = b.fetched(theirs, large); err != nil {
			return err
		}
	} else {
		b.table.note("OpenSSH's sftp-server is not installed here: no floor")
	}
	b.table.add(row{what: "SFTP: from opening the session to the first byte", value: elapsed(ours.first.at(50)), floor: floor.firstByte()})
	b.table.add(row{what: "SFTP: one download, to the second", value: perSecondOf(b.plan.transfer, ours.whole.at(50)), floor: floor.speed(b.plan.transfer)})
	return b.crowdOfReaders(own)
}

// writeLarge writes a file of bytes that nothing could make shorter.
func writeLarge(path string, size int64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.CopyN(f, rand.NewChaCha8([32]byte{3}), size)
	return err
}

// openSSHFiles is OpenSSH's sftp-server, or empty.
func openSSHFiles() string {
	for _, path := range []string{"/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/libexec/sftp-server", "/usr/lib/ssh/sftp-server"} {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
	}
	return ""
}

// fetching is how long downloads took.
type fetching struct{ first, whole spread }

func (f fetching) firstByte() quantity {
	if len(f.first) == 0 {
		return quantity{}
	}
	return elapsed(f.first.at(50))
}

func (f fetching) speed(size int64) quantity {
	if len(f.whole) == 0 {
		return quantity{}
	}
	return perSecondOf(size, f.whole.at(50))
}

func perSecondOf(size int64, d time.Duration) quantity {
	return quantity{float64(size) / (1 << 20) / d.Seconds(), "MiB/s"}
}

// fetched fetches the file a few times, one after the other.
func (b *bench) fetched(p *process, path string) (f fetching, err error) {
	for range b.plan.transfers {
		first, whole, err := b.fetch(p, path)
		if err != nil {
			return f, err
		}
		f.first, f.whole = append(f.first, first), append(f.whole, whole)
	}
	return f, nil
}

// fetch downloads the file on a connection of its own. Connecting is not counted; the
// time of the whole begins with the first byte.
func (b *bench) fetch(p *process, path string) (first, whole time.Duration, err error) {
	conn, err := dial(p.address, b.people.number(0), postQuantum)
	if err != nil {
		return 0, 0, err
	}
	defer conn.Close()
	from := time.Now()
	client, err := sftp.NewClient(conn)
	if err != nil {
		return 0, 0, err
	}
	defer client.Close()
	file, err := client.Open(path)
	if err != nil {
		return 0, 0, err
	}
	if _, err := file.ReadAt(make([]byte, 1), 0); err != nil {
		return 0, 0, err
	}
	first = time.Since(from)
	from = time.Now()
	n, err := file.WriteTo(io.Discard)
	if err == nil && n != b.plan.transfer {
		err = io.ErrUnexpectedEOF
	}
	return first, time.Since(from), errors.Join(err, file.Close())
}

// crowdOfReaders has many fetch at once, and weighs the server meanwhile.
func (b *bench) crowdOfReaders(p *process) error {
	before, err := p.weigh(true)
	if err != nil {
		return err
	}
	most, stop := make(chan heaviest, 1), make(chan struct{})
	go func() { most <- p.heaviest(stop) }() // ends when stop is closed
	from := time.Now()
	var readers errgroup.Group
	for range readersAtOnce {
		readers.Go(func() error {
			_, _, err := b.fetch(p, "/1/FIRST/"+transferName)
			return err
		})
	}
	err = readers.Wait()
	took := time.Since(from)
	close(stop)
	weighed := <-most
	if err := errors.Join(err, weighed.err); err != nil {
		return err
	}
	size := readersAtOnce * b.plan.transfer
	b.table.add(row{what: "SFTP: sixteen downloads at once, together to the second", value: perSecondOf(size, took)})
	b.table.add(row{what: "SFTP: memory that the server takes for them", value: mebibytes(float64(weighed.held - before.held())),
		goal: atMost(mebibytes(64 << 20))})
	return nil
}

// heaviest is the most that a child held.
type heaviest struct {
	held int64
	err  error
}

// heaviest weighs the child over and over until stop is closed.
func (p *process) heaviest(stop <-chan struct{}) (h heaviest) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		w, err := p.weigh(false)
		if err != nil {
			h.err = err
			return h
		}
		h.held = max(h.held, w.held())
		select {
		case <-tick.C:
		case <-stop:
			return h
		}
	}
}
