package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/holiday"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/keyring"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/sftpd"
	"asem.internal/avs/internal/sshd"
	"asem.internal/avs/internal/tui/paint"
)

// Options of a server. Config and Log are needed.
type Options struct {
	Config  config.Config
	Log     *slog.Logger
	Version string
	Now     func() time.Time // nil for the system's clock
	// CheckPages checks the files of a folder before they are opened, all of their
	// pages after an unclean stop, in a process of its own, since a damaged page can
	// end the one that reads it. Nil to go without.
	CheckPages func(folder string, whole bool) error
	// Unindexed leaves the search index away, for a copy that nobody searches.
	Unindexed bool
	// MaxSize bounds state.db in bytes, for tests of a full disk; 0 for no bound.
	MaxSize int
}

// Server is one installation being served.
type Server struct {
	options Options
	log     *slog.Logger
	id      identity
	store   *boltstore.Store
	drawer  *boltstore.Drawer
	reader  *extract.Reader
	spool   *sftpd.Spool
	office  *secretariat.Office
	door    *sshd.Server
	barred  atomic.Pointer[map[string]bool] // keys shut out while the ring cannot be taken over; see bar
	cache   *paint.Cache
	exports chan struct{} // a token for each export that is made over ssh
}

// queued is how many commands wait for the clerk before their senders wait too.
const queued = 1024

// Init makes an installation in an empty folder, with one secretariat delegate
// by the given line. It listens nowhere.
//
// A folder in which this was interrupted, so that nobody can come in, is finished.
func Init(o Options, first roster.Line) error {
	if !boltstore.Exists(o.Config.Data) {
		if err := found(o.Config.Data); err != nil {
			return err
		}
	}
	s, err := open(o)
	if err != nil {
		return err
	}
	err = s.office.FoundDelegate(first)
	if fault.KindOf(err) == fault.Conflict {
		err = fault.New(fault.Conflict, "%s holds an installation already.", o.Config.Data).
			Then("Serve it with `avs serve --data %s`, or name another folder.", o.Config.Data).Because(err)
	}
	return errors.Join(err, s.close())
}

// Open opens the installation in the data folder, founding it where the folder
// is empty, and listens; nobody is let in before Serve.
func Open(o Options) (*Server, error) {
	if !boltstore.Exists(o.Config.Data) {
		if err := found(o.Config.Data); err != nil {
			return nil, err
		}
	}
	s, err := open(o)
	if err != nil {
		return nil, err
	}
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.Reload() // after the address is had: a start that fails changes nobody's keys
	return s, nil
}

// open opens store and office.
func open(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{options: o, log: o.Log, cache: paint.NewCache(o.Config.Terminal.Cells), exports: make(chan struct{}, exportsAtOnce)}
	var err error
	if s.id, err = readIdentity(o.Config.Data); err != nil {
		return nil, err
	}
	holidays, err := holiday.Read(o.Config.Coordination.Holidays)
	if err != nil {
		return nil, err
	}
	if err := s.checkPages(); err != nil {
		return nil, err
	}
	codec := journal.NewCodec()
	if s.store, err = boltstore.Open(boltstore.Options{Folder: o.Config.Data, Codec: codec, Seal: s.id.seal, MaxSize: o.MaxSize}); err != nil {
		return nil, err
	}
	if s.store.TornHead() {
		s.log.Warn("one of the two heads of the record was not whole: the last commit of the server before may be lost")
	}
	index, err := s.openIndex()
	if err != nil {
		return nil, errors.Join(err, s.store.Close())
	}
	sweep(o.Config.Data)
	s.spool = s.newSpool()
	s.reader = extract.NewReader(filepath.Join(o.Config.Data, readerFolder))
	s.office = secretariat.Open(secretariat.Options{
		Store: s.store, Sequencer: journal.NewQueue(queued, o.Now), Codec: codec, Now: o.Now, Log: o.Log,
		Limits: limits(o.Config), Reader: s.reader, Holidays: holidays, Index: index, ReadKey: keyring.ReadKey, Revoked: s.revoked,
	})
	if damage := s.store.Damage(); damage != nil {
		s.log.Error("the record is damaged: it is served for reading only; `avs verify` names the place", "err", damage)
		return s, nil
	}
	if err := write(o.Config.Data, runningFile, []byte(fmt.Sprintln(os.Getpid())), 0o600); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if err := s.office.Founding(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// openIndex opens the search index; nil where there is to be none.
func (s *Server) openIndex() (index *archive.Index, err error) {
	if s.options.Unindexed {
		return nil, nil
	}
	var lost bool
	if s.drawer, lost, err = boltstore.OpenDrawer(s.options.Config.Data); err != nil {
		return nil, err
	}
	if lost && s.store.Begun() {
		s.log.Info("the search index is made from the record; until that is done searches find a part")
	}
	return archive.New(s.drawer), nil
}

func limits(c config.Config) secretariat.Limits {
	return secretariat.Limits{PostsPerMinute: c.Posts.PerMinute, PostsPerDay: c.Posts.PerDay,
		Floor: c.Boards.Floor, Drafts: c.Drafts.Most, ImportedFile: int64(c.Import.Message), File: int64(c.Documents.File),
		Silence: c.Procedures.Minimum, Grace: c.Procedures.Grace, Recalls: c.Procedures.Reminders, Jump: c.Procedures.Jump,
		Terms: c.Coordination.Terms, Reports: c.Coordination.Reports, Ahead: c.Coordination.Ahead, Late: c.Coordination.Late, Acks: c.Coordination.Acks}
}

// checkPages has the files checked before anything reads them here.
func (s *Server) checkPages() error {
	folder := s.options.Config.Data
	if s.options.CheckPages == nil || !boltstore.Exists(folder) {
		return nil
	}
	_, err := os.Stat(filepath.Join(folder, runningFile))
	killed := err == nil
	err = s.options.CheckPages(folder, killed)
	if err == nil || fault.KindOf(err) == fault.Conflict || !killed {
		return err // in a conflict another server has the folder, which is why the mark is there
	}
	return fault.New(fault.Failed, "The last server in %s was killed. %v", folder, err).Because(err)
}

func (s *Server) listen() error {
	c := s.options.Config
	door, err := sshd.Listen(sshd.Config{
		Address: c.Listen, HostKey: s.id.host, Register: register{s}, Log: s.log,
		Faces: sshd.Faces{Screen: s.screen, Command: s.command, Help: s.help,
			Subsystems: map[string]func(*sshd.Visit) int{"sftp": s.files}},
		ClassicOnly: !c.SSH.PostQuantum,
		Limits: sshd.Limits{
			Grace: c.SSH.LoginGrace, Lines: c.SSH.Connections, PerAccount: c.SSH.ConnectionsPerAccount,
			Sessions: c.SSH.SessionsPerConnection, Strangers: c.SSH.Strangers, FromOne: c.SSH.StrangersPerAddress,
			ScreenIdle: c.SSH.ScreenIdle, CommandIdle: c.SSH.CommandIdle, LineIdle: c.SSH.ConnectionIdle,
			Stall: c.Terminal.Stall,
		},
	})
	s.door = door
	return err
}

// Addr is the address on which the server listens.
func (s *Server) Addr() net.Addr { return s.door.Addr() }

// HostKey is the server's public key.
func (s *Server) HostKey() gossh.PublicKey { return s.id.host.PublicKey() }

// Office is the office, for the operator's own commands and for tests.
func (s *Server) Office() *secretariat.Office { return s.office }

// Stats is what the door has seen.
func (s *Server) Stats() sshd.Stats { return s.door.Stats() }

// parting is how long people have to be told that the server stops.
const parting = 5 * time.Second

// Serve lets people in until ctx ends, or until nothing more can be written. It
// tells those on line, finishes what has its place, closes the store, and returns
// nil only for a clean end.
func (s *Server) Serve(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- s.door.Serve() }()
	var failed error
	sentence := "The server stops now. What you typed is kept as a draft; come back in a few minutes."
	serving, over := context.WithCancel(ctx)
	defer over()
	go s.retryRing(serving)
	s.office.KeepTimes()
	obeying := make(chan struct{})
	go func() { s.obey(serving); close(obeying) }()
	publishing := make(chan struct{})
	go func() { s.publish(serving); close(publishing) }()
	select {
	case <-ctx.Done():
	case err := <-served:
		over()
		<-obeying
		<-publishing
		return errors.Join(err, s.close())
	case failed = <-s.office.Failed():
		sentence = "The server has to start again. What you typed is kept as a draft as far as the disk allowed; come back in a minute."
		failed = fault.New(fault.Failed, "The disk failed while something was being written: %v.", failed).
			Then("Nothing answered was lost. Check the disk, then start the server again.").Because(failed)
	}
	over()
	<-obeying
	<-publishing
	stats := s.door.Stats()
	s.log.Info("stopping", "connections", stats.Lines, "sessions", stats.Sessions, "served", stats.Proved, "refused", stats.Refused, "stalled", stats.Stalled)
	leave, cancel := context.WithTimeout(context.Background(), parting)
	defer cancel()
	if err := s.door.Shutdown(leave, sentence); err != nil {
		s.log.Warn("some connections had to be cut off", "err", err)
	}
	return errors.Join(failed, <-served, s.close())
}

// Close closes a server that does not serve.
func (s *Server) Close() error {
	if s.door != nil {
		leave, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.door.Shutdown(leave, "") // nobody was let in: this only closes the listener
	}
	return s.close()
}

// close ends office and store. The mark of a running server goes last, so that it
// stays where the store could not be closed.
func (s *Server) close() error {
	s.office.Close()
	closing := s.store.Close()
	if s.drawer != nil {
		closing = errors.Join(closing, s.drawer.Close())
	}
	if err := errors.Join(closing, s.reader.Close()); err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	err := os.Remove(filepath.Join(s.options.Config.Data, runningFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// OpenQuietly opens an installation for the operator's own work, listening nowhere.
func OpenQuietly(o Options) (*Server, error) {
	if !boltstore.Exists(o.Config.Data) {
		return nil, fault.New(fault.NotFound, "%s holds no installation.", o.Config.Data).
			Then("Name its folder with --data, or make one with `avs init`.")
	}
	return open(o)
}

// Verify checks the installation in a folder that is not being served; see
// boltstore.Verify. checkpoint, if not empty, is the file of one kept from before.
func Verify(ctx context.Context, folder, checkpoint string, progress func(done, total uint64)) (report boltstore.Report, err error) {
	seal, err := ReadSeal(folder)
	if err != nil {
		return report, err
	}
	store, err := boltstore.Open(boltstore.Options{Folder: folder, Codec: journal.NewCodec(), Seal: seal})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if report, err = store.Verify(ctx, progress); err != nil || checkpoint == "" {
		return report, err
	}
	kept, err := os.ReadFile(checkpoint)
	if err != nil {
		return report, fault.New(fault.Usage, "The checkpoint cannot be read: %v.", err).Because(err)
	}
	if err := store.VerifyCheckpoint(kept); err != nil {
		report.Problems = append(report.Problems, boltstore.Problem{What: err.Error()})
	}
	return report, nil
}
