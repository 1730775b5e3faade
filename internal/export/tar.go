package export

import (
	"archive/tar"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"

	"github.com/klauspost/compress/zstd"
)

// Pack writes a folder with an export as tar in zstd, below a folder of the given name.
// The same export gives the same bytes.
func Pack(w io.Writer, folder, name string, m Manifest) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close() // only read
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	err = fs.WalkDir(root.FS(), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return pack(t, root, file, tar.Header{Name: path.Join(name, file), Mode: 0o600, ModTime: m.At.UTC(), Typeflag: tar.TypeReg})
	})
	return errors.Join(err, t.Close(), z.Close())
}

func pack(t *tar.Writer, root *os.Root, file string, h tar.Header) error {
	f, err := root.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() // only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h.Size = info.Size()
	if err := t.WriteHeader(&h); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}
