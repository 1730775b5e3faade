package backup

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// formatNow is the format that this build writes.
const formatNow = 1

// The first and the last name in a backup.
const (
	manifestName = "MANIFEST.json"
	digestsName  = "SHA256SUMS"
)

// A Manifest says what is in a backup.
type Manifest struct {
	Format     int       `json:"format"`
	Version    string    `json:"version"` // of avs
	At         time.Time `json:"at"`
	Entries    uint64    `json:"entries"`    // of the journal
	Checkpoint string    `json:"checkpoint"` // that seals them
	Files      []File    `json:"files"`
}

// A File of a backup.
type File struct {
	Name  string `json:"name"` // slash-separated, below the data folder
	Bytes int64  `json:"bytes"`
}

// Bytes is how long the files are together.
func (m Manifest) Bytes() (sum int64) {
	for _, f := range m.Files {
		sum += f.Bytes
	}
	return sum
}

// A Source gives one file, of exactly so many bytes.
type Source struct {
	File
	WriteTo func(io.Writer) error
}

// Write writes a backup of the sources, in their order. The manifest is completed with
// what they are. An error leaves a file that Read refuses.
func Write(w io.Writer, m Manifest, sources []Source) error {
	m.Format, m.Files = formatNow, nil
	for _, s := range sources {
		m.Files = append(m.Files, s.File)
	}
	manifest, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return fmt.Errorf("the manifest of a backup: %w", err)
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	p := packing{tar: tar.NewWriter(z), at: m.At}
	err = p.small(manifestName, append(manifest, '\n'))
	for _, s := range sources {
		if err == nil {
			err = p.add(s)
		}
	}
	if err == nil {
		err = p.small(digestsName, []byte(p.digests.String()))
	}
	if err == nil {
		err = p.tar.Close()
	}
	if err != nil {
		_ = z.Close() // what is there is not whole anyhow
		return err
	}
	return z.Close()
}

// A packing is a backup being written.
type packing struct {
	tar     *tar.Writer
	at      time.Time
	digests strings.Builder
}

func (p *packing) add(s Source) error {
	if err := p.begin(s.Name, s.Bytes); err != nil {
		return err
	}
	sum := sha256.New()
	if err := s.WriteTo(yielding{io.MultiWriter(p.tar, sum)}); err != nil {
		return fmt.Errorf("backing up %s: %w", s.Name, err)
	}
	if err := p.tar.Flush(); err != nil { // refuses a file that is shorter than was said
		return fmt.Errorf("backing up %s: %w", s.Name, err)
	}
	p.digests.WriteString(digestLine(sum.Sum(nil), s.Name))
	return nil
}

// yielding lets others have the processor between two pieces, which come by 32 KiB: else
// whoever presses a key meanwhile waits for the scheduler to stop this, for 10 ms.
type yielding struct{ to io.Writer }

func (y yielding) Write(b []byte) (int, error) {
	runtime.Gosched()
	return y.to.Write(b)
}

func (p *packing) begin(name string, size int64) error {
	return p.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: p.at.UTC().Truncate(time.Second), Typeflag: tar.TypeReg})
}

func (p *packing) small(name string, content []byte) error {
	if err := p.begin(name, int64(len(content))); err != nil {
		return err
	}
	_, err := p.tar.Write(content)
	return err
}

// digestLine is a line as sha256sum writes it.
func digestLine(sum []byte, name string) string {
	return hex.EncodeToString(sum) + "  " + name + "\n"
}
