package archive

import (
	"bytes"
	"compress/flate"
	"io"
)

// spaceKept holds the texts of files that take long to be read, packed, by their digest.
const spaceKept = 'k'

func keptKey(digest []byte) []byte { return append([]byte{spaceKept}, digest...) }

// KeepText keeps the text of a file for its passages. It goes when the index is cleared.
func (x *Index) KeepText(digest []byte, text string) error {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return x.keep.Update(func(w Writer) error { return w.Put(keptKey(digest), packed.Bytes()) })
}

// KeptText is a text that was kept; ok is false where there is none.
func (x *Index) KeptText(digest []byte) (text string, ok bool) {
	err := x.keep.View(func(r Reader) error {
		packed := r.Get(keptKey(digest))
		if packed == nil {
			return nil
		}
		b, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), MaxBody))
		text, ok = string(b), err == nil
		return err
	})
	return text, ok && err == nil
}
