package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	perrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"asem.internal/avs/internal/plain"
)

// pdf reads a PDF when its turn has come.
func (r *Reader) pdf(ctx context.Context, file io.ReaderAt, size int64) (Reading, error) {
	if size > MaxFile {
		return Reading{Kind: PDF, Note: fmt.Sprintf("It has %d bytes; a PDF is read up to %d (%d MiB). It is kept as it is.", size, MaxFile, MaxFile>>20)}, nil
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return Reading{}, interrupted(ctx.Err())
	}
	meter := &meter{file: io.NewSectionReader(file, 0, size), size: size, left: MaxReads(size)}
	reading, err := r.pages(ctx, meter)
	switch {
	case ctx.Err() != nil:
		return Reading{}, interrupted(ctx.Err())
	case meter.failed != nil:
		return Reading{}, unreadable(meter.failed)
	}
	return reading, err
}

// pages opens a sandbox and reads in it. What goes wrong inside is a note, what
// goes wrong in opening it is an error.
func (r *Reader) pages(ctx context.Context, file *meter) (Reading, error) {
	box, err := r.open(ctx)
	if err != nil {
		return Reading{}, err
	}
	defer box.close()
	ctx, cancel := context.WithTimeout(box.ctx, MaxTime)
	defer cancel()
	defer context.AfterFunc(ctx, box.cancel)()
	reading := box.read(file)
	if file.left < 0 || ctx.Err() != nil {
		reading.Note = join("It asks for more work than a document needs.", reading.Note)
	}
	return reading, nil
}

// read reads all pages, as far as they go.
func (b *sandbox) read(file *meter) Reading {
	reading := Reading{Kind: PDF}
	opened, err := b.FPDF_LoadCustomDocument(&requests.FPDF_LoadCustomDocument{Reader: file, Size: file.size})
	if err != nil {
		reading.Note = whyClosed(err)
		return reading
	}
	counted, err := b.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		reading.Note = "It is damaged: its pages cannot be found. It is kept as it is."
		return reading
	}
	out, read, lost := b.allPages(opened.Document, min(counted.PageCount, MaxPages))
	if out = plain.Text(out); out != "" {
		reading.Text, reading.Cut = bounded(out, read < counted.PageCount)
	}
	reading.Note = about(reading, counted.PageCount, read, lost)
	return reading
}

// allPages puts the texts of pages together until there is enough. It tells how many it
// came to, and how many of these could not be read.
func (b *sandbox) allPages(document references.FPDF_DOCUMENT, count int) (text string, read, lost int) {
	var out strings.Builder
	written := false // anything but page marks
	for ; read < count && out.Len() <= MaxText; read++ {
		page, err := b.page(document, read)
		if b.ctx.Err() != nil || errors.Is(err, errDead) {
			break
		}
		if err != nil {
			lost++
		}
		if read > 0 {
			fmt.Fprintf(&out, "[page %d]\n\n", read+1)
		}
		if page != "" {
			out.WriteString(page + "\n\n")
			written = true
		}
	}
	if !written {
		return "", read, lost
	}
	return out.String(), read, lost
}

// about says what a reader should know of a PDF that opened.
func about(reading Reading, pages, read, lost int) string {
	var notes []string
	switch {
	case reading.Text == "" && read < min(pages, MaxPages):
		notes = append(notes, "It is damaged: its pages cannot be read. It is kept as it is.")
	case reading.Text == "" && lost > 0:
		notes = append(notes, "It is damaged or asks for more memory than a document needs. It is kept as it is.")
	case reading.Text == "":
		notes = append(notes, "No text was found in it; it may hold pictures of pages. It is kept as it is.")
	case read < pages:
		notes = append(notes, fmt.Sprintf("The text of %d of its %d pages is shown.", read, pages))
	case reading.Cut:
		notes = append(notes, "Only the beginning of its text is shown.")
	}
	if lost > 0 {
		notes = append(notes, fmt.Sprintf("Pages that could not be read: %d.", lost))
	}
	return join(notes...)
}

// whyClosed is the sentence for a document that did not open.
func whyClosed(err error) string {
	switch {
	case errors.Is(err, perrors.ErrPassword):
		return "It asks for a password: kept as it is, not readable here."
	case errors.Is(err, perrors.ErrSecurity):
		return "It is encrypted in a way that is not known here: kept as it is, not readable here."
	}
	return "It is damaged or no PDF after all: kept as it is, not readable here."
}
