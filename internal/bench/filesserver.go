package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/sftpd"
	"asem.internal/avs/internal/sshd"
)

// transferName is the file that is fetched, in a folder of the client's choice.
const transferName = "large.bin"

// serveFiles serves one file, out of a store of its own, behind the real door: what a
// delegate's session of SFTP is, without the office. Its argument is a folder
// beside which the file lies.
func serveFiles(ctx context.Context, args []string, ready func(string)) (err error) {
	seal, err := newSeal()
	if err != nil {
		return err
	}
	store, err := boltstore.Open(boltstore.Options{Folder: args[0], Codec: journal.NewCodec(), Seal: seal})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	shelf, err := oneFile(store, filepath.Join(filepath.Dir(args[0]), transferName))
	if err != nil {
		return err
	}
	host, err := newHostKey()
	if err != nil {
		return err
	}
	spool := sftpd.NewSpool(args[0], boltstore.TemporaryPrefix, sftpd.Limits{})
	door, err := sshd.Listen(sshd.Config{Address: "127.0.0.1:0", HostKey: host, Register: anybody{}, Faces: sshd.Faces{
		Subsystems: map[string]func(*sshd.Visit) int{"sftp": func(v *sshd.Visit) int {
			return fault.ExitCode(sftpd.Serve(v.Context(), visited{v}, sftpd.Options{Library: shelf, Spool: spool, Owner: v.Login}))
		}},
	}})
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- door.Serve() }()
	ready(door.Addr().String())
	<-ctx.Done()
	leave, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return errors.Join(door.Shutdown(leave, "The measuring is over."), <-served)
}

func newSeal() (*journal.Seal, error) {
	secret, public, err := journal.NewSealKey()
	if err != nil {
		return nil, err
	}
	return journal.NewSeal(secret, public)
}

// anybody lets every key in as one delegate.
type anybody struct{}

func (anybody) Account(gossh.PublicKey) (string, bool) { return "bench.n000", true }

// visited is a visit as a channel.
type visited struct{ *sshd.Visit }

func (v visited) Write(p []byte) (int, error) { return v.Raw().Write(p) }

func (v visited) Close() error {
	v.Leave(fault.Failed.ExitCode())
	return nil
}

// shelf is a library of one file.
type shelf struct {
	store *boltstore.Store
	file  sftpd.File
	kept  rule.Digest
}

var _ sftpd.Library = (*shelf)(nil)

func oneFile(store *boltstore.Store, path string) (*shelf, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	digest, size, err := store.PutBlob(file, 1<<30)
	return &shelf{store, sftpd.File{Name: transferName, Bytes: size, Digest: hex.EncodeToString(digest[:])}, digest}, err
}

func (s *shelf) List(...string) (sftpd.Shelf, error) {
	return sftpd.Shelf{Documents: []sftpd.Document{{Name: "1", Symbol: "BENCH/2026/1",
		Versions: []sftpd.Version{{Label: "-", Files: []sftpd.File{s.file}}}}}}, nil
}

func (s *shelf) Open(sftpd.File) (sftpd.Content, error) { return s.store.BlobAt(s.kept) }
func (s *shelf) Drafts() ([]sftpd.Draft, error)         { return nil, nil }
func (s *shelf) MayDrop() error                         { return errors.New("nothing is brought in") }

func (s *shelf) Drop(context.Context, string, int64, io.Reader) (sftpd.Draft, error) {
	return sftpd.Draft{}, s.MayDrop()
}

// serveOpenSSH is the floor of serveFiles: OpenSSH's own sftp-server behind a server of
// the same ssh library, which gives it the channel. Its argument is the program.
func serveOpenSSH(ctx context.Context, args []string, ready func(string)) error {
	host, err := newHostKey()
	if err != nil {
		return err
	}
	bare := &ssh.Server{
		HostSigners:      []ssh.Signer{host},
		PublicKeyHandler: func(ssh.Context, ssh.PublicKey) bool { return true },
		Handler:          func(ssh.Session) {},
		SubsystemHandlers: map[string]ssh.SubsystemHandler{"sftp": func(s ssh.Session) {
			program := exec.CommandContext(ctx, args[0], "-R", "-e")
			program.Stdin, program.Stdout, program.Stderr = s, s, s.Stderr()
			_ = program.Run() // ends with the session
		}},
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("the server of OpenSSH's files: %w", err)
	}
	go func() { // ends with the child
		<-ctx.Done()
		_ = bare.Close()
	}()
	ready(listener.Addr().String())
	if err := bare.Serve(listener); !errors.Is(err, ssh.ErrServerClosed) {
		return err
	}
	return nil
}
