package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"

	"asem.internal/avs/internal/fault"
)

// Bounds of what is read into memory.
const (
	maxSmall  = 1 << 20 // bytes of the manifest, and of the digests
	maxWindow = 32 << 20
)

// Read reads a backup. Once the manifest is read begin may refuse it; then each file is
// put where place says, which is closed behind it. An error says that the backup is not
// whole, and what is wrong; then nothing that was placed may be used.
func Read(r io.Reader, begin func(Manifest) error, place func(File) (io.WriteCloser, error)) (Manifest, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return Manifest{}, err
	}
	defer z.Close()
	u := unpacking{tar: tar.NewReader(z), packed: z}
	m, err := u.manifest()
	if err != nil {
		return m, err
	}
	if err := begin(m); err != nil {
		return m, err
	}
	for _, f := range m.Files {
		if err := u.file(f, place); err != nil {
			return m, err
		}
	}
	if err := u.end(z); err != nil {
		return m, err
	}
	return m, nil
}

// An unpacking is a backup being read.
type unpacking struct {
	tar     *tar.Reader
	packed  io.Reader // under it
	digests strings.Builder
}

func (u *unpacking) manifest() (m Manifest, err error) {
	content, err := u.small(manifestName)
	switch {
	case errors.Is(err, zstd.ErrMagicMismatch), errors.Is(err, tar.ErrHeader), errors.Is(err, io.EOF), errors.Is(err, errOther):
		if changed := u.changed(); changed != nil {
			return m, broken(manifestName, changed)
		}
		return m, fault.New(fault.Usage, "It is no backup of avs.").Then("Name a file that `avs backup` or `ssh HOST backup` wrote.").Because(err)
	case err != nil:
		return m, broken(manifestName, err)
	}
	if err := json.Unmarshal(content, &m); err != nil {
		return m, broken(manifestName, err)
	}
	if m.Format > formatNow {
		return m, fault.New(fault.Usage, "The backup has format %d; this version of avs knows format %d.", m.Format, formatNow).Then("Restore it with the version that wrote it, %q, or a newer one.", m.Version)
	}
	return m, nil
}

// changed reads what it can to the end, to find out whether it is what was packed: a changed
// byte may unpack to something else entirely. It is nil where it is, or never was packed.
func (u *unpacking) changed() error {
	_, err := io.Copy(io.Discard, u.packed)
	if errors.Is(err, zstd.ErrMagicMismatch) {
		return nil
	}
	return err
}

func (u *unpacking) file(f File, place func(File) (io.WriteCloser, error)) error {
	h, err := u.tar.Next()
	if err != nil {
		return broken(f.Name, err)
	}
	if h.Name != f.Name || h.Size != f.Bytes || h.Typeflag != tar.TypeReg {
		return broken(f.Name, errOther)
	}
	to, err := place(f)
	if err != nil {
		return err
	}
	sum := sha256.New()
	copied := reading{from: u.tar}
	_, err = io.Copy(io.MultiWriter(to, sum), &copied)
	if closing := to.Close(); err == nil {
		err = closing
	}
	switch {
	case copied.err != nil:
		return broken(f.Name, copied.err)
	case err != nil:
		return err // of where it was to go
	}
	u.digests.WriteString(digestLine(sum.Sum(nil), f.Name))
	return nil
}

// end compares the digests, and wants nothing behind them.
func (u *unpacking) end(rest io.Reader) error {
	content, err := u.small(digestsName)
	if err != nil {
		return broken(digestsName, err)
	}
	if got := []byte(u.digests.String()); !bytes.Equal(content, got) {
		return broken(differing(content, got), errors.New("it differs from its digest"))
	}
	if _, err := u.tar.Next(); !errors.Is(err, io.EOF) {
		return broken("its end", errors.Join(errOther, err))
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(rest, maxSmall)); err != nil || n > maxSmall/2 {
		return broken("its end", errors.Join(errOther, err))
	}
	return nil
}

// differing names the first file whose line of digest differs.
func differing(want, got []byte) string {
	lines := strings.Split(string(got), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i < len(lines) && lines[i] != line {
			_, name, _ := strings.Cut(lines[i], "  ")
			return name
		}
	}
	return digestsName
}

func (u *unpacking) small(name string) ([]byte, error) {
	h, err := u.tar.Next()
	switch {
	case err != nil:
		return nil, err
	case h.Name != name || h.Typeflag != tar.TypeReg || h.Size > maxSmall:
		return nil, errOther
	}
	return io.ReadAll(u.tar)
}

// errOther is something else than what should be there.
var errOther = errors.New("something else stands there")

// broken says where a backup is not whole, and how.
func broken(name string, err error) error {
	what := "is damaged"
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		what = "was cut off"
	}
	return fault.New(fault.Failed, "The backup %s, at %s, so nothing was restored.", what, name).
		Then("Take another one, or fetch this one again.").Because(err)
}

// reading tells an error of reading from one of writing.
type reading struct {
	from io.Reader
	err  error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}
