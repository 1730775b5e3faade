package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/importer"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// importMbox brings a mbox onto a board at the delegate's desk.
func (s *Server) importMbox(ctx context.Context, desk *secretariat.Desk, board asem.BoardID, title string,
	mbox io.ReaderAt, size int64, progress io.Writer) (command.Imported, error) {
	collection, err := importer.Mbox(ctx, mbox, size, s.reading(progress))
	if err != nil {
		return command.Imported{}, err // before a board is founded for it
	}
	if title != "" {
		if err := desk.FoundBoard(board, title); err != nil {
			return command.Imported{}, err
		}
	}
	importing, err := desk.Import(board)
	if err != nil {
		return command.Imported{}, err
	}
	return bring(ctx, importing, collection, progress)
}

// reading is how collections are read; how far that is is told about once a second.
func (s *Server) reading(progress io.Writer) importer.Options {
	last := time.Now()
	return importer.Options{Now: s.options.Now(), MaxMessage: int64(s.options.Config.Import.Message), MaxText: forum.MaxImported,
		Progress: func(done, total int64) {
			if time.Since(last) > told {
				fmt.Fprintf(progress, "looked through %d %% of it\n", 100*done/max(1, total))
				last = time.Now()
			}
		}}
}

// ImportMbox brings a mbox file onto a board for the operator. The board is
// founded as an archive board, with the title, where it is not there.
func (s *Server) ImportMbox(ctx context.Context, path string, board asem.BoardID, title string, progress io.Writer) (command.Imported, error) {
	file, err := os.Open(path)
	if err != nil {
		return command.Imported{}, unreadable(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	if err != nil {
		return command.Imported{}, unreadable(path, err)
	}
	collection, err := importer.Mbox(ctx, file, info.Size(), s.reading(progress))
	if err != nil {
		return command.Imported{}, err
	}
	return s.bringTo(ctx, board, title, collection, progress)
}

// ImportMarkdown does the same with a folder of Markdown files.
func (s *Server) ImportMarkdown(ctx context.Context, path string, board asem.BoardID, title string, progress io.Writer) (command.Imported, error) {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = errors.New("it is not a folder")
	}
	if err != nil {
		return command.Imported{}, unreadable(path, err)
	}
	collection, err := importer.Markdown(ctx, os.DirFS(path), s.reading(progress))
	if err != nil {
		return command.Imported{}, err
	}
	return s.bringTo(ctx, board, title, collection, progress)
}

func unreadable(path string, err error) error {
	return fault.New(fault.Usage, "%s cannot be imported: %v.", path, err).Because(err)
}

func (s *Server) bringTo(ctx context.Context, board asem.BoardID, title string, c *importer.Collection, progress io.Writer) (command.Imported, error) {
	importing, err := s.office.Import(board, title)
	if err != nil {
		return command.Imported{}, err
	}
	return bring(ctx, importing, c, progress)
}

// told is how often an import says how far it is.
const told = time.Second

// bring adds every message of a collection, and says how far it is about once a
// second, and what had to be guessed or repaired in a message, a line each.
func bring(ctx context.Context, to *secretariat.Importing, c *importer.Collection, progress io.Writer) (done command.Imported, err error) {
	for _, skipped := range c.Skipped() {
		done.Skipped = append(done.Skipped, command.Skipped(skipped))
	}
	err = addAll(ctx, to, c, progress)
	if finished := to.Finish(); err == nil {
		err = finished
	}
	done.Posted, done.Already = to.Posted, to.Already
	return done, err
}

func addAll(ctx context.Context, to *secretariat.Importing, c *importer.Collection, progress io.Writer) error {
	read, last := 0, time.Now()
	for m, err := range c.Messages(ctx) {
		if err != nil {
			return err
		}
		for _, note := range m.Notes {
			fmt.Fprintf(progress, "note on %s: %s\n", plain.Line(m.Origin), plain.Line(note))
		}
		files, err := keepFiles(to, m.Files)
		if err != nil {
			return err
		}
		err = to.Add(ctx, forum.Import{Origin: m.Origin, Parent: m.Parent, Title: m.Title,
			Author: roster.Author{Name: m.Author, Address: m.Address}, At: m.At, Text: m.Text, Files: files})
		if err != nil {
			return err
		}
		if read++; time.Since(last) > told {
			fmt.Fprintf(progress, "%d of %d messages\n", read, c.Count())
			last = time.Now()
		}
	}
	return nil
}

func keepFiles(to *secretariat.Importing, files []importer.File) ([]rule.File, error) {
	var kept []rule.File
	for _, f := range files {
		file, err := to.File(f.Name, f.Type, bytes.NewReader(f.Content))
		if err != nil {
			return nil, err
		}
		kept = append(kept, file)
	}
	return kept, nil
}
