package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

func newHostKey() (gossh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return gossh.NewSignerFromKey(private)
}

// serveBare is the floor: a server of the same library that lets every key in and
// sends back what it is sent, one key stroke at a time.
func serveBare(ctx context.Context, _ []string, ready func(string)) error {
	host, err := newHostKey()
	if err != nil {
		return err
	}
	bare := &ssh.Server{
		HostSigners:      []ssh.Signer{host},
		PublicKeyHandler: func(ssh.Context, ssh.PublicKey) bool { return true },
		Handler: func(s ssh.Session) {
			_, _ = io.Copy(s, s) // ends with the session
		},
	}
	if err := bare.SetOption(ssh.EmulatePty()); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("the bare server: %w", err)
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
