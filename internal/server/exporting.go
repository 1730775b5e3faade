package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/export"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/secretariat"
)

// Export writes all that delegates may read into a folder that is missing or empty, which
// is there when all of it is. An installation that is being served is exported from a
// copy of it, which lies beside the folder meanwhile.
func Export(ctx context.Context, o Options, to string, tell func(done, total uint64)) (m export.Manifest, err error) {
	if err := missingOrEmpty(to); err != nil {
		return m, err
	}
	aside, err := os.MkdirTemp(filepath.Dir(filepath.Clean(to)), boltstore.TemporaryPrefix+"export-*")
	if err != nil {
		return m, unwritable(to, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	s, err := openOrCopy(ctx, o, aside)
	if err != nil {
		return m, err
	}
	whole := filepath.Join(aside, "whole")
	if err = os.Mkdir(whole, 0o700); err == nil {
		m, err = s.exportWhole(ctx, whole, tell)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return m, err
	}
	if err := os.Rename(whole, to); err != nil {
		return m, unwritable(to, err)
	}
	return m, syncFolder(filepath.Dir(filepath.Clean(to)))
}

func missingOrEmpty(folder string) error {
	names, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return unwritable(folder, err)
	case len(names) > 0:
		return fault.New(fault.Conflict, "%s is not empty: there is %q in it.", folder, names[0].Name()).Then("Name an empty folder, or one that is not there yet.")
	}
	return nil
}

// openOrCopy opens the installation, or a copy of it where it is being served.
func openOrCopy(ctx context.Context, o Options, aside string) (*Server, error) {
	answer, err := askServer(ctx, o.Config.Data, backupPath)
	if errors.Is(err, errNotServed) {
		return OpenQuietly(o)
	}
	if err != nil {
		return nil, err
	}
	defer answer.Close()
	o.Config.Data, o.Unindexed = filepath.Join(aside, "copy"), true
	if err := os.Mkdir(o.Config.Data, 0o700); err != nil {
		return nil, unwritable(o.Config.Data, err)
	}
	if _, err := restoreAside(ctx, answer, o.Config.Data, o.CheckPages); err != nil {
		return nil, err
	}
	return OpenQuietly(o)
}

func (s *Server) exportWhole(ctx context.Context, folder string, tell func(done, total uint64)) (m export.Manifest, err error) {
	t, err := s.office.Takeout()
	if err != nil {
		return m, err
	}
	return export.Write(ctx, t, folder, s.exportOptions(tell))
}

func (s *Server) exportOptions(tell func(done, total uint64)) export.Options {
	return export.Options{Version: s.options.Version, Domain: packet.DomainOf(s.id.seal.KeyHash()), Progress: tell,
		SSH: func(format string, args ...any) string { return "ssh HOST " + fmt.Sprintf(format, args...) }}
}

// exportsAtOnce is how many exports are made at a time; who comes meanwhile waits. Each
// takes a processor, and room on the disk.
const exportsAtOnce = 1

// exportFor gives a delegate what they may read as one file, which was written before the
// first byte goes: it takes long on a poor line.
func (s *Server) exportFor(ctx context.Context, desk *secretariat.Desk, tell func(done, total uint64)) (_ command.Export, err error) {
	t, err := desk.Takeout()
	if err != nil {
		return command.Export{}, err
	}
	select {
	case s.exports <- struct{}{}:
		defer func() { <-s.exports }()
	case <-ctx.Done():
		return command.Export{}, context.Cause(ctx)
	}
	data := s.options.Config.Data
	if err := s.roomForBackup(data); err != nil {
		return command.Export{}, err
	}
	folder, err := os.MkdirTemp(data, boltstore.TemporaryPrefix+"export-*")
	if err != nil {
		return command.Export{}, unwritable(data, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	o := s.exportOptions(tell)
	o.For = string(desk.Login())
	m, err := export.Write(ctx, t, folder, o)
	if err != nil {
		return command.Export{}, err
	}
	file, err := os.CreateTemp(data, boltstore.TemporaryPrefix+"export-*.tar")
	if err != nil {
		return command.Export{}, unwritable(data, err)
	}
	if err = os.Remove(file.Name()); err == nil {
		err = export.Pack(file, folder, "avs-export", m)
	}
	var size int64
	if err == nil {
		size, err = file.Seek(0, io.SeekCurrent)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return command.Export{}, errors.Join(err, file.Close())
	}
	return command.Export{ReadCloser: file, Bytes: size, Files: len(m.Files)}, nil
}
