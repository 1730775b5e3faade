package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"asem.internal/avs/internal/backup"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// ringFolder is where the key ring stands in a backup.
const ringFolder = "keys/partners"

// Backup writes the installation as it is now, while it may be served: state, files of
// posts and documents, host key, seal, configuration and key ring. What is made again
// where it is missing, the search index, is left out. w must not wait for anybody: until
// all is written the store keeps every page that is given up.
func (s *Server) Backup(ctx context.Context, w io.Writer) (backup.Manifest, error) {
	snapshot, err := s.store.Snapshot()
	if err != nil {
		return backup.Manifest{}, err
	}
	defer snapshot.Close() // nothing is written by it
	m := backup.Manifest{Version: s.options.Version, At: s.options.Now().UTC(), Entries: snapshot.Entries, Checkpoint: string(snapshot.Checkpoint)}
	sources, err := s.papers()
	if err != nil {
		return m, err
	}
	for _, f := range snapshot.Files() {
		sources = append(sources, backup.Source{File: backup.File{Name: f.Name, Bytes: f.Bytes}, WriteTo: f.WriteTo})
	}
	for _, source := range sources {
		m.Files = append(m.Files, source.File)
	}
	return m, backup.Write(whileWanted{ctx, w}, m, sources)
}

// whileWanted writes until ctx ends.
type whileWanted struct {
	ctx context.Context
	to  io.Writer
}

func (w whileWanted) Write(p []byte) (int, error) {
	if err := context.Cause(w.ctx); err != nil {
		return 0, err
	}
	return w.to.Write(p)
}

// papers are the small files: those of the data folder, and the key ring.
func (s *Server) papers() (sources []backup.Source, err error) {
	add := func(name, from string) error {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		sources = append(sources, backup.Source{File: backup.File{Name: name, Bytes: int64(len(content))},
			WriteTo: func(w io.Writer) error { _, err := io.Copy(w, bytes.NewReader(content)); return err }})
		return nil
	}
	for _, name := range []string{hostKeyFile, sealSecretFile, sealPublicFile, configFile} {
		err := add(name, filepath.Join(s.options.Config.Data, name))
		if err != nil && (name != configFile || !errors.Is(err, fs.ErrNotExist)) {
			return nil, fault.New(fault.Failed, "%s cannot be read for the backup: %v.", name, err).Because(err)
		}
	}
	ring, err := filepath.Glob(filepath.Join(s.options.Config.Keys, "partners", "*.keys"))
	if err != nil {
		return nil, err
	}
	for _, from := range ring {
		name := path.Join(ringFolder, filepath.Base(from))
		if !belongs(name) {
			continue // no partner's code: nothing is read from it either
		}
		if err := add(name, from); err != nil {
			return nil, fault.New(fault.Failed, "The key ring cannot be read for the backup: %v.", err).Because(err)
		}
	}
	return sources, nil
}

// needed are the files without which there is no installation.
var needed = []string{hostKeyFile, sealSecretFile, sealPublicFile, boltstore.StateFile, boltstore.BlobsFile}

// belongs says whether a name is one that backups have. No other is restored, and these
// lead nowhere but into the folder.
func belongs(name string) bool {
	if slices.Contains(needed, name) || name == configFile {
		return true
	}
	code, ok := strings.CutSuffix(strings.TrimPrefix(name, ringFolder+"/"), ".keys")
	return ok && strings.HasPrefix(name, ringFolder+"/") && len(code) == 2 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// spoolBackup writes a backup into a file beside the data that has no name any more:
// whoever fetches it over a poor line takes hours, and the store is to be held for
// seconds only. It is refused where it could fill the disk for those who write.
func (s *Server) spoolBackup(ctx context.Context) (_ *os.File, m backup.Manifest, err error) {
	folder := s.options.Config.Data
	if err := s.roomForBackup(folder); err != nil {
		return nil, m, err
	}
	file, err := os.CreateTemp(folder, boltstore.TemporaryPrefix+"backup-*")
	if err != nil {
		return nil, m, unwritable(folder, err)
	}
	if err = os.Remove(file.Name()); err == nil {
		m, err = s.Backup(ctx, file)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, m, errors.Join(err, file.Close())
	}
	return file, m, nil
}

// spare is how much room a backup leaves to those who write meanwhile.
const spare = 64 << 20

// roomForBackup refuses a folder whose disk has less room than a backup takes at most.
func (s *Server) roomForBackup(folder string) error {
	var most int64 = spare
	for _, name := range []string{boltstore.StateFile, boltstore.BlobsFile} {
		if info, err := os.Stat(filepath.Join(s.options.Config.Data, name)); err == nil {
			most += info.Size()
		}
	}
	if free, known := freeSpace(folder); known && free < most {
		return fault.New(fault.Failed, "A backup may take %d MiB, and the disk of %s has %d MiB left.", most>>20, folder, free>>20).
			Then("Make room first: a full disk would keep delegates from posting.")
	}
	return nil
}

// backupFor is spoolBackup for the secretariat, over ssh.
func (s *Server) backupFor(ctx context.Context, desk *secretariat.Desk) (command.Backup, error) {
	if err := desk.MayOperate(); err != nil {
		return command.Backup{}, err
	}
	file, m, err := s.spoolBackup(ctx)
	if err != nil {
		return command.Backup{}, err
	}
	info, err := file.Stat()
	if err != nil {
		return command.Backup{}, errors.Join(err, file.Close())
	}
	s.log.Info("the installation is backed up over ssh", "login", desk.Login(), "entries", m.Entries, "bytes", info.Size())
	return command.Backup{ReadCloser: file, Bytes: info.Size(), Entries: m.Entries}, nil
}

// BackUp backs the installation in a folder up into a file: by the server that serves
// the folder, or by itself where none does. A file that is there already is refused
// unless it is to be overwritten; it is whole or what it was.
func BackUp(ctx context.Context, o Options, file string, overwrite bool) (done BackedUp, err error) {
	if _, err := os.Lstat(file); err == nil && !overwrite {
		return done, fault.New(fault.Conflict, "%s is there already.", file).Then("Name another file, or add --force.")
	}
	temp, err := os.CreateTemp(filepath.Dir(file), boltstore.TemporaryPrefix+"backup-*")
	if err != nil {
		return done, unwritable(file, err)
	}
	defer os.Remove(temp.Name()) // fails where it got its name
	if err = fetchBackup(ctx, o, temp); err == nil {
		done, err = inspect(temp)
	}
	if syncing := errors.Join(temp.Sync(), temp.Close()); err == nil && syncing != nil {
		err = unwritable(file, syncing)
	}
	if err == nil {
		err = os.Rename(temp.Name(), file)
	}
	if err != nil {
		return done, err
	}
	return done, syncFolder(filepath.Dir(file))
}

// BackedUp says what was written.
type BackedUp struct {
	backup.Manifest
	Size int64 // of the file
}

// inspect reads a backup that was written, from its first byte to its last: what came is
// what left, or the backup is none.
func inspect(file *os.File) (done BackedUp, err error) {
	if done.Size, err = file.Seek(0, io.SeekEnd); err != nil {
		return done, err
	}
	if _, err = file.Seek(0, io.SeekStart); err != nil {
		return done, err
	}
	done.Manifest, err = backup.Read(file, wellMade, func(backup.File) (io.WriteCloser, error) { return nowhere{}, nil })
	return done, err
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

// wellMade refuses a manifest that lacks something or has something else.
func wellMade(m backup.Manifest) error {
	seen := map[string]bool{}
	for _, f := range m.Files {
		if !belongs(f.Name) || seen[f.Name] || f.Bytes < 0 {
			return fault.New(fault.Failed, "The backup has %q in it, which no backup has.", f.Name).Then("Take another one.")
		}
		seen[f.Name] = true
	}
	for _, name := range needed {
		if !seen[name] {
			return fault.New(fault.Failed, "The backup has no %s in it.", name).Then("Take another one.")
		}
	}
	return nil
}

// fetchBackup writes a backup of the installation into a file.
func fetchBackup(ctx context.Context, o Options, to *os.File) error {
	answer, err := askServer(ctx, o.Config.Data, backupPath)
	if err == nil {
		defer answer.Close()
		if _, err = io.Copy(to, answer); err != nil {
			return fault.New(fault.Failed, "The backup was cut off: %v.", err).Then("Look into the server's log, then try again.").Because(err)
		}
		return nil
	}
	if !errors.Is(err, errNotServed) {
		return err
	}
	s, err := OpenQuietly(o)
	if err != nil {
		return err
	}
	_, err = s.Backup(ctx, to)
	if err != nil && fault.KindOf(err) == fault.Failed {
		err = fmt.Errorf("writing %s: %w", to.Name(), err)
	}
	return errors.Join(err, s.Close())
}
